"""Reads of the gate. `released` is the only way to words that may be said; who may see the rest is for `access`."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.core.disclosure import covert_events, events
from huiying.core.disclosure.choices import Decision
from huiying.core.disclosure.standing import UNDECIDED, Gate, GateLine, State, read
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, standing

# Longer than any existence may be withheld, and than a worker is ever at rest.
_LOOK_BACK = timedelta(days=120)


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """A line that may be said now. `text_id` is the sealed text; `sentence` the pre-cleared one it was taken from."""

    id: str
    text_id: uuid.UUID
    subject: str
    party: str
    in_part: bool
    sentence: str
    released_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """A line of which something is held back, as the person may know it: why in a code, and when it is asked again."""

    id: str
    subject: str
    party: str
    ground: str
    ask_again_on: str
    since: datetime | None
    in_part: bool


def gate(history: Iterable[Entry]) -> Gate:
    """All lines, as they stand: for staff at the gate alone."""
    return read(standing(history))


def released(history: Iterable[Entry], *, party: uuid.UUID | None = None) -> list[Released]:
    """Lines that may be said now, to everybody or to one person of the matter."""
    return [
        Released(
            id=line.id,
            text_id=uuid.UUID(line.said),
            subject=line.subject,
            party=line.party,
            in_part=line.decision is Decision.PART,
            sentence=line.sentence,
            released_at=line.released_at,
        )
        for line in gate(history).lines.values()
        if line.state is State.RELEASED and line.said and line.for_party(party)
    ]


def waiting(history: Iterable[Entry]) -> list[GateLine]:
    """Lines that somebody has to decide: first, second, or from outside."""
    waits = UNDECIDED | {State.DECIDED, State.SECOND, State.EXISTENCE_ASKED}
    return [line for line in gate(history).lines.values() if line.state in waits]


def withheld(history: Iterable[Entry], *, party: uuid.UUID | None = None) -> list[Withheld]:
    """What is held back and may be known to be. Where even the existence is withheld, it is not here."""
    return [
        Withheld(
            id=line.id,
            subject=line.subject,
            party=line.party,
            ground=line.held_ground,
            ask_again_on=line.ask_again_on,
            since=line.held_since,
            in_part=line.state is State.RELEASED,
        )
        for line in gate(history).lines.values()
        if line.held_back and line.for_party(party)
    ]


def matters_with_existence(*, at: datetime) -> list[uuid.UUID]:
    """Matters with a line whose existence is withheld, or asked to be. There are few, or something is wrong."""
    kinds = (events.EXISTENCE_ASKED.kind, events.EXISTENCE_APPROVED.kind)
    found = ledger.matters_in(kinds, at - _LOOK_BACK, at)
    histories = ledger.histories(found)
    return [pk for pk in found if _any(histories[pk], {State.EXISTENCE_ASKED, State.EXISTENCE})]


def _any(history: Sequence[Entry], states: set[State]) -> bool:
    return any(line.state in states for line in gate(history).lines.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How often something was released, held back, and its very existence withheld, in a time: for public figures."""

    released: int
    held: int
    existence: int
    # Covert inquiries whose looks the person was shown later.
    covert: int


def counts(*, since: datetime, until: datetime) -> Counts:
    """Of all live matters; no unit and no person is named."""
    found = ledger.count_events(
        [
            events.RELEASED.kind,
            events.HELD.kind,
            events.EXISTENCE_APPROVED.kind,
            covert_events.APPROVED.kind,
        ],
        since,
        until,
    )
    return Counts(
        released=found[events.RELEASED.kind],
        held=found[events.HELD.kind],
        existence=found[events.EXISTENCE_APPROVED.kind],
        covert=found[covert_events.APPROVED.kind],
    )
