"""A matter on the desk, of any kind: what was written, what happened, what is owed, what can be done."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.access.unusual import own_name
from huiying.core.duties.matters import MatterPage, PersonLine, people_of
from huiying.core.duties.misses import in_history
from huiying.core.files import queries as files
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import PartyRow
from huiying.core.people import outside
from huiying.core.people.reaching import reach
from huiying.core.people.safe import SafePlan, plan_of
from huiying.core.people.services import Contact, open_contact
from huiying.core.web import acts, acts_page, duty_words, staff_rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.panels import Head, Panel
from huiying.core.web.people_words import person_words
from huiying.core.web.reach_words import contact_facts, plan_facts
from huiying.pages.kinds import kind_page


@staff_page()
def matter(request: ActorRequest, ref: str) -> HttpResponse:
    page = acts_page.open_page(request, ref, "staff_matter")
    opened = [(panel, panel.read(page)) for panel in kind_page(page.matter.kind).panels]
    context = {
        **_standing(opened, request),
        **_acts(opened, page, request.actor),
        "ref": page.matter.ref,
        "parties": [*staff_rows.people(page), *staff_rows.parties(page)],
        "brought": staff_rows.brought(page),
        "files": staff_rows.files(page),
        "owed": duty_words.owed(page.duties, request.at, in_history(page.history)),
        "past": duty_words.past(page.duties, request.at, in_history(page.history)),
        "steps": staff_rows.steps(page, {k: v for p, _ in opened for k, v in p.marks.items()}),
        "may_see_person": Act.SEE_PERSON in page.acts and bool(page.people),
        "may_hold": Act.HOLD in page.acts,
        "sealed": Act.SEE_PERSON in page.acts and outside.sealed_matter(page.matter.id),
        "may_copy": bool(page.acts & {Act.RELEASE, Act.SECOND_RELEASE, Act.OVERSEE, Act.SUPERVISE}),
        "emergency_until": page.emergency_until,
        "done": request.session.pop("act_done", ""),
    }
    return render(request, "pages/matter/staff.html", context)


Opened = list[tuple[Panel[Any, Any], Any]]


def _standing(opened: Opened, request: ActorRequest) -> dict[str, Any]:
    """What it is and how it stands, as its panels say."""
    at = request.at
    head = next((h for panel, own in opened if (h := panel.head(own, at))), None)
    head = head or Head(title=gettext("Matter"))
    return {
        "title": head.title,
        "tag": head.tag,
        "facts": [fact for panel, own in opened for fact in panel.facts(own, at)],
        "sections": [one for panel, own in opened for one in panel.sections(own, at)],
        "asides": [one for panel, own in opened for one in panel.asides(own, at)],
    }


def _acts(opened: Opened, page: MatterPage, by: Actor) -> dict[str, Any]:
    desks = [acts.Open(desk=panel.desk, page=own) for panel, own in opened if panel.desk]
    nearest = acts.next_act(desks, page, by)
    return {
        "next": acts.entry(page, nearest) if nearest else None,
        "menu": acts.menu(desks, page, leave_out=[nearest.slug] if nearest else []),
    }


@staff_page()
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    page = acts_page.open_page(request, ref, "staff_act")
    return acts_page.act(request, page, kind_page(page.matter.kind).desks(), slug)


@staff_page()
@require_http_methods(["GET", "POST"])
def person(request: ActorRequest, ref: str) -> HttpResponse:
    """How to reach the people, once a reason is given. The reason and the look are kept; the person sees both."""
    found = ledger.matter_by_ref(ref)
    parties = ledger.parties(found.id)
    doors.require(request.actor, Act.SEE_PERSON, parties, found.id)
    reason = request.POST.get("reason", "").strip()
    sees = doors.allowed(request.actor, Act.SEE, parties, found.id)
    panels = kind_page(found.kind).panels
    if not sees and not any(p.reaches(request.actor, found.id, request.at) for p in panels):
        raise doors.Denied(Act.SEE_PERSON.value)
    context: dict[str, object] = {
        "ref": found.ref,
        "back": reverse("staff_matter", args=[found.ref]) if sees else reverse("ask_views"),
        "problem": "",
        "contacts": [],
        "reason": reason,
        "of": request.POST.get("of", ""),
        "choices": _to_choose_from(parties),
    }
    chosen = _chosen(context["of"], context["choices"])
    if request.method == "POST" and reason and context["choices"] and not chosen:
        context["problem"] = gettext("Choose whom you need to reach: there are many people on it.")
        return render(request, "pages/matter/staff_person.html", context, status=422)
    if request.method == "POST" and not reason:
        context["problem"] = gettext("Say why you need it. The reason is kept with the look.")
        return render(request, "pages/matter/staff_person.html", context, status=422)
    if request.method == "POST":
        log_look(
            by=request.actor,
            at=request.at,
            what="contact",
            page="staff_person",
            matter_id=found.id,
            reason=reason,
        )
        context["contacts"] = [
            (who, [*plan_facts(plan), *contact_facts(reach(contact, plan, request.at))])
            for who, contact, plan in _open_contacts(request, parties, found.id, chosen)
        ]
    return render(request, "pages/matter/staff_person.html", context)


# Where more people than this are on a matter, one look opens one of them: never a wall of names.
MOST_AT_ONCE = 6


def _called(parties: Iterable[PartyRow]) -> dict[uuid.UUID, str]:
    return person_words(PersonLine(id=p.id, role=p.role, since=p.since) for p in people_of(parties))


def _to_choose_from(parties: Iterable[PartyRow]) -> list[tuple[str, str]]:
    called = _called(parties)
    return [(str(p), w) for p, w in called.items()] if len(called) > MOST_AT_ONCE else []


def _chosen(typed: object, choices: object) -> str:
    return str(typed) if any(str(typed) == party for party, _ in choices) else ""  # type: ignore[attr-defined]


def _open_contacts(
    request: ActorRequest, parties: Iterable[PartyRow], matter_id: uuid.UUID, only: str
) -> list[tuple[str, Contact, SafePlan | None]]:
    """Those of the people, in clear; who opens one that bears their own name is asked about it."""
    people = [p for p in people_of(parties) if not only or str(p.id) == only]
    called = _called(parties)
    opened = [
        (called[p.id], open_contact(p.person_id), plan_of(p.person_id))
        for p in people
        if p.person_id
    ]
    names = [contact.name for _, contact, _ in opened]
    own_name(by=request.actor, matter_id=matter_id, names=names, at=request.at)
    return opened


@staff_page()
def file(request: ActorRequest, ref: str, file_id: uuid.UUID) -> HttpResponseBase:
    """The clean copy of a file, as a download; the look is logged."""
    found = ledger.matter_by_ref(ref)
    parties = ledger.parties(found.id)
    # Who only asks for views may reach the person, and sees nothing of what they brought.
    doors.require(request.actor, Act.SEE, parties, found.id)
    doors.require(request.actor, Act.SEE_PERSON, parties, found.id)
    row = files.file_row(file_id)
    if row is None or row.matter_id != found.id:
        raise ledger.NoSuchMatter(str(file_id))
    try:
        served = files.open_served(file_id)
    except files.NotServed:
        raise ledger.NoSuchMatter(str(file_id)) from None
    log_look(by=request.actor, at=request.at, what="file", page="staff_file", matter_id=found.id)
    response = StreamingHttpResponse(served.chunks)
    for name, value in served.headers.items():
        response.headers[name] = value
    return response
