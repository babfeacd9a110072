"""What is promised on a visit is owed by its day, one for one, and what became of it is told."""

import uuid

import pytest

from huiying.core.kinds import NotAChoice, WordsNeeded
from huiying.mechanisms.visits.services import promising, recovering
from huiying.mechanisms.visits.services.going import Promised
from huiying.mechanisms.visits.tests.support import (
    TEST,
    Case,
    Service,
    agreed,
    days,
    swept,
    visited,
)


def promised(case: Case, *due: str) -> list[uuid.UUID]:
    agreed(case)
    visited(case, promises=tuple(Promised(text="调来楼下的录像", due_on=day) for day in due))
    return [p.id for p in case.standing().open_promises]


def keep(case: Case, promise: uuid.UUID, day: float = 9, text: str = "录像调来了。") -> None:
    promising.keep_promise(
        matter_id=case.matter_id,
        promise_id=promise,
        text=text,
        by=case.service.actor("carl"),
        at=case.service.at + days(day),
    )


def test_each_promise_is_owed_and_met_for_itself(case: Case):
    first, second = promised(case, "2026-03-16", "2026-03-18")
    keep(case, second)
    duties = {
        d.trigger: d.state
        for d in type(case.duty("agency.visit-promise")).objects.filter(
            matter_id=case.matter_id, rule="agency.visit-promise"
        )
    }
    assert duties == {str(first): "open", str(second): "met"}
    assert [p.id for p in case.standing().open_promises] == [first]


def test_a_promise_is_kept_once_and_in_words(case: Case):
    [only] = promised(case, "2026-03-16")
    with pytest.raises(WordsNeeded):
        keep(case, only, text=" ")
    keep(case, only)
    with pytest.raises(NotAChoice, match="kept already"):
        keep(case, only, day=10)
    with pytest.raises(NotAChoice, match="kept already"):
        keep(case, uuid.uuid4(), day=10)


def test_nothing_is_promised_for_yesterday(case: Case):
    agreed(case)
    with pytest.raises(NotAChoice, match="That day is over"):
        visited(case, promises=(Promised(text="x", due_on="2026-03-01"),))
    with pytest.raises(NotAChoice, match="year-month-day"):
        visited(case, promises=(Promised(text="x", due_on="soon"),))


def test_a_broken_promise_goes_to_the_head_of_the_unit_above_once(case: Case, service: Service):
    [only] = promised(case, "2026-03-16")
    swept(case, 15)
    assert case.duty("agency.visit-promise").state == "overdue"
    recovering.open_for_promise(
        matter_id=case.matter_id, promise_id=only, by=TEST, at=service.at + days(15)
    )
    opened = case.last("recovery.opened")
    assert (opened["cause"], opened["to_unit"]) == ("broken-promise", service.units["east"])
    with pytest.raises(NotAChoice):
        recovering.open_for_promise(
            matter_id=case.matter_id, promise_id=only, by=TEST, at=service.at + days(16)
        )
