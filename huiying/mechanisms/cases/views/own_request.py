"""From the page of a case, or of a reconsideration, its holder goes on to the request they made from it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from huiying.core.ledger import queries as ledger
from huiying.core.web.guards import ActorRequest, holder_page, open_beside
from huiying.mechanisms.cases.queries import request_of_holder


@holder_page
@require_safe
def open_request(request: ActorRequest, handle: str, matter_id: uuid.UUID) -> HttpResponse:
    """The code of the case leads to it, for who asked for it and for nobody else of the case."""
    party = request_of_holder(by=request.actor, matter_id=matter_id)
    if party is None:
        raise ledger.NoSuchMatter(str(matter_id))
    return redirect("matter", handle=open_beside(request, handle, matter_id, party))
