"""Copies with parts blacked out: prepared from a text or a file, released by a second person, given out."""

import re
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.duties.histories import SEALED, Line, Words
from huiying.core.duties.matters import MatterPage
from huiying.core.files import blacking
from huiying.core.files.queries import files_of
from huiying.core.kinds import Act, Declined, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.queries import MatterRow
from huiying.core.redaction import marking, queries, services
from huiying.core.redaction.choices import BASES, GROUNDS, RECIPIENTS
from huiying.core.redaction.queries import CopyRow
from huiying.core.units import queries as units
from huiying.core.web import acts_page, dates
from huiying.core.web import forms as web_forms
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.pages.views.copies_forms import DeclineForm, FileForm, PurposeForm, TextForm

PREPARES = (Act.SEE, Act.SEE_PERSON, Act.RELEASE)
READS = frozenset({Act.RELEASE, Act.SECOND_RELEASE})


@staff_page()
def copies(request: ActorRequest, ref: str) -> HttpResponse:
    """What was copied and for whom; and what a copy can be made of."""
    return _list(request, ref, [])


def _list(request: ActorRequest, ref: str, wrong: list[str]) -> HttpResponse:
    page = acts_page.open_page(request, ref, "copies")
    may = set(PREPARES) <= page.acts
    context = {
        "ref": page.matter.ref,
        "copies": [_shown(row, page.matter) for row in queries.copies_of(page.matter.id)],
        "texts": _texts(page) if may else [],
        "files": [
            {"name": f.name, "url": reverse("copies_file", args=[page.matter.ref, f.id])}
            for f in page.files
            if f.can_be_opened and blacking.can_be_painted(f.kind)
        ]
        if may
        else [],
        "may": may,
        "no_drawer": blacking.drawer() is None,
        "problems": web_forms.problems(wrong),
    }
    return render(request, "pages/copies/list.html", context, status=422 if wrong else 200)


def _texts(page: MatterPage) -> list[dict[str, str]]:
    shut = gettext(SEALED)
    return [
        {
            "title": _title(line, words),
            "when": dates.moment(line.at),
            "url": reverse("copies_text", args=[page.matter.ref, line.id, words.name]),
        }
        for line in page.lines
        for words in line.words
        if words.text and words.text != shut
    ]


def _title(line: Line, words: Words) -> str:
    return f"{line.sentence} · {words.label}"


def _shown(row: CopyRow, matter: MatterRow) -> dict[str, str]:
    states = {
        "proposed": gettext("waits for a second person"),
        "released": gettext("released"),
        "declined": gettext("not released"),
        "withdrawn": gettext("thrown away"),
    }
    return {
        "url": reverse("copy_review", args=[matter.ref, row.id]),
        "title": gettext("For %(to)s: %(basis)s")
        % {"to": gettext(RECIPIENTS[row.to]), "basis": gettext(BASES[row.basis])},
        "taken": gettext("Parts blacked out: %(taken)s (%(grounds)s)")
        % {
            "taken": row.taken,
            "grounds": gettext(", ").join(gettext(GROUNDS[g]) for g in row.grounds),
        },
        "state": states[row.state.value],
        "when": dates.moment(row.prepared_at),
        "by": units.officers([row.prepared_by])[row.prepared_by].name,
    }


@staff_page()
@require_http_methods(["GET", "POST"])
def text(request: ActorRequest, ref: str, event: uuid.UUID, name: str) -> HttpResponse:
    """One text of an event, to be marked."""
    matter = _matter(request, ref)
    page = acts_page.open_page(request, ref, "copies_text")
    line = next((n for n in page.lines if n.id == event), None)
    words = line.word(name) if line else ""
    if line is None or not words or words == gettext(SEALED):
        raise Http404
    form = TextForm(request.POST or None, words=marking.offered(words))

    def prepare() -> uuid.UUID:
        return services.prepare_text(
            matter_id=matter.id,
            event_id=event,
            name=name,
            marked=form.cleaned_data["marked"],
            ticked=[int(n) for n in form.cleaned_data["ticked"]],
            stay=bool(form.cleaned_data["stay"]),
            purpose=form.purpose(),
            by=request.actor,
            at=request.at,
        )

    what = next(_title(line, words) for words in line.words if words.name == name)
    return _prepared(request, matter, form, prepare, "marked", {"pages": [], "what": what})


@staff_page()
@require_http_methods(["GET", "POST"])
def file(request: ActorRequest, ref: str, file_id: uuid.UUID) -> HttpResponse:
    """One picture or PDF, page by page, to be painted over."""
    matter = _matter(request, ref)
    try:
        count = blacking.pages_of(file_id, matter_id=matter.id)
    except blacking.NoCleanCopy:
        raise Http404 from None
    except blacking.CannotPaint as cannot:
        return _list(request, ref, [gettext(cannot.sentence) % cannot.params])
    form = FileForm(request.POST or None)

    def prepare() -> uuid.UUID:
        return services.prepare_file(
            matter_id=matter.id,
            file_id=file_id,
            rectangles=form.cleaned_data["rectangles"],
            purpose=form.purpose(),
            by=request.actor,
            at=request.at,
        )

    shown = [
        {"number": n, "url": reverse("copies_page", args=[matter.ref, file_id, n])}
        for n in range(1, count + 1)
    ]
    found = next((f.name for f in files_of(matter.id) if f.id == file_id), "")
    return _prepared(request, matter, form, prepare, "rectangles", {"pages": shown, "what": found})


