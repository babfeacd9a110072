"""An agreed visit as who goes needs it at the door: where, whom, the word, what may be told. Nothing else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.disclosure.told import held_back, may_be_told
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.people.reaching import reach
from huiying.core.people.safe import (
    ANY_HOUR,
    NotSafely,
    SafePlan,
    plan_of,
    require_safely,
    with_plans,
)
from huiying.core.people.services import Contact, open_contact, open_texts
from huiying.mechanisms.visits import events
from huiying.mechanisms.visits.queries import VisitRow, agreed_visits, overdue_visits

# How long a device may keep what was taken along, and how far ahead visits are taken.
TAKEN_FOR = timedelta(hours=72)


@dataclass(frozen=True, kw_only=True, slots=True)
class DoorVisit:
    row: VisitRow
    name: str
    phone: str
    place: str
    word: str
    told: tuple[tuple[str, str], ...]
    held: tuple[str, ...]
    # What the person said of reaching them without danger; empty where they said nothing.
    plan: SafePlan | None
    # Since it was agreed, they forbade this way or this hour: nobody goes.
    off: bool
    # When it was agreed, and whether by the person on their own page or by word of mouth.
    agreed_at: datetime
    by_person: bool


def door_visit(
    *, row: VisitRow, by: Actor, at: datetime, language: str, page: str, kept: bool = False
) -> DoorVisit:
    """Logged as a look. `kept`: it is taken along, on a device or on paper. Raises access.Denied."""
    parties = ledger.parties(row.matter_id)
    if doors.acts_on(by, parties, row.matter_id).isdisjoint({Act.VISIT, Act.WORK}):
        raise doors.Denied(Act.VISIT.value)
    log_look(by=by, at=at, what="contact", page=page, matter_id=row.matter_id)
    history = ledger.history(row.matter_id)
    agreed = next(e for e in history if e.id == row.id)
    words = _words(agreed)
    person_id = next(p for p in parties if p.id == row.party_id).person_id
    plan = plan_of(person_id) if person_id else None
    off = is_off(row, person_id, at)
    left = open_contact(person_id) if person_id else Contact()
    contact = reach(left, plan, _meant_for(row, at) if kept else at).contact
    address = contact.address if row.way == "home" else ""
    return DoorVisit(
        row=row,
        name=contact.name,
        phone="" if kept and _only_at_hours(plan) and row.way != "phone" else contact.phone,
        place="" if off else words.get("place", "") or address,
        word=words.get("word", ""),
        told=tuple(may_be_told(history, row.party_id, language)),
        held=tuple(words for _, words in held_back(history, row.party_id)),
        plan=plan,
        off=off,
        agreed_at=agreed.occurred_at,
        by_person=bool(agreed.facts.get("by_person")),
    )


def _meant_for(row: VisitRow, at: datetime) -> datetime:
    """When what is taken along is to be used: at the hour that was agreed, not when it was taken."""
    return max(row.begins_at or at, at)


def _only_at_hours(plan: SafePlan | None) -> bool:
    """A number that lies on a device or on paper for days is not hidden when the hour is over: where they gave hours,
    it goes along for an agreed call alone."""
    return plan is not None and (plan.from_hour, plan.to_hour) != ANY_HOUR


def is_off(row: VisitRow, person_id: uuid.UUID | None, at: datetime) -> bool:
    """Whether the plan for safe contact forbids the visit as it was agreed."""
    try:
        require_safely(person_id=person_id, way=row.way, at=row.begins_at or at)
    except NotSafely:
        return True
    return False


def not_to_go(rows: Sequence[VisitRow], at: datetime) -> frozenset[uuid.UUID]:
    """Which of some visits the people forbade since they were agreed: nobody rides there by an old list."""
    parties = ledger.parties_of([row.matter_id for row in rows])
    person = {p.id: p.person_id for of in parties.values() for p in of}
    careful = with_plans([who for who in person.values() if who is not None])
    return frozenset(
        row.id
        for row in rows
        if person.get(row.party_id) in careful and is_off(row, person[row.party_id], at)
    )


def _words(agreed: Entry) -> dict[str, str]:
    assert agreed.kind == events.AGREED.kind
    ids = {name: uuid.UUID(text) for name, text in agreed.texts.items()}
    opened = open_texts(list(ids.values()))
    return {name: opened.get(pk) or "" for name, pk in ids.items()}


def to_take(*, by: Actor, today: date) -> list[VisitRow]:
    """What an officer may take along: agreed visits of the next three days, and those not written up yet."""
    until = today + timedelta(days=TAKEN_FOR.days)
    late = overdue_visits(by=by, before=today)
    return [*late, *agreed_visits(by=by, since=today, until=until)]
