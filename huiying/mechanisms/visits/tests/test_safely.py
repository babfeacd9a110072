"""Who said that a way, or an hour, is not safe is neither offered it nor met by it, whatever was agreed before."""

import uuid

import pytest

from huiying.core.ledger import queries as ledger
from huiying.core.people.safe import NotSafely, SafePlan, set_plan
from huiying.mechanisms.visits.models import Visit
from huiying.mechanisms.visits.queries import visit as visit_row
from huiying.mechanisms.visits.queries_door import DoorVisit, door_visit
from huiying.mechanisms.visits.services import arranging, going
from huiying.mechanisms.visits.tests.support import (
    Case,
    agreed,
    days,
    form,
    offered,
    visited,
)

NEVER_HOME = SafePlan(never=("home", "letter"), from_hour=9, to_hour=12)


def fear(case: Case, plan: SafePlan = NEVER_HOME) -> None:
    set_plan(person_id=_person(case), plan=plan)


def _person(case: Case) -> uuid.UUID:
    found = next(p for p in ledger.parties(case.matter_id) if p.id == case.party_id).person_id
    assert found is not None
    return found


def at_the_door(case: Case, day: float) -> DoorVisit:
    row = visit_row(Visit.objects.get().pk)
    assert row is not None
    at = case.service.at + days(day)
    return door_visit(row=row, by=case.service.actor("dora"), at=at, language="zh-hans", page="t")


def test_nobody_is_offered_a_visit_at_home_who_forbade_it(case: Case):
    fear(case)
    with pytest.raises(NotSafely):
        offered(case, way="home")
    assert "visit.offered" not in case.kinds()


def test_a_call_is_offered_at_their_hours_alone(case: Case):
    fear(case)
    with pytest.raises(NotSafely):
        offered(case, way="phone", ahead=5.3)
    offered(case, way="phone")
    assert case.kinds().count("visit.offered") == 1


def test_the_next_visit_is_not_agreed_on_in_a_way_that_they_forbade(case: Case):
    fear(case)
    at = case.service.at + days(2)
    with pytest.raises(NotSafely):
        going.write_up_visit(
            matter_id=case.matter_id,
            visit=form(case, way="phone", next_way="home", next_begins=at + days(20)),
            by=case.service.actor("carl"),
            at=at,
        )
    assert "visit.made" not in case.kinds()


def test_forbidden_since_it_was_agreed_nobody_is_sent_there(case: Case):
    agreed(case)
    assert at_the_door(case, 5).place
    fear(case)
    there = at_the_door(case, 5)
    assert there.off
    assert there.place == ""


def test_neither_a_visit_nor_a_try_is_put_on_record_against_the_plan(case: Case):
    agreed(case)
    fear(case)
    with pytest.raises(NotSafely):
        visited(case)
    with pytest.raises(NotSafely):
        going.record_attempt(
            matter_id=case.matter_id,
            party_id=case.party_id,
            way="home",
            by=case.service.actor("dora"),
            at=case.service.at + days(7),
        )


def test_a_visit_is_not_moved_to_an_hour_that_is_not_theirs(case: Case):
    agreed(case, way="phone")
    fear(case)
    begins = case.service.at + days(9.3)
    with pytest.raises(NotSafely):
        arranging.move_visit(
            matter_id=case.matter_id,
            party_id=case.party_id,
            begins=begins,
            by=case.service.actor("carl"),
            at=case.service.at + days(4),
        )


def test_at_the_station_they_come_to_us_at_any_hour(case: Case):
    fear(case)
    offered(case, way="station", ahead=5.3)
    assert case.kinds().count("visit.offered") == 1
