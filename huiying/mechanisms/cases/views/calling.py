"""The telephone at the desk: why, then the number with what is safe and what may be said, then what came of it."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from huiying.core.duties.histories import Words, say
from huiying.core.kinds import Declined, IllegalMove
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import Waiting
from huiying.core.people.reaching import reach
from huiying.core.web import problems
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.people_words import person_words
from huiying.core.web.reach_words import contact_facts, plan_facts
from huiying.mechanisms.cases import events
from huiying.mechanisms.cases.forms_call import CallForm, Sayable, WhyForm
from huiying.mechanisms.cases.queries import CasePage
from huiying.mechanisms.cases.queries_call import (
    Ringing,
    callable_people,
    open_for_call,
    to_call,
)
from huiying.mechanisms.cases.services.calling import record_call
from huiying.mechanisms.cases.services.reaching import record_not_reached


@staff_page()
@require_http_methods(["GET", "POST"])
def call(request: ActorRequest, ref: str) -> HttpResponse:
    """Nothing of the person is opened before a reason is given; what is safe is read before the number."""
    try:
        page = to_call(ref=ref, by=request.actor, at=request.at)
    except IllegalMove as illegal:
        return problems.conflict(request, gettext(illegal.sentence) % illegal.params)
    if page is None:
        raise Http404
    called = person_words(page.people)
    people = [(str(p.id), called[p.id]) for p in callable_people(page)]
    data = request.POST if request.method == "POST" else None
    why = WhyForm(data, people=people, first=people[0][0] if people else "")
    if data is None or not why.is_valid():
        return _show(request, page, why, status=200 if data is None else 422)
    party = uuid.UUID(why.cleaned_data["party"])
    ringing = open_for_call(
        page=page,
        party=party,
        reason=why.cleaned_data["reason"],
        by=request.actor,
        at=request.at,
        language=get_language() or "",
    )
    sayable = _sayable(page, ringing)
    if "outcome" not in request.POST and "done" not in request.POST:
        return _show(request, page, why, ringing, CallForm(say=sayable))
    form = CallForm(request.POST, say=sayable)
    if form.is_valid() and _keep(request, page, party, form):
        request.session["act_done"] = gettext("The call is on record.")
        return redirect("staff_matter", ref)
    return _show(request, page, why, ringing, form, status=422)


def _keep(request: ActorRequest, page: CasePage, party: uuid.UUID, form: CallForm) -> bool:
    matter_id, by, at = page.matter.id, request.actor, request.at
    try:
        if form.reached:
            record_call(matter_id=matter_id, call=form.call(party), by=by, at=at)
        else:
            note = form.cleaned_data["note"]
            record_not_reached(
                matter_id=matter_id, party_id=party, channel="phone", note=note, by=by, at=at
            )
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return False
    return True


# --- what is shown -------------------------------------------------------------------------------------


def _sayable(page: CasePage, ringing: Ringing) -> Sayable:
    return Sayable(
        news=[(str(n.id), _news(page, n)) for n in ringing.untold],
        lines=list(ringing.lines),
        sentences=[(str(s.id), s.words) for s in ringing.sentences],
        has_word=bool(ringing.plan and ringing.plan.spoken_word),
    )


def _news(page: CasePage, notice: Waiting) -> str:
    """As it is said to them, and not as it stands for staff."""
    event = next((e for e in page.history if e.id == notice.about), None)
    if event is None:
        return gettext(events.BY_KIND[notice.tells].written)
    spec = specs()[event.kind]
    return say(spec.told or spec.written, event)


def _read_out(page: CasePage, ringing: Ringing) -> list[tuple[str, list[Words]]]:
    """The news that waits with its own words: reasons and remedies are read to them as they were written."""
    lines = {line.id: line for line in page.lines}
    found: list[tuple[str, list[Words]]] = []
    for notice in ringing.untold:
        line = lines.get(notice.about)
        found.append((_news(page, notice), [w for w in line.words if w.text] if line else []))
    return [*found, *((words, []) for _id, words in ringing.lines)]


def _show(
    request: ActorRequest,
    page: CasePage,
    why: WhyForm,
    ringing: Ringing | None = None,
    form: CallForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {
        "ref": page.matter.ref,
        "back": reverse("staff_matter", args=[page.matter.ref]),
        "why": why,
        "form": form,
        "nobody": not callable_people(page),
    }
    if ringing is not None:
        found = reach(ringing.contact, ringing.plan, request.at)
        context |= {
            "plan": plan_facts(ringing.plan),
            "contact": contact_facts(found),
            "may_ring": found.may_ring,
            "from_when": found.from_when,
            "say": _read_out(page, ringing),
        }
    return render(request, "cases/call.html", context, status=status)
