"""The archive of published figures: a list, each edition beside today's numbers, its bytes, and a feed of new ones."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.guards import public_page
from huiying.mechanisms.openness import panel, queries, rules
from huiying.mechanisms.openness.queries import EditionRow, Figure

# Of each unit: how many answers it owed and kept, and all else that it owed.
OF_UNITS = ("in-time", "promises")
_NOTHING = Figure(measure="", shown=True, number=0, of=0)


@public_page
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """What was published when, the newest first."""
    lines = [
        {
            "name": panel.period_name(one.period),
            "url": reverse("figures_edition", args=[one.period]),
            "taken": dates.day(one.taken_at),
            "sha256": one.sha256,
        }
        for one in queries.editions()
    ]
    return render(request, "openness/editions.html", {"lines": lines})


def _found(period: str) -> EditionRow:
    one = queries.edition(period)
    if one is None:
        raise Http404
    return one


@public_page
@require_safe
def edition(request: HttpRequest, period: str) -> HttpResponse:
    """One edition: the whole service then and now, the units then."""
    one = _found(period)
    context = {
        "name": panel.period_name(one.period),
        "period": one.period,
        "taken": dates.day(one.taken_at),
        "sha256": one.sha256,
        "heads": [
            rows.Head(label=gettext("What")),
            rows.Head(label=gettext("As published then")),
            rows.Head(label=gettext("As counted today")),
        ],
        "whole": _whole(one),
        "unit_heads": [
            rows.Head(label=gettext("Unit")),
            *(rows.Head(label=gettext(rules.BY_CODE[code].label)) for code in OF_UNITS),
        ],
        "units": _of_units(one),
    }
    return render(request, "openness/edition.html", context)


def _whole(one: EditionRow) -> list[list[str]]:
    then, now = one.figures().get("", {}), queries.table(one.period).whole
    return [
        [
            gettext(measure.label),
            panel.cell(measure, then.get(measure.code, _NOTHING)),
            panel.cell(measure, now.get(measure.code)),
        ]
        for measure in rules.MEASURES
    ]


def _of_units(one: EditionRow) -> list[list[str]]:
    """In the order of the tree; units that owed nothing are left out."""
    figures = one.figures()
    lines = []
    for unit in units.tree().values():
        then = figures.get(unit.code, {})
        found = [then.get(code, _NOTHING) for code in OF_UNITS]
        if any(not figure.shown or figure.of for figure in found):
            cells = [
                panel.cell(rules.BY_CODE[code], figure)
                for code, figure in zip(OF_UNITS, found, strict=True)
            ]
            lines.append([unit.name, *cells])
    return lines


@public_page
@require_safe
def edition_json(request: HttpRequest, period: str) -> HttpResponse:
    """Exactly the bytes that were kept: whoever has them can prove what stood there."""
    one = _found(period)
    return HttpResponse(one.content.encode(), content_type="application/json; charset=utf-8")


@public_page
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """New editions, for a feed reader: nobody leaves an address."""
    made = Atom1Feed(
        title=gettext("Our figures"),
        link=request.build_absolute_uri(reverse("figures_editions")),
        description=None,
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(),
    )
    for one in queries.newest_editions(20):
        link = request.build_absolute_uri(reverse("figures_edition", args=[one.period]))
        made.add_item(
            title=panel.period_name(one.period),
            link=link,
            description=_sentence(one),
            unique_id=link,
            updateddate=one.taken_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _sentence(one: EditionRow) -> str:
    whole = queries.UnitFigures(unit=None, figures=one.figures().get("", {}))
    return panel.finding(whole, one.period)
