"""What a branch of the tree owes now, for those who answer for it. Only matters the reader may see are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Min, Q, QuerySet

from huiying.core.access import doors
from huiying.core.duties.models import Duty
from huiying.core.duties.queries import DutyRow, row_of
from huiying.core.kinds import Actor

# How long a late duty has been late, in days: up to 3, up to 10, more.
AGES = (3, 10)
# Words of the engine behind which one officer has the matter in hand; other duties are their unit's.
AN_OFFICERS = ("handling-unit", "deciding-unit", "preserving-unit")


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """Duties of one unit that are open: late ones by age, those due soon, the oldest late date.
    `nobody` counts matters that no officer has in hand."""

    unit_id: int
    open: int = 0
    late_short: int = 0
    late_mid: int = 0
    late_long: int = 0
    week: int = 0
    fortnight: int = 0
    nobody: int = 0
    oldest: datetime | None = None

    @property
    def late(self) -> int:
        return self.late_short + self.late_mid + self.late_long

    def with_(self, other: "Load") -> "Load":
        """Both together, under this unit's name."""
        dates = [d for d in (self.oldest, other.oldest) if d is not None]
        return Load(
            unit_id=self.unit_id,
            open=self.open + other.open,
            late_short=self.late_short + other.late_short,
            late_mid=self.late_mid + other.late_mid,
            late_long=self.late_long + other.late_long,
            week=self.week + other.week,
            fortnight=self.fortnight + other.fortnight,
            nobody=self.nobody + other.nobody,
            oldest=min(dates, default=None),
        )


def _open(by: Actor, unit_ids: Sequence[int]) -> QuerySet[Duty]:
    rows = Duty.objects.filter(ended=False, nature="answer", lead=True, unit_id__in=list(unit_ids))
    return rows.filter(doors.visible(by, prefix="matter__"))


def loads(*, by: Actor, unit_ids: Sequence[int], now: datetime) -> dict[int, Load]:
    """Each unit's own load; a unit that owes nothing is left out."""
    short, middle = (now - timedelta(days=days) for days in AGES)
    late, ahead = Q(due_at__lte=now), Q(due_at__gt=now)
    found = (
        _open(by, unit_ids)
        .values("unit_id")
        .annotate(
            all=Count("id"),
            short=Count("id", filter=late & Q(due_at__gt=short)),
            mid=Count("id", filter=Q(due_at__lte=short, due_at__gt=middle)),
            long=Count("id", filter=Q(due_at__lte=middle)),
            week=Count("id", filter=ahead & Q(due_at__lte=now + timedelta(days=7))),
            fortnight=Count("id", filter=ahead & Q(due_at__lte=now + timedelta(days=14))),
            nobody=Count(
                "matter_id",
                distinct=True,
                filter=Q(officer_id__isnull=True, owed_by__in=AN_OFFICERS),
            ),
            oldest=Min("due_at", filter=late),
        )
    )
    return {
        row["unit_id"]: Load(
            unit_id=row["unit_id"],
            open=row["all"],
            late_short=row["short"],
            late_mid=row["mid"],
            late_long=row["long"],
            week=row["week"],
            fortnight=row["fortnight"],
            nobody=row["nobody"],
            oldest=row["oldest"],
        )
        for row in found
    }


def falling_due(*, by: Actor, unit_ids: Sequence[int], edges: Sequence[datetime]) -> list[int]:
    """How many fall due between each edge and the next: a duty that ends at midnight belongs to the day before."""
    counted = {
        f"d{n}": Count("id", filter=Q(due_at__gt=start, due_at__lte=end))
        for n, (start, end) in enumerate(pairwise(edges))
    }
    found = _open(by, unit_ids).aggregate(**counted)
    return [found[f"d{n}"] for n in range(len(edges) - 1)]


def breaches(*, by: Actor, unit_ids: Sequence[int], limit: int = 25) -> tuple[list[DutyRow], int]:
    """Duties that were missed, the latest date first, and how many there are."""
    rows = Duty.objects.filter(
        breached=True, nature="answer", lead=True, unit_id__in=list(unit_ids)
    ).filter(doors.visible(by, prefix="matter__"))
    listed = rows.select_related("matter").order_by("-due_at", "id")[:limit]
    return [row_of(d) for d in listed], rows.count()
