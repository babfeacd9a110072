"""A covert inquiry: oversight asks that its looks are shown to the person later; a body outside answers."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiying.core.access.looks import log_look
from huiying.core.disclosure import covert, queries_pages
from huiying.core.disclosure.covert import AskedFor, Inquiry, Stage
from huiying.core.disclosure.services.delaying import answer_delay, ask_delay, end_delay
from huiying.core.kinds import N_, Act, Actor, Declined, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web import forms as web_forms
from huiying.core.web.forms import DateField
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.pages.views.gate_forms import AnswerForm, unit_choices

_STAGES = {
    Stage.ASKED: N_("asked from outside"),
    Stage.RUNNING: N_("approved from outside"),
    Stage.OVER: N_("over"),
}


class DelayForm(forms.Form):
    """Until which day, why, and who is asked."""

    until = DateField(
        label=_("Shown later, until the end of"),
        error_messages={"required": _("Say until which day.")},
    )
    reason = forms.CharField(
        label=_("Why the person may not see it yet"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say to the outside body why the person may not see yet that you look.")
        },
    )
    to_unit = forms.ChoiceField(label=_("Who is asked to approve it"))

    def __init__(self, *args: object, outside: list[int], **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type]
        field = self.fields["to_unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices(outside)


@staff_page()
@require_http_methods(["GET", "POST"])
def inquiry(request: ActorRequest, ref: str) -> HttpResponse:
    """Ask, see what runs, end it early. Raises access.Denied."""
    page = queries_pages.gate_page(ref=ref, by=request.actor, at=request.at, needs=Act.OVERSEE)
    seat = request.actor.seat(SeatRole.OVERSIGHT)
    outside = covert.outside_of(seat, page.outside_units) if seat else []
    asks = "end" not in request.POST and request.method == "POST"
    form = DelayForm(request.POST if asks else None, outside=outside)
    wrong: list[str] = []
    try:
        if _done(request, page.matter.id, form):
            return redirect("covert", page.matter.ref)
    except Declined as declined:
        wrong = [gettext(declined.sentence) % declined.params]
    found = covert.read(standing(ledger.history(page.matter.id)))
    problems = web_forms.problems(wrong, form)
    context = {
        "ref": page.matter.ref,
        "form": form,
        "problems": problems,
        "inquiries": [_row(one) for one in found.values()],
        # Of one's own unit no second one is asked for while the first stands.
        "may_ask": not any(
            seat and one.unit_id == seat.unit_id and one.stage is not Stage.OVER
            for one in found.values()
        ),
    }
    return render(request, "pages/covert.html", context, status=422 if problems else 200)


def _done(request: ActorRequest, matter_id: UUID, form: DelayForm) -> bool:
    by, at = request.actor, request.at
    if request.POST.get("end"):
        end_delay(matter_id=matter_id, asked=request.POST["end"], by=by, at=at)
        return True
    if not form.is_valid():
        return False
    given = form.cleaned_data
    ask_delay(
        matter_id=matter_id,
        until=given["until"],
        reason=given["reason"],
        to_unit=int(given["to_unit"]),
        by=by,
        at=at,
    )
    return True


def _row(one: Inquiry) -> dict[str, object]:
    return {
        "id": one.id,
        "runs": one.stage is Stage.RUNNING,
        "facts": [
            rows.Fact(label=gettext("Whose looks"), value=units.unit(one.unit_id).name),
            rows.Fact(label=gettext("Standing"), value=gettext(_STAGES[one.stage])),
            rows.Fact(label=gettext("Asked of"), value=units.unit(one.to_unit).name),
            rows.Fact(label=gettext("Until"), value=dates.day(one.until)),
        ],
    }


# --- from outside ----------------------------------------------------------------------------------------


def asked_rows(request: ActorRequest) -> list[dict[str, object]]:
    """For the list of what is asked of a seat."""
    return [
        {"url": reverse("covert_answer", args=[one.id]), "unit": units.unit(one.unit_id).name}
        for one in covert.asked_for(by=request.actor, at=request.at)
    ]


@staff_page(Act.APPROVE_EXISTENCE)
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, asked: UUID) -> HttpResponse:
    """Whoever answers sees of the matter its reference alone. Raises ledger.NoSuchMatter."""
    found = _mine(request.actor, asked, request)
    form = AnswerForm(
        request.POST or None,
        line=found.id,
        asks=gettext("Do you approve it?"),
        yes=gettext("I approve it until that day"),
        no=gettext("I do not approve it"),
        why=True,
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer_delay(
                matter_id=found.matter_id,
                asked=found.id,
                approved=form.cleaned_data["answer"] == "yes",
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=request.at,
            )
        except Declined as declined:
            form.add_error("reason", gettext(declined.sentence) % declined.params)
        else:
            return redirect("gate_asked")
    problems = web_forms.problems(form)
    context = {
        "facts": [
            rows.Fact(label=gettext("Matter"), value=found.ref),
            rows.Fact(label=gettext("Whose looks"), value=units.unit(found.unit_id).name),
            rows.Fact(label=gettext("Until"), value=dates.day(found.until)),
            rows.Fact(label=gettext("Why"), value=found.reason),
        ],
        "form": form,
        "problems": problems,
    }
    return render(request, "pages/covert_answer.html", context, status=422 if problems else 200)


def _mine(by: Actor, asked: UUID, request: ActorRequest) -> AskedFor:
    found = next(
        (o for o in covert.asked_for(by=by, at=request.at, opened=True) if o.id == str(asked)), None
    )
    if found is None:
        raise ledger.NoSuchMatter(str(asked))
    log_look(by=by, at=request.at, what="delay", page="covert_answer", matter_id=None)
    return found
