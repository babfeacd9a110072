"""The two doors agree, whatever the tree, the postings and the parties; and neither opens to those complained of."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from huiying.core.access import doors
from huiying.core.kinds import Act, Actor, ActorKind, EventSpec, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book, new_book
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.units.models import Level

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BROUGHT = EventSpec(kind="test.brought")
OFFICERS = 4
UNIT_ROLES = (
    PartyRole.ACCUSED,
    PartyRole.DECIDING,
    PartyRole.REVIEWING,
    PartyRole.ASKING,
    PartyRole.CLEARING,
    PartyRole.APPROVING,
    PartyRole.REGISTERED,
    PartyRole.RECOVERING,
    PartyRole.RECUSED,
)
OFFICER_ROLES = (
    PartyRole.ACCUSED,
    PartyRole.ASSIGNED,
    PartyRole.VISITING,
    PartyRole.RECUSED,
    PartyRole.REGISTERED,
)
numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A party of a plan: the place of a unit or of an officer, and whether the role has ended."""

    role: PartyRole
    unit: int | None = None
    officer: int | None = None
    ended: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    # The parent of each unit by its place; each lies before its child.
    parents: list[int | None]
    # For each officer the postings: unit, role, whether ended.
    postings: list[list[tuple[int, SeatRole, bool]]]
    # For each matter who is in charge of it (handled or investigated), the units that were, the last one now, and
    # its other parties.
    matters: list[tuple[PartyRole, list[int], list[Held]]] = field(default_factory=list)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    size = draw(st.integers(2, 7))
    parents = [
        draw(st.one_of(st.none(), st.integers(0, place - 1))) if place else None
        for place in range(size)
    ]
    unit = st.integers(0, size - 1)
    seat = st.tuples(unit, st.sampled_from(list(SeatRole)), st.integers(0, 4).map(lambda n: not n))
    postings = [draw(st.lists(seat, min_size=1, max_size=3)) for _ in range(OFFICERS)]
    officer = st.integers(0, OFFICERS - 1)
    ended = st.integers(0, 3).map(lambda n: not n)
    held = st.one_of(
        st.builds(Held, role=st.sampled_from(UNIT_ROLES), unit=unit, ended=ended),
        st.builds(Held, role=st.sampled_from(OFFICER_ROLES), officer=officer, ended=ended),
    )
    in_charge = st.sampled_from((PartyRole.HANDLING, PartyRole.INVESTIGATING))
    matter = st.tuples(
        in_charge, st.lists(unit, min_size=1, max_size=2), st.lists(held, max_size=6)
    )
    return Plan(
        parents=parents, postings=postings, matters=draw(st.lists(matter, min_size=1, max_size=3))
    )


@dataclass(kw_only=True)
class Made:
    units: list[int] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    matters: list[uuid.UUID] = field(default_factory=list)


def make(plan: Plan) -> Made:
    made = Made()
    for parent in plan.parents:
        made.units.append(
            unit_services.open_unit(
                code=f"U{next(numbers)}",
                zh="所",
                en="unit",
                level=Level.COUNTY,
                opened_on=date(2020, 1, 1),
                parent=None if parent is None else made.units[parent],
            )
        )
    for postings in plan.postings:
        officer = unit_services.add_officer(number=f"{next(numbers):06d}", zh="某")
        for unit, role, ended in postings:
            unit_services.post_officer(
                officer_id=officer,
                unit_id=made.units[unit],
                role=role,
                since=LONG_AGO,
                until=AT - timedelta(days=1) if ended else None,
            )
        seats = units.seats_of(officer, AT)
        made.actors.append(Actor(kind=ActorKind.STAFF, name="x", officer_id=officer, seats=seats))
    for in_charge, handled, parties in plan.matters:
        made.matters.append(make_matter(made, in_charge, handled, parties))
    return made


def make_matter(
    made: Made, in_charge: PartyRole, handled: list[int], parties: list[Held]
) -> uuid.UUID:
    book: Book = new_book(kind="test", packs=[], region="", by=system("test"), at=AT)
    brought = book.record(BROUGHT)
    for unit in handled:
        book.replace_party(in_charge, event=brought, unit=made.units[unit])
    for held in parties:
        row = book.add_party(
            held.role,
            event=brought,
            unit=None if held.unit is None else made.units[held.unit],
            officer=None if held.officer is None else made.actors[held.officer].officer_id,
        )
        if held.ended:
            book.end_party(row)
    book.flush()
    return book.matter.pk


def over(unit: int, other: int) -> bool:
    """Whether a unit is another one or stands above it."""
    return unit == other or unit in units.unit(other).ancestors()


