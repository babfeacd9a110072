"""From parts to what is published: added up, given a likely range, and hidden where few would be seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, Sum
from django.db.models.functions import Cast
from django.utils import timezone

from huiying.core.duties import queries as duties
from huiying.core.web import dates
from huiying.figures import intervals, survival
from huiying.mechanisms.openness import rules
from huiying.mechanisms.openness.models import Bulletin, ChannelCount, NoReceipt, Part, Read
from huiying.mechanisms.openness.rules import EVERY, Form, Label, Measure
from huiying.mechanisms.openness.services import hiding, owing, scope
from huiying.mechanisms.openness.services.hiding import THRESHOLD, Place

_DUE = "due"


@dataclass(kw_only=True, slots=True)
class Cell:
    """The sums of one unit in one period."""

    counts: Mapping[str, int]
    answered: dict[float, int] = field(default_factory=dict)
    waiting: dict[float, int] = field(default_factory=dict)


Table = dict[str, dict[int | None, Cell]]


def publish(years: Iterable[tuple[str, str]], at: datetime) -> None:
    """Publish years anew, each with its quarters; and what is compared with the counts of others."""
    today = dates.local(at).date()
    for origin, year in years:
        table = _table(origin, year, today)
        owed = owing.table(Part.objects.filter(_of_year(year), origin=origin))
        shown_due = owing.shown(owed, _DUE)
        made = _bulletins(origin, table, shown_due)
        made += owing.bulletins(origin, owed, shown_due)
        if origin == "live":
            made += owing.by_rule(_kept_by_rule(year, at), year)
        elif year == "all":
            made += _closings(today)
        Bulletin.objects.filter(_of_year(year), origin=origin).exclude(
            measure__startswith="gap:"
        ).delete()
        Bulletin.objects.bulk_create(made, batch_size=500)
    _publish_gaps()


def _of_year(year: str) -> Q:
    return Q(period=year) | Q(period__startswith=f"{year}-")


# --- adding up -------------------------------------------------------------------------------------


def _sums() -> dict[str, Sum | Count]:
    sums: dict[str, Sum | Count] = {f"{column}:n": Sum(column) for column in rules.COLUMNS}
    for code in rules.CLUSTERED:
        # Wide: the squares of a case with hundreds of people do not fit into what holds its counts.
        n = Cast(F(rules.BY_CODE[code].number), BigIntegerField())
        d = Cast(F(rules.BY_CODE[code].of), BigIntegerField())
        sums |= {
            f"{code}:nn": Sum(n * n),
            f"{code}:nd": Sum(n * d),
            f"{code}:dd": Sum(d * d),
            f"{code}:k": Count("pk", filter=Q(**{f"{rules.BY_CODE[code].of}__gt": 0})),
        }
    return sums


def _table(origin: str, year: str, today: date) -> Table:
    rows = Part.objects.filter(_of_year(year), origin=origin)
    table: Table = {}
    for row in rows.values("period", "unit_id").annotate(**_sums()):
        sums: dict[str, Any] = {k: v for k, v in row.items() if k not in {"period", "unit_id"}}
        counts = {k.removesuffix(":n"): int(v or 0) for k, v in sums.items()}
        table.setdefault(row["period"], {})[row["unit_id"]] = Cell(counts=counts)
    waits = (
        rows.filter(since__isnull=False)
        .values("period", "unit_id", "answered", "days")
        .annotate(count=Count("pk"))
    )
    for row in waits.exclude(days__isnull=True):
        cell = table[row["period"]][row["unit_id"]]
        kind = cell.answered if row["answered"] else cell.waiting
        days = float(row["days"] or 0)
        kind[days] = kind.get(days, 0) + row["count"]
    for row in (
        rows.filter(since__isnull=False, days__isnull=True)
        .values("period", "unit_id", "since")
        .annotate(count=Count("pk"))
    ):
        cell = table[row["period"]][row["unit_id"]]
        waited = float(max((today - (row["since"] or today)).days, 0))
        cell.waiting[waited] = cell.waiting.get(waited, 0) + row["count"]
    return table


# --- what may be shown -----------------------------------------------------------------------------


def _bulletins(origin: str, table: Table, shown_due: frozenset[Place]) -> list[Bulletin]:
    columns = [column for column in rules.GUARDED if column != _DUE]
    shown = {column: publishable(_column(table, column)) for column in columns}
    # Broken down by kind and label too, so it is hidden with those; a nought has no place among them.
    shown[_DUE] = frozenset(
        (period, unit)
        for period, cells in table.items()
        for unit, cell in cells.items()
        if not cell.counts[_DUE] or Place(period, unit, EVERY, Label.BOTH) in shown_due
    )
    return [
        _bulletin(origin, period, unit_id, cell, measure, shown)
        for period, cells in table.items()
        for unit_id, cell in cells.items()
        for measure in rules.MEASURES
    ]


def _column(table: Table, column: str) -> dict[str, dict[int | None, int]]:
    return {
        period: {unit: cell.counts[column] for unit, cell in cells.items()}
        for period, cells in table.items()
    }


Shown = frozenset[tuple[str, int | None]]


def publishable(counts: Mapping[str, Mapping[int | None, int]]) -> Shown:
    """The (period, unit) whose count may be shown, so that no small one can be found by subtracting: along the tree
    of units in each period, and along the quarters of each unit's year."""
    places = {
        Place(period, unit): n for period, cells in counts.items() for unit, n in cells.items()
    }
    return frozenset((place.period, place.unit) for place in hiding.shown(places))


