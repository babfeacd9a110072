"""What comes by 110, telephone, letter, at the counter or from another body is registered on one page."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.kinds import N_, Act
from huiying.core.ledger.services import SlipUnknown
from huiying.core.units import queries as units
from huiying.core.web.codes.printed import SlipToPrint
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints.forms_intake import IntakeForm
from huiying.mechanisms.complaints.services.filing import SameKeyOtherBody
from huiying.mechanisms.complaints.services.registering import Registered, register_at_desk

_DONE = "intake_done"
PAPER = N_("Receipt of a complaint")
_SLIP = SlipToPrint(purpose="sealed slip", paper=PAPER, back="intake_done")


@staff_page(Act.REGISTER)
@require_http_methods(["GET", "POST"])
def intake(request: ActorRequest) -> HttpResponse:
    own = request.actor.seats[0].unit_id
    if request.method == "POST":
        form = IntakeForm(request.POST, own_unit=own)
        if form.is_valid():
            return _register(request, form)
        return _show(request, form, 422)
    return _show(request, IntakeForm(own_unit=own, initial=_given(request)), 200)


def _given(request: ActorRequest) -> dict[str, str]:
    channel = request.GET.get("channel", "")
    return {"channel": channel} if channel else {}


def _show(request: ActorRequest, form: IntakeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "unit": units.unit(request.actor.seats[0].unit_id).name,
        "tell_url": request.build_absolute_uri(reverse("tell_start")),
        "emergency": settings.HUIYING_EMERGENCY,
    }
    return render(request, "complaints/intake.html", context, status=status)


def _register(request: ActorRequest, form: IntakeForm) -> HttpResponse:
    officer = request.actor.officer_id or 0
    printing = form.cleaned_data["handover"] == "print"
    try:
        made = register_at_desk(
            filing=form.filing(officer), by=request.actor, at=request.at, print_slip=printing
        )
    except SlipUnknown:
        form.add_error(
            "slip",
            gettext("No unused slip of this number belongs to your unit. Check the stub."),
        )
        return _show(request, form, 422)
    except SameKeyOtherBody:
        form.add_error(
            None,
            gettext(
                "This form was sent before with other words. Open a new one for another complaint."
            ),
        )
        return _show(request, form, 409)
    _keep(request, made, form)
    return redirect("intake_done")


def _keep(request: ActorRequest, made: Registered, form: IntakeForm) -> None:
    """For the next page: the reference, how the receipt goes, and, sealed, the code of a slip to print once."""
    request.session[_DONE] = {
        "ref": made.filed.ref,
        "again": made.filed.again,
        "excluded": made.filed.excluded,
        "deciding": made.filed.deciding_unit,
        "handover": form.cleaned_data["handover"],
        "slip": made.serial or form.cleaned_data["slip"].strip().upper(),
        "now": form.cleaned_data["now"],
    }
    if made.code:
        _SLIP.keep(request, serial=made.serial, code=made.code)


@staff_page(Act.REGISTER)
def done(request: ActorRequest) -> HttpResponse:
    """The reference and the receipt hand-over; never the code on the screen."""
    kept = request.session.get(_DONE)
    if not kept:
        return redirect("intake")
    context = {
        **{name: kept[name] for name in ("ref", "again", "excluded", "handover", "slip")},
        "deciding": units.unit(kept["deciding"]).name,
        "now_danger": kept["now"],
        "to_print": _SLIP.waits(request),
        "print_url": reverse("intake_print"),
        "next_url": reverse("intake"),
        "emergency": settings.HUIYING_EMERGENCY,
    }
    return render(request, "complaints/intake_done.html", context)


@staff_page(Act.REGISTER)
@require_http_methods(["POST"])
def print_slip(request: ActorRequest) -> HttpResponse:
    return _SLIP.once(request)
