"""Emergencies as those see them who have one open, who oversee, and who read a matter."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from huiying.core.access import doors, looks
from huiying.core.access.among import among
from huiying.core.emergency.models import Emergency
from huiying.core.kinds import Actor, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_texts
from huiying.core.units import queries as units


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenRow:
    """An emergency that still runs, for whoever opened it."""

    ref: str
    until: datetime


def mine(*, by: Actor, at: datetime) -> list[OpenRow]:
    if by.officer_id is None:
        return []
    rows = Emergency.objects.filter(officer_id=by.officer_id, at__lte=at, until__gt=at)
    found = list(rows.order_by("-until").values_list("matter_id", "until"))
    refs = ledger.matters(matter_id for matter_id, _ in found)
    return [OpenRow(ref=refs[pk].ref, until=until) for pk, until in found]


@dataclass(frozen=True, kw_only=True, slots=True)
class ToJudge:
    """`ref` and `reason` are empty where the matter is not for this reader to see: then it is known, not judged."""

    id: uuid.UUID
    officer: str
    unit_id: int
    role: SeatRole
    at: datetime
    until: datetime
    ref: str
    reason: str
    looks: int


def to_judge(*, by: Actor, unit_ids: Sequence[int], at: datetime, page: str) -> list[ToJudge]:
    """What nobody of oversight has looked into yet, never the reader's own. Reading a reason is a look."""
    rows = list(_open(by, unit_ids).order_by("-at")[:50])
    seen = among(by, {row.matter_id for row in rows})
    names = units.officers(row.officer_id for row in rows)
    found = []
    for row in rows:
        visible = row.matter_id in seen
        if visible:
            looks.log_look(by=by, at=at, what="emergency", page=page, matter_id=row.matter_id)
        found.append(
            ToJudge(
                id=row.pk,
                officer=names[row.officer_id].name,
                unit_id=row.unit_id,
                role=SeatRole(row.role),
                at=row.at,
                until=row.until,
                ref=ledger.matter(row.matter_id).ref if visible else "",
                reason=_reason(row) if visible else "",
                looks=looks.count_of(row.officer_id, row.matter_id, row.at, row.until),
            )
        )
    return found


def _open(by: Actor, unit_ids: Sequence[int]) -> QuerySet[Emergency]:
    """Of matters one may see, and by officers of the units one oversees."""
    if by.officer_id is None:
        return Emergency.objects.none()
    ours = Q(unit_id__in=list(unit_ids)) | doors.visible(by, prefix="matter__")
    return Emergency.objects.filter(ours, judged_at__isnull=True).exclude(officer_id=by.officer_id)


def _reason(row: Emergency) -> str:
    line = next(e for e in ledger.history(row.matter_id) if e.id == row.pk)
    text = uuid.UUID(str(line.texts["reason"]))
    return open_texts([text])[text] or ""
