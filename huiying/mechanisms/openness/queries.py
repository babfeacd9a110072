"""What is published, as plain values. Pages read bulletins alone: nothing is counted while somebody waits."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from huiying.core.composed import Composed
from huiying.core.people.services import open_texts
from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.mechanisms.openness.models import Bulletin, ChannelCount, Edition, NoReceipt, Reading

LIVE, IMPORTED = "live", "imported"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A published figure. Where `shown` is false there is no number in it at all."""

    measure: str
    shown: bool
    number: int | None = None
    of: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


HIDDEN = Figure(measure="", shown=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitFigures:
    """The figures of one unit; `unit` is None for the whole service."""

    unit: UnitRow | None
    figures: Mapping[str, Figure]

    def get(self, measure: str) -> Figure:
        """A measure in which nothing was ever counted is a true nought, told as "none"."""
        return self.figures.get(measure, Figure(measure=measure, shown=True, number=0, of=0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """All of one period: the whole, then the units in the order of the tree."""

    origin: str
    period: str
    periods: tuple[str, ...]
    at: datetime | None
    whole: UnitFigures
    units: tuple[UnitFigures, ...]
    # What others counted (`of`) beside what was registered (`number`), by channel.
    gaps: Mapping[str, Figure]
    # Whether figures of an imported register are there, too.
    imported: bool

    def of_unit(self, code: str) -> UnitFigures | None:
        return next((u for u in self.units if u.unit is not None and u.unit.code == code), None)


def periods(origin: str = LIVE) -> tuple[str, ...]:
    """Periods that are published, years first, the newest first of each."""
    return _ordered({p for o, p in _published() if o == origin})


def _published() -> set[tuple[str, str]]:
    """Every (origin, period) there is."""
    return {(origin, period) for origin, period in _PUBLISHED.ask()}


_PUBLISHED = Composed(
    lambda: Bulletin.objects.filter(measure="received").values_list("origin", "period").distinct()
)
# In the order of the arguments of `_figure`.
_FIGURE = ("measure", "shown", "number", "of", "value", "low", "high", "detail")


def _ordered(found: set[str]) -> tuple[str, ...]:
    years = sorted((p for p in found if "-" not in p), reverse=True)
    return (*years, *sorted((p for p in found if "-" in p), reverse=True))


def table(period: str = "", origin: str = LIVE) -> Table:
    """Everything published of a period; the newest year where none, or an unknown one, is asked for."""
    published = _published()
    there = _ordered({p for o, p in published if o == origin})
    chosen = period if period in there else next(iter(there), "")
    rows: dict[int | None, dict[str, Figure]] = {}
    gaps: dict[str, Figure] = {}
    for unit_id, *values in _TABLE.ask(origin, chosen):
        figure = _figure(*values)
        if figure.measure.startswith("gap:"):
            gaps[figure.measure.removeprefix("gap:")] = figure
        else:
            rows.setdefault(unit_id, {})[figure.measure] = figure
    tree = units.tree()
    return Table(
        origin=origin,
        period=chosen,
        periods=there,
        at=published_at(),
        whole=UnitFigures(unit=None, figures=rows.get(None, {})),
        units=tuple(
            UnitFigures(unit=row, figures=rows.get(row.id, {}))
            for row in tree.values()
            if row.id in rows or not row.closed
        ),
        gaps=gaps,
        imported=any(o == IMPORTED for o, _period in published),
    )


def _published_of(origin: str, period: str) -> QuerySet[Bulletin, Any]:
    rows = Bulletin.objects.filter(origin=origin, period=period)
    return rows.exclude(measure__startswith="rule:").values_list("unit_id", *_FIGURE)


_TABLE = Composed(_published_of)


def _figure(*values: Any) -> Figure:
    measure, shown, number, of, value, low, high, detail = values
    return Figure(
        measure=measure, shown=bool(shown), number=number, of=of, value=value, low=low, high=high, detail=detail,
    )  # fmt: skip


def _figure_of(b: Bulletin) -> Figure:
    return _figure(*(getattr(b, name) for name in _FIGURE))


def published_at() -> datetime | None:
    return next((at for (at,) in _READ_AT.ask()), None)


_READ_AT = Composed(lambda: Reading.objects.filter(pk=1).values_list("published_at"))


def newest(measure: str) -> tuple[str, Figure] | None:
    """A measure of the whole service in the newest year, and that year; None where nothing is shown."""
    period = next(iter(periods()), "")
    return next(((period, _figure(*row)) for row in _WHOLE.ask(period, measure)), None)


_WHOLE = Composed(
    lambda period, measure: Bulletin.objects.filter(
        origin=LIVE, period=period, unit__isnull=True, measure=measure, shown=True
    ).values_list(*_FIGURE)
)


def trend(measure: str, unit_id: int | None = None) -> list[tuple[str, Figure]]:
    """A measure by quarter, oldest first; hidden quarters are left out."""
    place = () if unit_id is None else (unit_id,)
    return [(period, _figure(*values)) for period, *values in _TREND.ask(measure, *place)]


def _quarters(measure: str, *unit_id: int) -> QuerySet[Bulletin, Any]:
    rows = Bulletin.objects.filter(origin=LIVE, measure=measure, period__contains="-", shown=True)
    place = Q(unit_id=unit_id[0]) if unit_id else Q(unit__isnull=True)
    return rows.filter(place).order_by("period").values_list("period", *_FIGURE)


_TREND = Composed(_quarters)


def kept_under(rule_ids: Sequence[str], year: str) -> dict[str, Figure]:
    """How much fell due under rules in a year, and how much was kept."""
    wanted = [f"rule:{rule_id}" for rule_id in rule_ids]
    rows = Bulletin.objects.filter(origin=LIVE, period=year, measure__in=wanted)
    return {b.measure.removeprefix("rule:"): _figure_of(b) for b in rows}


def closings() -> Figure | None:
    """Days from coming in to closing of an imported register; None where nothing was imported."""
    found = Bulletin.objects.filter(origin=IMPORTED, measure="closings").first()
    return _figure_of(found) if found else None


# --- as it was published then ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionRow:
    """An edition of the archive; `content` as it is handed out, empty in a list."""

    period: str
    taken_at: datetime
    sha256: str
    content: str = ""

    def figures(self) -> dict[str, dict[str, Figure]]:
        """By the code of the unit, empty for the whole, and the measure."""
        found: dict[str, dict[str, Figure]] = {}
        for line in json.loads(self.content)["figures"]:
            unit, figure = line.pop("unit"), Figure(**line)
            found.setdefault(unit, {})[figure.measure] = figure
        return found


_LISTED = ("period", "taken_at", "sha256")


def editions() -> list[EditionRow]:
    """Years first, the newest first of each, as everywhere."""
    rows = Edition.objects.values(*_LISTED)
    order = _ordered({row["period"] for row in rows})
    return sorted((EditionRow(**row) for row in rows), key=lambda one: order.index(one.period))


def newest_editions(limit: int) -> list[EditionRow]:
    """Those that were kept last, with what they hold."""
    rows = Edition.objects.order_by("-taken_at", "-period").values(*_LISTED, "content")
    return [EditionRow(**row) for row in rows[:limit]]


def edition(period: str) -> EditionRow | None:
    row = Edition.objects.filter(period=period).values(*_LISTED, "content")
    return next((EditionRow(**one) for one in row), None)


# --- for staff ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class CountRow:
    day: date
    channel: str
    unit_id: int
    count: int
    entered_at: datetime


def channel_counts(unit_ids: Sequence[int], limit: int = 60) -> list[CountRow]:
    """What was entered lately, the newest day first."""
    rows = ChannelCount.objects.filter(unit_id__in=unit_ids).order_by("-day", "channel")
    return [
        CountRow(
            day=r.day,
            channel=r.channel,
            unit_id=r.unit_id,
            count=r.count,
            entered_at=r.entered_at,
        )
        for r in rows[:limit]
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class NoReceiptRow:
    """A report for oversight. `words` and `contact` are in clear: the caller logs the look."""

    id: uuid.UUID
    place: str
    happened_on: date
    reported_at: datetime
    words: str | None
    contact: str | None
    done: bool


def no_receipt_reports(limit: int = 50) -> list[NoReceiptRow]:
    """For oversight alone. What nobody has looked into comes first."""
    rows = list(NoReceipt.objects.order_by("looked_into_at", "-reported_at")[:limit])
    rows.sort(key=lambda r: (r.looked_into_at is not None, -r.reported_at.timestamp()))
    texts = open_texts([pk for r in rows for pk in (r.told, r.contact) if pk is not None])
    return [
        NoReceiptRow(
            id=r.pk,
            place=units.unit(r.unit_id).name,
            happened_on=r.happened_on,
            reported_at=r.reported_at,
            words=texts.get(r.told),
            contact=texts.get(r.contact) if r.contact else None,
            done=r.looked_into_at is not None,
        )
        for r in rows
    ]
