"""The person's page: the promise first, then what happened, what can be said and done, and who can help."""

import uuid
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from huiying.core.access import looks
from huiying.core.files import queries as files
from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.core.web import person_rows
from huiying.core.web.deeds import done_words, prefix_of
from huiying.core.web.guards import ActorRequest, close_handle, holder_page
from huiying.mechanisms.complaints import own_data
from huiying.mechanisms.complaints.forms import category_name
from huiying.mechanisms.complaints.forms_follow import MessageForm, ReplyForm, ViewForm
from huiying.mechanisms.complaints.outside import DOORS, RUNS_ON
from huiying.mechanisms.complaints.queries import CitizenPage, citizen_page
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.following import open_page
from huiying.mechanisms.complaints.views import follow, matter_rows


@holder_page
@require_safe
def matter(request: ActorRequest, handle: str) -> HttpResponse:
    """Opening it is the evidence that what waited here was told."""
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        open_page(by=request.actor, at=request.at)
    page = citizen_page(by=request.actor, at=request.at)
    context = {
        **standing_of(request, page),
        **forms_of(page),
        "steps": matter_rows.timeline(page, request.at, reverse("matter", args=[handle])),
        "messages": person_rows.messages(page, handle),
        "files": [person_rows.file_link(f, handle) for f in page.files],
        "looks": looks.count_looks(page.matter.id),
        "ways": own_data.ways_open(request.actor),
        "mail_returned": own_data.mail_returned(request.actor),
        "handle": handle,
        "done": done_words([follow.DEEDS], request.GET.get("done", "")),
        **outside(),
    }
    return render(request, "complaints/matter.html", context)


def standing_of(request: ActorRequest, page: CitizenPage) -> dict[str, Any]:
    """How it stands: title, promise, rights, answers, and who has it."""
    return {
        "title": gettext("Your complaint: %(about)s")
        % {"about": category_name(page.standing.category)},
        "ref": page.matter.ref,
        "opened_at": page.matter.opened_at,
        "stage": matter_rows.stage_tag(page),
        "next": gettext(matter_rows.NEXT[page.stage]),
        "promises": matter_rows.promises(page, request.at),
        "owed": person_rows.owed(page, request.at),
        "rights": person_rows.rights(page, request.at),
        "outcomes": matter_rows.outcomes(page),
        "moves": {move.value.replace("-", "_"): True for move in page.moves},
        "handling": units.unit(page.in_charge) if page.in_charge else None,
        "reviewing": units.unit(page.reviewing_unit) if page.reviewing_unit else None,
        "telephone": telephone_of(page.in_charge),
        "own_words": [w for n in page.lines if n.kind == "complaint.received" for w in n.words],
    }


def telephone_of(unit_id: int | None) -> UnitRow | None:
    """The unit to ring: the one that handles it, else the nearest above it that has a number."""
    chain = [unit_id, *reversed(units.unit(unit_id).ancestors())] if unit_id else []
    rung = (units.unit(u) for u in chain)
    return next((row for row in rung if row.telephone), None)


def forms_of(page: CitizenPage) -> dict[str, Any]:
    return {
        "questions": [
            {"id": q.id, "text": q.text, "form": ReplyForm(prefix=prefix_of(q.id))}
            for q in page.open_questions
        ]
        if Move.REPLY in page.moves
        else [],
        "message_form": MessageForm(),
        "view_form": ViewForm() if Move.GIVE_VIEW in page.moves else None,
    }


def outside() -> dict[str, Any]:
    """What runs on, and the doors outside, as far as this jurisdiction's law was read."""
    where = settings.HUIYING_JURISDICTION
    return {
        "runs_on": [_note(n) for n in RUNS_ON.get(where, ())],
        "doors": [_note(n) for n in DOORS.get(where, ())],
    }


def _note(note: Any) -> dict[str, Any]:
    return {
        "title": gettext(note.title),
        "text": gettext(note.text),
        "basis": gettext(note.basis) if note.basis else "",
        "hotline": note.hotline,
    }


@holder_page
@require_safe
def letter(request: ActorRequest, handle: str) -> HttpResponse:
    """All of it on paper."""
    page = citizen_page(by=request.actor, at=request.at)
    context = {
        **standing_of(request, page),
        "steps": matter_rows.timeline(page, request.at, ""),
        "messages": person_rows.messages(page, handle),
        "handle": handle,
        "at": request.at,
        **outside(),
    }
    return render(request, "complaints/matter_letter.html", context)


@holder_page
@require_safe
def file(request: ActorRequest, handle: str, file_id: uuid.UUID) -> HttpResponseBase:
    """A file of one's own, as a download."""
    page = citizen_page(by=request.actor, at=request.at)
    try:
        if file_id not in {f.id for f in page.files}:
            raise files.NotServed(str(file_id))
        found = files.open_served(file_id)
    except files.NotServed:
        return HttpResponseNotFound(
            render(request, "complaints/no_file.html", {"handle": handle}).content
        )
    return StreamingHttpResponse(found.chunks, headers=dict(found.headers))


@holder_page
@require_POST
def close(request: ActorRequest, handle: str) -> HttpResponse:
    """Nothing of the matter can be opened from this browser any more without the code."""
    plain: HttpRequest = request
    close_handle(plain, handle)
    return redirect("matter_lookup")
