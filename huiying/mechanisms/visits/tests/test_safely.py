"""Who said that a way, or an hour, is not safe is neither offered it nor met by it, whatever was agreed before."""

import uuid
from datetime import timedelta

import pytest

from huiying.core.ledger import queries as ledger
from huiying.core.people.safe import NotSafely, SafePlan, set_plan
from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.models import Visit
from huiying.mechanisms.visits.queries import agreed_visits
from huiying.mechanisms.visits.queries import visit as visit_row
from huiying.mechanisms.visits.queries_door import DoorVisit, door_visit, not_to_go
from huiying.mechanisms.visits.services import arranging, checks, doorstep, going
from huiying.mechanisms.visits.services.doorstep import Filled
from huiying.mechanisms.visits.tests.support import (
    Case,
    agreed,
    days,
    form,
    offered,
    visited,
)
from huiying.mechanisms.visits.tests.test_checks import check, plan, warned
from huiying.mechanisms.visits.tests.test_matter_pages import Pages

WEEK = timedelta(days=7)
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


def test_nobody_of_the_response_centre_rings_who_forbade_it_or_at_another_hour(
    case: Case, monkeypatch: pytest.MonkeyPatch
):
    visited(case, way="phone", by="carl", day=1)
    pages = Pages(case, monkeypatch)
    url = f"/en/desk/visits/views/{case.matter_id}/{case.party_id}/phone"
    answers = dict.fromkeys(choices.VIEWS, "satisfied")
    # At 10:00 the page is theirs to ring; at 15:36 it has no form, and a form that is sent all the same is refused.
    for given, day, said in (
        (NEVER_HOME, 10.4, "from 9 to 12"),
        (SafePlan(never=("phone",)), 10, "must never be reached this way"),
    ):
        fear(case, given)
        pages.on(day)
        page = pages.staff("rita").get(url).content.decode()
        assert "Do not ring now" in page
        assert said in page
        assert "<textarea" not in page
        assert pages.staff("rita").post(url, answers).status_code == 409
    assert "visit-view.given" not in case.kinds()
    fear(case)
    pages.on(10)
    assert pages.staff("rita").post(url, answers).status_code == 302
    assert "visit-view.given" in case.kinds()


def test_the_laws_own_check_by_telephone_heeds_the_plan_too(case: Case):
    warned(case)
    by = case.service.actor("carl")
    fear(case, SafePlan(never=("phone",)))
    with pytest.raises(NotSafely):
        checks.plan_check(
            matter_id=case.matter_id, side="victim", due_on="2026-03-06", safe="phone",
            safety="白天打。", officers=case.service.pair("dora"), by=by, at=case.service.at + days(1),
        )  # fmt: skip
    plan(case)
    with pytest.raises(NotSafely):
        checks.record_check(
            matter_id=case.matter_id, side="victim", safe="phone", calm=True, help_wanted=False,
            note="", by=by, at=case.service.at + days(4),
        )  # fmt: skip
    assert "dv-check.made" not in case.kinds()
    check(case)
    assert "dv-check.made" in case.kinds()


def test_no_way_that_they_forbade_is_written_down_as_what_they_chose(case: Case):
    agreed(case)
    fear(case, SafePlan(never=("letter",)))
    at, dora = case.service.at + days(7), case.service.actor("dora")
    with pytest.raises(NotSafely):
        arranging.record_way(
            matter_id=case.matter_id, party_id=case.party_id, way="letter",
            by=case.service.actor("carl"), at=at,
        )  # fmt: skip
    with pytest.raises(NotSafely, match="You said"):
        arranging.choose_way(way="letter", by=case.holder, at=at)
    filled = Filled(
        draft_id=uuid.uuid4(), filled_at=at, outcome="another-way", typed={}, way="letter"
    )
    with pytest.raises(NotSafely):
        doorstep.receive(visit_id=Visit.objects.get().pk, filled=filled, by=dora, at=at)
    with pytest.raises(NotSafely):
        visited(case, next_way="letter")
    assert "visit.way-set" not in case.kinds()
    arranging.choose_way(way="phone", by=case.holder, at=at)
    assert case.last("visit.way-set")["way"] == "phone"


def taken_along(case: Case, day: float) -> DoorVisit:
    row = visit_row(Visit.objects.get().pk)
    assert row is not None
    at = case.service.at + days(day)
    dora = case.service.actor("dora")
    return door_visit(row=row, by=dora, at=at, language="zh-hans", page="t", kept=True)


def test_a_number_with_hours_is_not_taken_to_a_door_for_days(case: Case):
    agreed(case)
    fear(case, SafePlan(from_hour=0, to_hour=23))
    assert at_the_door(case, 6).phone
    assert taken_along(case, 6).phone == ""


def test_for_an_agreed_call_the_number_goes_along_whenever_it_is_taken(case: Case):
    """Taken in the evening, rung at the hour that was agreed."""
    fear(case)
    agreed(case, way="phone")
    assert at_the_door(case, 6.4).phone == ""
    assert taken_along(case, 6.4).phone == "13800000000"


def test_a_visit_that_is_not_safe_any_more_is_on_no_list_as_one_to_ride_to(case: Case):
    agreed(case)
    at = case.service.at + days(6)
    [row] = agreed_visits(by=case.service.actor("dora"), since=at.date(), until=at.date() + WEEK)
    assert not_to_go([row], at) == frozenset()
    fear(case)
    assert not_to_go([row], at) == {row.id}
