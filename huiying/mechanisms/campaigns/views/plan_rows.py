"""A campaign's plan and progress as rows of a page, for staff and for everybody."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from huiying.core.units import queries as units
from huiying.core.web import rows
from huiying.figures.intervals import wilson
from huiying.mechanisms.campaigns import choices
from huiying.mechanisms.campaigns.asked import codes_of, questions
from huiying.mechanisms.campaigns.forms_plan import days_words
from huiying.mechanisms.campaigns.progress import PublicProgress, UnitProgress
from huiying.mechanisms.campaigns.standing import Area, Standing


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """An area on a page. Counts are staff's alone; `goes` too."""

    name: str
    unit: str
    places: str
    days: str
    announced: str
    goes: str = ""
    counted: str = ""


def area_line(area: Area, words: str, *, staff: bool = False) -> AreaLine:
    announced = gettext("Announced")
    return AreaLine(
        name=words,
        unit=units.unit(area.unit).name,
        places=places_words(area),
        days=days_words(area.first, area.last),
        announced=announced if area.announced else gettext("Not announced yet"),
        goes=_goes(area) if staff else "",
        counted=counted_words(area) if staff else "",
    )


def places_words(area: Area) -> str:
    """So many of a kind."""
    return gettext("%(count)s %(place)s") % {
        "count": area.planned,
        "place": gettext(choices.PLACES[area.place]),
    }


def _goes(area: Area) -> str:
    found = units.officers(area.officers)
    return gettext(", ").join(found[o].name for o in sorted(found)) or gettext("Nobody yet")


def counted_words(area: Area) -> str:
    """The area's sums; no day and no officer."""
    if not area.begun:
        return gettext("Nobody has been there yet")
    counts = area.counts
    return gettext(
        "%(visited)s visited, %(absent)s not at home, %(declined)s would rather not, %(other_way)s another way"
    ) % {
        "visited": counts.visited,
        "absent": counts.absent,
        "declined": counts.declined,
        "other_way": counts.other_way,
    }


def asked(standing: Standing, own: str) -> list[str]:
    """What is asked at the door: from the list, and of the unit's own."""
    language = get_language() or ""
    listed = [questions()[code].words(language) for code in codes_of(standing.asks)]
    return [*listed, *(line.strip() for line in own.splitlines() if line.strip())]


# --- progress ------------------------------------------------------------------------------------------

_FEW = "–"


def heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("Unit")),
        rows.Head(label=gettext("Areas visited"), number=True),
        rows.Head(label=gettext("Places planned"), number=True),
        rows.Head(label=gettext("Visited"), number=True),
        rows.Head(label=gettext("Raised"), number=True),
        rows.Head(label=gettext("Answered"), number=True),
        rows.Head(label=gettext("Not answered yet"), number=True),
    ]


def staff_lines(found: tuple[UnitProgress, ...]) -> list[list[str]]:
    return [
        [
            units.unit(row.unit).name,
            f"{row.areas_begun}/{row.areas}",
            str(row.planned),
            str(row.counts.visited),
            str(row.raised),
            str(row.answered + row.elsewhere),
            str(row.raised - row.answered - row.elsewhere),
        ]
        for row in found
    ]


def public_lines(found: tuple[PublicProgress, ...]) -> list[list[str]]:
    return [
        [
            units.unit(row.unit).name,
            f"{row.areas_begun}/{row.areas}",
            str(row.planned),
            number(row.visited),
            number(row.raised),
            number(row.answered),
            number(None if row.raised is None else row.raised - (row.answered or 0)),
        ]
        for row in found
    ]


def number(count: int | None) -> str:
    return _FEW if count is None else str(count)


def answered_intervals(found: tuple[PublicProgress, ...]) -> list[rows.Interval]:
    """Of what was raised, how much is answered or with the body that answers for it."""
    return [_interval(row.unit, row.answered or 0, row.raised) for row in found if row.raised]


def staff_answered(found: tuple[UnitProgress, ...]) -> list[rows.Interval]:
    return [
        _interval(row.unit, row.answered + row.elsewhere, row.raised) for row in found if row.raised
    ]


def _interval(unit: int, kept: int, of: int) -> rows.Interval:
    share = wilson(kept=kept, of=of)
    return rows.Interval(
        label=units.unit(unit).name, value=share.value or 0.0, low=share.low, high=share.high, n=of
    )
