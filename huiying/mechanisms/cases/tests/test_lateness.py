"""A late step of a case says why it was late and who apologises, to whom it was owed and to nobody else."""

from collections.abc import Callable

import pytest

from huiying.core.access.doors import Denied
from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.holders.lateness import explain_lateness, unexplained
from huiying.core.kinds import IllegalMove, PartyRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, standing
from huiying.mechanisms.cases.services import batches, supporting, wishing
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import (
    BY_MAIL,
    Case,
    Service,
    days,
    opened,
    who,
)
from huiying.mechanisms.cases.tests.test_pages import home

Enter = Callable[..., Browser]
WHY = "卷宗移交时漏了登记，没有按时告诉您，对不起。"
RULE = "agency.miss-explained"


def late(service: Service, *people: object, **more: object) -> Case:
    """Opened after a day; nobody read their page, and the time to tell them is over."""
    case = opened(service, *people, **more)  # type: ignore[arg-type]
    while sweep(now=service.at + days(12)):
        pass
    return case


def explain(service: Service, case: Case, name: str = "cai", day: float = 13, why: str = WHY):
    explain_lateness(
        matter_id=case.matter_id, why=why, by=service.actor(name), at=service.at + days(day)
    )


def missed(case: Case) -> set[str]:
    return {str(line.facts["rule"]) for line in unexplained(standing(case.history()))}


def told_of(case: Case, about: object) -> list[Entry]:
    return [line for line in case.all("lateness.told") if line.facts["about"] == str(about)]


def owed(case: Case) -> list[Duty]:
    return list(Duty.objects.filter(matter_id=case.matter_id, rule=RULE))


def test_each_missed_step_owes_an_explanation(service: Service):
    case = late(service)
    assert "agency.opening-told" in missed(case)
    assert {duty.owed_to for duty in owed(case)} == {"person"}


def test_one_message_says_why_for_all_of_them_and_the_miss_stays(service: Service):
    case = late(service)
    explain(service, case)
    assert missed(case) == set()
    assert case.waiting("late") == [0]
    open_page(by=case.holder(), at=service.at + days(14))
    assert {duty.state for duty in owed(case)} <= {"met", "met_late"}
    assert case.duty("agency.opening-told").breached


def test_a_page_says_why_and_who_apologises(service: Service, desk: Enter, person: Enter):
    case = late(service)
    before = person(12.5)
    assert "Nobody has said why yet" in before.text(home(before, case))
    ref = ledger.matter(case.matter_id).ref
    cai = desk("cai", 13)
    assert "Say why it is late" in cai.text(f"/en/desk/m/{ref}/")
    typed = {"why_late": WHY, "signed": "East Gate Cai"}
    assert cai.post(f"/en/desk/m/{ref}/explain-lateness", typed).status_code == 302
    after = person(14)
    page = after.text(home(after, case))
    assert f"Why: {WHY}" in page
    assert "We apologise: East Gate Cai" in page


def test_what_was_owed_to_one_is_explained_to_that_one_alone(service: Service, person: Enter):
    case = opened(service, who(), who(PartyRole.VICTIM, BY_MAIL))
    for place in (0, 1):
        open_page(by=case.holder(place), at=service.at + days(1.5))
        supporting.offer_support(
            matter_id=case.matter_id,
            party_id=case.parties[place],
            which=["legal-aid"],
            by=service.actor("cai"),
            at=service.at + days(1.6),
        )
    wishing.set_wish(
        matter_id=case.matter_id,
        topics=["progress"],
        weeks=1,
        by=case.holder(1),
        at=service.at + days(2),
    )
    while sweep(now=service.at + days(12)):
        pass
    assert "agency.case-progress-as-wished" in missed(case)
    explain(service, case)
    assert case.waiting("late") == [1]
    other, own = person(13.5), person(13.6)
    assert WHY not in other.text(home(other, case, 0))
    assert WHY in own.text(home(own, case, 1))


def test_many_are_told_by_steps_and_it_is_met_with_the_last(service: Service):
    case = late(service, *(who() for _ in range(23)), crime="fraud.remote")
    explain(service, case)
    by_steps = 0
    while told := batches.tell_victims(service.at + days(13.1)):
        by_steps += told
    assert by_steps
    assert set(case.waiting("late")) == set(range(23))
    line = next(
        line
        for line in case.all("lateness.explained")
        if line.facts["rule"] == "agency.opening-told"
    )
    for place in range(23):
        assert not any(told.facts["everyone"] for told in told_of(case, line.id))
        open_page(by=case.holder(place), at=service.at + days(14))
    assert [told.facts["everyone"] for told in told_of(case, line.id)][-2:] == [False, True]
    assert {duty.state for duty in owed(case)} <= {"met", "met_late"}


def test_where_messages_are_held_back_none_leaves_by_itself(service: Service):
    case = late(service, who(contact=BY_MAIL), crime="domestic-violence")
    explain(service, case)
    assert case.waiting("late") == [0]
    assert "late" not in case.mails(case.parties[0])


@pytest.mark.parametrize("name", ["wei", "dan", "rita"])
def test_nobody_apologises_for_another_unit(service: Service, name: str):
    case = late(service)
    with pytest.raises(Denied):
        explain(service, case, name)


def test_it_is_said_in_words_and_only_where_something_is_late(service: Service):
    case = opened(service)
    with pytest.raises(IllegalMove):
        explain(service, case, day=2)
    case = late(service)
    with pytest.raises(WordsNeeded):
        explain(service, case, why=" ")
