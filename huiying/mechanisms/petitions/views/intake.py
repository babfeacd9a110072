"""A letter, a visit, a call, or what another body forwarded is registered on one page; the receipt is never seen."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from huiying.core.kinds import N_, Act, Declined
from huiying.core.units import queries as units
from huiying.core.web import draft_files
from huiying.core.web.codes.printed import SlipToPrint
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.petitions.forms_raise import IntakeForm
from huiying.mechanisms.petitions.services.registering import (
    Registered,
    register_petition,
    register_with_slip,
    takes_petitions,
)

_DONE = "petition_done"
_SLIP = SlipToPrint(
    purpose="petition slip", paper=N_("Receipt of a petition"), back="petition_intake_done"
)


@staff_page(Act.REGISTER)
@require_http_methods(["GET", "POST"])
def intake(request: ActorRequest) -> HttpResponse:
    own = request.actor.seats[0].unit_id
    if request.method != "POST":
        return _show(request, IntakeForm(at=request.at, own_unit=own), 200)
    form = IntakeForm(request.POST, at=request.at, own_unit=own)
    token = str(request.POST.get("draft", ""))
    problems = draft_files.take(request, token, request.at) if token else []
    if "drop_file" in request.POST:
        draft_files.drop(request, token)
        return _show(request, form, 200)
    if not form.is_valid() or problems:
        return _show(request, form, 422, problems)
    try:
        made = _register(request, form)
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return _show(request, form, 422)
    _keep(request, made, form)
    return redirect("petition_intake_done")


def _register(request: ActorRequest, form: IntakeForm) -> Registered:
    petition = form.petition(get_language() or "zh-hans")
    if form.cleaned_data["handover"] == "print":
        return register_with_slip(petition=petition, by=request.actor, at=request.at)
    return register_petition(petition=petition, by=request.actor, at=request.at)


def _show(
    request: ActorRequest, form: IntakeForm, status: int, problems: list[str] | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "known": takes_petitions(),
        "problems": problems or [],
        "files": draft_files.rows(str(form["draft"].value() or "")),
    }
    return render(request, "petitions/intake.html", context, status=status)


def _keep(request: ActorRequest, made: Registered, form: IntakeForm) -> None:
    """For the next page: the reference and, sealed, the code of a slip to print once."""
    request.session[_DONE] = {
        "ref": made.ref,
        "again": made.again,
        "unit": made.unit,
        "handover": form.cleaned_data["handover"],
        "slip": made.serial,
        "notice": bool(form.cleaned_data["on_the_spot"]),
    }
    if made.serial:
        _SLIP.keep(request, serial=made.serial, code=made.code)


@staff_page(Act.REGISTER)
def done(request: ActorRequest) -> HttpResponse:
    kept = request.session.get(_DONE)
    if not kept:
        return redirect("petition_intake")
    context = {
        **kept,
        "unit": units.unit(kept["unit"]).name,
        "to_print": _SLIP.waits(request),
        "print_url": reverse("petition_intake_print"),
        "next_url": reverse("petition_intake"),
    }
    return render(request, "petitions/intake_done.html", context)


@staff_page(Act.REGISTER)
@require_http_methods(["POST"])
def print_slip(request: ActorRequest) -> HttpResponse:
    return _SLIP.once(request)
