"""The receipt code of what somebody raised on a visit: shown to them once, made anew each time they ask."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiying.core.web.guards import ActorRequest, holder_page
from huiying.mechanisms.visits.services.raising import code_of_raised


@holder_page
@require_http_methods(["GET", "POST"])
def raised(request: ActorRequest, handle: str, event: uuid.UUID) -> HttpResponse:
    context = {"handle": handle, "ref": "", "code": ""}
    if request.method == "POST":
        ref, code = code_of_raised(event_id=event, by=request.actor, at=request.at)
        context |= {"ref": ref, "code": code}
    return render(request, "visits/raised.html", context)