def _prepared(
    request: ActorRequest,
    matter: MatterRow,
    form: PurposeForm,
    prepare: Any,
    field: str,
    more: dict[str, Any],
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect("copy_review", matter.ref, prepare())
            except Declined as declined:
                form.add_error(field, gettext(declined.sentence) % declined.params)
    context = {"ref": matter.ref, "form": form, **more}
    return render(request, "pages/copies/prepare.html", context, status=status)


@staff_page()
def page_picture(request: ActorRequest, ref: str, file_id: uuid.UUID, number: int) -> HttpResponse:
    """A page of the clean copy as a picture of our own drawing; the look is logged."""
    matter = _matter(request, ref)
    try:
        made = blacking.page_of(file_id, number, matter_id=matter.id)
    except blacking.CannotPaint:
        raise Http404 from None
    log_look(by=request.actor, at=request.at, what="file", page="copies_page", matter_id=matter.id)
    return HttpResponse(made, content_type="image/png")


@staff_page()
@require_http_methods(["GET", "POST"])
def review(request: ActorRequest, ref: str, copy_id: uuid.UUID) -> HttpResponse:
    """What would be given out, and to whom; the second person releases it, or says what must change."""
    matter = ledger.matter_by_ref(ref)
    acts = doors.acts_on(request.actor, ledger.parties(matter.id), matter.id)
    if Act.SEE not in acts:
        raise doors.Denied(Act.SEE.value)
    row = _copy(copy_id, matter)
    form, wrong = DeclineForm(request.POST or None), list[str]()
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, matter, copy_id)
            return redirect("copy_review", matter.ref, copy_id)
        except WordsNeeded as needed:
            form.add_error("reason", gettext(needed.sentence) % needed.params)
        except Declined as declined:
            wrong = [gettext(declined.sentence) % declined.params]
    problems = web_forms.problems(wrong, form)
    reads = bool(acts & READS) and row.state.value in {"proposed", "released"}
    if reads:
        log_look(
            by=request.actor, at=request.at, what="file", page="copy_review", matter_id=matter.id
        )
    context = {
        "ref": matter.ref,
        "copy": _shown(row, matter),
        "problems": problems,
        "form": form,
        "reads": reads,
        "text": _text_of(row, matter) if reads and row.kind == "text" else "",
        "download": reverse("copy_download", args=[matter.ref, row.id]) if reads else "",
        "pictures": _pictures(row, matter) if reads else [],
        "open": row.state.value == "proposed",
        "may_release": Act.SECOND_RELEASE in acts and row.prepared_by != request.actor.officer_id,
        "may_withdraw": Act.RELEASE in acts,
        "known": row.known,
        "asked": _asked(row),
    }
    return render(request, "pages/copies/review.html", context, status=422 if problems else 200)


def _asked(row: CopyRow) -> str:
    """Whose people were asked to release it; empty where nobody was there."""
    return units.unit(row.asked_unit).name if row.asked_unit else ""


def _pictures(row: CopyRow, matter: MatterRow) -> list[str]:
    """Addresses of the copy as pictures, page by page: whoever releases it reads it here."""
    url = reverse("copy_download", args=[matter.ref, row.id])
    if row.kind == "png":
        return [f"{url}?show"]
    if row.kind != "pdf" or blacking.drawer() is None:
        return []
    made = queries.content_of(row.id, matter_id=matter.id)
    return [f"{url}?page={n}" for n in range(1, blacking.pages_of_copy(made) + 1)]


def _text_of(row: CopyRow, matter: MatterRow) -> str:
    return queries.content_of(row.id, matter_id=matter.id).decode()


def _decide(request: ActorRequest, matter: MatterRow, copy_id: uuid.UUID) -> None:
    given: dict[str, Any] = {
        "matter_id": matter.id,
        "copy_id": copy_id,
        "by": request.actor,
        "at": request.at,
    }
    match request.POST.get("do"):
        case "release":
            services.release_copy(**given)
        case "decline":
            services.decline_copy(reason=request.POST.get("reason", ""), **given)
        case "withdraw":
            services.withdraw_copy(**given)


@staff_page()
def download(request: ActorRequest, ref: str, copy_id: uuid.UUID) -> HttpResponse:
    """The copy itself: to be read before it is released, and to be given out after."""
    matter = ledger.matter_by_ref(ref)
    acts = doors.acts_on(request.actor, ledger.parties(matter.id), matter.id)
    if Act.SEE not in acts or not acts & READS:
        raise doors.Denied(Act.RELEASE.value)
    row = _copy(copy_id, matter)
    try:
        made = queries.content_of(copy_id, matter_id=matter.id)
    except queries.NoSuchCopy:
        raise Http404 from None
    log_look(
        by=request.actor, at=request.at, what="file", page="copy_download", matter_id=matter.id
    )
    if "page" in request.GET:
        return _page(made, row, request.GET["page"])
    name = f"{matter.ref}-{str(row.id)[:8]}.{queries.ENDINGS[row.kind]}"
    answer = HttpResponse(made, content_type=queries.CONTENT_TYPES[row.kind])
    inline = row.kind == "png" and "show" in request.GET
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    return answer


def _page(made: bytes, row: CopyRow, number: str) -> HttpResponse:
    """A page of a copy in PDF. Raises Http404."""
    if row.kind != "pdf" or not re.fullmatch(r"[1-9][0-9]{0,2}", number):
        raise Http404
    try:
        return HttpResponse(blacking.page_of_copy(made, int(number)), content_type="image/png")
    except blacking.CannotPaint:
        raise Http404 from None


def _matter(request: ActorRequest, ref: str) -> MatterRow:
    """Raises Denied, NoSuchMatter."""
    found = ledger.matter_by_ref(ref)
    parties = ledger.parties(found.id)
    for act in PREPARES:
        doors.require(request.actor, act, parties, found.id)
    return found


def _copy(copy_id: uuid.UUID, matter: MatterRow) -> CopyRow:
    try:
        return queries.copy_of(copy_id, matter_id=matter.id)
    except queries.NoSuchCopy:
        raise Http404 from None
