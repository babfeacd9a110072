"""The forms of a campaign on a device without network: a shell with nobody's data, where to go, what is sent back."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Declined, IllegalMove
from huiying.core.ledger.services import SlipUnknown
from huiying.core.units import queries as units
from huiying.core.web import dates, door
from huiying.core.web.guards import ActorRequest, public_page, staff_page
from huiying.mechanisms.campaigns import choices
from huiying.mechanisms.campaigns.asked import codes_of, questions
from huiying.mechanisms.campaigns.forms_door import DoorCountForm, DoorRaiseForm
from huiying.mechanisms.campaigns.forms_go import count_days
from huiying.mechanisms.campaigns.forms_plan import days_words
from huiying.mechanisms.campaigns.queries import MyArea
from huiying.mechanisms.campaigns.queries_door import TAKEN_FOR, area_gone_to, to_take
from huiying.mechanisms.campaigns.services import doorstep
from huiying.mechanisms.campaigns.services.doorstep import State
from huiying.mechanisms.campaigns.services.raising import Kept
from huiying.mechanisms.campaigns.standing import Counts
from huiying.mechanisms.campaigns.views.plan_rows import places_words

_SAID = {
    State.WRITTEN: N_("Counted: %(area)s."),
    State.KNOWN: N_("These numbers were here already. Nothing was counted twice."),
}


@staff_page()
@require_GET
def shell(request: ActorRequest) -> HttpResponse:
    """The same bytes for every officer, so that the device may keep it."""
    context = {
        "count": DoorCountForm(),
        "raising": DoorRaiseForm(),
        "hours": TAKEN_FOR.days * 24,
        "back": reverse("campaign_day"),
    }
    return render(request, "campaigns/offline.html", context)


@public_page
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    return door.manifest(gettext("Visiting campaigns"), reverse("campaign_shell"))


@staff_page()
@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """Where the officer goes in the next three days: areas, questions, their own numbers. Nobody's data."""
    if request.actor.officer_id is None:
        raise doors.Denied(Act.VISIT.value)
    found = to_take(by=request.actor, today=dates.local(request.at).date())
    until = request.at + TAKEN_FOR
    return JsonResponse(
        {
            "until": until.isoformat(),
            "areas": [_area(one, dates.local(until).date()) for one in found],
        }
    )


def _area(one: MyArea, until: date) -> dict[str, Any]:
    language = get_language() or ""
    asks = [questions()[code].words(language) for code in codes_of(one.asks)]
    return {
        "id": f"{one.ref} {one.area.code}",
        "title": one.title,
        "words": one.words,
        "places": places_words(one.area),
        "unit": units.unit(one.area.unit).name,
        "span": days_words(one.area.first, one.area.last),
        "asks": asks + [line for line in one.questions.splitlines() if line.strip()],
        "notice": one.notice,
        # Also the days to come while the device keeps it; it offers those that have come.
        "days": count_days(one, until),
        "mine": {day: _numbers(counts) for day, counts in one.mine.items()},
    }


def _numbers(counts: Counts) -> str:
    return f"{counts.visited},{counts.absent},{counts.declined},{counts.other_way}"


@staff_page()
@require_POST
def send(request: ActorRequest) -> HttpResponse:
    """A form from a device. Sent again because an answer was lost, it is known."""
    sent = door.read_sent(request)
    if sent is None:
        return door.no_form()
    of, typed = sent
    ref, _, code = of.get("area", "").partition(" ")
    mine = area_gone_to(ref=ref, code=code, by=request.actor, at=request.at)
    # An area that is none of theirs gets the answer of one that is not there, whatever else the form has in it.
    if mine is None:
        return JsonResponse({"words": gettext(doorstep.NOT_YOURS)}, status=409)
    try:
        if of.get("what") == "count":
            return _counted(request, mine, typed)
        return _raised(request, mine, typed)
    except doors.Denied:
        return door.declined(IllegalMove(doorstep.NOT_YOURS))
    except Declined as declined:
        return door.declined(declined)


def _counted(request: ActorRequest, mine: MyArea, typed: dict[str, Any]) -> HttpResponse:
    form = DoorCountForm(typed, mine=mine, today=dates.local(request.at).date())
    if not form.is_valid():
        return door.incomplete(form)
    found = doorstep.take_counts(
        matter_id=mine.campaign,
        area=mine.area.code,
        day=date.fromisoformat(form.cleaned_data["day"]),
        counts=form.counts(),
        known=form.known_counts(),
        over=form.cleaned_data["over"],
        by=request.actor,
        at=request.at,
    )
    if found.there is not None:
        return JsonResponse({"differs": True, "words": _differs(mine, found.there)}, status=409)
    words = gettext(_SAID[found.state]) % {"area": mine.words}
    return JsonResponse({"state": found.state.value, "words": words})


def _differs(mine: MyArea, there: Counts) -> str:
    return gettext(
        "%(area)s: for this day you typed other numbers elsewhere: %(visited)s spoken with, %(absent)s not at home, "
        "%(declined)s would rather not, %(other_way)s another way. Open the form and say which ones stand."
    ) % {
        "area": mine.words,
        "visited": there.visited,
        "absent": there.absent,
        "declined": there.declined,
        "other_way": there.other_way,
    }


def _raised(request: ActorRequest, mine: MyArea, typed: dict[str, Any]) -> HttpResponse:
    form = DoorRaiseForm(typed)
    if not form.is_valid():
        return door.incomplete(form)
    raising = form.raised_at_door(mine, get_language() or "zh-hans", request.at)
    try:
        kept = doorstep.take_raised(raising=raising, by=request.actor, at=request.at)
    except SlipUnknown:
        form.add_error(
            "slip", gettext("No unused slip of this number belongs to your unit. Check the stub.")
        )
        return door.incomplete(form)
    state = State.KNOWN if kept.again else State.WRITTEN
    return JsonResponse({"state": state.value, "words": _kept(raising.what, kept)})


def _kept(what: str, kept: Kept) -> str:
    """Of a complaint about the police not even the reference: the unit that visited sees it no more."""
    if kept.again:
        return gettext("This form was here already. Nothing was written twice.")
    if what == choices.COMPLAINT:
        return gettext("It goes on as a complaint with another unit. Yours sees it no more.")
    return gettext("Written down: %(ref)s. %(unit)s answers it.") % {
        "ref": kept.ref,
        "unit": units.unit(kept.unit).name,
    }
