"""The gate of a matter: what may be said, decided line by line; a sentence cleared beforehand is released at once."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access.looks import log_look
from huiying.core.disclosure import queries_pages
from huiying.core.disclosure.choices import DECISIONS, GROUNDS, SUBJECTS
from huiying.core.disclosure.queries_pages import GatePage, Worded
from huiying.core.disclosure.services.again import ask_again
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import LineDeclined, decide_lines
from huiying.core.disclosure.services.using import use_sentence
from huiying.core.disclosure.standing import State
from huiying.core.kinds import Act, Declined
from huiying.core.web import dates
from huiying.core.web import forms as web_forms
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.withheld import withheld_words
from huiying.pages.views.gate_forms import AskForm, LineForm, unit_choices

OPEN_TO_DECIDE = (
    State.ASKED,
    State.REOPENED,
    State.DECIDED,
    State.SECOND,
    State.EXISTENCE_ASKED,
)
SETTLED = (State.RELEASED, State.HELD, State.EXISTENCE)
_TONES = {
    State.RELEASED: "ok",
    State.HELD: "no",
    State.EXISTENCE: "no",
    State.SECOND: "second",
    State.EXISTENCE_ASKED: "second",
}


@staff_page()
@require_http_methods(["GET", "POST"])
def gate(request: ActorRequest, ref: str) -> HttpResponse:
    """Raises access.Denied."""
    page = _open(request, ref, Act.RELEASE)
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if request.method == "POST" and deed is not None:
        return deed(request, page)
    return _show(request, page)


def _open(request: ActorRequest, ref: str, needs: Act) -> GatePage:
    page = queries_pages.gate_page(ref=ref, by=request.actor, at=request.at, needs=needs)
    if page.lines:
        log_look(
            by=request.actor, at=request.at, what="words", page="gate", matter_id=page.matter.id
        )
    return page


# --- what is done ------------------------------------------------------------------------------------


def _ask(request: ActorRequest, page: GatePage) -> HttpResponse:
    form = AskForm(request.POST, page=page)
    if not form.is_valid():
        return _show(request, page, ask=form)
    given = form.cleaned_data
    party = given.get("party") or None
    try:
        ask_gate(
            matter_id=page.matter.id,
            lines=form.wanted(),
            subject=given["subject"],
            source=given["source"],
            party=uuid.UUID(party) if party else None,
            by=request.actor,
            at=request.at,
        )
    except Declined as declined:
        form.add_error("lines", gettext(declined.sentence) % declined.params)
        return _show(request, page, ask=form)
    return _done(request, page, gettext("Now decide each line."))


def _decide(request: ActorRequest, page: GatePage) -> HttpResponse:
    forms = _line_forms(request, page)
    valid = [form.is_valid() for form in forms]
    chosen = {f.worded.line.id: f for f in forms if all(valid) and f.cleaned_data["decision"]}
    if "preview" in request.POST:
        return _show(request, page, forms=forms, preview=_preview(list(chosen.values())))
    if not all(valid):
        return _show(request, page, forms=forms)
    if not chosen:
        return _show(request, page, forms=forms, wrong=[gettext("Decide at least one line.")])
    unit = request.POST.get("to_unit", "")
    try:
        states = decide_lines(
            matter_id=page.matter.id,
            proposals={line: form.proposal() for line, form in chosen.items()},
            to_unit=int(unit) if unit.isdecimal() else None,
            by=request.actor,
            at=request.at,
        )
    except LineDeclined as declined:
        chosen[declined.line].decline(declined)
        return _show(request, page, forms=forms)
    return _done(request, page, _said_of(list(states.values())))


def _said_of(states: Sequence[State]) -> str:
    if State.EXISTENCE_ASKED in states:
        return gettext("Asked from outside. Until it is approved nothing is said.")
    if State.SECOND in states:
        return gettext("It waits for a second person. What needed none is released.")
    return gettext("Released: it may be said.")


def _sentence(request: ActorRequest, page: GatePage) -> HttpResponse:
    chosen = next((s for s in page.sentences if str(s.id) == request.POST.get("sentence")), None)
    if chosen is None:
        return _show(request, page, wrong=[gettext("Choose a sentence.")])
    try:
        use_sentence(
            matter_id=page.matter.id, sentence_id=chosen.id, by=request.actor, at=request.at
        )
    except Declined as declined:
        return _show(request, page, wrong=[gettext(declined.sentence) % declined.params])
    return _done(request, page, gettext("Released: it may be said."))


def _again(request: ActorRequest, page: GatePage) -> HttpResponse:
    try:
        ask_again(
            matter_id=page.matter.id,
            line=request.POST.get("line", ""),
            by=request.actor,
            at=request.at,
        )
    except Declined as declined:
        return _show(request, page, wrong=[gettext(declined.sentence) % declined.params])
    return _done(request, page, gettext("It is open again. Decide it."))


_DEEDS: dict[str, Callable[[ActorRequest, GatePage], HttpResponse]] = {
    "ask": _ask,
    "decide": _decide,
    "sentence": _sentence,
    "again": _again,
}


def _done(request: ActorRequest, page: GatePage, said: str) -> HttpResponse:
    request.session["gate_done"] = said
    return redirect("gate", page.matter.ref)


# --- what is shown -----------------------------------------------------------------------------------


def _line_forms(request: ActorRequest, page: GatePage) -> list[LineForm]:
    today = dates.local(request.at).date()
    deciding = request.POST.get("deed") == "decide"
    return [
        LineForm(request.POST if deciding else None, page=page, worded=one, today=today)
        for one in page.in_state(*OPEN_TO_DECIDE)
    ]


def _show(
    request: ActorRequest,
    page: GatePage,
    *,
    ask: AskForm | None = None,
    forms: list[LineForm] | None = None,
    preview: list[str] | None = None,
    wrong: list[str] | None = None,
) -> HttpResponse:
    shown = forms if forms is not None else _line_forms(request, page)
    asks = ask or AskForm(page=page)
    problems = web_forms.problems(wrong or [], asks, *shown)
    context = {
        "ref": page.matter.ref,
        "ask": asks,
        "lines": [_line(form.worded, form) for form in shown],
        "settled": [_line(one) for one in page.in_state(*SETTLED)],
        "sentences": page.sentences,
        "helpers": page.helpers,
        "second_units": unit_choices(page.second_units),
        "to_unit": request.POST.get("to_unit", ""),
        "preview": preview,
        "problems": problems,
        "done": request.session.pop("gate_done", ""),
    }
    return render(request, "pages/gate.html", context, status=422 if problems else 200)


def _line(one: Worded, form: LineForm | None = None) -> dict[str, Any]:
    line = one.line
    return {
        "id": line.id,
        "form": form,
        "text": one.text,
        "source": one.source,
        "subject": gettext(SUBJECTS.get(line.subject, line.subject)),
        "tone": _TONES.get(line.state, ""),
        "standing": standing_words(one),
        "said": one.said if line.state is State.RELEASED else "",
        "refusal": one.refusal,
        "released": line.state is State.RELEASED,
    }


def standing_words(one: Worded) -> str:
    """How a line stands, for staff."""
    line = one.line
    decided = gettext(DECISIONS[line.decision]) if line.decision else ""
    if line.state is State.SECOND:
        return gettext("Decided: %(decision)s. A second person is asked.") % {"decision": decided}
    if line.state is State.EXISTENCE_ASKED:
        return gettext("An outside body is asked. Until it approves, nothing is said.")
    if line.state is State.EXISTENCE:
        return gettext("Not even that there is something, until %(day)s") % {
            "day": dates.day(dates.parsed(line.existence_until))
        }
    if line.held_back:
        return gettext("Held back: %(ground)s. Asked again on %(day)s.") % {
            "ground": gettext(GROUNDS[line.held_ground].label) if line.held_ground else "",
            "day": dates.day(dates.parsed(line.ask_again_on)),
        }
    return gettext("Released") if line.state is State.RELEASED else gettext("To be decided")


def _preview(forms: Sequence[LineForm]) -> list[str]:
    """What the person would read, in the language of the page: what is said, then what is held back."""
    said: list[str] = []
    held: list[str] = []
    for form in forms:
        given = form.cleaned_data
        if given["decision"] in {"told", "part"} and given["said"].strip():
            said.append(given["said"].strip())
        if given["decision"] in {"part", "withheld"} and given["ask_again_on"]:
            held.append(withheld_words(given["ground"], given["ask_again_on"]))
    return said + held
