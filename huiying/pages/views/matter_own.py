"""The person's page of any kind of matter: the promise first, then what can be done, what happened, who can help."""

import uuid
from datetime import date
from typing import Any

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
from huiying.core.disclosure.covert import delays
from huiying.core.duties.histories import Words
from huiying.core.duties.matters import HolderPage
from huiying.core.duties.matters import holder_page as holder_page_of
from huiying.core.files import queries as files
from huiying.core.holders import own_data
from huiying.core.holders.coming_in import open_page
from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.core.web import dates, deeds, limits, person_rows
from huiying.core.web.codes.deeds import DEEDS as EVERYBODYS
from huiying.core.web.codes.forms import MessageForm, ReplyForm
from huiying.core.web.guards import ActorRequest, close_handle, holder_page
from huiying.core.web.panels import Head, Panel
from huiying.core.web.person_rows import Telling
from huiying.pages.kinds import KindPage, kind_page

Opened = list[tuple[Panel[Any, Any], Any]]


@holder_page
@require_safe
def matter(request: ActorRequest, handle: str) -> HttpResponse:
    """Opening it is the evidence that what waited here was told."""
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        open_page(by=request.actor, at=request.at)
    page = holder_page_of(by=request.actor, at=request.at)
    kind = kind_page(page.matter.kind)
    opened = panels_of(kind, page)
    url = reverse("matter", args=[handle])
    context = {
        **standing_of(request, kind, page, opened),
        **_deeds(handle, page, opened),
        "sections": [s for panel, own in opened for s in panel.own_sections(own, request.at)],
        "asides": [s for panel, own in opened for s in panel.own_asides(own, request.at)],
        "steps": person_rows.timeline(page, request.at, telling_of(opened, url)),
        "messages": person_rows.messages(page, handle),
        "files": [person_rows.file_link(f, handle) for f in page.files],
        "looks": looks.count_looks(page.matter.id, delayed=delays(page.history, request.at)),
        "ways": own_data.ways_open(request.actor),
        "mail_returned": own_data.mail_returned(request.actor),
        "handle": handle,
        "done": deeds.done_words(kind.deeds(), request.GET.get("done", "")),
    }
    return render(request, "pages/matter/own.html", context)


def panels_of(kind: KindPage, page: HolderPage) -> Opened:
    return [(panel, panel.own_read(page)) for panel in kind.panels]


def standing_of(
    request: ActorRequest, kind: KindPage, page: HolderPage, opened: Opened
) -> dict[str, Any]:
    """How it stands: title, promise, rights, answers, and who has it."""
    at = request.at
    head = next((h for panel, own in opened if (h := panel.own_head(own, at))), None)
    head = head or Head(title=gettext("Your matter"))
    promises = person_rows.promises(page, at, head.next)
    return {
        "title": head.title,
        "ref": page.matter.ref,
        "opened_at": page.matter.opened_at,
        "stage": head.tag,
        "next": head.next,
        # Where nothing is owed the card says what comes next.
        "next_said": any(head.next in promise.lines for promise in promises),
        "promises": promises,
        "owed": person_rows.owed(page, at),
        "rights": person_rows.rights(page, at),
        "outcomes": person_rows.outcomes(
            found for panel, own in opened for found in panel.outcomes(own)
        ),
        "handling": units.unit(page.in_charge) if page.in_charge else None,
        "reviewing": units.unit(page.reviewing_unit) if page.reviewing_unit else None,
        "telephone": telephone_of(page.in_charge),
        "own_words": _own_words(page),
        **_limits(request, kind, page),
    }


def _own_words(page: HolderPage) -> list[Words]:
    """What they told us when they brought it: the words, and the day of it where one was named."""
    if not page.lines:
        return []
    first = page.lines[0]
    named = str(first.facts.get("happened_on", ""))
    day = dates.day(date.fromisoformat(named)) if named else ""
    asked = Words(name="happened_on", label=gettext("When it happened"), text=day)
    return [*first.words, *([asked] if day else [])]


