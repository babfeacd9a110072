"""What reaches an officer who is complained of: questions, an outcome, a clearance letter. Never the complaint."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.forms import LONGEST
from huiying.mechanisms.complaints.services.officers import (
    OfficerLine,
    contest_finding,
    lines_for_officer,
    reply_as_officer,
)


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        error_messages={"required": _("Write your answer to the questions.")},
    )
    companion = forms.BooleanField(label=_("A companion helped me"), required=False)


class ContestForm(forms.Form):
    text = forms.CharField(
        label=_("What you contest, and why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        error_messages={"required": _("Write what you contest, and why.")},
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    id: uuid.UUID
    kind: str
    when: datetime
    questions: str
    due: date | None
    finding: str
    open: bool


@staff_page()
def own(request: ActorRequest) -> HttpResponse:
    lines = [_line(one) for one in lines_for_officer(by=request.actor, at=request.at)]
    context = {"lines": lines, "done": request.session.pop("own_done", "")}
    return render(request, "complaints/staff_own.html", context)


def _line(one: OfficerLine) -> Line:
    kinds = {
        events.OFFICER_ASKED.kind: "questions",
        events.OFFICER_TOLD.kind: "outcome",
        events.OFFICER_CLEARED.kind: "cleared",
    }
    return Line(
        id=one.id,
        kind=kinds[one.kind],
        when=one.at,
        questions=one.questions,
        due=date.fromisoformat(one.due_on) if one.due_on else None,
        finding=gettext(events.FINDINGS[one.finding]) if one.finding in events.FINDINGS else "",
        open=one.open,
    )


def _find(request: ActorRequest, line_id: uuid.UUID, kind: str) -> OfficerLine:
    """A line put to this officer. Raises access.Denied for anybody else's."""
    lines = lines_for_officer(by=request.actor, at=request.at)
    found = next((n for n in lines if n.id == line_id and n.kind == kind), None)
    if found is None:
        raise doors.Denied(kind)
    return found


@staff_page()
@require_http_methods(["GET", "POST"])
def reply(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    found = _find(request, line, events.OFFICER_ASKED.kind)
    form = ReplyForm(request.POST or None)

    def do() -> None:
        reply_as_officer(line_id=line, **form.cleaned_data, by=request.actor, at=request.at)

    context = {
        "title": gettext("Answer the questions"),
        "lead": gettext("A companion may help you. What you write goes to whoever handles it."),
        "quoted": found.questions,
        "button": gettext("Send the answer"),
    }
    return _act(request, form, do, context)


@staff_page()
@require_http_methods(["GET", "POST"])
def contest(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    _find(request, line, events.OFFICER_TOLD.kind)
    form = ContestForm(request.POST or None)

    def do() -> None:
        contest_finding(line_id=line, **form.cleaned_data, by=request.actor, at=request.at)

    context = {
        "title": gettext("Contest the outcome"),
        "lead": gettext("It goes to the unit that decides, and to oversight."),
        "button": gettext("Send it"),
    }
    return _act(request, form, do, context)


def _act(
    request: ActorRequest, form: forms.Form, do: Callable[[], None], context: dict[str, str]
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except rules.Declined as declined:
            form.add_error(None, gettext(declined.sentence) % declined.params)
            status = 409
        else:
            request.session["own_done"] = gettext("It was sent.")
            return redirect("officer_own")
    page = {**context, "form": form, "back": reverse("officer_own"), "back_words": gettext("Back")}
    return render(request, "complaints/staff_form.html", page, status=status)


@staff_page()
def letter(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    """The clearance letter, to print: it says that a complaint was unfounded, and not which."""
    found = _find(request, line, events.OFFICER_CLEARED.kind)
    me = request.actor.officer_id or 0
    context = {
        "officer": units.officers([me])[me],
        "day": dates.day(found.at),
        "number": str(found.id)[:8].upper(),
    }
    return render(request, "complaints/staff_cleared.html", context)
