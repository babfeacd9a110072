"""What is held back in one's branch: why, by which officers, until when. Units in the order of the tree; no person."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext

from huiying.core.disclosure import queries_pages
from huiying.core.disclosure.choices import GROUNDS, SUBJECTS
from huiying.core.disclosure.queries_pages import HeldRow
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.guards import ActorRequest, staff_page


@staff_page()
def withheld(request: ActorRequest) -> HttpResponse:
    """For heads, supervisors and oversight. Raises access.Denied."""
    held = queries_pages.held_below(by=request.actor, at=request.at)
    today = dates.local(request.at).date().isoformat()
    late = [r for r in held if not r.existence and r.line.ask_again_on < today]
    year = queries_pages.last_year(request.at)
    places = {unit: place for place, unit in enumerate(units.tree())}
    context = {
        "figures": [
            rows.Figure(value=str(len(held)), label=gettext("held back now")),
            rows.Figure(value=str(len(late)), label=gettext("not looked at on its day")),
            rows.Figure(
                value=str(sum(r.existence for r in held)),
                label=gettext("of these, not even that there is something"),
            ),
            rows.Figure(
                value=str(year.existence),
                label=gettext("times that was approved in a year, in the whole service"),
                note=gettext("held back: %(held)d, released: %(released)d")
                % {"held": year.held, "released": year.released},
            ),
        ],
        "heads": [
            rows.Head(label=words)
            for words in (
                gettext("Matter"),
                gettext("About"),
                pgettext("of holding back", "Ground"),
                gettext("Decided by, agreed by"),
                gettext("Since"),
                gettext("Until"),
            )
        ],
        "groups": [
            {
                "unit": units.unit(unit).name,
                "lines": [_cells(r, numbers, today) for r in held if r.unit_id == unit],
            }
            for numbers in [_numbers(held)]
            for unit in sorted({r.unit_id for r in held}, key=lambda pk: places[pk])
        ],
    }
    return render(request, "pages/withheld.html", context)


def _numbers(held: Sequence[HeldRow]) -> dict[int, str]:
    """Service numbers of those who decided and agreed."""
    ids = {pk for r in held for pk in (r.line.decided_by, r.line.second_by) if pk is not None}
    return {pk: officer.number for pk, officer in units.officers(ids).items()}


def _cells(row: HeldRow, numbers: dict[int, str], today: str) -> tuple[str, ...]:
    line = row.line
    ground = line.ground if row.existence else line.held_ground
    until = line.existence_until if row.existence else line.ask_again_on
    since = line.existence_since if row.existence else line.held_since
    by = [numbers.get(pk, "") for pk in (line.decided_by, line.second_by) if pk is not None]
    said = dates.day(dates.parsed(until)) if until else ""
    if not row.existence and until < today:
        said = gettext("%(day)s, overdue") % {"day": said}
    about = gettext(SUBJECTS.get(line.subject, line.subject))
    if row.existence:
        about = gettext("%(about)s (existence withheld)") % {"about": about}
    return (
        row.ref,
        about,
        gettext(GROUNDS[ground].label) if ground in GROUNDS else "",
        ", ".join(by),
        dates.day(dates.local(since)) if since else "",
        said,
    )
