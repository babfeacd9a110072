"""Dissatisfaction is seen to by the head of the unit above, told, and asked about once more (R7)."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import Act, NotAChoice
from huiying.core.notices.telling import page_opened
from huiying.mechanisms.visits import events
from huiying.mechanisms.visits.services import asking, recovering
from huiying.mechanisms.visits.services.shape import person, visiting
from huiying.mechanisms.visits.tests.support import Case, Service, answers, days, visited


def dissatisfied(case: Case, day: float = 7) -> None:
    visited(case, way="phone", by="carl", day=day - 2)
    asked_and_answered(case, day)


def asked_and_answered(case: Case, day: float) -> None:
    asking.ask_view(
        matter_id=case.matter_id,
        party_id=case.party_id,
        by=case.service.actor("rita"),
        at=case.service.at + days(day - 1),
    )
    asking.give_view(
        answers=answers(result="dissatisfied"), by=case.holder, at=case.service.at + days(day)
    )


def done(case: Case, name: str = "edith", day: float = 9) -> None:
    recovering.do_recovery(
        matter_id=case.matter_id,
        recovery_id=case.event_id("recovery.opened"),
        what="apologised",
        text="我给您打了电话，向您道歉。录像下周一前调来。",
        by=case.service.actor(name),
        at=case.service.at + days(day),
    )


def opened_page(case: Case, day: float) -> None:
    at = case.service.at + days(day)
    with visiting(matter_id=case.matter_id, act=Act.FOLLOW, by=case.holder, at=at) as book:
        page_opened(book, party=person(book), specs=events.BY_KIND, at=at)


def test_a_low_view_is_owed_an_answer_by_the_unit_above(case: Case, service: Service):
    dissatisfied(case)
    duty = case.duty("agency.recovery")
    assert (duty.state, duty.unit_id) == ("open", service.units["east"])
    assert case.acts("edith") >= {Act.SEE_PERSON, Act.RECOVER}
    assert Act.RECOVER not in case.acts("chief")


@pytest.mark.parametrize("name", ["carl", "chief", "rita", "hugo", "olga"])
def test_it_is_nobody_elses_to_see_to(case: Case, name: str):
    dissatisfied(case)
    with pytest.raises(Denied):
        done(case, name)


def test_it_is_met_once_the_person_was_told_and_then_they_are_asked_again(case: Case):
    dissatisfied(case)
    done(case)
    assert case.duty("agency.recovery").state == "open"
    opened_page(case, 9.5)
    assert case.duty("agency.recovery").state == "met"
    assert case.duty("agency.recovery-view").state == "open"
    asked_and_answered(case, 12)
    assert case.duty("agency.recovery-view").state == "met"


def test_in_vain_it_goes_one_level_further_up(case: Case, service: Service):
    dissatisfied(case)
    done(case)
    opened_page(case, 9.5)
    asked_and_answered(case, 12)
    assert case.last("recovery.opened")["to_unit"] == service.units["city"]
    assert Act.RECOVER not in case.acts("edith")
    assert Act.RECOVER in case.acts("hugo")


def test_it_is_seen_to_once(case: Case):
    dissatisfied(case)
    done(case)
    with pytest.raises(NotAChoice, match="seen to already"):
        done(case, day=10)


def test_a_satisfied_answer_opens_nothing(case: Case, service: Service):
    visited(case, way="phone", by="carl", day=5)
    asking.ask_view(
        matter_id=case.matter_id,
        party_id=case.party_id,
        by=service.actor("rita"),
        at=service.at + days(6),
    )
    asking.give_view(answers=answers(result="unsure"), by=case.holder, at=service.at + days(7))
    assert "recovery.opened" not in case.kinds()


def test_above_the_top_stands_the_outside_body(service: Service):
    assert recovering.unit_above(service.units["city"], 1) == service.units["outside"]
    assert recovering.unit_above(service.units["east-gate"], 9) == service.units["city"]
