"""What has come to its time: one person proposes, another decides; and keeping one matter longer."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Declined
from huiying.core.ledger import queries as ledger
from huiying.core.retention import disposing, holds, queries
from huiying.core.retention.schedule import schedule, term_of
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.forms import DateField
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.signin.fresh import fresh_to_send

KINDS = {
    "complaint": N_("Complaint"),
    "case": N_("Case"),
    "petition": N_("Petition"),
    "reconsideration": N_("Reconsideration"),
    "case-review": N_("Review of a case"),
    "raised": N_("Raised on a visit"),
    "campaign": N_("Campaign of visits"),
}
_SAID = "disposal_said"


@staff_page(Act.DISPOSE)
@fresh_to_send
@require_http_methods(["GET", "HEAD", "POST"])
def disposal(request: ActorRequest) -> HttpResponse:
    """What can be proposed, what waits for a second person, what was decided."""
    if request.method == "POST":
        act = _ACTS.get(str(request.POST.get("do")))
        if act is not None:
            try:
                request.session[_SAID] = act(request)
            except Declined as declined:
                request.session[_SAID] = gettext(declined.sentence) % declined.params
        return redirect("disposal")
    lang = get_language() or ""
    found = queries.to_dispose(by=request.actor, at=request.at)
    context = {
        "said": request.session.pop(_SAID, ""),
        "standard": schedule().named(lang),
        "up": [_up(row, lang) for row in found],
        "batches": [_batch(row) for row in queries.batches(by=request.actor)],
    }
    return render(request, "pages/disposal.html", context)


def _up(row: queries.DueRow, lang: str) -> dict[str, Any]:
    term = term_of(row.kind)
    return {
        "id": row.id,
        "ref": row.ref,
        "kind": gettext(KINDS.get(row.kind, row.kind)),
        "unit": units.unit(row.unit_id).name if row.unit_id else "",
        "up_on": dates.day(row.up_on),
        "term": term.id if term else "",
        "because": term.why(lang) if term else "",
    }


def _batch(row: queries.BatchRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "unit": row.unit,
        "proposed_by": row.proposed_by,
        "proposed_at": dates.moment(row.proposed_at),
        "mine": row.mine,
        "matters": row.matters,
        "decided_by": row.decided_by,
        "decided_at": dates.moment(row.decided_at) if row.decided_at else "",
        "state": _state(row),
        "open": row.decided_at is None,
        "refs": row.refs,
    }


def _state(row: queries.BatchRow) -> str:
    if row.decided_at is None:
        return gettext("waits for a second person")
    if not row.approved:
        return gettext("declined")
    given = {"done": row.done, "of": row.matters, "away": row.left_out}
    if row.left_out:
        return (
            gettext(
                "%(done)d of %(of)d erased, %(away)d left out: they are held, or something happened on them"
            )
            % given
        )
    return gettext("%(done)d of %(of)d erased") % given


def _propose(request: ActorRequest) -> str:
    ids = [found for one in request.POST.getlist("matter") if (found := _uuid(one)) is not None]
    disposing.propose(matter_ids=ids, by=request.actor, at=request.at)
    return gettext("Proposed. Another person decides.")


def _decide(approve: bool) -> Callable[[ActorRequest], str]:
    def act(request: ActorRequest) -> str:
        batch = _uuid(str(request.POST.get("batch")))
        if batch is None:
            raise doors.Denied(Act.SECOND_DISPOSE.value)
        disposing.decide(batch_id=batch, approve=approve, by=request.actor, at=request.at)
        if approve:
            return gettext("Agreed. They are erased within minutes, one by one.")
        return gettext("Declined. Nothing is erased.")

    return act


_ACTS: dict[str, Callable[[ActorRequest], str]] = {
    "propose": _propose,
    "approve": _decide(True),
    "decline": _decide(False),
}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# --- keeping one matter longer ----------------------------------------------------------------------------


class HoldForm(forms.Form):
    until = DateField(label=_("Keep it until"))
    reason = forms.CharField(
        label=_("Why it has to be kept"),
        help_text=_("Such as: a court has asked for it. The person can read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LiftForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it need not be kept any more"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: ActorRequest, ref: str) -> HttpResponse:
    """How long it is kept, by which term; to keep it longer, or to let it go."""
    matter = ledger.matter_by_ref(ref)
    doors.require(request.actor, Act.HOLD, ledger.parties(matter.id), matter.id)
    lifting = request.POST.get("do") == "lift"
    place = HoldForm(request.POST if request.method == "POST" and not lifting else None)
    lift = LiftForm(request.POST if lifting else None, prefix="lift")
    form = lift if lifting else place
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, matter.id, form)
        except Declined as declined:
            form.add_error(None, gettext(declined.sentence) % declined.params)
        else:
            return redirect("hold", matter.ref)
    lang = get_language() or ""
    found = queries.of_matter(matter.id, lang=lang)
    context = {
        "ref": matter.ref,
        "back": reverse("staff_matter", args=[matter.ref]),
        "kept": found,
        "standard": schedule().named(lang),
        "up_on": dates.day(found.kept.up_on) if found.kept.up_on else "",
        "held_until": dates.day(found.kept.held_until) if found.kept.held_until else "",
        "place": place,
        "lift": lift,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/hold.html", context, status=status)


def _keep(request: ActorRequest, matter_id: UUID, form: forms.Form) -> None:
    given = form.cleaned_data
    if isinstance(form, HoldForm):
        until: date = given["until"]
        holds.place_hold(
            matter_id=matter_id,
            until=until,
            reason=given["reason"],
            by=request.actor,
            at=request.at,
        )
    else:
        holds.lift_hold(
            matter_id=matter_id, reason=given["reason"], by=request.actor, at=request.at
        )
