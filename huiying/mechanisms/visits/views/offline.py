"""The form on a device without network: a shell that holds nothing personal, what is taken along, what is sent back."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from huiying.core.access import doors
from huiying.core.kinds import Declined
from huiying.core.web import dates, door
from huiying.core.web.duty_words import language
from huiying.core.web.guards import ActorRequest, public_page, staff_page
from huiying.core.web.reach_words import plan_facts
from huiying.mechanisms.visits import choices, queries
from huiying.mechanisms.visits.forms_door import DoorForm
from huiying.mechanisms.visits.queries import VisitRow, officers_by_id
from huiying.mechanisms.visits.queries_door import TAKEN_FOR, DoorVisit, door_visit, to_take
from huiying.mechanisms.visits.services import doorstep
from huiying.mechanisms.visits.views.day import SAID, by_officer, filled_of


@staff_page()
@require_GET
def shell(request: ActorRequest) -> HttpResponse:
    """The same bytes for every officer, so that the device may keep it."""
    form = DoorForm(at_home=False)
    context = {"form": form, "hours": TAKEN_FOR.days * 24, "back": reverse("visit_day")}
    return render(request, "visits/offline.html", context)


@public_page
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    return door.manifest(gettext("Visits"), reverse("visit_shell"))


@staff_page()
@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """The officer's agreed visits of the next three days, each with what was released. Every one is a logged look."""
    rows = to_take(by=by_officer(request), today=dates.local(request.at).date())
    until = request.at + TAKEN_FOR
    return JsonResponse(
        {
            "until": until.isoformat(),
            "visits": [_visit(found) for row in rows if (found := _opened(request, row))],
        }
    )


def _opened(request: ActorRequest, row: VisitRow) -> DoorVisit | None:
    """What the officer may not see any more stays here, and a visit that would not be safe as well."""
    try:
        found = door_visit(
            row=row,
            by=request.actor,
            at=request.at,
            language=language(),
            page="visit_take",
            kept=True,
        )
    except doors.Denied:
        return None
    return None if found.off else found


def _visit(visit: DoorVisit) -> dict[str, Any]:
    row = visit.row
    return {
        "id": str(row.id),
        "ref": row.ref,
        "when": dates.moment_week(row.begins_at) if row.begins_at else dates.day(row.due_on),
        "way": gettext(choices.WAYS[row.way]),
        "home": row.way == "home",
        "who": ", ".join(f"{o.name} {o.number}" for o in officers_by_id(row.officers)),
        "name": visit.name,
        "phone": visit.phone,
        "place": visit.place,
        "word": visit.word,
        "plan": gettext("; ").join(f"{f.label}: {f.value}" for f in plan_facts(visit.plan)),
        "told": [{"id": line, "text": text} for line, text in visit.told],
        "held": list(visit.held),
    }


@staff_page()
@require_POST
def send(request: ActorRequest) -> HttpResponse:
    """A form from a device. Sent again because an answer was lost, it is known."""
    sent = _read(request)
    if sent is None:
        return door.no_form()
    visit_id, typed = sent
    row = queries.visit(visit_id)
    # A visit that is none of theirs gets the answer of one that is not there, whatever else the form has in it.
    if row is None or not doorstep.may_hand_in(visit_id=visit_id, by=request.actor):
        return JsonResponse({"words": gettext(doorstep.NO_SUCH_VISIT)}, status=409)
    lines = [(str(line), "") for line in door.listed(typed.get("told"))]
    form = DoorForm(typed, lines=lines, at_home=row.way == "home")
    if not form.is_valid():
        return door.incomplete(form)
    try:
        state = doorstep.receive(
            visit_id=visit_id,
            filled=filled_of(form, row, typed, request, offline=True),
            by=request.actor,
            at=request.at,
        )
    except Declined as declined:
        return door.declined(declined)
    return JsonResponse(_receipt(state, row.ref, request.at))


def _receipt(state: doorstep.State, ref: str, at: datetime) -> dict[str, Any]:
    return {
        "state": state.value,
        "words": f"{ref}: {gettext(SAID[state])}",
        "received": dates.moment(at),
    }


def _read(request: HttpRequest) -> tuple[uuid.UUID, dict[str, Any]] | None:
    sent = door.read_sent(request)
    if sent is None:
        return None
    of, typed = sent
    try:
        visit_id = uuid.UUID(of.get("visit", ""))
    except ValueError:
        return None
    known = {k: v for k, v in typed.items() if isinstance(v, str)}
    return visit_id, known | {"told": door.listed(typed.get("told"))}
