"""The read log: each look at personal data is a row nobody can change."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from huiying.core.access.models import Look
from huiying.core.kinds import Actor, new_id


def log_look(
    *,
    by: Actor,
    at: datetime,
    what: str,
    page: str,
    matter_id: uuid.UUID | None = None,
    reason: str = "",
) -> None:
    """`what` is contact, words, file or search; `page` the name of the URL."""
    seat = by.seats[0] if by.seats else None
    Look.objects.create(
        id=new_id(at),
        at=at,
        matter_id=matter_id,
        officer_id=by.officer_id,
        unit_id=seat.unit_id if seat else by.unit_id,
        role=seat.role.value if seat else by.kind.value,
        what=what,
        reason=reason[:200],
        page=page[:80],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class LookRow:
    at: datetime
    unit_id: int | None
    role: str
    what: str


def looks_at(matter_id: uuid.UUID) -> list[LookRow]:
    """Who has looked at a matter, as the person may know it: unit and role."""
    rows = Look.objects.filter(matter_id=matter_id).order_by("-at")
    return [LookRow(at=r.at, unit_id=r.unit_id, role=r.role, what=r.what) for r in rows[:200]]


@dataclass(frozen=True, kw_only=True, slots=True)
class LookTally:
    unit_id: int | None
    what: str
    looks: int
    matters: int


def tally(unit_ids: Sequence[int], since: datetime) -> list[LookTally]:
    """How often units looked at personal data since an instant, by what they looked at. No officer is ranked."""
    found = (
        Look.objects.filter(at__gte=since, unit_id__in=list(unit_ids))
        .values("unit_id", "what")
        .annotate(looks=Count("id"), matters=Count("matter_id", distinct=True))
        .order_by("unit_id", "what")
    )
    return [
        LookTally(unit_id=r["unit_id"], what=r["what"], looks=r["looks"], matters=r["matters"])
        for r in found
    ]
