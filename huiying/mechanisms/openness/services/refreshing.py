"""Figures follow the ledger: matters that changed are read again, years that changed are published again."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from huiying.core.duties import queries as duties
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import ANNULLED, Entry, PartyRow, standing
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.mechanisms.openness import events, rules
from huiying.mechanisms.openness.models import Part, Read, Reading
from huiying.mechanisms.openness.services import editions, scope
from huiying.mechanisms.openness.services.publishing import publish

# A transaction may commit a little after the instant it writes: this much is read again each time.
OVERLAP = timedelta(minutes=5)
_BEGINNING = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_COUNTS = (*rules.COLUMNS, *rules.OWED_COLUMNS)


@transaction.atomic
def refresh(at: datetime, limit: int, thorough: bool = False) -> int:
    """Read up to `limit` matters that changed; once none is left, publish. Gives how many lines were taken in hand.

    Twice in a row changes nothing.
    """
    reading, _ = Reading.objects.get_or_create(pk=1)
    reading = Reading.objects.select_for_update().get(pk=1)
    new = ledger.events_between(
        rules.kinds_read(),
        reading.since or _BEGINNING,
        at,
        beyond=reading.beyond,
        limit=limit,
    )
    due = Read.objects.filter(next_at__lte=at).order_by("next_at")
    ripe = list(due.values_list("pk", flat=True)[:limit])
    missed = _missed(reading, at, limit, thorough)
    changed = _read(list(dict.fromkeys([e.matter_id for e in new] + ripe + missed)), at)
    known = {(origin, year) for origin, year in reading.changed} | changed
    most = max(len(new), len(ripe), len(missed))
    caught_up = most < limit
    if new and not caught_up:
        reading.since, reading.beyond = new[-1].entered_at, new[-1].id
    if caught_up:
        reading.since, reading.beyond = at - OVERLAP, None
        known |= _another_day(reading, at)
        publish(sorted(known), at)
        editions.take_editions(at)
        known, reading.published_at = set(), at
    reading.changed = sorted(list(pair) for pair in known)
    reading.save()
    return 0 if caught_up else most


def refresh_now(at: datetime) -> None:
    """All of it at once: for the demonstration, the command line and tests."""
    while refresh(at, 500, thorough=True):
        pass


def _missed(reading: Reading, at: datetime, limit: int, thorough: bool) -> list[uuid.UUID]:
    """Once a day, and when asked: matters longer than what was read of them, whenever that was entered."""
    if not thorough and not _day_changed(reading, at):
        return []
    return ledger.read_behind(None, Read.objects.all(), limit)


def _day_changed(reading: Reading, at: datetime) -> bool:
    last = reading.published_at
    return last is None or dates.local(last).date() != dates.local(at).date()


def _another_day(reading: Reading, at: datetime) -> set[tuple[str, str]]:
    """Whoever still waits has waited a day longer: what holds them is published anew each day."""
    if not _day_changed(reading, at):
        return set()
    waiting = Part.objects.filter(unit__isnull=True, since__isnull=False, days__isnull=True)
    return {
        (origin, rules.year_of(period))
        for origin, period in waiting.values_list("origin", "period").distinct()
    }


def _read(ids: Sequence[uuid.UUID], at: datetime) -> set[tuple[str, str]]:
    """Read matters anew; gives the (origin, year) that look different now."""
    if not ids:
        return set()
    matters, histories = ledger.matters(ids), ledger.histories(ids)
    parties, owed = ledger.parties_of(ids), duties.of_matters(ids)
    was = _stored(ids)
    changed: set[tuple[str, str]] = set()
    stale: list[uuid.UUID] = []
    fresh: list[Part] = []
    reads: list[Read] = []
    for pk, matter in matters.items():
        history = histories[pk]
        known = _known(matter, history, parties[pk], scope.to_people(owed[pk]))
        found = rules.parts(known, at=at, day_of=_day, chain=_chain)
        now = [_row(matter, part) for part in found]
        reads.append(_read_row(matter, history, rules.next_change(known.duties, at)))
        before, after = {_plain(p) for p in was.get(pk, [])}, {_plain(p) for p in now}
        if before != after:
            changed |= {(matter.origin, rules.year_of(str(line[0]))) for line in before ^ after}
            stale.append(pk)
            fresh += now
    Part.objects.filter(matter_id__in=stale).delete()
    Part.objects.bulk_create(fresh, batch_size=500)
    Read.objects.bulk_create(
        reads,
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["next_at", "channel", "came_on", "origin", "sequence"],
        batch_size=500,
    )
    return changed


def _stored(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Part]]:
    found: dict[uuid.UUID, list[Part]] = {}
    for part in Part.objects.filter(matter_id__in=ids):
        found.setdefault(part.matter_id, []).append(part)
    return found


def _plain(part: Part) -> tuple[object, ...]:
    """A part without its key, to be compared."""
    counts = tuple(getattr(part, column) for column in _COUNTS)
    return (part.period, part.unit_id, part.since, part.days, part.answered, *counts)


def _row(matter: ledger.MatterRow, part: rules.Part) -> Part:
    wait = part.wait
    return Part(
        matter_id=matter.id,
        origin=matter.origin,
        kind=matter.kind,
        period=part.period,
        unit_id=part.unit,
        since=wait.since if wait else None,
        days=wait.days if wait else None,
        answered=bool(wait and wait.answered),
        **{column: part.counts[column] for column in _COUNTS},
    )


def _read_row(matter: ledger.MatterRow, history: Sequence[Entry], next_at: datetime | None) -> Read:
    received = next((e for e in history if e.kind == events.RECEIVED), None)
    return Read(
        matter_id=matter.id,
        origin=matter.origin,
        came_on=_day(received.occurred_at if received else matter.opened_at),
        channel=str(received.facts.get("channel", "")) if received else "",
        sequence=history[-1].sequence if history else 0,
        next_at=next_at,
    )


def _known(
    matter: ledger.MatterRow,
    history: Sequence[Entry],
    parties: Iterable[PartyRow],
    owed: Sequence[duties.DutyRow],
) -> rules.Known:
    held = [p for p in parties if p.role is PartyRole.HANDLING and p.unit_id is not None]
    return rules.Known(
        kind=matter.kind,
        imported=matter.origin == "imported",
        opened_at=matter.opened_at,
        first_unit=held[0].unit_id if held else matter.handling_unit,
        unit=matter.handling_unit,
        lines=standing(history),
        annulments=[e for e in history if e.kind == ANNULLED],
        duties=owed,
    )


def _day(at: datetime) -> date:
    return dates.local(at).date()


def _chain(unit_id: int | None) -> list[int | None]:
    if unit_id is None:
        return [None]
    return [None, *units.unit(unit_id).ancestors(), unit_id]