def must_see_nothing(by: Actor, matter_id: uuid.UUID) -> bool:
    """Mission N3 in its own words, computed from the rows alone and not as `conflict` does it."""
    rows = ledger.parties(matter_id)
    away = {PartyRole.ACCUSED, PartyRole.RECUSED}
    if any(p.officer_id == by.officer_id and p.role in away for p in rows):
        return True
    accused = [p.unit_id for p in rows if p.role is PartyRole.ACCUSED and p.unit_id and not p.until]
    deciding = [
        p.unit_id for p in rows if p.role is PartyRole.DECIDING and p.unit_id and not p.until
    ]
    for seat in by.seats:
        if seat.unit_id in accused:
            return True
        chain = any(over(seat.unit_id, a) for a in accused)
        if chain and not any(over(seat.unit_id, d) for d in deciding):
            return True
    return False


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=plans())
def test_the_two_doors_agree_and_neither_opens_to_those_complained_of(db: None, plan: Plan):
    with transaction.atomic():
        made = make(plan)
        for by in made.actors:
            listed = {pk for _, pk in ledger.newest(doors.visible(by), 100)}
            seen = {pk for pk in made.matters if doors.allowed(by, Act.SEE, ledger.parties(pk), pk)}
            assert listed == seen
            event("sees something" if seen else "sees nothing")
            for pk in made.matters:
                if must_see_nothing(by, pk):
                    event("kept away")
                    assert doors.acts_on(by, ledger.parties(pk), pk) == frozenset()
                    assert pk not in listed
        transaction.set_rollback(True)
    units.forget_tree()


def test_a_holder_and_a_client_see_no_list_and_the_system_sees_all():
    made = make(Plan(parents=[None], postings=[], matters=[(PartyRole.HANDLING, [0], [])]))
    [matter] = made.matters
    holder = Actor(kind=ActorKind.HOLDER, name="", matter_id=matter, party_id=uuid.uuid4())
    client = Actor(kind=ActorKind.CLIENT, name="110", unit_id=made.units[0])
    for by in (holder, client):
        assert ledger.newest(doors.visible(by), 10) == []
        assert not doors.allowed(by, Act.SEE, ledger.parties(matter), matter)
    assert [pk for _, pk in ledger.newest(doors.visible(system("work")), 10)] == [matter]


def test_a_code_opens_its_own_matter_and_no_other():
    made = make(
        Plan(
            parents=[None],
            postings=[],
            matters=[(PartyRole.HANDLING, [0], []), (PartyRole.HANDLING, [0], [])],
        )
    )
    own, other = made.matters
    holder = Actor(kind=ActorKind.HOLDER, name="", matter_id=own, party_id=uuid.uuid4())
    assert doors.acts_on(holder, ledger.parties(own), own) == {Act.FOLLOW}
    assert doors.acts_on(holder, ledger.parties(other), other) == frozenset()


def test_an_accused_officer_who_moves_to_the_deciding_unit_still_sees_nothing():
    accused = Held(role=PartyRole.ACCUSED, officer=0)
    made = make(
        Plan(
            parents=[None],
            postings=[[(0, SeatRole.HEAD, False)], [(0, SeatRole.HEAD, False)]],
            matters=[(PartyRole.HANDLING, [0], [accused])],
        )
    )
    [matter] = made.matters
    mine, colleague = made.actors
    assert not doors.allowed(mine, Act.SEE, ledger.parties(matter), matter)
    assert ledger.newest(doors.visible(mine), 10) == []
    assert doors.allowed(colleague, Act.SEE, ledger.parties(matter), matter)


def test_a_second_seat_elsewhere_does_not_open_the_door_of_the_accused_unit():
    accused = Held(role=PartyRole.ACCUSED, unit=1)
    deciding = Held(role=PartyRole.DECIDING, unit=0)
    made = make(
        Plan(
            parents=[None, 0],
            postings=[[(0, SeatRole.HEAD, False), (1, SeatRole.DESK, False)]],
            matters=[(PartyRole.HANDLING, [0], [accused, deciding])],
        )
    )
    [matter], [by] = made.matters, made.actors
    assert doors.acts_on(by, ledger.parties(matter), matter) == frozenset()
    assert ledger.newest(doors.visible(by), 10) == []


def test_an_officer_who_stepped_aside_stays_aside():
    recused = Held(role=PartyRole.RECUSED, officer=0, ended=True)
    made = make(
        Plan(
            parents=[None],
            postings=[[(0, SeatRole.HEAD, False)]],
            matters=[(PartyRole.HANDLING, [0], [recused])],
        )
    )
    [matter], [by] = made.matters, made.actors
    assert doors.acts_on(by, ledger.parties(matter), matter) == frozenset()
    assert ledger.newest(doors.visible(by), 10) == []


def test_rights_end_the_minute_a_posting_ends():
    made = make(
        Plan(
            parents=[None],
            postings=[[(0, SeatRole.HEAD, True)]],
            matters=[(PartyRole.HANDLING, [0], [])],
        )
    )
    [matter], [by] = made.matters, made.actors
    assert by.seats == ()
    assert not doors.allowed(by, Act.SEE, ledger.parties(matter), matter)
    before = doors.at_instant(by, AT - timedelta(days=2))
    assert doors.allowed(before, Act.SEE, ledger.parties(matter), matter)


def test_a_suspended_officer_has_no_seat():
    made = make(
        Plan(
            parents=[None],
            postings=[[(0, SeatRole.HEAD, False)]],
            matters=[(PartyRole.HANDLING, [0], [])],
        )
    )
    [by] = made.actors
    assert by.officer_id is not None
    unit_services.begin_absence(officer_id=by.officer_id, cause="suspended", at=AT)
    assert units.seats_of(by.officer_id, AT) == ()
