"""What a person of a case does on their page, besides what everybody can on theirs."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_, IllegalMove
from huiying.core.web.acts_forms import words
from huiying.core.web.deeds import Deed, Deeds, Typed
from huiying.core.web.guards import ActorRequest
from huiying.mechanisms.cases import forms_people as p
from huiying.mechanisms.cases import queries, requests, rules
from huiying.mechanisms.cases.queries import OwnCasePage, OwnRequestPage, own_case_of
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services import joining, remedying, wishing


class ReconsiderForm(forms.Form):
    reason = words(
        _("Why the decision is wrong"),
        hint=_("In your own words. Somebody who did not decide before reads it."),
        needed=_("Say why the decision is wrong, in your own words."),
        rows=8,
    )


class EmptyForm(forms.Form):
    """Nothing to type: pressing the button is the deed."""


class AnswerForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("May this person hear of your case?"),
        choices=[("yes", _("Yes, they may be told what I am told")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no. Nobody is told what you chose.")},
    )
    party = forms.UUIDField(widget=forms.HiddenInput)


class OwnSafeForm(p.SafeFields):
    """The same as at the desk."""


class OwnWishForm(p.WishFields):
    pass


class OwnNeedsForm(p.NeedsFields):
    pass


def _wish(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    wishing.set_wish(
        matter_id=matter_id,
        topics=typed["topics"],
        weeks=typed["weeks"],
        by=request.actor,
        at=request.at,
    )


def _safe(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    plan = p.plan_of(typed.form.cleaned_data)
    wishing.set_safe_contact(matter_id=matter_id, plan=plan, by=request.actor, at=request.at)


def _needs(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    wishing.set_needs(
        matter_id=matter_id,
        language=typed["language"],
        interpreter=bool(typed["interpreter"]),
        format_=typed["format_"],
        by=request.actor,
        at=request.at,
    )


def _answer(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    joining.answer_for_contact(
        matter_id=matter_id,
        party_id=typed["party"],
        agrees=typed["agrees"] == "yes",
        by=request.actor,
        at=request.at,
    )


def _reconsider(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    remedying.ask_reconsideration(reason=typed["reason"], by=request.actor, at=request.at)


def _review(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    remedying.ask_review(reason=typed["reason"], by=request.actor, at=request.at)


def _take_back(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    remedying.withdraw_request(by=request.actor, at=request.at)


def _begin_safe(request: ActorRequest) -> dict[str, Any]:
    plan = queries.own_plan(request.actor)
    if plan is None:
        return {}
    return {
        "initial": {
            "never": list(plan.never),
            "from_hour": plan.from_hour,
            "to_hour": plan.to_hour,
            "who_may_answer": plan.who_may_answer,
            "neutral": plan.neutral,
            "voicemail": plan.voicemail,
            "spoken_word": plan.spoken_word,
        }
    }


def _begin_answer(request: ActorRequest) -> dict[str, Any]:
    waiting = queries.waiting_for_word(request.actor)
    return {"initial": {"party": waiting[0]}} if waiting else {}


_TABLE: tuple[Deed[OwnCasePage], ...] = (
    Deed(
        slug="reconsider",
        ask=N_("Ask for reconsideration"),
        invite=N_(
            "You do not agree that no case was opened? Somebody who did not decide it looks at everything again."
        ),
        prominent=True,
        move=Move.ASK_RECONSIDERATION,
        form=ReconsiderForm,
        run=_reconsider,
        title=N_("Ask for reconsideration"),
        button=N_("Send it to the authority that decides again"),
        done=N_(
            "Your request is a matter of its own, with a date of its own. Its page opens from this one."
        ),
        back="next",
    ),
    Deed(
        slug="contact-word",
        ask=N_("Say whether somebody may hear of my case"),
        invite=N_("Somebody close to you wants to hear of your case. Only you decide it."),
        prominent=True,
        move=Move.CONFIRM,
        form=AnswerForm,
        run=_answer,
        title=N_("May this person hear of your case?"),
        button=N_("That is my word"),
        done=N_("Noted. You can change it at any time: write to us."),
        lead=N_("Answer alone, when nobody is looking on. Nobody learns what you chose."),
        begin=_begin_answer,
        back="next",
    ),
    Deed(
        slug="safe",
        ask=N_("Say how I can be reached safely"),
        move=Move.SAFE_CONTACT,
        form=OwnSafeForm,
        run=_safe,
        title=N_("Reach me safely"),
        button=N_("From now on, like this"),
        done=N_("From this minute nothing reaches you in any other way."),
        lead=N_("What you forbid here is never used, by anybody."),
        begin=_begin_safe,
        back="next",
    ),
    Deed(
        slug="wish",
        ask=N_("Choose what I am told, and how often"),
        move=Move.WISH,
        form=OwnWishForm,
        run=_wish,
        title=N_("What you want to be told"),
        button=N_("Keep it"),
        done=N_("Your wish binds us from now on. You can change it at any time."),
        back="next",
    ),
    Deed(
        slug="needs",
        ask=N_("Language, interpreter, large print"),
        move=Move.NEEDS,
        form=OwnNeedsForm,
        run=_needs,
        title=N_("What helps you to understand us"),
        button=N_("Keep it"),
        done=N_("We noted what helps you."),
        back="next",
    ),
)


def _closed(page: OwnCasePage, deed: Deed[OwnCasePage]) -> str | None:
    if Move(deed.move) is Move.ASK_RECONSIDERATION and not remedying.offered():
        return ""
    if Move(deed.move) in page.moves:
        return None
    try:
        rules.decide_own(Move(deed.move), page.standing, str(page.party_id))
    except IllegalMove as illegal:
        return illegal.sentence
    return None


DEEDS = Deeds(deeds=_TABLE, read=own_case_of, closed=_closed)


# --- of a reconsideration or review ------------------------------------------------------------------

_OF_REQUESTS: tuple[Deed[OwnRequestPage], ...] = (
    Deed(
        slug="ask-review",
        ask=N_("Ask the level above"),
        invite=N_("You do not agree with this decision either? The level above looks at it."),
        prominent=True,
        move=requests.Move.ASK_REVIEW,
        form=ReconsiderForm,
        run=_review,
        title=N_("Ask the level above for a review"),
        button=N_("Send it to the level above"),
        done=N_(
            "Your request is a matter of its own, with a date of its own. Its page opens from this one."
        ),
        back="next",
    ),
    Deed(
        slug="take-back",
        ask=N_("Take my request back"),
        move=requests.Move.WITHDRAW,
        form=EmptyForm,
        run=_take_back,
        title=N_("Take your request back"),
        button=N_("Take it back"),
        done=N_("Your request was taken back. The earlier decision stands."),
        back="next",
    ),
)


def _closed_request(page: OwnRequestPage, deed: Deed[OwnRequestPage]) -> str | None:
    try:
        requests.decide(requests.Move(deed.move), page.standing)
    except IllegalMove as illegal:
        return illegal.sentence
    return None


REQUEST_DEEDS = Deeds(deeds=_OF_REQUESTS, read=queries.own_request_of, closed=_closed_request)
