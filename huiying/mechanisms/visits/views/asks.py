"""The response centre asks for views on visits; a supervisor sees which promises are about to break."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.access import doors
from huiying.core.duties.queries import DutyRow
from huiying.core.kinds import Act, Declined
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.visits import queries
from huiying.mechanisms.visits.forms_own import ViewForm
from huiying.mechanisms.visits.queries import ToAsk
from huiying.mechanisms.visits.services import asking

_SOON = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    ref: str
    matter: str
    unit: str
    due: str
    party: str
    person_url: str
    left: str = ""


def _row(one: ToAsk) -> Row:
    return Row(
        ref=one.ref,
        matter=str(one.matter_id),
        unit=units.unit(one.unit).name if one.unit else "",
        due=dates.due(one.due_at) if one.due_at else "",
        party=str(one.party_id),
        person_url=reverse("staff_person", args=[one.ref]),
    )


@staff_page(Act.ASK_VIEW)
@require_GET
def asks(request: ActorRequest) -> HttpResponse:
    context = {
        "rows": [_row(one) for one in queries.to_ask(by=request.actor)],
        "done": request.session.pop("visit_ask_done", ""),
    }
    return render(request, "visits/asks.html", context)


@staff_page(Act.ASK_VIEW)
@require_POST
def ask(request: ActorRequest, matter: uuid.UUID, party: uuid.UUID) -> HttpResponse:
    """Ask on the person's page; they answer there, or not."""
    ref = ledger.matter(matter).ref
    try:
        asking.ask_view(matter_id=matter, party_id=party, by=request.actor, at=request.at)
        said = gettext("%(ref)s: the question is on their page.") % {"ref": ref}
    except Declined as declined:
        said = f"{ref}: {gettext(declined.sentence) % declined.params}"
    request.session["visit_ask_done"] = said
    return redirect("visit_asks")


@staff_page(Act.ASK_VIEW)
@require_http_methods(["GET", "POST"])
def phone(request: ActorRequest, matter: uuid.UUID, party: uuid.UUID) -> HttpResponse:
    """What they said on the telephone, written down as they said it."""
    ref = ledger.matter(matter).ref
    doors.require(request.actor, Act.ASK_VIEW, ledger.parties(matter), matter)
    form = ViewForm(request.POST or None)
    form.asked_by_phone()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _keep(request, matter, party, form)
        if status == 0:
            request.session["visit_ask_done"] = gettext("%(ref)s: it is kept.") % {"ref": ref}
            return redirect("visit_asks")
    context = {"form": form, "ref": ref, "not_now": _not_now(request, matter, party)}
    return render(request, "visits/phone.html", context, status=status)


def _not_now(request: ActorRequest, matter: uuid.UUID, party: uuid.UUID) -> str:
    """Why nobody rings them now, as they said themselves; empty where somebody may."""
    try:
        asking.may_ring(matter_id=matter, party_id=party, at=request.at)
    except Declined as declined:
        return gettext(declined.sentence) % declined.params
    return ""


def _keep(request: ActorRequest, matter_id: uuid.UUID, party: uuid.UUID, form: ViewForm) -> int:
    """A call asks and hears in one. 0 when it is kept, else the status of the answer."""
    try:
        _ask_first(request, matter_id, party)
        asking.record_view_by_phone(
            matter_id=matter_id,
            party_id=party,
            answers=form.answers(),
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        )
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return 409
    return 0


def _ask_first(request: ActorRequest, matter_id: uuid.UUID, party: uuid.UUID) -> None:
    try:
        asking.ask_view(matter_id=matter_id, party_id=party, by=request.actor, at=request.at)
    except Declined:
        return


@staff_page(Act.SUPERVISE)
@require_GET
def promises(request: ActorRequest) -> HttpResponse:
    """By date, whatever the unit: no unit and no officer is ranked."""
    rows = queries.promises_at_risk(by=request.actor, until=request.at + _SOON)
    context = {
        "late": [_promise(d, request.at) for d in rows if d.due_at and d.due_at <= request.at],
        "soon": [_promise(d, request.at) for d in rows if d.due_at and d.due_at > request.at],
    }
    return render(request, "visits/promises.html", context)


def _promise(duty: DutyRow, at: datetime) -> Row:
    return Row(
        ref=duty.ref,
        matter=str(duty.matter_id),
        unit=units.unit(duty.unit_id).name if duty.unit_id else "",
        due=dates.due(duty.due_at) if duty.due_at else "",
        left=dates.left(duty.due_at, at) if duty.due_at else "",
        party="",
        person_url=reverse("staff_matter", args=[duty.ref]),
    )
