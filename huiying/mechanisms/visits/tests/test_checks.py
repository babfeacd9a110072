"""The law's own visits after a warning for domestic violence: safety first, named as such, on no page of the person."""

from datetime import UTC, datetime

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import Audience, IllegalMove, WordsNeeded
from huiying.mechanisms.visits import events
from huiying.mechanisms.visits.services import checks
from huiying.mechanisms.visits.tests.support import Case, Service, days


def warned(case: Case) -> None:
    checks.record_warning(
        matter_id=case.matter_id,
        party_id=case.party_id,
        by=case.service.actor("carl"),
        at=case.service.at,
    )


def plan(case: Case, side: str = "victim", safety: str = "白天打单位电话，不去家里。") -> None:
    checks.plan_check(
        matter_id=case.matter_id,
        side=side,
        due_on="2026-03-06",
        safe="elsewhere",
        safety=safety,
        officers=case.service.pair("dora"),
        by=case.service.actor("carl"),
        at=case.service.at + days(1),
    )


def check(case: Case, side: str = "victim", day: float = 4) -> None:
    checks.record_check(
        matter_id=case.matter_id,
        side=side,
        safe="elsewhere",
        calm=True,
        help_wanted=False,
        note="",
        by=case.service.actor("dora"),
        at=case.service.at + days(day),
    )


def test_the_law_owes_both_checks_and_gives_no_number(case: Case):
    warned(case)
    for side in ("victim", "warned"):
        duty = case.duty(f"cn.dv-check-{side}")
        assert (duty.force, duty.due_at, duty.basis) == ("statute", None, "none")
    assert case.duty("agency.dv-check").due_at == datetime(2026, 3, 9, 16, tzinfo=UTC)


def test_the_person_protected_is_planned_for_first(case: Case):
    warned(case)
    with pytest.raises(IllegalMove, match="person protected first"):
        plan(case, "warned")
    with pytest.raises(WordsNeeded, match="safe before"):
        plan(case, safety="")
    plan(case)
    plan(case, "warned")


def test_a_check_needs_no_agreement_and_meets_what_the_law_owes(case: Case):
    warned(case)
    plan(case)
    check(case)
    assert case.duty("cn.dv-check-victim").state == "met"
    assert case.duty("cn.dv-check-warned").state == "open"
    assert case.duty("agency.dv-check").n == 2


def test_nothing_of_it_stands_on_the_page_a_code_opens():
    for spec in (events.DV_PLANNED, events.DV_MADE, events.DV_ENDED):
        assert Audience.PERSON not in spec.seen_by


def test_without_a_warning_there_is_no_such_visit(case: Case):
    with pytest.raises(IllegalMove, match="no written warning"):
        plan(case)


def test_the_head_ends_the_checks_with_a_reason(case: Case, service: Service):
    warned(case)
    with pytest.raises(Denied):
        checks.end_checks(
            matter_id=case.matter_id, reason="x", by=service.actor("carl"), at=service.at + days(9)
        )
    checks.end_checks(
        matter_id=case.matter_id,
        reason="已离婚分居，保护令在执行。",
        by=service.actor("chief"),
        at=service.at + days(9),
    )
    assert case.duty("agency.dv-check").state == "void"
