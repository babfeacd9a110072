"""Lines for a desk: what happened on a matter that a role in a unit should know of. Codes only, no case detail."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from huiying.core.access import doors
from huiying.core.access.among import Seen
from huiying.core.composed import Composed
from huiying.core.kinds import Actor
from huiying.core.notices.models import Channel, Notice, State

# A matter may bring the same line several times; it is shown once.
_REPEATS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskLine:
    """`template` says what happened; a page has the sentence for it. `about`: the event behind it."""

    id: uuid.UUID
    template: str
    ref: str
    created_at: datetime
    about: uuid.UUID


def waiting_for(*, by: Actor, limit: int = 8) -> list[DeskLine]:
    """What nobody of the seats of `by` has put aside, the newest first; never of a matter they may not see."""
    return Waiting(seen=Seen(by=by)).first(limit)


_Line = tuple[uuid.UUID, DeskLine]


class Waiting:
    """The lines of a reader's seats. The first are read at once, and whether these may be seen is asked with whatever
    else the page asks."""

    def __init__(self, *, seen: Seen, chunk: int = 8 * _REPEATS) -> None:
        self._seen, self._chunk = seen, chunk
        self._begun = _newest(seen.by, chunk, None)
        seen.ask_with_the_next(matter_id for matter_id, _ in self._begun)

    def first(self, limit: int = 8) -> list[DeskLine]:
        """Each once, of a matter that may be seen."""
        found: dict[tuple[str, uuid.UUID], DeskLine] = {}
        for matter_id, line in islice(self._lines(), limit * _REPEATS):
            found.setdefault((line.template, matter_id), line)
            if len(found) == limit:
                break
        return list(found.values())

    def _lines(self) -> Iterator[_Line]:
        read, chunk = self._begun, self._chunk
        while True:
            may_see = self._seen.of(matter_id for matter_id, _ in read)
            yield from (one for one in read if may_see(one[0]))
            if len(read) < chunk:
                return
            last, chunk = read[-1][1], min(chunk * 2, 1000)
            read = _newest(self._seen.by, chunk, last)


def _newest(by: Actor, count: int, last: DeskLine | None) -> list[_Line]:
    """The next lines, seen or not. One query a seat: several in one would be sorted whole."""
    found: list[_Line] = []
    after = (last.created_at, last.id) if last else ()
    seats = {(seat.unit_id, seat.role.value) for seat in by.seats}
    for seat in seats:
        for matter_id, pk, template, ref, at, about in _LINES.ask(*seat, *after, shape=(count,)):
            line = DeskLine(id=pk, template=template, ref=ref, created_at=at, about=about)
            found.append((matter_id, line))
    if len(seats) > 1:
        found.sort(key=lambda one: (one[1].created_at, one[1].id), reverse=True)
    return found[:count]


def _of_seat(count: int, unit_id: int, role: str, *after: Any) -> QuerySet[Notice, Any]:
    rows = _waiting().filter(unit_id=unit_id, role=role)
    if after:
        at, last = after
        rows = rows.filter(created_at__lte=at).exclude(created_at=at, id__gte=last)
    read = rows.order_by("-created_at", "-id").values_list(
        "matter_id", "id", "template", "matter__ref", "created_at", "about"
    )
    return read[:count]


_LINES = Composed(_of_seat)


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
    return _waiting().filter(mine)


def _waiting() -> QuerySet[Notice]:
    return Notice.objects.filter(channel=Channel.DESK, state=State.WAITING)
