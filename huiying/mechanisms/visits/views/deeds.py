"""What the person does about the visits to them, each on a page of its own."""

import uuid
from typing import Any

from huiying.core.kinds import N_, IllegalMove
from huiying.core.web.deeds import Deed, Deeds, Typed
from huiying.core.web.guards import ActorRequest
from huiying.mechanisms.visits import forms_own as f
from huiying.mechanisms.visits import moves
from huiying.mechanisms.visits.forms import options_of
from huiying.mechanisms.visits.moves import Move
from huiying.mechanisms.visits.queries import OwnVisits, own_standing, own_visits_of
from huiying.mechanisms.visits.services import arranging, asking, planning


def _pick(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    arranging.pick_time(option=int(typed["option"]), by=request.actor, at=request.at)


def _way(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    arranging.choose_way(way=typed["way"], by=request.actor, at=request.at)


def _times(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    arranging.ask_for_times(wish=typed["wish"], by=request.actor, at=request.at)


def _interval(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    planning.set_interval(weeks=typed["weeks"], by=request.actor, at=request.at)


def _view(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    form = typed.form
    assert isinstance(form, f.ViewForm)
    asking.give_view(answers=form.answers(), words=typed["words"], by=request.actor, at=request.at)


def _pressure(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    asking.report_pressure(text=typed["text"], by=request.actor, at=request.at)


def _offered(request: ActorRequest) -> dict[str, Any]:
    offer = own_standing(request.actor).offer
    return {"offered": options_of(offer.facts) if offer else []}


def _weeks(request: ActorRequest) -> dict[str, Any]:
    plan = own_standing(request.actor).plan
    return {"initial": {"weeks": plan.facts["weeks"]} if plan else {}}


_BACK = "visits"
TABLE: tuple[Deed[OwnVisits], ...] = (
    Deed(
        slug="visit-time",
        listed=False,
        move=Move.OWN_PICK,
        form=f.TimeForm,
        run=_pick,
        title=N_("Pick a time"),
        button=N_("This time suits me"),
        done=N_("It is agreed. Who comes, and the word they say, are on this page."),
        begin=_offered,
        back=_BACK,
    ),
    Deed(
        slug="visit-times",
        listed=False,
        move=Move.OWN_TIMES,
        form=f.TimesForm,
        run=_times,
        title=N_("Ask for other times"),
        button=N_("Ask for these times"),
        done=N_("We offer you new times."),
        back=_BACK,
    ),
    Deed(
        slug="visit-way",
        listed=False,
        move=Move.OWN_WAY,
        form=f.WayForm,
        run=_way,
        title=N_("Hear from us in another way"),
        button=N_("I would like it this way"),
        done=N_("We do it this way from now on."),
        lead=N_(
            "You need give no reason, and it makes no difference to your matter. You can change it at any time."
        ),
        back=_BACK,
    ),
    Deed(
        slug="visit-interval",
        listed=False,
        move=Move.OWN_INTERVAL,
        form=f.IntervalForm,
        run=_interval,
        title=N_("How often you hear from us"),
        button=N_("This often"),
        done=N_("We keep to it from now on."),
        begin=_weeks,
        back=_BACK,
    ),
    Deed(
        slug="visit-view",
        listed=False,
        move=Move.OWN_VIEW,
        form=f.ViewForm,
        run=_view,
        title=N_("How do you see it?"),
        button=N_("Send my view"),
        done=N_("Thank you. Whoever visited you never reads it."),
        template="visits/view.html",
        back=_BACK,
    ),
    Deed(
        slug="visit-pressure",
        listed=False,
        move=Move.OWN_PRESSURE,
        form=f.PressureForm,
        run=_pressure,
        title=N_("Somebody asked me to change my answer"),
        button=N_("Tell oversight"),
        done=N_("Oversight has it. Nobody in the unit reads it."),
        back=_BACK,
    ),
)


def _closed(page: OwnVisits, deed: Deed[OwnVisits]) -> str | None:
    try:
        moves.decide(Move(deed.move), [page.standing])
    except IllegalMove as illegal:
        return illegal.sentence
    return None


DEEDS: Deeds[OwnVisits] = Deeds(deeds=TABLE, read=own_visits_of, closed=_closed)
