"""An agreed visit as who goes needs it at the door: where, whom, the word, what may be told. Nothing else."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.people import barring
from huiying.core.people.services import open_contact, open_texts
from huiying.mechanisms.visits import events
from huiying.mechanisms.visits.queries import VisitRow, agreed_visits, overdue_visits
from huiying.mechanisms.visits.queries_told import held_back, may_be_told

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


def door_visit(*, row: VisitRow, by: Actor, at: datetime, language: str, page: str) -> DoorVisit:
    """Logged as a look. Raises access.Denied."""
    parties = ledger.parties(row.matter_id)
    if doors.acts_on(by, parties, row.matter_id).isdisjoint({Act.VISIT, Act.WORK}):
        raise doors.Denied(Act.VISIT.value)
    log_look(by=by, at=at, what="contact", page=page, matter_id=row.matter_id)
    history = ledger.history(row.matter_id)
    agreed = next(e for e in history if e.id == row.id)
    words = _words(agreed)
    name, phone, address = _contact(next(p for p in parties if p.id == row.party_id))
    return DoorVisit(
        row=row,
        name=name,
        phone=phone,
        place=words.get("place", "") or (address if row.way == "home" else ""),
        word=words.get("word", ""),
        told=tuple(may_be_told(history, row.party_id, language)),
        held=tuple(words for _, words in held_back(history, row.party_id)),
    )


def _words(agreed: Entry) -> dict[str, str]:
    assert agreed.kind == events.AGREED.kind
    ids = {name: uuid.UUID(text) for name, text in agreed.texts.items()}
    opened = open_texts(list(ids.values()))
    return {name: opened.get(pk) or "" for name, pk in ids.items()}


def _contact(party: PartyRow) -> tuple[str, str, str]:
    if party.person_id is None:
        return "", "", ""
    contact = barring.usable(open_contact(party.person_id))
    return contact.name, contact.phone, contact.address


def to_take(*, by: Actor, today: date) -> list[VisitRow]:
    """What an officer may take along: agreed visits of the next three days, and those not written up yet."""
    until = today + timedelta(days=TAKEN_FOR.days)
    late = overdue_visits(by=by, before=today)
    return [*late, *agreed_visits(by=by, since=today, until=until)]
