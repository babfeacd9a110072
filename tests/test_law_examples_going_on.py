"""The law's own examples of public order, of a case that goes on, and of other countries, through the real services."""

from typing import Any

import pytest

from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.cases import rules
from huiying.mechanisms.cases.services import (
    belongings,
    extending,
    going_on,
    wishing,
)
from huiying.mechanisms.cases.tests import support
from huiying.mechanisms.cases.tests.support import BY_PHONE, Case, Service, who
from tests.support.law import accept, at, due, none_of, open_up, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(db: None) -> Service:
    return support.build()


# --- public order ------------------------------------------------------------------------------------


def public_order(service: Service, when: str) -> Case:
    case = reported(service, when, who(PartyRole.INJURED, BY_PHONE, reported=True), crime="assault")
    accept(service, case, when, "administrative")
    open_up(service, case, when, "administrative")
    return case


def test_a_public_order_case_has_thirty_days_from_the_filing_and_thirty_more_twice(
    service: Service,
) -> None:
    """治安管理处罚法（2025）118: 31 August and thirty days are 30 September; ninety, Sunday 29 November."""
    case = public_order(service, "2026-08-31T10:00")
    assert due(case.duty("cn.public-order-concluded")) == "2026-10-01T00:00"
    for day in ("2026-09-20", "2026-10-20"):
        extending.ask_extension(
            matter_id=case.matter_id,
            days=30,
            reason="案情复杂。",
            by=service.actor("cai"),
            at=at(f"{day}T10:00"),
        )
        extending.decide_extension(
            matter_id=case.matter_id,
            granted=True,
            reason="案情复杂。",
            by=service.actor("hong"),
            at=at(f"{day}T15:00"),
        )
    assert due(case.duty("cn.public-order-concluded")) == "2026-12-01T00:00"


def test_experts_and_hearings_stop_the_clock_of_a_public_order_case(service: Service) -> None:
    case = public_order(service, "2026-08-31T10:00")
    for move, when in (
        ("begin-examination", "2026-09-07T09:00"),
        ("end-examination", "2026-09-10T17:00"),
        ("begin-hearing", "2026-09-14T09:00"),
        ("end-hearing", "2026-09-15T17:00"),
    ):
        going_on.mark_pause(
            matter_id=case.matter_id,
            move=rules.Move(move),
            by=service.actor("cai"),
            at=at(when),
        )
    # Four midnights are left out: 4 October, off until the 7th.
    assert due(case.duty("cn.public-order-concluded")) == "2026-10-09T00:00"


def test_the_injured_person_has_the_decision_in_two_calendar_days(service: Service) -> None:
    """行政案件程序规定 172(3): Thursday 5 March and two days are a Saturday, so Monday 9 March."""
    case = public_order(service, "2026-03-02T10:00")
    going_on.decide_penalty(
        matter_id=case.matter_id,
        decision="penalty",
        by=service.actor("cai"),
        at=at("2026-03-05T10:00"),
    )
    rule, law = case.duty("cn.decision-delivered-two-days"), case.duty("cn.decision-delivered")
    assert (due(rule), rule.lead) == ("2026-03-10T00:00", True)
    assert (law.due_at, law.lead) == (None, False)
    open_page(by=case.holder(), at=at("2026-03-09T10:00"))
    assert case.duty("cn.decision-delivered-two-days").state == "met"


def test_a_limit_that_is_reached_is_explained_and_has_no_statutory_date(service: Service) -> None:
    """行政案件程序规定 165(3); beside it the service's own five working days."""
    case = public_order(service, "2026-08-31T10:00")
    going_on.reach_limit(
        matter_id=case.matter_id,
        offender="unknown",
        reason="嫌疑人还没有找到，继续调查。",
        by=service.actor("cai"),
        at=at("2026-09-28T10:00"),
    )
    law, own = case.duty("cn.limit-explained"), case.duty("agency.limit-explained")
    assert (law.due_at, law.basis, law.breached) == (None, "none", False)
    assert (due(own), own.force) == ("2026-10-11T00:00", "agency-standard")


# --- while it goes on --------------------------------------------------------------------------------


def test_the_withdrawal_of_a_case_is_told_in_three_days(service: Service) -> None:
    """刑事案件程序规定 189(1): 30 September and three days are 3 October, off until the 7th."""
    case = reported(service, "2026-09-21T10:00")
    open_up(service, case, "2026-09-22T10:00")
    going_on.withdraw_case(
        matter_id=case.matter_id,
        reason="没有犯罪事实。",
        by=service.actor("cai"),
        at=at("2026-09-30T10:00"),
    )
    assert due(case.duty("cn.case-withdrawal-told")) == "2026-10-09T00:00"
    open_page(by=case.holder(), at=at("2026-10-08T20:00"))
    assert case.duty("cn.case-withdrawal-told").state == "met"


