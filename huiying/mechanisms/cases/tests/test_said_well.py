"""What people notice: who is meant, what stands once, what is offered beside the news, what never leaves by itself."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiying.config.apps import case_kind
from huiying.core.disclosure.kinds import may_tell_automatically
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.handing import Handover
from huiying.core.notices.models import Notice
from huiying.mechanisms.cases.services import belongings, deciding, remedying
from huiying.mechanisms.cases.services.remedying import Decision
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import (
    BY_MAIL,
    Service,
    accepted,
    days,
    opened,
    report,
    who,
)
from huiying.mechanisms.cases.tests.test_not_opening import refuse
from huiying.mechanisms.cases.tests.test_pages import home

Enter = Callable[..., Browser]


def test_an_act_towards_one_person_says_whom_it_concerns(service: Service, desk: Enter):
    case = opened(service)
    ref = ledger.matter(case.matter_id).ref
    page = desk("cai", 2).text(f"/en/desk/m/{ref}/ask")
    assert "Concerns: Victim" in page
    assert "投诉人" not in desk("cai", 2).text(f"/desk/m/{ref}/ask")


def test_the_owner_reads_one_line_of_a_thing_with_its_steps(service: Service, person: Enter):
    case = opened(service)
    item = belongings.list_property(
        matter_id=case.matter_id, owner=case.parties[0], how="stolen", what="一辆自行车",
        by=service.actor("cai"), at=service.at + days(2),
    )  # fmt: skip
    for day, step in ((3, "found"), (4, "returnable")):
        open_page(by=case.holder(), at=service.at + days(day - 0.5))
        belongings.move_property(
            matter_id=case.matter_id, item=item, step=step, by=service.actor("cai"),
            at=service.at + days(day),
        )  # fmt: skip
    browser = person(5)
    page = browser.text(home(browser, case))
    assert len(case.all("property.told")) == 3
    assert page.count("You were told of your property") == 1


def test_people_named_at_once_stand_in_the_order_in_which_they_were_named(service: Service):
    roles = [PartyRole.VICTIM, PartyRole.REPORTER, PartyRole.ACCUSER, PartyRole.INJURED] * 5
    case = report(service, *(who(role) for role in roles))
    order = [p.id for p in ledger.parties(case.matter_id) if p.id in case.parties]
    assert order == list(case.parties)


def test_who_reads_the_first_news_on_their_page_was_offered_support_beside_it(service: Service):
    case = opened(service, who(), who())
    open_page(by=case.holder(0), at=service.at + days(2))
    states = {str(e.facts["party"]): e.id for e in case.all("person.joined")}
    from huiying.core.duties.models import Duty

    rows = Duty.objects.filter(matter_id=case.matter_id, rule="agency.support-offered")
    found = {party: rows.get(trigger=str(event)).state for party, event in states.items()}
    assert found[str(case.parties[0])] == "met"
    assert found[str(case.parties[1])] == "open"


def test_a_kind_that_is_held_back_is_known_to_the_gate_on_the_request_against_a_refusal_too(
    service: Service,
):
    case = accepted(service, who(PartyRole.ACCUSER, BY_MAIL), crime="domestic-violence")
    refuse(service, case)
    asked = remedying.ask_reconsideration(
        reason="有录音。", by=case.holder(), at=service.at + days(4)
    )
    for matter_id, kind in ((case.matter_id, "case"), (asked.matter_id, "reconsideration")):
        assert case_kind(matter_id, kind) == "domestic-violence"
        assert not may_tell_automatically(case_kind(matter_id, kind))
    remedying.decide_request(
        matter_id=asked.matter_id,
        decision=Decision(reversed=False, answer="维持。", reasons="没有犯罪事实。"),
        by=service.actor("alice"),
        at=service.at + days(10),
    )
    waiting = Notice.objects.filter(matter_id=asked.matter_id, template="request.decided")
    assert {notice.channel for notice in waiting} == {"portal"}


@pytest.mark.parametrize(("jurisdiction", "there"), [("cn", True), ("ew", False), ("ie", False)])
def test_petitions_are_in_no_menu_where_there_are_no_rules_for_them(
    service: Service, settings, jurisdiction: str, there: bool
):
    settings.HUIYING_JURISDICTION = jurisdiction
    page = Client().get("/en/").content.decode()
    assert ('href="/en/petition' in page) is there


def test_a_receipt_that_was_late_stands_by_itself_and_both_say_of_what_they_are(
    service: Service, person: Enter
):
    case = report(service, who(contact=BY_MAIL, handover=Handover.SENT))
    deciding.accept_case(
        matter_id=case.matter_id, regime="criminal", by=service.actor("cai"),
        at=service.at + days(1),
    )  # fmt: skip
    sweep(now=service.at + days(12))
    browser = person(12)
    page = browser.text(home(browser, case))
    receipts = page.split("You received the receipt of your report")[1:]
    assert len(receipts) == 2
    # The newest first.
    assert "We accepted it and are checking it" in receipts[0][:900]
    assert "We received the report" in receipts[1][:900]
