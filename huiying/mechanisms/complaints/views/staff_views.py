"""The response centre: who is asked how they see it, on their page or by telephone; who is spoken with alone."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.access import doors
from huiying.core.kinds import N_, Act
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.queries_asking import Asking, to_ask
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.asking import ask_view, record_view_by_phone
from huiying.mechanisms.complaints.services.withdrawing import record_spoken_apart

QUESTIONS = {
    "acceptance": N_("How we took it up"),
    "investigation": N_("How we looked into it"),
    "result": N_("What came of it"),
    "attitude": N_("How we treated them"),
}


class ViewForm(forms.Form):
    """Four questions, each with the same four answers; the words are the person's own."""

    def __init__(self, *args: Any, parties: tuple[uuid.UUID, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(parties) > 1:
            self.fields["party"] = forms.ChoiceField(
                label=_("Which complainant"),
                choices=[
                    (str(party), gettext("Complainant %(number)d") % {"number": number})
                    for number, party in enumerate(parties, start=1)
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose whose view it is.")},
            )
        for name, label in QUESTIONS.items():
            field = forms.ChoiceField(
                label=gettext(label),
                choices=[(code, gettext(words)) for code, words in events.ANSWERS.items()],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer to each of the four questions.")},
            )
            field.widget.segmented = 4
            self.fields[name] = field
        self.fields["words"] = forms.CharField(
            label=_("In their own words"),
            required=False,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class ApartForm(forms.Form):
    wants = forms.ChoiceField(
        label=_("Do they want to withdraw?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they want to withdraw.")},
    )
    pressed = forms.ChoiceField(
        label=_("Did anybody press them?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        help_text=_("A withdrawal under pressure does not count. Oversight learns of it."),
        error_messages={"required": _("Say whether anybody pressed them.")},
    )
    note = forms.CharField(
        label=_("In their own words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit that handles does not see this."),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    ref: str
    unit: str
    from_when: datetime | None
    early: bool
    ask: bool
    apart: bool
    person_url: str


@staff_page(Act.ASK_VIEW)
def ask_views(request: ActorRequest) -> HttpResponse:
    found = [_row(one, request.at) for one in to_ask(by=request.actor, at=request.at)]
    context = {
        "apart": [r for r in found if r.apart],
        "to_ask": [r for r in found if r.ask and not r.early],
        "waiting": [r for r in found if not r.ask and not r.apart],
        "early": [r for r in found if r.ask and r.early],
        "done": request.session.pop("view_done", ""),
    }
    return render(request, "complaints/staff_views.html", context)


def _row(one: Asking, at: datetime) -> Row:
    return Row(
        ref=one.ref,
        unit=units.unit(one.handling_unit).name if one.handling_unit else "",
        from_when=one.from_when,
        early=one.from_when is not None and at < one.from_when,
        ask=one.move is Move.ASK_VIEW,
        apart=one.move is Move.SPEAK_APART,
        person_url=reverse("staff_person", args=[one.ref]),
    )


@staff_page(Act.ASK_VIEW)
@require_POST
def ask(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask on the person's page; they answer there, or not."""
    try:
        ask_view(matter_id=ledger.matter_by_ref(ref).id, by=request.actor, at=request.at)
        said = gettext("%(ref)s: the question is on their page.") % {"ref": ref}
    except rules.Declined as declined:
        said = f"{ref}: {gettext(declined.sentence) % declined.params}"
    request.session["view_done"] = said
    return redirect("ask_views")


@staff_page(Act.ASK_VIEW)
@require_http_methods(["GET", "POST"])
def phone(request: ActorRequest, ref: str) -> HttpResponse:
    """What the person said on the telephone, written down as they said it."""
    matter = ledger.matter_by_ref(ref)
    doors.require(request.actor, Act.ASK_VIEW, ledger.parties(matter.id), matter.id)
    waiting = next(
        (n for n in to_ask(by=request.actor, at=request.at) if n.ref == matter.ref), None
    )
    form = ViewForm(request.POST or None, parties=waiting.complainants if waiting else ())
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _ask_first(matter.id, request)
            record_view_by_phone(
                matter_id=matter.id,
                answers={name: given[name] for name in QUESTIONS},
                words=given["words"],
                party_id=uuid.UUID(given["party"]) if given.get("party") else None,
                by=request.actor,
                at=request.at,
            )
        except rules.Declined as declined:
            form.add_error(None, gettext(declined.sentence) % declined.params)
            status = 409
        else:
            return _kept(request, matter.ref)
    return _form(request, form, matter.ref, gettext("What they said on the telephone"), status)


def _ask_first(matter_id: Any, request: ActorRequest) -> None:
    """A call asks and hears in one; who was asked on their page before is not asked twice."""
    try:
        ask_view(matter_id=matter_id, by=request.actor, at=request.at)
    except rules.IllegalMove:
        return


@staff_page(Act.ASK_VIEW)
@require_http_methods(["GET", "POST"])
def apart(request: ActorRequest, ref: str) -> HttpResponse:
    """Somebody of another unit spoke with the person alone about the withdrawal."""
    matter = ledger.matter_by_ref(ref)
    doors.require(request.actor, Act.SPEAK_APART, ledger.parties(matter.id), matter.id)
    form = ApartForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            record_spoken_apart(
                matter_id=matter.id,
                wants=given["wants"] == "yes",
                pressed=given["pressed"] == "yes",
                note=given["note"],
                by=request.actor,
                at=request.at,
            )
        except rules.Declined as declined:
            form.add_error(None, gettext(declined.sentence) % declined.params)
            status = 409
        else:
            return _kept(request, matter.ref)
    return _form(request, form, matter.ref, gettext("What they said when you were alone"), status)


def _kept(request: ActorRequest, ref: str) -> HttpResponse:
    request.session["view_done"] = gettext("%(ref)s: it is kept.") % {"ref": ref}
    return redirect("ask_views")


def _form(
    request: ActorRequest, form: forms.Form, ref: str, title: str, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "ref": ref,
        "title": title,
        "back": reverse("ask_views"),
        "back_words": gettext("Back to the list"),
        "button": gettext("Keep it"),
        "lead": gettext("The unit that handled it sees neither the answers nor who gave them."),
    }
    return render(request, "complaints/staff_form.html", context, status=status)
