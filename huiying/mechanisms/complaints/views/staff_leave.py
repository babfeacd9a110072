"""An officer goes on leave or is suspended: what they have in hand is somebody else's the same minute."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.holders.handing_on import CAUSES, hand_over_officer
from huiying.core.kinds import Act, SeatRole
from huiying.core.units import queries as units
from huiying.core.web.acts_forms import when_field
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.site import ROLE_NAMES
from huiying.mechanisms.complaints import rules

_HANDED = ("leave", "suspended", "posting-ended")


class LeaveForm(forms.Form):
    officer = forms.ChoiceField(
        label=_("Who goes"), error_messages={"required": _("Choose who hands over.")}
    )
    cause = forms.ChoiceField(
        label=_("Why"),
        choices=lambda: [(code, gettext(CAUSES[code])) for code in _HANDED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the officer hands over.")},
    )
    until = when_field(_("Until"))
    posting = forms.ChoiceField(label=_("Posted elsewhere: which posting ends"), required=False)
    successor = forms.ChoiceField(
        label=_("Who takes over"),
        required=False,
        help_text=_("Where they may not have a complaint, it goes to a head, or back to the desk."),
    )

    def __init__(
        self,
        *args: Any,
        officers: list[tuple[str, str]],
        postings: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posting"].choices = [("", _("No posting ends")), *postings]  # type: ignore[attr-defined]
        self.fields["officer"].choices = [("", _("Choose …")), *officers]  # type: ignore[attr-defined]
        self.fields["successor"].choices = [("", _("A head, or the desk")), *officers]  # type: ignore[attr-defined]
        self.fields["until"].help_text = _("Empty: until they are back.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("successor") and data.get("successor") == data.get("officer"):
            self.add_error("successor", _("Choose somebody other than the officer who goes."))
        ends = str(data.get("posting") or "").partition(":")
        if data.get("cause") == "posting-ended" and ends[0] != data.get("officer"):
            self.add_error("posting", _("Choose the posting of this officer that ends."))
        data["posting_id"] = int(ends[2]) if ends[2] else None
        return data


@staff_page(Act.SUPERVISE)
@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest) -> HttpResponse:
    form = LeaveForm(request.POST or None, officers=_officers(request), postings=_postings(request))
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            moved = hand_over_officer(
                officer_id=int(given["officer"]),
                cause=given["cause"],
                until=given["until"],
                posting_id=given["posting_id"],
                successor=int(given["successor"]) if given["successor"] else None,
                by=request.actor,
                at=request.at,
            )
        except rules.Declined as declined:
            form.add_error(None, gettext(declined.sentence) % declined.params)
        except doors.Denied:
            form.add_error(None, gettext("You can hand over for officers of your own units."))
            status = 403
        else:
            words = ngettext(
                "%(count)d matter was handed on.", "%(count)d matters were handed on.", moved
            )
            request.session["desk_said"] = [words % {"count": moved}]
            return redirect("desk")
    context = {
        "form": form,
        "title": gettext("Leave and handing over"),
        "lead": gettext("From this minute nothing is owed by somebody who is not there."),
        "button": gettext("Hand over now"),
        "back": reverse("desk"),
        "back_words": gettext("Back"),
    }
    return render(request, "complaints/staff_form.html", context, status=status)


def _postings(request: ActorRequest) -> list[tuple[str, str]]:
    """Postings of the officers that can be chosen, in the reader's units."""
    lead = {
        s.unit_id for s in request.actor.seats if s.role in {SeatRole.HEAD, SeatRole.SUPERVISOR}
    }
    return [
        (
            f"{p.officer_id}:{p.id}",
            f"{p.name} {p.number}, {units.unit(p.unit_id).name}, {gettext(ROLE_NAMES[p.role])}",
        )
        for unit_id in sorted(lead)
        for p in units.postings(request.at, unit_id=unit_id)
        if p.officer_id != request.actor.officer_id
    ]


def _officers(request: ActorRequest) -> list[tuple[str, str]]:
    """Officers present in the reader's units, by number; not the reader."""
    lead = {
        s.unit_id for s in request.actor.seats if s.role in {SeatRole.HEAD, SeatRole.SUPERVISOR}
    }
    found = {o.id: o for o in units.present(sorted(lead), request.at)}
    return [
        (str(o.id), f"{o.name} {o.number}")
        for o in found.values()
        if o.id != request.actor.officer_id
    ]
