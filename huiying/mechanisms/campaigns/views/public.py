"""Campaigns for everybody: the plan before it begins, how far it has come, what came of it; telling us something."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from huiying.core.duties import queries as duties
from huiying.core.kinds import Actor, ActorKind, Declined, system
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web import dates, flood, rows, visitor
from huiying.core.web.duty_words import is_open, next_promises, promise_of
from huiying.core.web.guards import ActorRequest, holder_page, public_page
from huiying.mechanisms.campaigns import progress, queries
from huiying.mechanisms.campaigns.forms_go import SayForm
from huiying.mechanisms.campaigns.forms_plan import days_words
from huiying.mechanisms.campaigns.queries import PublicCampaign
from huiying.mechanisms.campaigns.services import passing, raising
from huiying.mechanisms.campaigns.services.raising import Kept, Raising
from huiying.mechanisms.campaigns.services.receipt import show_receipt
from huiying.mechanisms.campaigns.views import plan_rows
from huiying.mechanisms.campaigns.views.campaigns import campaign_row
from huiying.mechanisms.campaigns.views.stages import STAGES


@public_page
def campaigns(request: HttpRequest) -> HttpResponse:
    listed = queries.public_campaigns()
    found = [campaign_row(one, public=True) for one in listed]
    places = [units.unit(unit) for unit in dict.fromkeys(one.unit for one in listed)]
    return render(request, "campaigns/public_list.html", {"rows": found, "places": places})


def _found(ref: str) -> PublicCampaign:
    try:
        return queries.public_campaign(ref)
    except ledger.NoSuchMatter:
        raise Http404 from None


@public_page
def campaign(request: HttpRequest, ref: str) -> HttpResponse:
    """One campaign: plan, areas, announcements, progress by unit, results."""
    found = _found(ref)
    stand = found.standing
    tone, words = STAGES[stand.stage]
    shown = progress.public(found.progress)
    totals = progress.totals(found.progress, found.complaints)
    context = {
        "promises": _promises(found, visitor.at(request)),
        "ref": found.ref,
        "title": found.words(stand.plan, "title") or gettext("Visiting campaign"),
        "tag": rows.Tag(tone=tone, text=gettext(words)),
        "unit": units.unit(found.unit),
        "days": days_words(stand.begins, stand.ends),
        "purpose": found.words(stand.plan, "purpose"),
        "notice": found.words(stand.plan, "notice"),
        "asks": plan_rows.asked(stand, found.words(stand.plan, "questions")),
        "areas": [plan_rows.area_line(a, found.words(a.line, "area")) for a in stand.areas],
        "heads": plan_rows.heads(),
        "progress": plan_rows.public_lines(shown),
        "answered": plan_rows.answered_intervals(shown),
        "figures": _figures(totals),
        "complaints": totals.complaints,
        "heard": found.words(stand.results, "heard"),
        "done": found.words(stand.results, "done"),
        "called_off": found.words(stand.called_off, "reason"),
        "open": raising.runs(found.matter_id),
        "stations": [units.unit(unit) for unit in dict.fromkeys(a.unit for a in stand.areas)],
    }
    return render(request, "campaigns/public.html", context)


def _promises(found: PublicCampaign, at: datetime) -> list[rows.Promise]:
    """What is owed to everybody next, and what is late with it."""
    owed = [d for d in duties.of_matter(found.matter_id) if d.owed_to == "public" and is_open(d)]
    return [promise_of(duty, at, level=2) for duty in owed[:1]]


def _figures(totals: progress.PublicTotals) -> list[rows.Figure]:
    shown = (
        (totals.visited, gettext("spoken with")),
        (totals.absent, gettext("nobody at home")),
        (totals.declined, gettext("would rather not, and that is all right")),
        (totals.other_way, gettext("another way instead")),
        (totals.raised, gettext("things raised")),
        (totals.answered, gettext("of them answered")),
    )
    return [rows.Figure(value=plan_rows.number(count), label=label) for count, label in shown]


# --- telling us something ------------------------------------------------------------------------------


@public_page
def say(request: HttpRequest, ref: str) -> HttpResponse:
    """A hardship, a hazard or a suggestion, on one page, with or without a name."""
    found, at = _found(ref), visitor.at(request)
    if not raising.runs(found.matter_id):
        return redirect("campaign_public", found.ref)
    places = dict.fromkeys(area.unit for area in found.standing.areas)
    offered = [(units.unit(unit).code, units.unit(unit).name) for unit in places]
    form = SayForm(request.POST or None, at=at, spend=flood.spend, places=offered)
    if request.method == "POST" and form.is_valid():
        kept = _send(found, form, at)
        if isinstance(kept, Kept):
            return redirect("matter_lookup") if kept.again else _receipt(request, kept, at)
    context = {"form": form, "ref": found.ref, "title": found.words(found.standing.plan, "title")}
    wrong = form.is_bound and form.errors
    answer = render(request, "campaigns/say.html", context, status=422 if wrong else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _send(found: PublicCampaign, form: SayForm, at: datetime) -> Kept | None:
    data = form.cleaned_data
    unit = units.unit_by_code(data["unit"])
    contact = form.contact()
    try:
        return raising.raise_matter(
            raising=Raising(
                what=data["what"],
                narrative=data["narrative"],
                wish=data["wish"],
                unit=unit.id if unit else 0,
                campaign=found.matter_id,
                channel="portal",
                consent=not contact.empty(),
                contact=contact,
                language=get_language() or settings.LANGUAGE_CODE,
                key=f"say:{data['key']}" if data["key"] else "",
            ),
            by=system("public form"),
            at=at,
        )
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return None


def _receipt(request: HttpRequest, kept: Kept, at: datetime) -> HttpResponse:
    """The code, on the person's own screen; showing it is the evidence that they have it."""
    holder = Actor(kind=ActorKind.HOLDER, name="", matter_id=kept.matter_id)
    show_receipt(matter_id=kept.matter_id, by=holder, at=at)
    return receipt_page(
        request,
        title=gettext("We have it. This is your receipt"),
        code=kept.code,
        lines=(dates.moment(at), gettext("Reference for staff: %(ref)s") % {"ref": kept.ref}),
        promises=next_promises(kept.matter_id, at),
    )


@holder_page
def fetch_receipt(request: ActorRequest, handle: str) -> HttpResponse:
    """The receipt of the complaint that something raised became, once, on the person's own screen."""
    if request.method != "POST":
        return redirect("matter", handle)
    try:
        code = passing.fetch_receipt(by=request.actor, at=request.at)
    except Declined:
        return redirect("matter", handle)
    return receipt_page(
        request,
        title=gettext("This is the receipt of your complaint"),
        code=code,
        lines=(dates.moment(request.at),),
        promises=[],
    )


def receipt_page(
    request: HttpRequest,
    *,
    title: str,
    code: str,
    lines: tuple[str, ...],
    promises: list[rows.Promise],
) -> HttpResponse:
    url = request.build_absolute_uri(reverse("matter_lookup"))
    context = {
        "title": title,
        "receipt": rows.Receipt(title=gettext("Receipt"), code=code, look_up_url=url, lines=lines),
        "promises": promises,
    }
    answer = render(request, "web/codes/receipt.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