# --- one figure ------------------------------------------------------------------------------------


def _bulletin(
    origin: str,
    period: str,
    unit_id: int | None,
    cell: Cell,
    measure: Measure,
    shown: Mapping[str, Shown],
) -> Bulletin:
    place = (period, unit_id)
    allowed = place in shown[measure.of] and (not measure.strict or place in shown[measure.number])
    row = Bulletin(
        origin=origin, period=period, unit_id=unit_id, measure=measure.code, shown=allowed
    )
    if not allowed:
        return row
    row.of = cell.counts[measure.of]
    if measure.form is Form.DAYS:
        median = survival.median_wait(answered=cell.answered, waiting=cell.waiting)
        row.value, row.low, row.high = median.days, median.low, median.high
        row.number = median.answered
        row.detail = {"longest": median.observed_until, "waiting": median.waiting}
        return row
    row.number = cell.counts[measure.number]
    if measure.form is Form.SHARE:
        share = _share(cell.counts, measure)
        row.value, row.low, row.high = share.value, share.low, share.high
    return row


def _share(counts: Mapping[str, int], measure: Measure) -> intervals.Share:
    number, of = counts[measure.number], counts[measure.of]
    if measure.code not in rules.CLUSTERED:
        return intervals.wilson(kept=number, of=of)
    code = measure.code
    return intervals.clustered_sums(
        intervals.Sums(
            clusters=counts[f"{code}:k"],
            kept=number,
            of=of,
            kept_squared=counts[f"{code}:nn"],
            kept_times_of=counts[f"{code}:nd"],
            of_squared=counts[f"{code}:dd"],
        )
    )


def _kept_by_rule(year: str, at: datetime) -> list[duties.RuleCount]:
    zone = timezone.get_default_timezone()
    start = datetime(int(year), 1, 1, tzinfo=zone)
    end = min(datetime(int(year) + 1, 1, 1, tzinfo=zone), at)
    return duties.kept_by_rule(since=start, until=end, origin="live", owed_to=scope.COUNTED)


def _closings(today: date) -> list[Bulletin]:
    """One of each imported register: two of them are never added up, since each city works to limits of its own."""
    tops = Part.objects.filter(origin="imported", period="all", unit__parent__isnull=True)
    found = tops.exclude(unit__isnull=True).values_list("unit_id", flat=True).distinct()
    return [_closings_of(register, today) for register in sorted(found)]


