"""Complaints that read alike, for whoever works on one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from huiying.core.ledger import queries as ledger
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.services.resembling import resembling


@staff_page()
def alike(request: ActorRequest, ref: str) -> HttpResponse:
    """Open complaints that read alike: a suggestion, never a merger; by content alone."""
    found = ledger.matter_by_ref(ref)
    if found.kind != events.KIND:
        raise ledger.NoSuchMatter(ref)
    context = {
        "ref": found.ref,
        "back": reverse("staff_matter", args=[found.ref]),
        "found": resembling(matter_id=found.id, by=request.actor, at=request.at),
    }
    return render(request, "complaints/staff_alike.html", context)
