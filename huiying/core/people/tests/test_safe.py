"""A plan for safe contact: sealed, and known without opening only by what may still be used."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.kinds import NotAChoice
from huiying.core.people import safe
from huiying.core.people.models import Person
from huiying.core.people.safe import SafePlan
from huiying.core.people.services import Contact, change_contact, new_person

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
LIN = Contact(name="林小满", email="lin@example.org", phone="13800000000")
PLAN = SafePlan(never=("email", "home"), from_hour=9, to_hour=16, spoken_word="桂花")


@pytest.fixture
def person(db: None) -> Person:
    made = new_person(contact=LIN, language="zh-hans", at=AT, lookup=True)
    made.save()
    return made


def by(person: Person) -> tuple[bool, bool]:
    person.refresh_from_db()
    return person.by_email, person.by_phone


def test_what_is_forbidden_can_no_more_be_used(person: Person):
    safe.set_plan(person_id=person.pk, plan=PLAN)
    assert by(person) == (False, True)


def test_a_new_address_does_not_lift_what_was_forbidden(person: Person):
    safe.set_plan(person_id=person.pk, plan=PLAN)
    change_contact(person_id=person.pk, contact=replace(LIN, email="new@example.org"), lookup=True)
    assert by(person) == (False, True)


def test_a_plan_that_ends_gives_back_what_it_had_forbidden(person: Person):
    safe.set_plan(person_id=person.pk, plan=PLAN)
    safe.set_plan(person_id=person.pk, plan=None)
    assert by(person) == (True, True)
    assert safe.plan_of(person.pk) is None


def test_it_is_sealed_and_opens_to_what_was_said(person: Person):
    safe.set_plan(person_id=person.pk, plan=PLAN)
    person.refresh_from_db()
    assert "桂花".encode() not in bytes(person.safe or b"")
    assert safe.plan_of(person.pk) == PLAN
    assert safe.with_plans([person.pk]) == {person.pk}


@pytest.mark.parametrize(
    "plan",
    [SafePlan(never=("pigeon",)), SafePlan(from_hour=17, to_hour=9), SafePlan(to_hour=25)],
)
def test_what_makes_no_sense_is_declined(person: Person, plan: SafePlan):
    with pytest.raises(NotAChoice):
        safe.set_plan(person_id=person.pk, plan=plan)


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    hours=st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda h: h[0] < h[1]),
)
def test_the_next_hour_is_one_they_gave_and_within_a_day(at: datetime, hours: tuple[int, int]):
    plan = SafePlan(from_hour=hours[0], to_hour=hours[1])
    found = plan.next_hour(at, ZONE)
    assert plan.allows_hour(found, ZONE)
    assert 0 <= (found - at).total_seconds() <= 24 * 3600
