"""Figures in the words and rows of a page: a number never without its range, a hidden one never as nought."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from huiying.core.web import charts, rows
from huiying.figures import funnel as limits_of
from huiying.figures import rounding
from huiying.figures.funnel import Place
from huiying.figures.intervals import LEVEL, Share, wilson
from huiying.figures.suppression import THRESHOLD
from huiying.mechanisms.openness import queries, rules
from huiying.mechanisms.openness.queries import Figure, Table, UnitFigures
from huiying.mechanisms.openness.rules import Form, Measure

# What stands in large at the top; the rest stands beside it, in a table.
TOP = ("received", "in-time", "wait", "disagreed")
IN_TABLE = ("received", "in-time", "promises", "wait", "disagreed")


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLine:
    """A line of the table of units. `depth` is its place in the tree."""

    name: str
    url_code: str
    depth: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    label: str
    how: str


def hidden() -> str:
    return gettext("not shown")


def period_name(period: str) -> str:
    """2026; the third quarter of 2026."""
    if period == "all":
        return gettext("all years")
    year, _dash, quarter = period.partition("-Q")
    if not quarter:
        return gettext("%(year)s") % {"year": year}
    return gettext("%(year)s, quarter %(quarter)s") % {"year": year, "quarter": quarter}


def _share(figure: Figure) -> Share:
    return Share(
        kept=figure.number or 0,
        of=figure.of or 0,
        value=figure.value,
        low=figure.low or 0.0,
        high=1.0 if figure.high is None else figure.high,
        level=LEVEL,
        effective=float(figure.of or 0),
    )


def percent(figure: Figure) -> str:
    """As few digits as the number of cases bears; never "100%" where one was missed."""
    printed = rounding.percent(_share(figure))
    if printed is None:
        return "–"
    mark = {rounding.Nearness.MORE_THAN: ">", rounding.Nearness.LESS_THAN: "<"}
    return f"{mark.get(printed.value.nearness, '')}{printed.value.number}%"


def share_with_range(kept: int, of: int) -> str:
    """A share of complaints that stand alone, with its range."""
    counted = wilson(kept=kept, of=of)
    figure = Figure(
        measure="", shown=True, number=kept, of=of, value=counted.value, low=counted.low,
        high=counted.high,
    )  # fmt: skip
    parts = {"share": percent(figure), "range": likely(figure)}
    return gettext("%(share)s, %(range)s") % parts if of else "–"


def likely(figure: Figure) -> str:
    printed = rounding.percent(_share(figure))
    if printed is None:
        return ""
    return gettext("likely %(low)s–%(high)s%%") % {"low": printed.low, "high": printed.high}


@dataclass(frozen=True, kw_only=True)
class InTime:
    """One line for the home page, rounded as on the page of figures."""

    period: str
    share: str
    likely: str
    of: int


def answered_in_time() -> InTime | None:
    """Answers in time in the newest year; None where there are too few to say."""
    found = queries.newest("in-time")
    if found is None or found[1].value is None:
        return None
    period, figure = found
    return InTime(period=period, share=percent(figure), likely=likely(figure), of=figure.of or 0)


def days(figure: Figure) -> str:
    if figure.value is not None:
        count = round(figure.value)
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    longest = figure.detail.get("longest")
    if longest is None:
        return "–"
    return gettext("more than %(count)d days") % {"count": int(longest)}


def cell(measure: Measure, figure: Figure) -> str:
    """One figure in a table: with its range, or that it is not shown, or that there was none."""
    if not figure.shown:
        return hidden()
    if measure.form is Form.COUNT:
        return str(figure.number)
    if not figure.of:
        return "–"
    if measure.form is Form.DAYS:
        return days(figure)
    return f"{percent(figure)} ({likely(figure)})"


def top_figures(unit: UnitFigures) -> list[rows.Figure]:
    return [_top(rules.BY_CODE[code], unit.get(code)) for code in TOP]


def _top(measure: Measure, figure: Figure) -> rows.Figure:
    label = gettext(measure.label)
    if not figure.shown:
        note = gettext("fewer than %(count)d, or it would give away a small number") % {
            "count": THRESHOLD
        }
        return rows.Figure(value=hidden(), label=label, note=note)
    if measure.form is Form.COUNT:
        return rows.Figure(value=str(figure.number), label=label)
    if not figure.of:
        return rows.Figure(value="–", label=label, note=gettext("nothing to count yet"))
    if measure.form is Form.DAYS:
        still = gettext("%(count)d had their answer, %(waiting)d still wait or left") % {
            "count": figure.number or 0,
            "waiting": figure.detail.get("waiting", 0),
        }
        return rows.Figure(value=days(figure), label=label, note=still)
    of = gettext("%(number)d of %(of)d") % {"number": figure.number or 0, "of": figure.of}
    return rows.Figure(value=percent(figure), label=label, note=f"{of} · {likely(figure)}")


def finding(unit: UnitFigures, period: str) -> str:
    """The first sentence: what the figures say."""
    figure = unit.get("promises")
    if not figure.shown or not figure.of:
        return gettext("Too little fell due for a figure to say anything.")
    missed = figure.of - (figure.number or 0)
    return gettext(
        "Of %(of)d answers, notices and visits that were owed to people and fell due, %(number)d were given by then "
        "and %(missed)d were not."
    ) % {"of": figure.of, "number": figure.number or 0, "missed": missed}


def trend_title(points: list[tuple[str, Figure]]) -> str:
    """Whether the last quarter differs from the one before, said only where the ranges say so."""
    if len(points) < 2:
        return gettext("Answered in time, by quarter")
    (_, before), (period, now) = points[-2], points[-1]
    name = period_name(period)
    if (now.low or 0) > (before.high or 0):
        return gettext("%(period)s: more answered in time than in the quarter before") % {
            "period": name
        }
    if (now.high or 0) < (before.low or 0):
        return gettext("%(period)s: fewer answered in time than in the quarter before") % {
            "period": name
        }
    return gettext(
        "%(period)s: answered in time, no visible difference from the quarter before"
    ) % {"period": name}


def trend_points(points: list[tuple[str, Figure]]) -> list[rows.Point]:
    return [
        rows.Point(
            label=period.replace("-", " "),
            value=round((f.value or 0) * 100, 1),
            low=round((f.low or 0) * 100, 1),
            high=round((f.high or 0) * 100, 1),
        )
        for period, f in points
        if f.value is not None
    ]


def beside(unit: UnitFigures) -> list[list[str]]:
    """Every other measure: number, of how many, share and range."""
    lines = []
    for measure in rules.MEASURES:
        if measure.code in TOP:
            continue
        figure = unit.get(measure.code)
        if not figure.shown:
            lines.append([gettext(measure.label), hidden(), "", "", ""])
        elif measure.form is Form.COUNT:
            lines.append([gettext(measure.label), str(figure.number), "", "", ""])
        else:
            of = figure.of or 0
            known = [percent(figure), likely(figure)] if of else ["–", ""]
            lines.append([gettext(measure.label), str(figure.number), str(of), *known])
    return lines


def beside_heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("What")),
        rows.Head(label=gettext("How many"), number=True),
        rows.Head(label=gettext("Of"), number=True),
        rows.Head(label=gettext("Share"), number=True),
        rows.Head(label=gettext("Likely range"), number=True),
    ]


def unit_heads() -> list[str]:
    return [gettext(rules.BY_CODE[code].label) for code in IN_TABLE]


def unit_lines(table: Table) -> tuple[list[UnitLine], int]:
    """Units in the fixed order of the tree, and how many had nothing at all to count."""
    lines, idle = [], 0
    for each in table.units:
        if each.unit is None:
            continue
        if not any(not f.shown or f.number or f.of for f in each.figures.values()):
            idle += 1
            continue
        lines.append(
            UnitLine(
                name=each.unit.name,
                url_code=each.unit.code,
                depth=min(len(each.unit.ancestors()), 3),
                cells=tuple(cell(rules.BY_CODE[code], each.get(code)) for code in IN_TABLE),
            )
        )
    return lines, idle


# --- units beside one another ------------------------------------------------------------------------

# Fewer units than that are not a comparison.
LEAST_UNITS = 3


def funnel(table: Table) -> charts.Chart | None:
    """Answers in time of units of one level, as many as there are: never in order of merit. None where too few."""
    levels: dict[str, list[UnitFigures]] = {}
    for each in table.units:
        figure = each.get("in-time")
        if each.unit is not None and figure.shown and (figure.of or 0) >= THRESHOLD:
            levels.setdefault(each.unit.level, []).append(each)
    whole = table.whole.get("in-time")
    compared = max(levels.values(), key=len, default=[])
    if len(compared) < LEAST_UNITS or not whole.shown or whole.value is None:
        return None
    points = [_funnel_point(each, whole.value) for each in compared]
    steps = limits_of.curve(share=whole.value, sizes=[point.of for point in points])
    return charts.funnel(
        title=_funnel_title(points),
        points=points,
        steps=[
            rows.FunnelStep(of=s.of, low=s.low, high=s.high, lowest=s.lowest, highest=s.highest)
            for s in steps
        ],
        centre=whole.value,
        heads=[
            rows.Head(label=gettext("Unit")),
            rows.Head(label=gettext("Answered in time"), number=True),
            rows.Head(label=gettext("Of"), number=True),
            rows.Head(label=gettext("Beside what chance allows")),
        ],
    )


def _funnel_point(each: UnitFigures, share: float) -> rows.FunnelPoint:
    figure = each.get("in-time")
    kept, of = figure.number or 0, figure.of or 1
    place = limits_of.place(kept=kept, of=of, share=share)
    words, mark = {
        Place.WITHIN: (gettext("no visible difference"), ""),
        Place.BEYOND_WARNING: (gettext("outside the 95% limits"), "mark"),
        Place.BEYOND_ALARM: (gettext("outside the 99.8% limits"), "late"),
    }[place]
    name = each.unit.name if each.unit else ""
    return rows.FunnelPoint(label=name, value=kept / of, of=of, text=words, mark=mark)


def _funnel_title(points: list[rows.FunnelPoint]) -> str:
    far = sum(point.mark == "late" for point in points)
    if not far:
        return gettext("Answered in time: no visible difference between units")
    return ngettext(
        "Answered in time: %(count)d unit differs by more than chance explains",
        "Answered in time: %(count)d units differ by more than chance explains",
        far,
    ) % {"count": far}


def explained() -> list[Explained]:
    return [Explained(label=gettext(m.label), how=gettext(m.how)) for m in rules.MEASURES]


def gap_lines(table: Table) -> list[list[str]]:
    """What others counted beside what we registered; the gap is what is missing."""
    lines = []
    found = table.gaps
    for channel, name in rules.CHANNEL_NAMES.items():
        figure = found.get(channel)
        if figure is None:
            continue
        if not figure.shown:
            lines.append([gettext(name), hidden(), hidden(), hidden()])
            continue
        theirs, ours = figure.of or 0, figure.number or 0
        lines.append([gettext(name), str(theirs), str(ours), str(max(theirs - ours, 0))])
    none = found.get("no-receipt")
    if none is not None:
        count = str(none.of) if none.shown else hidden()
        lines.append([gettext("told us that they got no receipt"), count, "", count])
    return lines


def gap_heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("Counted by")),
        rows.Head(label=gettext("They counted"), number=True),
        rows.Head(label=gettext("We registered"), number=True),
        rows.Head(label=gettext("Gap"), number=True),
    ]


# --- the same numbers as data ------------------------------------------------------------------------

COLUMNS = (
    "period", "unit", "name", "measure", "shown", "number", "of", "value", "low", "high", "not_due", "fell_away",
)  # fmt: skip


def data(
    table: Table, also: Callable[[UnitFigures], Sequence[str]], code: str = ""
) -> list[dict[str, object]]:
    """One line for each unit and measure, those of `also` behind the rest; a number that is not shown is not in here
    either."""
    chosen = [table.whole, *table.units]
    if code:
        chosen = [u for u in chosen if u.unit is not None and u.unit.code == code]
    return [
        {
            "period": table.period,
            "unit": unit.unit.code if unit.unit else "",
            "name": unit.unit.name if unit.unit else "",
            "measure": measure,
            "shown": figure.shown,
            "number": figure.number,
            "of": figure.of,
            "value": _rounded(figure.value),
            "low": _rounded(figure.low),
            "high": _rounded(figure.high),
            "not_due": figure.detail.get("open"),
            "fell_away": figure.detail.get("gone"),
        }
        for unit in chosen
        for measure in (*(m.code for m in rules.MEASURES), *also(unit))
        for figure in [unit.get(measure)]
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