def _closings_of(register: int, today: date) -> Bulletin:
    """Days from coming in to closing: how many complaints closed on each, how many are still open."""
    rows = Part.objects.filter(origin="imported", period="all", unit_id=register)
    closed = rows.filter(answered=True).values_list("days").annotate(count=Count("pk"))
    open_ = rows.filter(days__isnull=True).values_list("since").annotate(count=Count("pk"))
    waiting: dict[str, int] = {}
    for since, count in open_:
        waited = str(max((today - since).days, 0))
        waiting[waited] = waiting.get(waited, 0) + count
    total = rows.count()
    shown = total >= THRESHOLD
    detail = {"closed": {str(day): count for day, count in closed}, "waiting": waiting}
    return Bulletin(
        origin="imported",
        period="all",
        unit_id=register,
        measure="closings",
        shown=shown,
        number=total if shown else None,
        detail=detail if shown else {},
    )


# --- what others counted ---------------------------------------------------------------------------


def _publish_gaps() -> None:
    """Counts of other books beside what was registered, on the days that were counted; reports without receipt."""
    counted: dict[tuple[str, str], list[int]] = {}
    by_day: dict[tuple[date, str], int] = {}
    for row in ChannelCount.objects.values("day", "channel").annotate(total=Sum("count")):
        by_day[(row["day"], row["channel"])] = row["total"]
    registered = _registered({day for day, _channel in by_day})
    for (day, channel), total in by_day.items():
        ours = sum(registered.get((day, c), 0) for c in rules.COUNTED_CHANNELS[channel])
        for period in rules.periods_of(day):
            sums = counted.setdefault((period, channel), [0, 0])
            sums[0] += total
            sums[1] += ours
    for day in NoReceipt.objects.values_list("happened_on", flat=True):
        for period in rules.periods_of(day):
            counted.setdefault((period, "no-receipt"), [0, 0])[0] += 1
    made = [_gap(place, sums, _gaps_shown(counted)) for place, sums in sorted(counted.items())]
    was = Bulletin.objects.filter(measure__startswith="gap:").order_by("period", "measure")
    plain = [(b.period, b.measure, b.shown, b.number, b.of) for b in was]
    if plain != sorted((b.period, b.measure, b.shown, b.number, b.of) for b in made):
        was.delete()
        Bulletin.objects.bulk_create(made)


def _gaps_shown(counted: Mapping[tuple[str, str], Sequence[int]]) -> frozenset[tuple[str, str]]:
    """The (period, channel) where neither count is small, or could be worked out from year and quarters."""
    shown: set[tuple[str, str]] = set()
    for year in {rules.year_of(period) for period, _channel in counted}:
        for channel in {channel for _period, channel in counted}:
            mine = {
                p: sums
                for (p, c), sums in counted.items()
                if c == channel and rules.year_of(p) == year
            }
            both = [publishable({p: {None: sums[i]} for p, sums in mine.items()}) for i in (0, 1)]
            shown |= {(p, channel) for p, _unit in both[0] & both[1]}
    return frozenset(shown)


def _gap(
    place: tuple[str, str], sums: Sequence[int], allowed: frozenset[tuple[str, str]]
) -> Bulletin:
    period, channel = place
    row = Bulletin(origin="live", period=period, measure=f"gap:{channel}", shown=place in allowed)
    if row.shown:
        row.of, row.number = sums
    return row


def _registered(days: set[date]) -> dict[tuple[date, str], int]:
    if not days:
        return {}
    rows = Read.objects.filter(
        origin="live", came_on__gte=min(days), came_on__lte=max(days) + timedelta(days=1)
    )
    return {
        (row["came_on"], row["channel"]): row["total"]
        for row in rows.values("came_on", "channel").annotate(total=Count("pk"))
    }
