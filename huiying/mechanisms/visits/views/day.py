"""The officer's day: today's and the week's agreed visits, what is still to be written up, and the form at the door."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Actor, Declined, IllegalMove
from huiying.core.ledger import queries as ledger
from huiying.core.web import dates
from huiying.core.web.duty_words import language
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.reach_words import plan_facts
from huiying.mechanisms.visits import choices, queries
from huiying.mechanisms.visits.calendar_file import calendar
from huiying.mechanisms.visits.forms_door import DoorForm
from huiying.mechanisms.visits.queries import VisitRow
from huiying.mechanisms.visits.queries_door import DoorVisit, door_visit, not_to_go
from huiying.mechanisms.visits.services import doorstep
from huiying.mechanisms.visits.services.doorstep import Filled, State

_WEEK = timedelta(days=7)
SAID = {
    State.WRITTEN: N_("The visit is written up."),
    State.KNOWN: N_("This form was here already. Nothing was written twice."),
    State.CONFLICT: N_(
        "Somebody else wrote this visit up too. Both versions are kept: one of them has to be chosen."
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    url: str
    ref: str
    when: str
    way: str
    conflict: bool
    off: bool = False


def by_officer(request: ActorRequest) -> Actor:
    """Raises access.Denied for an account that is no officer's."""
    if request.actor.officer_id is None:
        raise doors.Denied(Act.VISIT.value)
    return request.actor


def row_of(visit: VisitRow, off: frozenset[uuid.UUID] = frozenset()) -> Row:
    return Row(
        url=reverse("visit_door", args=[visit.id]),
        ref=visit.ref,
        when=dates.moment_week(visit.begins_at) if visit.begins_at else dates.day(visit.due_on),
        way=gettext(choices.WAYS[visit.way]),
        conflict=visit.conflict,
        off=visit.id in off,
    )


@staff_page()
@require_GET
def day(request: ActorRequest) -> HttpResponse:
    by, today = by_officer(request), dates.local(request.at).date()
    found = queries.agreed_visits(by=by, since=today, until=today + _WEEK)
    late = queries.overdue_visits(by=by, before=today)
    off = not_to_go(found, request.at)
    context = {
        "today": [row_of(v, off) for v in found if v.due_on == today],
        "week": [row_of(v, off) for v in found if v.due_on != today],
        "late": [row_of(v) for v in late],
        "done": request.session.pop("visit_done", ""),
    }
    return render(request, "visits/day.html", context)


@staff_page()
@require_GET
def week_file(request: ActorRequest) -> HttpResponse:
    today = dates.local(request.at).date()
    found = queries.agreed_visits(by=by_officer(request), since=today, until=today + _WEEK)
    off = not_to_go(found, request.at)
    going = [v for v in found if v.id not in off]
    body = calendar(going, request.at, request.get_host())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="visits.ics"'
    return response


def opened(
    request: ActorRequest, visit_id: uuid.UUID, page: str, *, kept: bool = False
) -> DoorVisit:
    """Raises ledger.NoSuchMatter, access.Denied."""
    row = queries.visit(visit_id)
    if row is None:
        raise ledger.NoSuchMatter(str(visit_id))
    return door_visit(
        row=row, by=request.actor, at=request.at, language=language(), page=page, kept=kept
    )


@staff_page()
@require_http_methods(["GET", "POST"])
def door(request: ActorRequest, visit: uuid.UUID) -> HttpResponse:
    """The form with network, and without script."""
    shown = opened(request, visit, "visit_door")
    at_home = shown.row.way == "home"
    if request.method == "GET":
        first = {"draft": uuid.uuid4()}
        return _door(request, shown, DoorForm(initial=first, lines=shown.told, at_home=at_home))
    form = DoorForm(request.POST, lines=shown.told, at_home=at_home)
    if not form.is_valid():
        return _door(request, shown, form, 422)
    try:
        state = doorstep.receive(
            visit_id=visit,
            filled=filled_of(
                form, shown.row, typed_of(request.POST.lists()), request, offline=False
            ),
            by=request.actor,
            at=request.at,
        )
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return _door(request, shown, form, 409 if isinstance(declined, IllegalMove) else 422)
    request.session["visit_done"] = f"{shown.row.ref}: {gettext(SAID[state])}"
    return redirect("visit_day")


@staff_page()
def sheet(request: ActorRequest, visit: uuid.UUID) -> HttpResponse:
    """On paper, to take along: who, where, agreed how, what may be told and what not, and room for their own words."""
    shown = opened(request, visit, "visit_sheet", kept=True)
    context = {
        "visit": shown,
        "row": row_of(shown.row),
        "plan": plan_facts(shown.plan),
        "goes": [f"{o.name} {o.number}" for o in queries.officers_by_id(shown.row.officers)],
        "views": [
            (gettext(label), gettext(choices.HINTS[view])) for view, label in choices.VIEWS.items()
        ],
    }
    return render(request, "visits/sheet.html", context)


def typed_of(lists: Any) -> dict[str, object]:
    """What was typed, without the token of the form."""
    return {
        name: values if name == "told" else values[-1]
        for name, values in sorted(lists)
        if name != "csrfmiddlewaretoken" and values
    }


def filled_of(
    form: DoorForm, row: VisitRow, typed: dict[str, object], request: ActorRequest, *, offline: bool
) -> Filled:
    return form.filled(
        typed=typed,
        party_id=row.party_id,
        way=row.way,
        officers=row.officers,
        at=request.at,
        offline=offline,
    )


def _door(
    request: ActorRequest, shown: DoorVisit, form: DoorForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "visit": shown,
        "plan": plan_facts(shown.plan),
        "row": row_of(shown.row),
    }
    return render(request, "visits/door.html", context, status=status)
