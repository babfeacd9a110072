"""An emergency: one matter by its reference, with a reason, for a short while; oversight looks into it afterwards."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.emergency import queries, services
from huiying.core.kinds import Act, Actor, Declined
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.signin.fresh import fresh_to_send
from huiying.core.web.site import ROLE_NAMES


class EmergencyForm(forms.Form):
    ref = forms.CharField(
        label=_("Reference of the matter"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=_("What the emergency is"),
        help_text=_("Such as: she rang and says that he is at the door. She and oversight will read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@staff_page(Act.EMERGENCY)
@fresh_to_send
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: ActorRequest) -> HttpResponse:
    """Asks who it is once more, then opens it. What is not there and what is closed for good look alike."""
    form = EmergencyForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                matter_id = services.break_glass(
                    ref=given["ref"], reason=given["reason"], by=request.actor, at=request.at
                )
            except Declined as declined:
                form.add_error("ref", gettext(declined.sentence) % declined.params)
            else:
                return redirect("staff_matter", ledger.matter(matter_id).ref)
    context = {
        "form": form,
        "minutes": settings.HUIYING_BREAK_GLASS_MINUTES,
        "running": [
            {
                "ref": row.ref,
                "url": reverse("staff_matter", args=[row.ref]),
                "until": dates.moment(row.until),
            }
            for row in queries.mine(by=request.actor, at=request.at)
        ],
    }
    return render(request, "pages/emergency.html", context, status=status)


def to_judge(by: Actor, unit_ids: list[int], request: ActorRequest) -> list[dict[str, Any]]:
    found = queries.to_judge(by=by, unit_ids=unit_ids, at=request.at, page="oversight")
    return [
        {
            "id": row.id,
            "title": f"{row.officer} · {units.unit(row.unit_id).name} · {gettext(ROLE_NAMES[row.role])}",
            "at": dates.moment(row.at),
            "until": dates.moment(row.until),
            "ref": row.ref,
            "reason": row.reason,
            "looks": row.looks,
        }
        for row in found
    ]


@staff_page(Act.OVERSEE)
@require_POST
def judged(request: ActorRequest, emergency_id: UUID) -> HttpResponse:
    """Somebody of oversight has looked into it."""
    said = request.POST.get("needed")
    if said not in {"yes", "no"}:
        return HttpResponseNotFound(render(request, "web/not_for_you.html").content)
    try:
        services.judge(
            emergency_id=emergency_id, needed=said == "yes", by=request.actor, at=request.at
        )
    except Declined as declined:
        request.session["oversight_said"] = gettext(declined.sentence) % declined.params
    return redirect("oversight")
