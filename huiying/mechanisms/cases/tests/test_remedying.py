"""An accuser who was refused asks for reconsideration and wins; or is refused again and asks the level above."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.duties.models import Duty
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import Actor, ActorKind, IllegalMove, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.notices.models import Notice
from huiying.core.people.models import Person
from huiying.core.people.safe import SafePlan
from huiying.mechanisms.cases.services import deciding, going_on, remedying, supervised, wishing
from huiying.mechanisms.cases.services.assigning import assign_case
from huiying.mechanisms.cases.services.remedying import Decision
from huiying.mechanisms.cases.standing import Stage
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import BY_MAIL, Case, Service, accepted, days, who
from huiying.mechanisms.cases.tests.test_not_opening import refuse
from huiying.mechanisms.cases.tests.test_pages import home

Enter = Callable[..., Browser]


def refused(service: Service, *people, **more) -> Case:
    case = accepted(service, *(people or (who(PartyRole.ACCUSER, BY_MAIL),)), **more)
    refuse(service, case)
    open_page(by=case.holder(), at=service.at + days(2.5))
    return case


def ask(service: Service, case: Case, day: float = 4) -> remedying.Asked:
    return remedying.ask_reconsideration(
        reason="这是诈骗，不是纠纷。", by=case.holder(), at=service.at + days(day)
    )


def decide(service: Service, matter: uuid.UUID, by: str = "alice", wins: bool = True) -> None:
    remedying.decide_request(
        matter_id=matter,
        decision=Decision(reversed=wins, answer="见决定。", reasons="有犯罪事实。"),
        by=service.actor(by),
        at=service.at + days(10),
    )


def applicant(matter: uuid.UUID) -> Actor:
    party = next(p for p in ledger.parties(matter) if p.role is PartyRole.ACCUSER)
    return Actor(kind=ActorKind.HOLDER, name="", matter_id=matter, party_id=party.id)


def test_the_right_and_its_days_follow_the_notice_received(service: Service):
    case = refused(service)
    right = case.duty("cn.reconsideration-request")
    assert (right.nature, right.state) == ("right", "open")
    ask(service, case)
    assert case.duty("cn.reconsideration-request").state == "used"


def test_it_is_a_matter_of_its_own_with_its_own_clock(service: Service):
    case = refused(service)
    asked = ask(service, case)
    matter = ledger.matter(asked.matter_id)
    assert matter.kind == "reconsideration"
    owed = Duty.objects.get(matter_id=asked.matter_id, rule="cn.reconsideration-decided")
    assert owed.unit_id == service.units["east"]
    assert case.standing().remedies["reconsideration.requested"] == str(asked.matter_id)


def test_a_persons_matters_share_no_row(service: Service):
    case = refused(service)
    before = Person.objects.count()
    asked = ask(service, case)
    assert Person.objects.count() == before + 1
    mine = {p.person_id for p in ledger.parties(case.matter_id)} - {None}
    assert not mine & {p.person_id for p in ledger.parties(asked.matter_id)}


def test_what_was_said_of_safe_contact_goes_with_it(service: Service):
    case = refused(service)
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        plan=SafePlan(never=("email",)),
        by=case.holder(),
        at=service.at + days(3),
    )
    asked = ask(service, case)
    decide(service, asked.matter_id)
    assert not Notice.objects.filter(matter_id=asked.matter_id, channel="email").exists()


def test_it_is_won_and_the_case_is_opened_by_that(service: Service):
    case = refused(service)
    asked = ask(service, case)
    decide(service, asked.matter_id)
    assert case.standing().stage is Stage.OPEN
    assert case.last("decision.reversed")["by"] == "reconsideration"
    assert case.waiting("case.opened") == [0]
    assert case.waiting("decision.reversed") == [0]


def test_won_after_the_case_was_opened_anyway_it_takes_nothing_back(service: Service):
    case = refused(service)
    asked = ask(service, case)
    cai = service.actor("cai")
    deciding.open_case(matter_id=case.matter_id, regime="criminal", by=cai, at=service.at + days(5))
    going_on.send_for_prosecution(matter_id=case.matter_id, by=cai, at=service.at + days(8))
    decide(service, asked.matter_id)
    assert case.standing().stage is Stage.PROSECUTED
    assert case.kinds().count("case.opened") == 1


def test_a_refusal_that_was_reversed_stands_on_their_page_as_what_counts_no_more(
    service: Service, person: Enter
):
    case = refused(service)
    before = person(3)
    assert "Why no case was opened" in before.text(home(before, case))
    asked = ask(service, case)
    decide(service, asked.matter_id)
    after = person(40)
    page = after.text(home(after, case))
    assert "Why no case was opened" not in page
    assert "This decision counts no more. It said" in page
    assert "It was asked for, and the decision was reversed" in page


def test_it_is_lost_and_the_level_above_is_asked_on_its_own_page(service: Service):
    case = refused(service)
    asked = ask(service, case)
    decide(service, asked.matter_id, wins=False)
    assert case.standing().stage is Stage.NOT_OPENED
    above = remedying.ask_review(
        reason="还是不服。", by=applicant(asked.matter_id), at=service.at + days(12)
    )
    assert ledger.matter(above.matter_id).handling_unit == service.units["city"]
    decide(service, above.matter_id, by="clara")
    assert case.last("decision.reversed")["by"] == "review"
    assert case.standing().stage is Stage.OPEN


def test_whoever_decided_or_has_the_case_does_not_decide_again(service: Service):
    from datetime import UTC, datetime

    from huiying.core.kinds import SeatRole
    from huiying.core.units.services import post_officer

    since = datetime(2025, 1, 1, tzinfo=UTC)
    for name in ("cai", "cen"):
        post_officer(
            officer_id=service.officers[name],
            unit_id=service.units["east"],
            role=SeatRole.COMPLAINTS,
            since=since,
        )
    case = accepted(service, who(PartyRole.ACCUSER))
    assign_case(
        matter_id=case.matter_id,
        officer_id=service.officers["cen"],
        by=service.actor("hong"),
        at=service.at + days(1),
    )
    refuse(service, case)
    asked = ask(service, case)
    for name in ("cai", "cen"):
        with pytest.raises(Denied):
            decide(service, asked.matter_id, by=name)


@pytest.mark.parametrize("name", ["hong", "wanda", "clara", "rita", "lei"])
def test_nobody_but_the_organ_decides(service: Service, name: str):
    case = refused(service)
    asked = ask(service, case)
    with pytest.raises(Denied):
        decide(service, asked.matter_id, by=name)


def test_it_is_asked_for_once_and_decided_once(service: Service):
    case = refused(service)
    asked = ask(service, case)
    with pytest.raises(IllegalMove):
        ask(service, case, day=5)
    decide(service, asked.matter_id, wins=False)
    with pytest.raises(IllegalMove):
        decide(service, asked.matter_id)


def test_more_time_is_told_in_writing_and_once(service: Service):
    case = refused(service)
    asked = ask(service, case)
    for _ in range(2):
        try:
            remedying.extend_request(
                matter_id=asked.matter_id,
                days=30,
                reason="案情复杂。",
                by=service.actor("alice"),
                at=service.at + days(9),
            )
        except IllegalMove:
            break
    else:
        pytest.fail("extended twice")
    kinds = [e.kind for e in ledger.history(asked.matter_id)]
    assert kinds.count("reconsideration.extended") == 1


def test_who_looks_again_reads_what_at_and_delivers_what_was_decided(
    service: Service, desk: Enter, person: Enter
):
    case = refused(service)
    asked = ask(service, case)
    browser = person(5)
    assert "with somebody who did not decide before" in browser.text(home(browser, case))
    url = f"/en/desk/m/{ledger.matter(asked.matter_id).ref}/"
    page = desk("alice", day=5).text(url)
    assert "属于合同纠纷。" in page
    assert ledger.matter(case.matter_id).ref in page
    assert "request-delivered" not in page
    decide(service, asked.matter_id, wins=False)
    assert "request-delivered" in desk("alice", day=11).text(url)
    remedying.record_delivered(
        matter_id=asked.matter_id,
        channel="in-person",
        by=service.actor("alice"),
        at=service.at + days(11),
    )
    owed = Duty.objects.get(matter_id=asked.matter_id, rule="cn.reconsideration-decided")
    assert owed.state == "met"
    above = remedying.ask_review(
        reason="还是不服。", by=applicant(asked.matter_id), at=service.at + days(12)
    )
    page = desk("clara", day=13).text(f"/en/desk/m/{ledger.matter(above.matter_id).ref}/")
    assert "属于合同纠纷。" in page
    assert "有犯罪事实。" in page
    with pytest.raises(IllegalMove):
        remedying.record_delivered(
            matter_id=asked.matter_id,
            channel="letter",
            by=service.actor("alice"),
            at=service.at + days(13),
        )


def test_withdrawn_it_is_decided_no_more(service: Service):
    case = refused(service)
    asked = ask(service, case)
    remedying.withdraw_request(by=applicant(asked.matter_id), at=service.at + days(5))
    with pytest.raises(IllegalMove):
        decide(service, asked.matter_id)


def test_who_is_no_accuser_has_no_such_remedy(service: Service):
    case = refused(service, who(PartyRole.ACCUSER), who(PartyRole.REPORTER))
    with pytest.raises(IllegalMove):
        remedying.ask_reconsideration(reason="不服。", by=case.holder(1), at=service.at + days(4))


def test_the_prosecutor_asks_and_orders_and_the_case_is_opened(service: Service):
    case = refused(service)
    at_work: dict[str, Any] = {"matter_id": case.matter_id, "by": service.actor("cai")}
    supervised.prosecutor_asked(subject="non-filing", at=service.at + days(5), **at_work)
    assert case.duty("cn.reasons-to-procuratorate").state == "open"
    supervised.answer_prosecutor(at=service.at + days(8), **at_work)
    assert case.duty("cn.reasons-to-procuratorate").state == "met"
    supervised.prosecutor_ordered(at=service.at + days(9), **at_work)
    assert case.duty("cn.opening-as-ordered").state == "open"


def test_elsewhere_nobody_is_shown_a_remedy_of_chinese_law(
    service: Service, settings: Any, person: Enter
):
    settings.HUIYING_JURISDICTION = "ie"
    case = accepted(service, who(PartyRole.ACCUSER))
    refuse(service, case)
    browser = person(3)
    page = browser.text(home(browser, case))
    assert "reconsideration" not in page
    assert "procuratorate" not in page
    with pytest.raises(IllegalMove):
        remedying.ask_reconsideration(reason="Wrong.", by=case.holder(), at=service.at + days(4))
