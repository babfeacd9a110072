"""Several who ask the same: another joins on the first one's screen; a withdrawal is heard elsewhere."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.duties.matters import holder_page as matter_of
from huiying.core.kinds import Act, Declined, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, holder_page, staff_page
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.forms_together import AnotherForm, HeardForm
from huiying.mechanisms.petitions.moves import MOVES
from huiying.mechanisms.petitions.queries import own_petition_of
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services import joining, withdrawing
from huiying.mechanisms.petitions.services.joining import Joining
from huiying.mechanisms.petitions.views.raising import receipt_page


@holder_page
@require_http_methods(["GET", "POST"])
def another(request: ActorRequest, handle: str) -> HttpResponse:
    """Another person joins, on this screen; their code is shown once, and nobody else has it."""
    page = matter_of(by=request.actor, at=request.at)
    if page.matter.kind != events.KIND:
        return redirect("matter", handle)
    own = own_petition_of(page)
    form = AnotherForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            code = joining.join_petition(
                matter_id=page.matter.id,
                joining=Joining(
                    narrative=form.cleaned_data["narrative"],
                    contact=form.contact(),
                    language=get_language() or "zh-hans",
                ),
                by=request.actor,
                at=request.at,
            )
            return receipt_page(
                request,
                title=gettext("This is your own receipt"),
                code=code,
                lines=(dates.moment(request.at),),
                promises=[],
                again=False,
            )
        except Declined as declined:
            form.add_error(None, gettext(declined.sentence) % declined.params)
            status = 409
    context = {
        "form": form,
        "handle": handle,
        "open": Move.BRING_ANOTHER in own.moves,
        "closed": gettext(MOVES[Move.BRING_ANOTHER][2]),
    }
    answer = render(request, "petitions/another.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@staff_page(Act.ASK_VIEW)
@require_http_methods(["GET", "POST"])
def heard(request: ActorRequest) -> HttpResponse:
    """The response centre writes down what a petitioner said who withdraws: alone with them, by telephone or here."""
    form = HeardForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _hear(request, form)
        except (Declined, doors.Denied, ledger.NoSuchMatter) as wrong:
            if isinstance(wrong, Declined):
                form.add_error(None, gettext(wrong.sentence) % wrong.params)
            else:
                form.add_error("ref", gettext("No petition that you ask about has this reference."))
            status = 409
        else:
            request.session["petition_heard"] = form.cleaned_data["ref"].strip()
            return redirect(reverse("petition_heard"))
    context = {"form": form, "done": request.session.pop("petition_heard", "")}
    return render(request, "petitions/heard.html", context, status=status)


def _hear(request: ActorRequest, form: HeardForm) -> None:
    """Raises access.Denied, ledger.NoSuchMatter, Declined."""
    data = form.cleaned_data
    matter = ledger.matter_by_ref(data["ref"].strip())
    parties = ledger.parties(matter.id)
    doors.require(request.actor, Act.SPEAK_APART, parties, matter.id)
    withdrawing.hear_withdrawal(
        matter_id=matter.id,
        words=data["words"],
        pressed=data["pressed"] == "yes",
        party_id=_numbered([p.id for p in parties if _there(p.role, p.until)], data["number"]),
        by=request.actor,
        at=request.at,
    )


def _there(role: PartyRole, until: object) -> bool:
    return role is PartyRole.PETITIONER and until is None


def _numbered(there: list[uuid.UUID], number: int) -> uuid.UUID:
    """Raises access.Denied where there are not so many."""
    if not 1 <= number <= len(there):
        raise doors.Denied(Act.SPEAK_APART.value)
    return there[number - 1]
