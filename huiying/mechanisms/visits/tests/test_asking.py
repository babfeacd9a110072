"""How the person sees it is asked by another unit, and hidden from who visited and who handles (N5)."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import Audience, IllegalMove, NotAChoice, WordsNeeded
from huiying.mechanisms.visits import events
from huiying.mechanisms.visits.services import asking
from huiying.mechanisms.visits.tests.support import (
    Case,
    Service,
    agreed,
    answers,
    days,
    visited,
)


def ask(case: Case, name: str = "rita", day: float = 10) -> None:
    asking.ask_view(
        matter_id=case.matter_id,
        party_id=case.party_id,
        by=case.service.actor(name),
        at=case.service.at + days(day),
    )


def give(case: Case, day: float = 12, **changed: str) -> None:
    asking.give_view(
        answers=answers(**changed),
        by=case.holder,
        at=case.service.at + days(day),
        words="还可以。",
    )


def test_after_a_visit_the_response_centre_owes_the_question(case: Case, service: Service):
    agreed(case)
    visited(case)
    duty = case.duty("agency.visit-view-asked")
    assert duty.unit_id == service.units["response"]
    ask(case)
    assert case.duty("agency.visit-view-asked").state == "met"


@pytest.mark.parametrize("name", ["carl", "chief", "dora", "edith", "olga"])
def test_nobody_else_asks(case: Case, name: str):
    agreed(case)
    visited(case)
    with pytest.raises(Denied):
        ask(case, name)


def test_there_is_nothing_to_ask_before_a_visit_and_after_an_answer(case: Case):
    agreed(case)
    visited(case)
    ask(case)
    with pytest.raises(IllegalMove):
        ask(case, day=11)


def test_the_person_answers_once_on_all_four(case: Case):
    agreed(case)
    visited(case)
    with pytest.raises(IllegalMove):
        give(case)
    ask(case)
    with pytest.raises(NotAChoice, match="each of the four"):
        give(case, attitude="splendid")
    give(case)
    with pytest.raises(IllegalMove):
        give(case, day=13)


def test_the_answer_is_for_no_audience_of_staff():
    assert events.VIEW_GIVEN.seen_by == {Audience.PERSON}
    assert Audience.HANDLER not in events.RECOVERY_OPENED.seen_by


def test_nobody_is_asked_after_each_of_many_visits(case: Case):
    visited(case, way="phone", by="carl", day=5)
    ask(case, day=6)
    give(case, day=7)
    visited(case, way="phone", by="carl", day=30)
    assert case.last("visit.made")["ask"] is False
    visited(case, way="phone", by="carl", day=110)
    assert case.last("visit.made")["ask"] is True


def test_an_answer_on_the_telephone_is_written_down(case: Case, service: Service):
    visited(case, way="phone", by="carl", day=5)
    ask(case, day=6)
    asking.record_view_by_phone(
        matter_id=case.matter_id,
        party_id=case.party_id,
        answers=answers(result="unsure"),
        by=service.actor("rita"),
        at=service.at + days(7),
    )
    assert case.last("visit-view.given")["channel"] == "telephone"


def test_somebody_wanted_the_answer_changed(case: Case, service: Service):
    with pytest.raises(WordsNeeded):
        asking.report_pressure(text="", by=case.holder, at=service.at + days(1))
    asking.report_pressure(text="让我改成满意。", by=case.holder, at=service.at + days(1))
    assert case.kinds()[-1] == "visit-pressure.reported"
    assert Audience.HANDLER not in events.PRESSURE_REPORTED.seen_by
