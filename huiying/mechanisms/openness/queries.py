"""What is published, as plain values. Pages read bulletins alone: nothing is counted while somebody waits."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from huiying.core.people.services import open_texts
from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.mechanisms.openness.models import Bulletin, ChannelCount, NoReceipt, Reading

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
    rows = Bulletin.objects.filter(measure="received").values_list("origin", "period")
    return set(rows.distinct())


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
    found = Bulletin.objects.filter(origin=origin, period=chosen)
    for b in found.exclude(measure__startswith="rule:"):
        if b.measure.startswith("gap:"):
            gaps[b.measure.removeprefix("gap:")] = _figure(b)
        else:
            rows.setdefault(b.unit_id, {})[b.measure] = _figure(b)
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


def _figure(b: Bulletin) -> Figure:
    return Figure(
        measure=b.measure,
        shown=b.shown,
        number=b.number,
        of=b.of,
        value=b.value,
        low=b.low,
        high=b.high,
        detail=b.detail,
    )


def published_at() -> datetime | None:
    return Reading.objects.values_list("published_at", flat=True).filter(pk=1).first()


def newest(measure: str) -> tuple[str, Figure] | None:
    """A measure of the whole service in the newest year, and that year; None where nothing is shown."""
    period = next(iter(periods()), "")
    row = Bulletin.objects.filter(
        origin=LIVE, period=period, unit__isnull=True, measure=measure, shown=True
    ).first()
    return (period, _figure(row)) if row is not None else None


def trend(measure: str, unit_id: int | None = None) -> list[tuple[str, Figure]]:
    """A measure by quarter, oldest first; hidden quarters are left out."""
    rows = Bulletin.objects.filter(origin=LIVE, measure=measure, period__contains="-", shown=True)
    place = Q(unit__isnull=True) if unit_id is None else Q(unit_id=unit_id)
    return [(b.period, _figure(b)) for b in rows.filter(place).order_by("period")]


def kept_under(rule_ids: Sequence[str], year: str) -> dict[str, Figure]:
    """How much fell due under rules in a year, and how much was kept."""
    wanted = [f"rule:{rule_id}" for rule_id in rule_ids]
    rows = Bulletin.objects.filter(origin=LIVE, period=year, measure__in=wanted)
    return {b.measure.removeprefix("rule:"): _figure(b) for b in rows}


def closings() -> Figure | None:
    """Days from coming in to closing of an imported register; None where nothing was imported."""
    found = Bulletin.objects.filter(origin=IMPORTED, measure="closings").first()
    return _figure(found) if found else None


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
