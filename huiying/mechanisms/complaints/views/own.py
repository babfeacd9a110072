"""What is the person's own: who looked at it and who opened their page, and a copy of all that is held on them."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from huiying.core.access import looks
from huiying.core.access.looks import LookRow
from huiying.core.access.openings import OpeningRow, Way
from huiying.core.kinds import N_, SeatRole
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.guards import ActorRequest, holder_page
from huiying.core.web.site import ROLE_NAMES
from huiying.mechanisms.complaints import own_data
from huiying.mechanisms.complaints.queries import citizen_page

_WAYS = {
    Way.CODE: N_("the receipt code"),
    Way.SLIP: N_("the code on the slip"),
    Way.LINK: N_("the link in an e-mail"),
}


@holder_page
@require_safe
def looked(request: ActorRequest, handle: str) -> HttpResponse:
    """Who looked at the matter, unit and role, never who by name; and each opening of the person's own page."""
    page = citizen_page(by=request.actor, at=request.at)
    context = {
        "handle": handle,
        "heads": look_heads(),
        "lines": [look_line(row) for row in looks.looks_at(page.matter.id)],
        "opening_heads": opening_heads(),
        "word": own_data.second_word_of(request.actor),
        "openings": [opening_line(row) for row in own_data.openings(request.actor)],
    }
    return render(request, "complaints/looked.html", context)


def look_heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("When")),
        rows.Head(label=gettext("Unit")),
        rows.Head(label=gettext("Role")),
        rows.Head(label=gettext("What was looked at")),
        rows.Head(label=gettext("Reason given")),
    ]


def look_line(row: LookRow) -> list[str]:
    known = row.role in set(SeatRole)
    return [
        dates.moment(row.at),
        units.unit(row.unit_id).name if row.unit_id else gettext("This service"),
        gettext(ROLE_NAMES[SeatRole(row.role)])
        if known
        else gettext("Program: to send you a message"),
        _what(row.what),
        row.reason,
    ]


def _what(code: str) -> str:
    return {
        "contact": gettext("how to reach you"),
        "words": gettext("what you wrote"),
        "file": gettext("a file"),
        "search": gettext("a search that found it"),
    }.get(code, code)


def opening_heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("When")),
        rows.Head(label=gettext("Device")),
        rows.Head(label=gettext("Opened with")),
    ]


def opening_line(row: OpeningRow) -> list[str]:
    device = f"{row.device} ({row.network})" if row.network else row.device
    return [dates.moment(row.at), device, gettext(_WAYS[row.way])]


@holder_page
@require_safe
def data(request: ActorRequest, handle: str) -> HttpResponse:
    """A copy of everything, for a machine to read."""
    page = citizen_page(by=request.actor, at=request.at)
    copy = own_data.copy(
        page, own_data.reach(request.actor), looks.looks_at(page.matter.id), request.at
    )
    response = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{page.matter.ref}.json"'
    return response
