"""What comes by 110, telephone, letter, at the counter or from another body is registered on one page."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.kinds import Act
from huiying.core.ledger import codes
from huiying.core.ledger.services import SlipUnknown
from huiying.core.people import services as people
from huiying.core.units import queries as units
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints.forms_intake import IntakeForm
from huiying.mechanisms.complaints.services.filing import SameKeyOtherBody
from huiying.mechanisms.complaints.services.registering import Registered, register_at_desk

_DONE, _PRINT = "intake_done", "intake_print"
PURPOSE = "sealed slip"


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
        token = people.new_draft_token()
        data: dict[str, object] = {"code": made.code, "serial": made.serial}
        people.keep_draft(token=token, purpose=PURPOSE, data=data, at=request.at)
        request.session[_PRINT] = token


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
        "to_print": _PRINT in request.session,
        "emergency": settings.HUIYING_EMERGENCY,
    }
    return render(request, "complaints/intake_done.html", context)


@staff_page(Act.REGISTER)
@require_http_methods(["POST"])
def print_slip(request: ActorRequest) -> HttpResponse:
    """The sealed slip, to print once: afterwards nobody can have it again."""
    token = request.session.pop(_PRINT, "")
    kept = people.open_draft(token=token, purpose=PURPOSE, at=request.at) if token else {}
    if not kept:
        return redirect("intake_done")
    people.drop_draft(token=token)
    slips = [(str(kept["serial"]), codes.grouped(str(kept["code"])))]
    context = {"slips": slips, "look_up": look_up_url(request), "single": True}
    response = render(request, "complaints/slips_print.html", context)
    response["Cache-Control"] = "no-store"
    return response


def look_up_url(request: ActorRequest) -> str:
    return request.build_absolute_uri(reverse("matter_lookup"))