def test_a_thing_that_is_unrelated_goes_back_in_three_days_and_a_victims_own_has_no_number(
    service: Service,
) -> None:
    """刑事诉讼法 145, 245."""
    case = reported(service, "2026-04-20T10:00")
    open_up(service, case, "2026-04-21T10:00")
    at_work: dict[str, Any] = {"matter_id": case.matter_id, "by": service.actor("cai")}
    for what, step in (("手机", "unrelated"), ("自行车", "returnable")):
        item = belongings.list_property(
            how="seized", what=what, owner=case.parties[0], at=at("2026-04-28T10:00"), **at_work
        )
        belongings.move_property(item=item, step=step, at=at("2026-04-29T10:00"), **at_work)
    assert due(case.duty("cn.unrelated-property-returned")) == "2026-05-07T00:00"
    own = case.duty("cn.victims-property-returned")
    assert (own.due_at, own.basis) == (None, "none")
    target = case.duty("agency.property-returned")
    assert (target.basis, target.force) == ("standard", "agency-standard")
    sweep(now=at("2027-04-29T10:00"))
    assert not case.duty("cn.victims-property-returned").breached


def test_a_measure_is_met_by_being_told_of_that_measure(service: Service) -> None:
    case = reported(service, "2026-03-02T10:00")
    open_up(service, case, "2026-03-02T12:00")
    for measure, when in (("arrest", "2026-03-03T10:00"), ("bail", "2026-03-05T10:00")):
        going_on.take_measure(
            matter_id=case.matter_id,
            measure=measure,
            tell=True,
            by=service.actor("cai"),
            at=at(when),
        )
    open_page(by=case.holder(), at=at("2026-03-05T12:00"))
    found = Duty.objects.filter(matter_id=case.matter_id, rule="agency.measure-told")
    assert sorted(found.values_list("state", flat=True)) == ["met", "met"]
    assert {e.facts["measure"] for e in case.all("measure.told")} == {"arrest", "bail"}


def test_a_wish_for_every_two_weeks_is_a_clock_of_that_person(service: Service) -> None:
    case = reported(service, "2026-03-02T10:00")
    open_up(service, case, "2026-03-02T12:00")
    wish: dict[str, Any] = {
        "matter_id": case.matter_id,
        "topics": ["progress"],
        "by": case.holder(),
    }
    wishing.set_wish(weeks=0, at=at("2026-03-02T13:00"), **wish)
    assert none_of(case.matter_id, "agency.case-progress-as-wished")
    wishing.set_wish(weeks=2, at=at("2026-03-02T14:00"), **wish)
    assert due(case.duty("agency.case-progress-as-wished")) == "2026-03-17T00:00"


# --- elsewhere ---------------------------------------------------------------------------------------


def test_in_england_enhanced_rights_turn_five_working_days_into_one(
    service: Service, settings: Any
) -> None:
    """Victims' Code, right 6, at second hand: Thursday 2 April 2026, before Easter."""
    settings.HUIYING_JURISDICTION = "ew"
    days = {}
    for enhanced in (False, True):
        case = reported(service, "2026-04-01T10:00", who(reported=True, enhanced=enhanced))
        open_up(service, case, "2026-04-01T12:00")
        going_on.take_measure(
            matter_id=case.matter_id,
            measure="arrest",
            tell=True,
            by=service.actor("cai"),
            at=at("2026-04-02T10:00", "Europe/London"),
        )
        days[enhanced] = due(case.duty("ew.measure-told"), "Europe/London")
    assert days == {False: "2026-04-14T00:00", True: "2026-04-08T00:00"}


def test_in_ireland_the_acknowledgement_has_no_number_and_is_never_overdue(
    service: Service, settings: Any
) -> None:
    """Criminal Justice (Victims of Crime) Act 2017, 12(5)."""
    settings.HUIYING_JURISDICTION = "ie"
    case = reported(service, "2026-03-02T10:00")
    packs = {pack for pack, _version in ledger.matter(case.matter_id).packs}
    assert packs == {"ie.victims"}
    owed = case.duty("ie.report-acknowledged")
    assert (owed.state, owed.due_at) == ("open", None)
