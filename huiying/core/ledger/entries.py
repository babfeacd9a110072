"""An event as the rest of the house reads it, and its way to the duty engine."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from huiying.core.kinds import Fact, PartyRole
from huiying.core.ledger.models import Event, Party
from huiying.engine.events import Event as EngineEvent

ANNULLED = "event.annulled"
LEFT = "party.left"
RETURNED = "party.returned"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of a matter's history. `facts` hold codes, ids, dates and choices; `texts` ids of sealed texts."""

    id: uuid.UUID
    matter_id: uuid.UUID
    sequence: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    entered_at: datetime
    origin: str
    by_kind: str
    by_name: str
    by_officer: int | None
    by_unit: int | None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def for_engine(self) -> EngineEvent:
        return EngineEvent(
            id=str(self.id),
            kind=self.kind,
            occurred_at=self.occurred_at,
            recorded_at=self.recorded_at,
            sequence=self.sequence,
            facts=self.facts,
        )


def entry(event: Event) -> Entry:
    return Entry(
        id=event.pk,
        matter_id=event.matter_id,
        sequence=event.sequence,
        kind=event.kind,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        entered_at=event.entered_at,
        origin=event.origin,
        by_kind=event.by_kind,
        by_name=event.by_name,
        by_officer=event.by_officer_id,
        by_unit=event.by_unit_id,
        facts=event.facts,
        texts=event.texts,
    )


# The same from the columns alone, where many are read: a model for each would cost more than the reading.
ENTRY_COLUMNS = (
    "id", "matter_id", "sequence", "kind", "occurred_at", "recorded_at", "entered_at", "origin", "by_kind",
    "by_name", "by_officer_id", "by_unit_id", "facts", "texts",
)  # fmt: skip


def entry_of(values: tuple[Any, ...]) -> Entry:
    return Entry(**dict(zip(_ENTRY_FIELDS, values, strict=True)))


_ENTRY_FIELDS = tuple(field.name for field in fields(Entry))


def annulled_ids(entries: Iterable[Entry]) -> frozenset[str]:
    """Ids of the events that were put right."""
    return frozenset(str(e.facts.get("event")) for e in entries if e.kind == ANNULLED)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The events that count: without the annulled ones and the annulments, in the order of the ledger."""
    kept = list(entries)
    gone = annulled_ids(kept)
    return [e for e in kept if e.kind != ANNULLED and str(e.id) not in gone]


def left_parties(entries: Iterable[Entry]) -> frozenset[str]:
    """Ids of the parties who left the matter and have not come back."""
    left: set[str] = set()
    for one in standing(entries):
        if one.kind == LEFT:
            left.add(str(one.facts["party"]))
        elif one.kind == RETURNED:
            left.discard(str(one.facts["party"]))
    return frozenset(left)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyRow:
    id: uuid.UUID
    matter_id: uuid.UUID
    role: PartyRole
    person_id: uuid.UUID | None
    unit_id: int | None
    officer_id: int | None
    since: datetime
    until: datetime | None


PARTY_COLUMNS = (
    "id", "matter_id", "role", "person_id", "unit_id", "officer_id", "since", "until",
)  # fmt: skip
_ROLES = {role.value: role for role in PartyRole}


def party_of(values: tuple[Any, ...]) -> PartyRow:
    pk, matter_id, role, person_id, unit_id, officer_id, since, until = values
    return PartyRow(
        id=pk,
        matter_id=matter_id,
        role=_ROLES[role],
        person_id=person_id,
        unit_id=unit_id,
        officer_id=officer_id,
        since=since,
        until=until,
    )


def party_row(party: Party) -> PartyRow:
    return PartyRow(
        id=party.pk,
        matter_id=party.matter_id,
        role=PartyRole(party.role),
        person_id=party.person_id,
        unit_id=party.unit_id,
        officer_id=party.officer_id,
        since=party.since,
        until=party.until,
    )
