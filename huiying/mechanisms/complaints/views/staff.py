"""A complaint on the desk: what was written, what happened, what is owed, what can be done."""

import uuid
from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.access.unusual import own_name
from huiying.core.files import queries as files
from huiying.core.kinds import Act, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import PartyRow
from huiying.core.people.barring import usable
from huiying.core.people.services import Contact, open_contact
from huiying.core.web import acts_page, rows
from huiying.core.web import staff_rows as web_rows
from huiying.core.web.acts import before, entry, menu, next_act
from huiying.core.web.duty_words import owed, past
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints.forms_staff import category_words
from huiying.mechanisms.complaints.queries_asking import to_ask
from huiying.mechanisms.complaints.services.resembling import resembling
from huiying.mechanisms.complaints.views import staff_rows
from huiying.mechanisms.complaints.views.acts import DESK, open_page


@staff_page()
def matter(request: ActorRequest, ref: str) -> HttpResponse:
    page = open_page(request, ref, "staff_matter")
    desks = before([DESK], page)
    nearest = next_act(desks, page, request.actor)
    context = {
        "ref": page.matter.ref,
        "title": category_words(page.standing.category),
        "tag": staff_rows.tag_of(page),
        "facts": staff_rows.facts(page),
        "parties": web_rows.parties(page),
        "brought": web_rows.brought(page),
        "files": web_rows.files(page),
        "owed": owed(page.duties, request.at),
        "past": past(page.duties, request.at),
        "steps": web_rows.steps(page, staff_rows.MARKS),
        "next": entry(page, nearest) if nearest else None,
        "menu": menu(desks, page, leave_out=[nearest.slug] if nearest else []),
        "may_see_person": Act.SEE_PERSON in page.acts,
        "may_work": Act.WORK in page.acts,
        "emergency_until": page.emergency_until,
        "done": request.session.pop("act_done", ""),
    }
    return render(request, "complaints/staff_matter.html", context)


@staff_page()
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    page = acts_page.open_page(request, ref, "staff_act")
    return acts_page.act(request, page, [DESK], slug)


@staff_page()
@require_http_methods(["GET", "POST"])
def person(request: ActorRequest, ref: str) -> HttpResponse:
    """How to reach the complainants, once a reason is given. The reason and the look are kept; the person sees both."""
    found = ledger.matter_by_ref(ref)
    parties = ledger.parties(found.id)
    doors.require(request.actor, Act.SEE_PERSON, parties, found.id)
    reason = request.POST.get("reason", "").strip()
    sees = doors.allowed(request.actor, Act.SEE, parties, found.id)
    if not sees and all(
        one.matter_id != found.id for one in to_ask(by=request.actor, at=request.at)
    ):
        # Who asks for views needs to reach the person while there is something to ask, and not before or after.
        raise doors.Denied(Act.SEE_PERSON.value)
    context: dict[str, object] = {
        "ref": found.ref,
        "back": reverse("staff_matter", args=[found.ref]) if sees else reverse("ask_views"),
        "problem": "",
        "contacts": [],
        "reason": reason,
    }
    if request.method == "POST" and not reason:
        context["problem"] = gettext("Say why you need it. The reason is kept with the look.")
        return render(request, "complaints/staff_person.html", context, status=422)
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
            _contact(usable(contact), contact)
            for contact in _open_contacts(request, parties, found.id)
        ]
    return render(request, "complaints/staff_person.html", context)


def _open_contacts(
    request: ActorRequest, parties: Iterable[PartyRow], matter_id: uuid.UUID
) -> list[Contact]:
    """Those of the complainants, in clear; who opens one that bears their own name is asked about it."""
    opened = [
        open_contact(p.person_id)
        for p in parties
        if p.role is PartyRole.COMPLAINANT and p.until is None and p.person_id
    ]
    own_name(by=request.actor, matter_id=matter_id, names=[c.name for c in opened], at=request.at)
    return opened


def _contact(contact: Contact, left: Contact) -> list[rows.Fact]:
    """`contact` without the ways that must not be used, which nobody sees so that nobody can slip; `left` with them."""
    barred = gettext("Left, and not to be used. Reach them another way, and say nothing of it")
    given = (
        (gettext("Name"), contact.name or gettext("Without a name")),
        (gettext("Telephone"), contact.phone or (barred if left.phone else "")),
        (gettext("E-mail"), contact.email or (barred if left.email else "")),
        (gettext("Address"), contact.address),
        (gettext("Wishes"), contact.wishes),
        (gettext("Helper (not a contact)"), contact.helper),
    )
    found = [rows.Fact(label=label, value=value) for label, value in given if value]
    if not (contact.phone or contact.email or contact.address):
        found.append(
            rows.Fact(label=gettext("Channel"), value=gettext("Only their page, with the code"))
        )
    return found


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


@staff_page()
def alike(request: ActorRequest, ref: str) -> HttpResponse:
    """Open complaints that read alike: a suggestion, never a merger; by content alone."""
    found = ledger.matter_by_ref(ref)
    context = {
        "ref": found.ref,
        "back": reverse("staff_matter", args=[found.ref]),
        "found": resembling(matter_id=found.id, by=request.actor, at=request.at),
    }
    return render(request, "complaints/staff_alike.html", context)
