"""A report of a crime is taken in at the desk; the receipt goes on a slip that nobody at the desk can read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access.among import among
from huiying.core.kinds import N_, Act, Declined
from huiying.core.ledger.services import SlipUnknown
from huiying.core.web.codes.printed import SlipToPrint
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.cases.crimes import crime
from huiying.mechanisms.cases.forms_intake import CaseIntakeForm
from huiying.mechanisms.cases.services.registering import Registered, register_at_desk

_DONE = "case_intake_done"
_SLIP = SlipToPrint(
    purpose="sealed case slip", paper=N_("Receipt for your report"), back="case_intake_done"
)


@staff_page(Act.REGISTER)
@require_http_methods(["GET", "POST"])
def intake(request: ActorRequest) -> HttpResponse:
    own = request.actor.seats[0].unit_id
    data = request.POST if request.method == "POST" else None
    form = CaseIntakeForm(data, own_unit=own, at=request.at)
    if data is None:
        return _show(request, form, 200)
    if not form.is_valid():
        return _show(request, form, 422)
    try:
        made = register_at_desk(
            report=form.report(),
            by=request.actor,
            at=request.at,
            print_slip=form.cleaned_data["handover"] == "print",
        )
    except SlipUnknown:
        form.add_error(
            "slip", gettext("No unused slip of this number belongs to your unit. Check the stub.")
        )
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
    else:
        _keep(request, made, form)
        return redirect("case_intake_done")
    return _show(request, form, 422)


def _show(request: ActorRequest, form: CaseIntakeForm, status: int) -> HttpResponse:
    return render(request, "cases/intake.html", {"form": form}, status=status)


def _keep(request: ActorRequest, made: Registered, form: CaseIntakeForm) -> None:
    """For the next page: the reference, how the receipt goes, and, sealed, the code of a slip to print once."""
    found = crime(form.cleaned_data["crime"])
    request.session[_DONE] = {
        "ref": made.reported.ref,
        "handover": form.cleaned_data["handover"],
        "slip": made.serial or form.cleaned_data["slip"].strip().upper(),
        "ask_safety": bool(found and found.ask_safety),
        # Who registers at a counter need not be of those who see cases.
        "opens": bool(among(request.actor, [made.reported.matter_id])),
    }
    if made.code:
        _SLIP.keep(request, serial=made.serial, code=made.code)


@staff_page(Act.REGISTER)
def done(request: ActorRequest) -> HttpResponse:
    """The reference and the receipt hand-over; never the code on the screen."""
    kept = request.session.get(_DONE)
    if not kept:
        return redirect("case_intake")
    context = {
        **kept,
        "to_print": _SLIP.waits(request),
        "print_url": reverse("case_intake_print"),
        "next_url": reverse("case_intake"),
    }
    return render(request, "cases/intake_done.html", context)


@staff_page(Act.REGISTER)
@require_http_methods(["POST"])
def print_slip(request: ActorRequest) -> HttpResponse:
    return _SLIP.once(request)
