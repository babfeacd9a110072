"""Chosen rows of the desk are given to one officer; what could not be given says why."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from huiying.core.access import doors
from huiying.core.kinds import Act, Declined
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.queries import MatterRow
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.pages import lists
from huiying.pages.views import desk_filters
from huiying.pages.views.desk import uuid_of

MOST = 200


@staff_page()
@require_POST
def assign(request: ActorRequest) -> HttpResponse:
    """Each matter on its own: one that can't be given leaves the others as they are."""
    picked = [found for text in request.POST.getlist("pick") if (found := uuid_of(text))]
    matters = list(dict.fromkeys(picked))[:MOST]
    officer = request.POST.get("officer", "")
    if not matters:
        said = [gettext("Choose at least one row first.")]
    elif not officer.isdigit():
        said = [gettext("Choose who is to have it.")]
    else:
        said = _give(request, matters, int(officer))
    request.session["desk_said"] = said
    # Back to the list as it was filtered: read anew, so that no other address can be smuggled in.
    kept = desk_filters.read(QueryDict(request.POST.get("query", "")), request.actor)
    return redirect(kept.url() if kept.narrowed else reverse("desk"))


def _give(request: ActorRequest, matters: list[UUID], officer: int) -> list[str]:
    known = ledger.matters(matters)
    given, problems = 0, []
    for matter_id in matters:
        try:
            _give_one(known.get(matter_id), officer, request)
            given += 1
        except Declined as declined:
            sentence = gettext(declined.sentence) % declined.params
            problems.append(f"{known[matter_id].ref}: {sentence}")
        except doors.Denied:
            problems.append(gettext("One row is not yours to assign. Nothing of it was changed."))
    words = ngettext("%(count)d matter assigned.", "%(count)d matters assigned.", given)
    return [words % {"count": given}, *dict.fromkeys(problems)]


def _give_one(matter: MatterRow | None, officer: int, request: ActorRequest) -> None:
    """As the matter's own mechanism does it. Raises access.Denied, also where there is no such matter."""
    assign = lists.assigner(matter.kind) if matter else None
    if matter is None or assign is None:
        raise doors.Denied(Act.ASSIGN.value)
    assign(matter_id=matter.id, officer_id=officer, by=request.actor, at=request.at)