def _limits(request: ActorRequest, kind: KindPage, page: HolderPage) -> dict[str, Any]:
    """What runs on outside, with its last days where a day is known or was typed."""
    found = limits.counted(kind.outside(page), request.GET, request.at)
    return {"outside": found.outside, "knew_form": found.form, "knew": found.knew}


def telling_of(opened: Opened, url: str) -> Telling:
    """How the panels together tell the history."""
    return Telling(
        elsewhere=frozenset().union(*(panel.elsewhere for panel, _ in opened)),
        folded={kind: fact for panel, _ in opened for kind, fact in panel.folded.items()},
        names={thing: name for panel, own in opened for thing, name in panel.names(own).items()},
        answers=frozenset().union(*(panel.answers for panel, _ in opened)),
        marks={kind: mark for panel, _ in opened for kind, mark in panel.own_marks.items()},
        url=url,
    )


def _deeds(handle: str, page: HolderPage, opened: Opened) -> dict[str, Any]:
    """What can be done now: the list, and the two forms that stand on the page itself."""
    tables = [
        *(deeds.OpenDeeds(table=panel.deeds, page=own) for panel, own in opened if panel.deeds),
        deeds.OpenDeeds(table=EVERYBODYS, page=page),
    ]
    open_now = [deed for table in tables for deed in table.open()]
    slugs = {deed.slug for deed in open_now}
    return {
        "deeds": [_link(handle, deed) for deed in open_now if deed.listed],
        "hints": [hint for panel, own in opened for hint in panel.hints(own)],
        "questions": [
            {"id": q.id, "text": q.text, "form": ReplyForm(prefix=deeds.prefix_of(q.id))}
            for q in page.open_questions
        ]
        if "reply" in slugs
        else [],
        "message_form": MessageForm() if "write" in slugs else None,
    }


def _link(handle: str, deed: deeds.Deed[Any]) -> dict[str, Any]:
    return {
        "ask": gettext(deed.ask or deed.title),
        "invite": gettext(deed.invite) if deed.invite else "",
        "prominent": deed.prominent,
        "url": reverse("matter_deed", args=[handle, deed.slug]),
    }


def telephone_of(unit_id: int | None) -> UnitRow | None:
    """The unit to ring: the one that handles it, else the nearest above it that has a number."""
    chain = [unit_id, *reversed(units.unit(unit_id).ancestors())] if unit_id else []
    rung = (units.unit(u) for u in chain)
    return next((row for row in rung if row.telephone), None)


@holder_page
def deed(
    request: ActorRequest, handle: str, slug: str, question: uuid.UUID | None = None
) -> HttpResponse:
    page = holder_page_of(by=request.actor, at=request.at)
    tables = kind_page(page.matter.kind).deeds()
    return deeds.act(request, handle, page, tables, slug, question)


@holder_page
@require_safe
def letter(request: ActorRequest, handle: str) -> HttpResponse:
    """All of it on paper."""
    page = holder_page_of(by=request.actor, at=request.at)
    kind = kind_page(page.matter.kind)
    opened = panels_of(kind, page)
    context = {
        **standing_of(request, kind, page, opened),
        "steps": person_rows.timeline(page, request.at, telling_of(opened, "")),
        "messages": person_rows.messages(page, handle),
        "handle": handle,
        "at": request.at,
    }
    return render(request, "pages/matter/own_letter.html", context)


@holder_page
@require_safe
def file(request: ActorRequest, handle: str, file_id: uuid.UUID) -> HttpResponseBase:
    """A file of one's own, as a download."""
    page = holder_page_of(by=request.actor, at=request.at)
    try:
        if file_id not in {f.id for f in page.files}:
            raise files.NotServed(str(file_id))
        found = files.open_served(file_id)
    except files.NotServed:
        return HttpResponseNotFound(
            render(request, "pages/matter/no_file.html", {"handle": handle}).content
        )
    return StreamingHttpResponse(found.chunks, headers=dict(found.headers))


@holder_page
@require_POST
def close(request: ActorRequest, handle: str) -> HttpResponse:
    """Nothing of the matter can be opened from this browser any more without the code."""
    plain: HttpRequest = request
    close_handle(plain, handle)
    return redirect("matter_lookup")
