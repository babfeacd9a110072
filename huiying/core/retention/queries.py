"""What has come to its time, for those who may dispose of it; batches under way; and how long one matter is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from huiying.core.access import doors
from huiying.core.duties.models import OPEN, Duty
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.retention.models import Batch, Keeping, Line
from huiying.core.retention.reading import Kept, kept
from huiying.core.retention.schedule import term_of
from huiying.core.units import queries as units


@dataclass(frozen=True, kw_only=True, slots=True)
class DueRow:
    """A matter whose time is up."""

    id: uuid.UUID
    ref: str
    kind: str
    unit_id: int | None
    up_on: date


def up(condition: Q, at: datetime) -> QuerySet[Keeping]:
    """Whose time is up: nobody waits for an answer, holds it, or has proposed it. `condition` is on `matter__`."""
    today = timezone.localtime(at).date()
    owed = Duty.objects.filter(OPEN, matter_id=OuterRef("matter_id"))
    proposed = Line.objects.filter(
        matter_id=OuterRef("matter_id"), batch__finished_at__isnull=True, left_out=""
    )
    return Keeping.objects.filter(
        condition,
        Q(held_until__isnull=True) | Q(held_until__lt=today),
        Q(matter__kind__in=list(settings.HUIYING_SETTLED)) | ~Exists(owed),
        ~Exists(proposed),
        erased=False,
        up_on__lte=today,
    )


def to_dispose(*, by: Actor, at: datetime, limit: int = 100) -> list[DueRow]:
    """Of what one may see, what one may propose, the longest overdue first."""
    rows = up(doors.visible(by, prefix="matter__"), at).order_by("up_on", "matter_id")
    ends = {pk: day for pk, day in rows.values_list("matter_id", "up_on")[: limit * 2] if day}
    found = allowed(by, Act.DISPOSE, list(ends))[:limit]
    matters = ledger.matters(found)
    return [
        DueRow(
            id=pk,
            ref=matters[pk].ref,
            kind=matters[pk].kind,
            unit_id=matters[pk].handling_unit,
            up_on=ends[pk],
        )
        for pk in found
    ]


def allowed(by: Actor, act: Act, matter_ids: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Of these matters those on which the actor may do it, in their order."""
    parties = ledger.parties_of(list(matter_ids))
    return [pk for pk in matter_ids if doors.allowed(by, act, parties[pk], pk)]


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchRow:
    """A batch as somebody of its branch sees it. `mine`: proposed by the reader, who does not decide on it."""

    id: uuid.UUID
    unit: str
    proposed_by: str
    proposed_at: datetime
    mine: bool
    matters: int
    decided_by: str
    decided_at: datetime | None
    approved: bool | None
    done: int
    left_out: int
    finished_at: datetime | None
    refs: tuple[str, ...]


def batches(*, by: Actor, limit: int = 20) -> list[BatchRow]:
    """Those of the branches one is posted to; of each, only references of matters that one may see."""
    branch = [u for seat in by.seats for u in units.branch(seat.unit_id)]
    counted = Batch.objects.filter(unit_id__in=branch).annotate(
        matters=Count("lines"),
        done=Count("lines", filter=Q(lines__done_at__isnull=False, lines__left_out="")),
        away=Count("lines", filter=~Q(lines__left_out="")),
    )
    rows = list(counted.order_by("-proposed_at")[:limit])
    names = units.officers(
        o for row in rows for o in (row.proposed_by_id, row.decided_by_id) if o is not None
    )
    return [
        BatchRow(
            id=row.pk,
            unit=units.unit(row.unit_id).name,
            proposed_by=names[row.proposed_by_id].name,
            proposed_at=row.proposed_at,
            mine=row.proposed_by_id == by.officer_id,
            matters=row.matters,
            decided_by=names[row.decided_by_id].name if row.decided_by_id else "",
            decided_at=row.decided_at,
            approved=row.approved,
            done=row.done,
            left_out=row.away,
            finished_at=row.finished_at,
            refs=_refs(row, by) if row.decided_at is None else (),
        )
        for row in rows
    ]


def _refs(row: Batch, by: Actor) -> tuple[str, ...]:
    ids = list(Line.objects.filter(batch=row).order_by("pk").values_list("matter_id", flat=True))
    seen = set(allowed(by, Act.SEE, ids))
    matters = ledger.matters(seen)
    return tuple(matters[pk].ref for pk in ids if pk in seen)


@dataclass(frozen=True, kw_only=True, slots=True)
class MatterKept:
    """How long one matter is kept. `owed`: an answer is owed on it, and until then it does not end."""

    kept: Kept
    term: str
    because: str
    owed: bool
    hold: Entry | None


def of_matter(matter_id: uuid.UUID, *, lang: str) -> MatterKept:
    matter = ledger.matter(matter_id)
    term = term_of(matter.kind)
    opened_on = timezone.localtime(matter.opened_at).date()
    found = kept(ledger.history(matter_id), opened_on, matter.kind, term)
    return MatterKept(
        kept=found,
        term=term.id if term else "",
        because=term.why(lang) if term else "",
        owed=waits(found, matter_id),
        hold=found.hold,
    )


def waits(found: Kept, matter_id: uuid.UUID) -> bool:
    """Whether somebody still waits for an answer of ours: nothing of it comes to its end then."""
    if found.settled is not None:
        return not found.settled
    return Duty.objects.filter(OPEN, matter_id=matter_id).exists()


def counts(at: datetime) -> list[tuple[str, int | None, int]]:
    """How many matters of each kind and unit have come to their time, for the command line."""
    rows = up(Q(), at).values_list("matter_id", flat=True)
    matters = ledger.matters(rows)
    found: dict[tuple[str, int | None], int] = {}
    for matter in matters.values():
        key = (matter.kind, matter.handling_unit)
        found[key] = found.get(key, 0) + 1
    return [(kind, unit, count) for (kind, unit), count in sorted(found.items(), key=str)]
