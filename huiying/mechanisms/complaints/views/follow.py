"""What the complainant does on their matter, besides what everybody can on theirs (core/web/codes/deeds.py)."""

import uuid
from typing import Any

from huiying.core.kinds import N_
from huiying.core.units import queries as units
from huiying.core.web.deeds import Deed, Deeds, Typed
from huiying.core.web.guards import ActorRequest
from huiying.mechanisms.complaints import forms_follow as f
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.queries import CitizenPage, citizen_of, likely_reviewer
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services import following, reviewing, withdrawing


def _disagree(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    reviewing.disagree(matter_id=matter_id, reason=typed["reason"], by=request.actor, at=request.at)


def _withdraw(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    withdrawing.ask_withdrawal(
        matter_id=matter_id, reason=typed["reason"], by=request.actor, at=request.at
    )


def _go_on(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    withdrawing.go_on(matter_id=matter_id, by=request.actor, at=request.at)


def _take_up(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    withdrawing.take_up_again(
        matter_id=matter_id, reason=typed["reason"], by=request.actor, at=request.at
    )


def _view(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    answers = {name: str(typed[name]) for name in f.VIEW_WORDS}
    following.give_view(answers=answers, words=typed["words"], by=request.actor, at=request.at)


def _pressure(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    following.report_pressure(text=typed["text"], by=request.actor, at=request.at)


def _reviewer(request: ActorRequest, page: CitizenPage) -> dict[str, Any]:
    found = likely_reviewer(request.actor, page.in_charge, request.at)
    return {"reviewer": units.unit(found).name if found else ""}


_TABLE: tuple[Deed[CitizenPage], ...] = (
    Deed(
        slug="disagree",
        ask=N_("Say that I disagree"),
        invite=N_(
            "You do not agree, or it was not explained? Your objection does not go back to those who answered: another "
            "unit looks at everything again and writes to you."
        ),
        prominent=True,
        move=Move.DISAGREE,
        form=f.DisagreeForm,
        run=_disagree,
        title=N_("Say that you disagree"),
        button=N_("Send it to the other unit"),
        done=N_("Another unit looks at it again and writes to you."),
        template="complaints/follow_disagree.html",
        back="next",
        further=_reviewer,
    ),
    Deed(
        slug="withdraw",
        ask=N_("Withdraw my complaint"),
        move=Move.WITHDRAW,
        form=f.WithdrawForm,
        run=_withdraw,
        title=N_("Withdraw your complaint"),
        button=N_("Ask to withdraw"),
        done=N_("We noted it. Another unit will speak with you alone first."),
        template="complaints/follow_withdraw.html",
        back="next",
        further=_reviewer,
    ),
    Deed(
        slug="go-on",
        ask=N_("Go on with my complaint"),
        invite=N_(
            "You asked to withdraw. Nothing has ended: you can go on with one press, without giving a reason."
        ),
        prominent=True,
        move=Move.GO_ON,
        form=f.GoOnForm,
        run=_go_on,
        title=N_("Go on with your complaint"),
        button=N_("Go on with it"),
        done=N_("Your complaint goes on. Nothing was lost."),
        template="complaints/follow_go_on.html",
        back="next",
    ),
    Deed(
        slug="take-up-again",
        ask=N_("Take my complaint up again"),
        prominent=True,
        move=Move.TAKE_UP_AGAIN,
        form=f.TakeUpForm,
        run=_take_up,
        title=N_("Take your complaint up again"),
        button=N_("Take it up again"),
        done=N_("Your complaint is open again."),
        template="complaints/follow_go_on.html",
        back="next",
    ),
    Deed(
        slug="view",
        listed=False,
        move=Move.GIVE_VIEW,
        form=f.ViewForm,
        run=_view,
        title=N_("How do you see it?"),
        button=N_("Send my view"),
        done=N_("Thank you. The unit that handled it cannot see what you said."),
        template="complaints/follow_view.html",
        back="view",
        further=lambda request, page: {"pressed": True},
    ),
    Deed(
        slug="pressure",
        ask=N_("Somebody asked me to change my answer, or presses me"),
        move=Move.REPORT_PRESSURE,
        form=f.PressureForm,
        run=_pressure,
        title=N_("Somebody asked me to change my answer"),
        button=N_("Tell oversight"),
        done=N_("Oversight knows it now. The unit does not."),
        template="complaints/follow_pressure.html",
        back="next",
    ),
)


def _closed(page: CitizenPage, deed: Deed[CitizenPage]) -> str | None:
    move = Move(deed.move)
    return None if move in page.moves else rules.MOVES[move][2]


DEEDS = Deeds(deeds=_TABLE, read=citizen_of, closed=_closed)
