"""The officer's day in a campaign: where to go, the numbers of a day, what somebody raised. For a phone first."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.kinds import N_, Declined, IllegalMove
from huiying.core.ledger.services import SlipUnknown
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.codes.printed import SlipToPrint
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.campaigns import choices, queries
from huiying.mechanisms.campaigns.asked import codes_of, questions
from huiying.mechanisms.campaigns.forms_go import CountForm, RaiseForm
from huiying.mechanisms.campaigns.forms_plan import days_words
from huiying.mechanisms.campaigns.queries import MyArea
from huiying.mechanisms.campaigns.services import going
from huiying.mechanisms.campaigns.services.raising import Kept, raise_matter, raise_with_slip
from huiying.mechanisms.campaigns.views.plan_rows import places_words

_DONE = "raised_done"
_SLIP = SlipToPrint(
    purpose="raised slip", paper=N_("Receipt of what was raised"), back="campaign_raised"
)


@staff_page()
@require_GET
def day(request: ActorRequest) -> HttpResponse:
    """Where one goes: today's areas first, then those to come, then those whose days are over."""
    today = dates.local(request.at).date()
    found = queries.my_areas(request.actor, today)
    now = today.isoformat()
    context = {
        "today": [_row(one) for one in found if one.area.first <= now <= one.area.last],
        "coming": [_row(one) for one in found if one.area.first > now],
        "over": [_row(one) for one in found if one.area.last < now],
        "done": request.session.pop("campaign_done", ""),
    }
    return render(request, "campaigns/day.html", context)


def _row(one: MyArea) -> dict[str, object]:
    language = get_language() or ""
    mine = sum((counted.gone_to for counted in one.mine.values()), 0)
    return {
        "title": one.title,
        "ref": one.ref,
        "words": one.words,
        "places": places_words(one.area),
        "unit": units.unit(one.area.unit).name,
        "days": days_words(one.area.first, one.area.last),
        "announced": one.area.announced is not None,
        "mine": mine,
        "asks": [questions()[code].words(language) for code in codes_of(one.asks)]
        + [line for line in one.questions.splitlines() if line.strip()],
        "notice": one.notice,
        "count": reverse("campaign_count", args=[one.ref, one.area.code]),
        "raise": reverse("campaign_raise", args=[one.ref, one.area.code]),
    }


@staff_page()
@require_http_methods(["GET", "POST"])
def count(request: ActorRequest, ref: str, area: str) -> HttpResponse:
    """The numbers of a day. Typed again, they are corrected."""
    mine = queries.my_area(request.actor, ref, area)
    today = dates.local(request.at).date()
    if request.method != "POST":
        return _count(request, mine, CountForm(mine=mine, today=today), 200)
    form = CountForm(request.POST, mine=mine, today=today)
    if not form.is_valid():
        return _count(request, mine, form, 422)
    try:
        going.record_visits(
            matter_id=mine.campaign,
            area=area,
            day=date.fromisoformat(form.cleaned_data["day"]),
            counts=form.counts(),
            by=request.actor,
            at=request.at,
        )
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return _count(request, mine, form, 409 if isinstance(declined, IllegalMove) else 422)
    request.session["campaign_done"] = gettext("Counted: %(area)s.") % {"area": mine.words}
    return redirect("campaign_day")


def _count(request: ActorRequest, mine: MyArea, form: CountForm, status: int) -> HttpResponse:
    context = {"form": form, "row": _row(mine)}
    return render(request, "campaigns/count.html", context, status=status)


@staff_page()
@require_http_methods(["GET", "POST"])
def raise_one(request: ActorRequest, ref: str, area: str) -> HttpResponse:
    """What somebody raised, in their words, with a receipt on the spot."""
    mine = queries.my_area(request.actor, ref, area)
    if request.method != "POST":
        return _raise(request, mine, RaiseForm(), 200)
    form = RaiseForm(request.POST)
    if not form.is_valid():
        return _raise(request, mine, form, 422)
    try:
        kept = _keep(request, form, mine)
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return _raise(request, mine, form, 422)
    except SlipUnknown:
        form.add_error(
            "slip", gettext("No unused slip of this number belongs to your unit. Check the stub.")
        )
        return _raise(request, mine, form, 422)
    _remember(request, kept, form)
    return redirect("campaign_raised")


def _keep(request: ActorRequest, form: RaiseForm, mine: MyArea) -> Kept:
    raising = form.raising(mine, get_language() or "zh-hans")
    if form.cleaned_data["handover"] == "print":
        return raise_with_slip(raising=raising, by=request.actor, at=request.at)
    return raise_matter(raising=raising, by=request.actor, at=request.at)


def _raise(request: ActorRequest, mine: MyArea, form: RaiseForm, status: int) -> HttpResponse:
    context = {"form": form, "row": _row(mine)}
    return render(request, "campaigns/raise.html", context, status=status)


def _remember(request: ActorRequest, kept: Kept, form: RaiseForm) -> None:
    """For the next page: the reference and, sealed, the code of a slip to print once."""
    complaint = form.cleaned_data["what"] == choices.COMPLAINT
    request.session[_DONE] = {
        "ref": "" if complaint else kept.ref,
        "again": kept.again,
        "unit": kept.unit,
        "handover": form.cleaned_data["handover"],
        "slip": kept.serial or form.cleaned_data["slip"],
        "complaint": complaint,
    }
    if kept.serial:
        _SLIP.keep(request, serial=kept.serial, code=kept.code)


@staff_page()
@require_GET
def raised(request: ActorRequest) -> HttpResponse:
    """What was written down, and how the receipt reaches them."""
    kept = request.session.get(_DONE)
    if not kept:
        return redirect("campaign_day")
    context = {
        **kept,
        "unit": units.unit(kept["unit"]).name,
        "to_print": _SLIP.waits(request),
        "print_url": reverse("campaign_raised_slip"),
        "next_url": reverse("campaign_day"),
    }
    return render(request, "campaigns/raised_done.html", context)


@staff_page()
@require_http_methods(["POST"])
def print_slip(request: ActorRequest) -> HttpResponse:
    return _SLIP.once(request)
