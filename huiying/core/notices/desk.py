"""Lines for a desk: what happened on a matter that a role in a unit should know of. Codes only, no case detail."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from huiying.core.access import doors
from huiying.core.kinds import Actor
from huiying.core.notices.models import Channel, Notice, State

# A matter may bring the same line several times; it is shown once.
_REPEATS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskLine:
    """`template` says what happened; a page has the sentence for it."""

    id: uuid.UUID
    template: str
    ref: str
    created_at: datetime


def waiting_for(*, by: Actor, limit: int = 8) -> list[DeskLine]:
    """What nobody of the seats of `by` has put aside, the newest first; never of a matter they may not see."""
    rows = _of_seats(by).filter(doors.visible(by, prefix="matter__")).select_related("matter")
    found: dict[tuple[str, uuid.UUID], DeskLine] = {}
    for n in rows.order_by("-created_at", "-id")[: limit * _REPEATS]:
        line = DeskLine(id=n.pk, template=n.template, ref=n.matter.ref, created_at=n.created_at)
        found.setdefault((n.template, n.matter_id), line)
    return list(found.values())[:limit]


def put_aside(*, ids: Sequence[uuid.UUID], by: Actor, at: datetime) -> int:
    """Somebody has seen to these, and to older ones that say the same of the same matter; gives how many."""
    mine = _of_seats(by).filter(doors.visible(by, prefix="matter__"))
    same = Q(pk__in=[])
    for n in mine.filter(pk__in=list(ids)):
        same |= Q(template=n.template, matter_id=n.matter_id, created_at__lte=n.created_at)
    kept = list(mine.filter(same).values_list("pk", flat=True))
    return Notice.objects.filter(pk__in=kept).update(state=State.DELIVERED, done_at=at)


def _of_seats(by: Actor) -> QuerySet[Notice]:
    mine = Q(pk__in=[])
    for seat in by.seats:
        mine |= Q(unit_id=seat.unit_id, role=seat.role.value)
    return Notice.objects.filter(mine, channel=Channel.DESK, state=State.WAITING)
