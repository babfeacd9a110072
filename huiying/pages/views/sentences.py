"""Sentences cleared beforehand: legal officers write, another of them approves, either retires."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.disclosure import sentences as reads
from huiying.core.disclosure.choices import SUBJECTS
from huiying.core.disclosure.kinds import case_kinds
from huiying.core.disclosure.sentences import SentenceRow
from huiying.core.disclosure.services import writing
from huiying.core.kinds import Act, Actor, Declined, SeatRole
from huiying.core.units import queries as units
from huiying.core.web import forms as web_forms
from huiying.core.web import rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.pages.views.gate_forms import SentenceForm


@staff_page(Act.CLEAR)
@require_http_methods(["GET", "POST"])
def sentences(request: ActorRequest) -> HttpResponse:
    form = SentenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            writing.write_sentence(**form.cleaned_data, by=request.actor, at=request.at)
        except Declined as declined:
            form.add_error("code", gettext(declined.sentence) % declined.params)
        else:
            return _done(request, gettext("Written. Another legal officer approves it."))
    return _show(request, form)


@staff_page(Act.CLEAR)
@require_POST
def approve(request: ActorRequest, sentence_id: UUID) -> HttpResponse:
    return _try(
        request,
        lambda: writing.approve_sentence(sentence_id=sentence_id, by=request.actor, at=request.at),
        gettext("Approved: it can be used from now on."),
    )


@staff_page(Act.CLEAR)
@require_POST
def retire(request: ActorRequest, sentence_id: UUID) -> HttpResponse:
    return _try(
        request,
        lambda: writing.retire_sentence(sentence_id=sentence_id, by=request.actor, at=request.at),
        gettext("Retired: nobody uses it any more."),
    )


@staff_page(Act.CLEAR)
@require_POST
def take_up(request: ActorRequest) -> HttpResponse:
    taken = writing.take_up_starting(by=request.actor, at=request.at)
    said = gettext("%(count)d sentences taken up. Another legal officer approves each.")
    return _done(request, said % {"count": taken})


def _try(request: ActorRequest, deed: Callable[[], None], said: str) -> HttpResponse:
    try:
        deed()
    except Declined as declined:
        said = gettext(declined.sentence) % declined.params
    return _done(request, said)


def _done(request: ActorRequest, said: str) -> HttpResponse:
    request.session["sentences_done"] = said
    return redirect("sentences")


def _show(request: ActorRequest, form: SentenceForm) -> HttpResponse:
    by = request.actor
    mine = {seat.unit_id for seat in by.seats if seat.role is SeatRole.LEGAL}
    below = {unit for seat in mine for unit in units.branch(seat)}
    over = {unit for seat in mine for unit in units.unit(seat).ancestors()}
    found = reads.of_units(below | over)
    there = {s.code for s in found if s.unit_id in mine}
    problems = web_forms.problems(form)
    context = {
        "form": form,
        "problems": problems,
        "groups": [
            {
                "kind": kind.name,
                "sentences": [_row(s, by, below) for s in found if s.kind == code],
            }
            for code, kind in case_kinds().items()
            if any(s.kind == code for s in found)
        ],
        "proposed": [s for s in reads.starting_set().values() if s.code not in there],
        "done": request.session.pop("sentences_done", ""),
    }
    return render(request, "pages/sentences.html", context, status=422 if problems else 200)


def _row(s: SentenceRow, by: Actor, below: set[int]) -> dict[str, object]:
    return {
        "id": s.id,
        "zh": s.zh,
        "en": s.en,
        "name": f"{s.code} · {s.version}",
        "subject": gettext(SUBJECTS[s.subject]),
        "unit": units.unit(s.unit_id).name,
        "tag": _tag(s),
        "may_approve": _waits(s) and s.written_by != by.officer_id and s.unit_id in below,
        "own": _waits(s) and s.written_by == by.officer_id,
        "may_retire": not s.retired and s.unit_id in below,
    }


def _waits(s: SentenceRow) -> bool:
    return s.approved_by is None and not s.retired


def _tag(s: SentenceRow) -> rows.Tag:
    if s.in_use:
        return rows.Tag(tone="kept", text=gettext("in use"))
    if s.retired:
        return rows.Tag(tone="line", text=gettext("retired"))
    return rows.Tag(tone="soon", text=gettext("waits for approval"))
