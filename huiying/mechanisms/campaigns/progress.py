"""How far a campaign has come, by unit in the order of the plan; what of it is shown to everybody. Pure.

Units are not ranked and nobody is: there is no number of an officer. A number of people below ten is hidden, and so is
whatever would let it be worked out (figures.suppression). How much of what was raised is answered says something about
us and about nobody else, so it is shown wherever the number raised is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huiying.figures.suppression import THRESHOLD, Unit, suppress
from huiying.mechanisms.campaigns.raised_standing import ANSWERED, OPEN
from huiying.mechanisms.campaigns.raised_standing import Stage as RaisedStage
from huiying.mechanisms.campaigns.standing import Counts, Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitProgress:
    """Of one unit: areas planned and gone to, places planned and gone to, what was raised and what came of it."""

    unit: int
    areas: int
    areas_begun: int
    planned: int
    counts: Counts
    raised: int
    answered: int
    elsewhere: int
    open: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicProgress:
    """The same for everybody: None is a number that is not published."""

    unit: int
    areas: int
    areas_begun: int
    planned: int
    visited: int | None
    raised: int | None
    answered: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicTotals:
    visited: int | None
    absent: int | None
    declined: int | None
    other_way: int | None
    raised: int | None
    answered: int | None
    complaints: int | None


def by_unit(standing: Standing, raised: Mapping[tuple[int, str], int]) -> tuple[UnitProgress, ...]:
    """`raised` is how many by unit and stage. Units come in the order in which the plan names them."""
    named = [area.unit for area in standing.areas] + [unit for unit, _ in sorted(raised)]
    return tuple(_of(unit, standing, raised) for unit in dict.fromkeys(named))


def _of(unit: int, standing: Standing, raised: Mapping[tuple[int, str], int]) -> UnitProgress:
    areas = [area for area in standing.areas if area.unit == unit]
    stages = {RaisedStage(stage): n for (of, stage), n in raised.items() if of == unit}
    return UnitProgress(
        unit=unit,
        areas=len(areas),
        areas_begun=sum(area.begun for area in areas),
        planned=sum(area.planned for area in areas),
        counts=standing.total(unit),
        raised=sum(stages.values()),
        answered=sum(n for stage, n in stages.items() if stage in ANSWERED),
        elsewhere=stages.get(RaisedStage.OUTSIDE, 0),
        open=sum(n for stage, n in stages.items() if stage in OPEN),
    )


def public(rows: Sequence[UnitProgress]) -> tuple[PublicProgress, ...]:
    """By unit, with what is too small, or would tell what is too small, left out."""
    visited = _shown({row.unit: row.counts.visited for row in rows})
    raised = _shown({row.unit: row.raised for row in rows})
    return tuple(
        PublicProgress(
            unit=row.unit,
            areas=row.areas,
            areas_begun=row.areas_begun,
            planned=row.planned,
            visited=row.counts.visited if row.unit in visited else None,
            raised=row.raised if row.unit in raised else None,
            answered=_handled(row) if row.unit in raised else None,
        )
        for row in rows
    )


def totals(rows: Sequence[UnitProgress], complaints: int) -> PublicTotals:
    """Of the whole campaign. A refusal is a number of the whole and of no unit."""
    counts = Counts()
    for row in rows:
        counts = counts.plus(row.counts)
    raised = _large(sum(row.raised for row in rows))
    return PublicTotals(
        visited=_large(counts.visited),
        absent=_large(counts.absent),
        declined=_large(counts.declined),
        other_way=_large(counts.other_way),
        raised=raised,
        answered=sum(_handled(row) for row in rows) if raised is not None else None,
        complaints=_large(complaints),
    )


def _handled(row: UnitProgress) -> int:
    """Answered by us, or passed on to the body that answers for it."""
    return row.answered + row.elsewhere


def _large(count: int) -> int | None:
    return count if count >= THRESHOLD else None


def _shown(counts: Mapping[int, int]) -> frozenset[int]:
    below = tuple(Unit(key=str(unit), count=count) for unit, count in counts.items())
    whole = Unit(key="all", count=sum(counts.values()), below=below)
    return frozenset(int(key) for key in suppress(whole).shown if key != "all")
