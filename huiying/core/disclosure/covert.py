"""Whose looks at a matter the person is shown later: for a time approved from outside, and then all of them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from huiying.core.access import doors
from huiying.core.access.looks import Delay
from huiying.core.disclosure import covert_events as events
from huiying.core.disclosure import queries
from huiying.core.disclosure.standing import State
from huiying.core.kinds import Act, Actor, Line, Seat, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, standing
from huiying.core.people.services import open_texts
from huiying.core.units import queries as units
from huiying.core.units.models import Level

# Longer than any delay may be asked for.
_LOOK_BACK = timedelta(days=200)


class Stage(StrEnum):
    ASKED = "asked"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry:
    """One asking for a delay, by the id of its event. `unit_id`: whose looks are shown later."""

    id: str
    unit_id: int
    to_unit: int
    until: date
    asked_at: datetime
    asked_by: int | None
    reason: str
    stage: Stage = Stage.ASKED
    approved_at: datetime | None = None

    def runs(self, today: date) -> bool:
        """By its own day, whether or not anybody has recorded that it is over."""
        return self.stage is Stage.RUNNING and today <= self.until


def read(history: Iterable[Line]) -> dict[str, Inquiry]:
    """Of the events that stand, each inquiry as it is."""
    found: dict[str, Inquiry] = {}
    for event in history:
        if event.kind == events.ASKED.kind:
            found[str(event.id)] = Inquiry(
                id=str(event.id),
                unit_id=int(event.facts["unit"]),
                to_unit=int(event.facts["to_unit"]),
                until=date.fromisoformat(str(event.facts["until"])),
                asked_at=event.occurred_at,
                asked_by=event.by_officer,
                reason=str(event.texts.get("reason", "")),
            )
        elif str(event.facts.get("asked", "")) in found:
            known = found[str(event.facts["asked"])]
            found[known.id] = _after(known, event)
    return found


def _after(known: Inquiry, event: Line) -> Inquiry:
    if event.kind == events.APPROVED.kind:
        until = date.fromisoformat(str(event.facts["until"]))
        return replace(known, stage=Stage.RUNNING, until=until, approved_at=event.occurred_at)
    if event.kind in {events.REFUSED.kind, events.ENDED.kind}:
        return replace(known, stage=Stage.OVER)
    return known


def delays(history: Iterable[Entry], at: datetime) -> list[Delay]:
    """What runs now: covert inquiries that were approved from outside; and who is asked whether even the existence of
    something may be withheld has to read it, and that they did would tell the person that there is something."""
    lines, today = list(history), timezone.localdate(at)
    running = [
        Delay(unit_id=one.unit_id, since=one.approved_at)
        for one in read(standing(lines)).values()
        if one.runs(today) and one.approved_at is not None
    ]
    return running + [
        Delay(unit_id=line.existence_unit, since=line.existence_asked_at)
        for line in queries.gate(lines).lines.values()
        if line.state in {State.EXISTENCE_ASKED, State.EXISTENCE}
        and line.existence_unit is not None
        and line.existence_asked_at is not None
    ]


def matters_with_inquiries(*, at: datetime) -> list[uuid.UUID]:
    """Matters with one that is asked for or runs."""
    kinds = (events.ASKED.kind, events.APPROVED.kind)
    found = ledger.matters_in(kinds, at - _LOOK_BACK, at)
    histories = ledger.histories(found)
    return [
        pk
        for pk in found
        if any(one.stage is not Stage.OVER for one in read(standing(histories[pk])).values())
    ]


def outside_of(seat: Seat, unit_ids: Iterable[int]) -> list[int]:
    """Of units that could approve, those outside of whoever asks: neither their unit nor one under it."""
    return [u for u in unit_ids if not units.unit(u).path.startswith(seat.unit_path)]


# --- what is asked of a seat outside ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedFor:
    """An inquiry that waits for the reader's answer: of the matter the reference alone, and why it is asked."""

    id: str
    matter_id: uuid.UUID
    ref: str
    unit_id: int
    until: date
    reason: str


def answers_for(by: Actor, unit_id: int) -> bool:
    """Whether somebody may answer for a unit that was asked: a seat in it, outside or of oversight."""
    outside = units.unit(unit_id).level == Level.OUTSIDE
    return doors.may(by, Act.APPROVE_EXISTENCE) and any(
        seat.unit_id == unit_id and (outside or seat.role is SeatRole.OVERSIGHT)
        for seat in by.seats
    )


def asked_for(*, by: Actor, at: datetime, opened: bool = False) -> list[AskedFor]:
    """The earliest first. With `opened`, their reasons too: then the caller logs the look."""
    if not any(answers_for(by, seat.unit_id) for seat in by.seats):
        return []
    ids = matters_with_inquiries(at=at)
    matters, histories = ledger.matters(ids), ledger.histories(ids)
    found = [
        (pk, one)
        for pk in ids
        for one in read(standing(histories[pk])).values()
        if one.stage is Stage.ASKED
        and answers_for(by, one.to_unit)
        and one.asked_by != by.officer_id
    ]
    words = open_texts([uuid.UUID(one.reason) for _, one in found if one.reason and opened])
    return [
        AskedFor(
            id=one.id,
            matter_id=pk,
            ref=matters[pk].ref,
            unit_id=one.unit_id,
            until=one.until,
            reason=(words.get(uuid.UUID(one.reason)) or "") if one.reason else "",
        )
        for pk, one in sorted(found, key=lambda pair: pair[1].asked_at)
    ]
