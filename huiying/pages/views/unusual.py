"""Unusual looking, for oversight: what to ask about, and that it was asked."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiying.core.access import doors, unusual
from huiying.core.access.unusual import Kind, UnusualRow
from huiying.core.kinds import Act, Actor
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page


def to_ask(by: Actor, unit_ids: Sequence[int]) -> list[dict[str, object]]:
    return [
        {
            "id": row.id,
            "title": f"{row.officer} · {units.unit(row.unit_id).name if row.unit_id else ''}",
            "day": dates.day(row.day),
            "text": _sentence(row),
            "looks": _looks(row),
        }
        for row in unusual.to_ask(by=by, unit_ids=unit_ids)
    ]


def _looks(row: UnusualRow) -> str:
    """Where each of these looks stands in the log."""
    wanted = {"number": row.number, "ref": row.ref, "day": "" if row.ref else row.day.isoformat()}
    return f"{reverse('read_log')}?{urlencode({n: v for n, v in wanted.items() if v})}"


def _sentence(row: UnusualRow) -> str:
    if row.kind is Kind.VOLUME and not row.ordinary:
        return gettext(
            "Looked at personal data in %(matters)d matters in one day. What is ordinary in this unit is not known yet."
        ) % {"matters": row.matters}
    if row.kind is Kind.VOLUME:
        return gettext(
            "Looked at personal data in %(matters)d matters in one day. Ordinary in this unit: %(ordinary)d."
        ) % {"matters": row.matters, "ordinary": row.ordinary}
    if row.kind is Kind.OWN:
        return gettext("Looked at matter %(ref)s, which is about them or bears their name.") % {
            "ref": row.ref
        }
    if row.kind is Kind.TRIED:
        return gettext(
            "Tried to open matter %(ref)s in an emergency, from which a conflict of interest keeps them away."
        ) % {"ref": row.ref}
    return gettext(
        "Looked at matter %(ref)s, a complaint about somebody who worked beside them within a year."
    ) % {"ref": row.ref}


@staff_page(Act.OVERSEE)
@require_POST
def asked(request: ActorRequest, unusual_id: UUID) -> HttpResponse:
    """Somebody of oversight has asked the officer."""
    by = request.actor
    if not unusual.asked(unusual_id=unusual_id, by=by, unit_ids=doors.oversees(by), at=request.at):
        return HttpResponseNotFound(render(request, "web/not_for_you.html").content)
    return redirect("oversight")
