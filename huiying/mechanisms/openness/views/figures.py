"""The public figures: of the whole service, of one unit, of an imported register; as a page and as data."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from huiying.core.registers.report import harmless
from huiying.core.web import rows, visitor
from huiying.core.web.guards import public_page
from huiying.figures import bunching
from huiying.figures.suppression import THRESHOLD
from huiying.mechanisms.openness import panel, panel_owed, queries, rules
from huiying.mechanisms.openness.panel_gate import held_back, held_back_heads
from huiying.mechanisms.openness.queries import Figure, Table, UnitFigures


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    table = queries.table(str(request.GET.get("period", "")))
    return _show(request, table, table.whole)


@public_page
def unit_figures(request: HttpRequest, code: str) -> HttpResponse:
    table = queries.table(str(request.GET.get("period", "")))
    found = table.of_unit(code)
    if found is None:
        raise Http404
    return _show(request, table, found)


def _show(request: HttpRequest, table: Table, unit: UnitFigures) -> HttpResponse:
    here = unit.unit
    points = queries.trend("in-time", here.id if here else None)
    lines, idle = panel.unit_lines(table)
    context: dict[str, Any] = {
        "unit": here,
        "period": table.period,
        "period_name": panel.period_name(table.period) if table.period else "",
        "periods": _period_links(request, table),
        "at": table.at,
        "figures": panel.top_figures(unit),
        "finding": panel.finding(unit, table.period),
        "owed_heads": panel_owed.heads(),
        "owed_lines": panel_owed.lines(unit),
        "owed_bars": panel_owed.bars(unit),
        "owed_how": panel_owed.how(),
        "trend": panel.trend_points(points),
        "trend_title": panel.trend_title(points),
        "beside": panel.beside(unit),
        "beside_heads": panel.beside_heads(),
        "funnel": None if here else panel.funnel(table),
        "unit_heads": panel.unit_heads(),
        "unit_lines": lines,
        "idle": idle,
        "gaps": [] if here else panel.gap_lines(table),
        "gap_heads": panel.gap_heads(),
        "explained": panel.explained(),
        "held_back": [] if here else held_back(visitor.at(request)),
        "held_back_heads": held_back_heads(),
        "query": f"?period={table.period}" if table.period else "",
        "imported": here is None and table.imported,
    }
    return render(request, "openness/figures.html", context)


def _period_links(request: HttpRequest, table: Table) -> list[dict[str, object]]:
    return [
        {
            "label": panel.period_name(period),
            "url": f"{request.path}?period={period}",
            "current": period == table.period,
        }
        for period in table.periods
    ]


def _data(request: HttpRequest, table: Table) -> list[dict[str, object]]:
    return panel.data(table, panel_owed.measures, str(request.GET.get("unit", "")))


@public_page
def figures_csv(request: HttpRequest) -> HttpResponse:
    table = queries.table(str(request.GET.get("period", "")))
    text = io.StringIO()
    writer = csv.DictWriter(text, panel.COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for line in _data(request, table):
        writer.writerow({name: _cell(value) for name, value in line.items()})
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"figures-{table.period or 'none'}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(value: object) -> object:
    """Names are made harmless; numbers are left alone."""
    return harmless(value) if isinstance(value, str) else value


@public_page
def figures_json(request: HttpRequest) -> HttpResponse:
    table = queries.table(str(request.GET.get("period", "")))
    how = {m.code: {"label": gettext(m.label), "how": gettext(m.how)} for m in rules.MEASURES}
    counted = " ".join(panel_owed.how())
    for code in panel_owed.measures(table.whole):
        how[code] = {"label": panel_owed.name_of(code), "how": counted}
    return JsonResponse(
        {
            "period": table.period,
            "periods": table.periods,
            "published_at": table.at.isoformat() if table.at else None,
            "measures": how,
            "figures": _data(request, table),
        },
        json_dumps_params={"ensure_ascii": False},
    )


# --- an imported register ----------------------------------------------------------------------------

MOST_LIMIT = 720
# Days on each side of the limit that the chart shows.
_AROUND = 28


@public_page
def imported(request: HttpRequest) -> HttpResponse:
    """How long an older register took, and whether closings pile up just under a limit."""
    limit = _limit(str(request.GET.get("limit", "")))
    table, found = queries.table("all", queries.IMPORTED), queries.closings()
    context: dict[str, Any] = {
        "limit": limit,
        "limits": [30, 60, 90, 180],
        "whole": panel.top_figures(table.whole)[:1],
        "wait": panel.cell(rules.BY_CODE["wait"], table.whole.get("wait")),
        "found": found is not None and found.shown,
    }
    if found is not None and found.shown:
        context |= _pile_up(found, limit)
    return render(request, "openness/imported.html", context)


def _limit(typed: str) -> int:
    return (
        min(max(int(typed), 1), MOST_LIMIT)
        if typed.isascii() and typed.isdigit() and len(typed) < 9
        else rules.DEFAULT_LIMIT
    )


def _pile_up(found: Figure, limit: int) -> dict[str, Any]:
    closed = {int(day): int(count) for day, count in found.detail["closed"].items()}
    waiting = {int(day): int(count) for day, count in found.detail["waiting"].items()}
    within = sum(count for day, count in closed.items() if day <= limit)
    judged = sum(closed.values()) + sum(count for day, count in waiting.items() if day > limit)
    try:
        heap = bunching.pile_up(closed, limit=limit)
    except bunching.ImpossibleWindow:
        heap = None
    return {
        "within": within,
        "judged": judged,
        "share": panel.share_with_range(within, judged),
        "heap": heap,
        "heap_title": _heap_title(heap, limit),
        "bars": _around(closed, limit),
    }


def _heap_title(heap: bunching.Bunching | None, limit: int) -> str:
    if heap is None:
        return gettext("Too few closings around day %(limit)d to say anything") % {"limit": limit}
    if heap.clear:
        return gettext(
            "%(excess)d more closings on the last days up to day %(limit)d than the days around lead one to expect"
        ) % {"excess": round(heap.excess), "limit": limit}
    return gettext("No visible pile-up just under day %(limit)d") % {"limit": limit}


def _around(closed: dict[int, int], limit: int) -> list[rows.Count]:
    """Closings by day around the limit. A day with few is drawn as none and told as few."""
    bars = []
    for day in range(max(limit - _AROUND, 0), limit + _AROUND + 1):
        count = closed.get(day, 0)
        few = 0 < count < THRESHOLD
        bars.append(
            rows.Count(
                label=str(day),
                value=0 if few else count,
                text=gettext("fewer than %(count)d") % {"count": THRESHOLD} if few else "",
                mark="mark" if limit - 7 < day <= limit and not few else "",
            )
        )
    return bars
