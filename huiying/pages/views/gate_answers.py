"""Somebody else's word at the gate: second person, body outside, supervisor; and what is asked of a seat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods

from huiying.core.access.looks import log_look
from huiying.core.disclosure import queries_pages, rules
from huiying.core.disclosure.choices import DECISIONS, GROUNDS, HOLDS_BACK
from huiying.core.disclosure.covert import asked_for
from huiying.core.disclosure.queries_pages import GatePage, Worded
from huiying.core.disclosure.services.existence import approve_existence
from huiying.core.disclosure.services.seconding import second_decides
from huiying.core.disclosure.services.supervising import supervise_withholding
from huiying.core.disclosure.standing import State
from huiying.core.kinds import N_, Act, Actor, Declined
from huiying.core.redaction import queries as redaction
from huiying.core.redaction.choices import RECIPIENTS
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web import forms as web_forms
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.pages.views import covert
from huiying.pages.views.gate_forms import AnswerForm


@dataclass(frozen=True, kw_only=True)
class Answering:
    """One of the three: whose word it is, of which lines, and what it does."""

    name: str
    act: Act
    title: str
    lead: str
    asks: str
    yes: str
    no: str
    of: Callable[[Worded], bool]
    give: Callable[[GatePage, str, bool, str, Actor, datetime], None]


def _second(page: GatePage, line: str, yes: bool, why: str, by: Actor, at: datetime) -> None:
    second_decides(matter_id=page.matter.id, line=line, agreed=yes, reason=why, by=by, at=at)


def _outside(page: GatePage, line: str, yes: bool, why: str, by: Actor, at: datetime) -> None:
    approve_existence(matter_id=page.matter.id, line=line, approved=yes, reason=why, by=by, at=at)


def _supervise(page: GatePage, line: str, yes: bool, why: str, by: Actor, at: datetime) -> None:
    supervise_withholding(matter_id=page.matter.id, line=line, stands=yes, reason=why, by=by, at=at)


SECOND = Answering(
    name="gate_second",
    act=Act.SECOND_RELEASE,
    title=N_("Second person: may it be told"),
    lead=N_("A colleague decided this. Read it as somebody who has no part in the matter."),
    asks=N_("Do you agree?"),
    yes=N_("I agree"),
    no=N_("I do not agree: decide it anew"),
    of=lambda one: one.line.waits_for_second,
    give=_second,
)
OUTSIDE = Answering(
    name="gate_outside",
    act=Act.APPROVE_EXISTENCE,
    title=N_("From outside: may even its existence be withheld"),
    lead=N_(
        "The person would not learn that there is something at all. It ends by itself on the day, it is counted in "
        "public, and the person is told afterwards that you approved it."
    ),
    asks=N_("Do you approve it?"),
    yes=N_("I approve it until that day"),
    no=N_("I do not approve it"),
    of=lambda one: one.line.state is State.EXISTENCE_ASKED,
    give=_outside,
)
SUPERVISOR = Answering(
    name="gate_supervise",
    act=Act.SUPERVISE,
    title=N_("Held back twice in a row"),
    lead=N_("Twice running the person was told nothing on this subject. Look whether that may stand."),
    asks=N_("May it stand?"),
    yes=N_("It may stand until that day"),
    no=N_("No: it is decided anew"),
    of=lambda one: one.line.up_to_unit is not None,
    give=_supervise,
)  # fmt: skip


@staff_page()
@require_http_methods(["GET", "POST"])
def second(request: ActorRequest, ref: str) -> HttpResponse:
    return _answer(request, ref, SECOND)


@staff_page()
@require_http_methods(["GET", "POST"])
def outside(request: ActorRequest, ref: str) -> HttpResponse:
    return _answer(request, ref, OUTSIDE)


@staff_page()
@require_http_methods(["GET", "POST"])
def supervise(request: ActorRequest, ref: str) -> HttpResponse:
    return _answer(request, ref, SUPERVISOR)


def _answer(request: ActorRequest, ref: str, asked: Answering) -> HttpResponse:
    page = queries_pages.gate_page(ref=ref, by=request.actor, at=request.at, needs=asked.act)
    waiting = [one for one in page.lines if asked.of(one)]
    if waiting:
        log_look(
            by=request.actor, at=request.at, what="words", page=asked.name, matter_id=page.matter.id
        )
    mine = [one for one in waiting if not _somebody_else(one, asked, request.actor)]
    forms = {one.line.id: _form(request, one.line.id, asked) for one in waiting if one not in mine}
    meant = forms.get(request.POST.get("line", ""))
    if request.method == "POST" and meant is not None and meant.is_valid():
        line, given = request.POST["line"], meant.cleaned_data
        try:
            asked.give(
                page, line, given["answer"] == "yes", given["reason"], request.actor, request.at
            )
        except Declined as declined:
            meant.add_error("reason", gettext(declined.sentence) % declined.params)
        else:
            request.session["gate_done"] = gettext("Your answer is on record.")
            return redirect(asked.name, page.matter.ref)
    return _show(request, page, asked, waiting, forms)


def _somebody_else(one: Worded, asked: Answering, by: Actor) -> bool:
    return asked is not SECOND or rules.is_somebody_else(one.line, by.officer_id)


def _form(request: ActorRequest, line: str, asked: Answering) -> AnswerForm:
    data = request.POST if request.POST.get("line") == line else None
    return AnswerForm(
        data,
        line=line,
        asks=gettext(asked.asks),
        yes=gettext(asked.yes),
        no=gettext(asked.no),
        why=asked is OUTSIDE,
    )


def _show(
    request: ActorRequest,
    page: GatePage,
    asked: Answering,
    waiting: Sequence[Worded],
    forms: dict[str, AnswerForm],
) -> HttpResponse:
    problems = web_forms.problems(*forms.values())
    context = {
        "ref": page.matter.ref,
        "title": gettext(asked.title),
        "lead": gettext(asked.lead),
        "lines": [_line(one, forms.get(one.line.id)) for one in waiting],
        "problems": problems,
        "done": request.session.pop("gate_done", ""),
        "list_url": reverse("gate_asked"),
    }
    return render(request, "pages/gate_answer.html", context, status=422 if problems else 200)


def _line(one: Worded, form: AnswerForm | None) -> dict[str, Any]:
    return {"id": one.line.id, "text": one.text, "facts": _facts(one), "form": form}


def _facts(one: Worded) -> list[rows.Fact]:
    line = one.line
    given = [
        (gettext("Where it comes from"), one.source),
        (gettext("Decided"), gettext(DECISIONS[line.decision]) if line.decision else ""),
        (gettext("What the person would read"), one.said),
        (
            pgettext("of holding back", "Ground"),
            gettext(GROUNDS[line.ground].label) if line.ground else "",
        ),
        (gettext("More on that"), one.ground_words),
        (gettext("Asked again on"), _day(line.ask_again_on) if _holds(one) else ""),
        (gettext("Withheld until"), _day(line.existence_until)),
    ]
    return [rows.Fact(label=label, value=value) for label, value in given if value]


def _holds(one: Worded) -> bool:
    return one.line.decision in HOLDS_BACK


def _day(text: str) -> str:
    return dates.day(dates.parsed(text)) if text else ""


def how_many_asked(by: Actor, at: datetime) -> int:
    """How much is asked of the reader's seats: to be second person, to release a copy, or from outside."""
    gate, copies = queries_pages.asked_of(by=by), redaction.waiting_for(by)
    return len(gate) + len(copies) + len(asked_for(by=by, at=at))


@staff_page()
def asked_of_me(request: ActorRequest) -> HttpResponse:
    """What is asked of the reader's seats, by date: as second person, or from outside. References alone."""
    found = queries_pages.asked_of(by=request.actor)
    return render(
        request,
        "pages/gate_asked.html",
        {
            "covert": covert.asked_rows(request),
            "copies": [
                {
                    "ref": one.ref,
                    "url": reverse("copy_review", args=[one.ref, one.id]),
                    "to": gettext(RECIPIENTS[one.to]),
                    "when": dates.moment(one.prepared_at),
                }
                for one in redaction.waiting_for(request.actor)
            ],
            "asked": [
                {
                    "ref": one.ref,
                    "url": reverse(
                        "gate_outside" if one.from_outside else "gate_second", args=[one.ref]
                    ),
                    "from_outside": one.from_outside,
                    "unit": units.unit(one.by_unit).name if one.by_unit else "",
                    "due_at": one.due_at,
                }
                for one in found
            ],
        },
    )
