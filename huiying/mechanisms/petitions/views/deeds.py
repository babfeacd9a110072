"""What the petitioner does on their matter, besides what everybody can on theirs (core/web/codes/deeds.py)."""

import uuid
from collections.abc import Callable
from typing import Any

from huiying.core.kinds import N_, IllegalMove
from huiying.core.web.deeds import Deed, Deeds, Run, Typed
from huiying.core.web.guards import ActorRequest
from huiying.mechanisms.petitions import forms_own as f
from huiying.mechanisms.petitions import forms_together as together
from huiying.mechanisms.petitions import rules
from huiying.mechanisms.petitions.moves import MOVES
from huiying.mechanisms.petitions.queries import PetitionOwn, own_petition_of
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services import (
    marking,
    meeting,
    reviewing,
    settling,
    speaking,
    withdrawing,
)


def _does(act: Callable[..., object], *names: str) -> Run:
    """The act of a service that takes, by the same names, some of what was typed."""

    def run(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
        act(**{name: typed[name] for name in names}, by=request.actor, at=request.at)

    return run


def _speak(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    if typed["answer"] == "yes":
        speaking.agree_to_speak(called=typed["called"], by=request.actor, at=request.at)
    else:
        speaking.decline_to_speak(by=request.actor, at=request.at)


def _who(request: ActorRequest) -> dict[str, Any]:
    return {"actor": request.actor}


_TABLE: tuple[Deed[PetitionOwn], ...] = (
    Deed(
        slug="review",
        move=Move.DISAGREE,
        ask=N_("Ask the next level to look again"),
        invite=N_(
            "You do not accept it? The level above looks at everything again, with a time of its own, "
            "and writes to you."
        ),
        prominent=True,
        form=f.ReviewForm,
        run=_does(reviewing.ask_review, "reason"),
        title=N_("Ask the next level to look again"),
        button=N_("Send it to the next level"),
        done=N_("The next level looks at it again and writes to you."),
        back="next",
    ),
    Deed(
        slug="meeting",
        move=Move.AGREE,
        ask=N_("Answer our offer: a time, or another way"),
        prominent=True,
        form=f.OfferForm,
        run=_does(meeting.answer_offer, "answer"),
        title=N_("What suits you?"),
        button=N_("Send it"),
        done=N_("We keep to what you chose."),
        back="offer",
        begin=_who,
    ),
    Deed(
        slug="meeting-off",
        move=Move.DECLINE,
        ask=N_("Call off what we agreed, and hear back another way"),
        form=f.CallOffForm,
        run=_does(meeting.answer_offer, "answer"),
        title=N_("Call off what we agreed"),
        button=N_("Send it"),
        done=N_("We keep to what you chose."),
        back="next",
        begin=_who,
        lead=N_("It costs you nothing, and you need not say why."),
    ),
    Deed(
        slug="contest-mark",
        move=Move.CONTEST,
        ask=N_("Say that a mark is wrong"),
        form=f.ContestForm,
        run=_does(marking.contest_mark, "mark", "reason"),
        title=N_("Say that a mark is wrong"),
        button=N_("Send it"),
        done=N_("Somebody other than whoever set the mark decides, and writes to you."),
        back="marks",
        begin=_who,
    ),
    Deed(
        slug="settled",
        move=Move.SETTLE,
        ask=N_("Say that it is settled"),
        form=f.SettleForm,
        run=_does(settling.settle, "note"),
        title=N_("Say that it is settled"),
        button=N_("It is settled"),
        done=N_("You said that it is settled. You can say at any time that it is not."),
        lead=N_(
            "Only you say so, and nobody asks it of you. What we owe you on this matter ends with it."
        ),
        back="next",
    ),
    Deed(
        slug="not-settled",
        move=Move.UNSETTLE,
        ask=N_("Say that it is not settled after all"),
        prominent=True,
        form=f.UnsettleForm,
        run=_does(settling.unsettle, "reason"),
        title=N_("Say that it is not settled after all"),
        button=N_("It is not settled"),
        done=N_("It goes on where it stood, and our time begins anew."),
        back="next",
    ),
    Deed(
        slug="speak",
        move=Move.SPEAK,
        ask=N_("Say whether you speak for all"),
        prominent=True,
        form=together.SpeakForm,
        run=_speak,
        title=N_("Speaking for all"),
        button=N_("Send it"),
        done=N_("We keep to what you said."),
        back="next",
    ),
    Deed(
        slug="stop-speaking",
        move=Move.STOP_SPEAKING,
        ask=N_("Speak for the others no more"),
        form=together.PlainOwnForm,
        run=_does(speaking.stop_speaking),
        title=N_("Speak for the others no more"),
        button=N_("I speak for myself alone"),
        done=N_("You speak for yourself alone. The others are told."),
        lead=N_("You need not say why. Your own petition goes on as it is."),
        back="next",
    ),
    Deed(
        slug="withdraw",
        move=Move.WITHDRAW,
        ask=N_("Withdraw my petition"),
        form=together.WithdrawForm,
        run=_does(withdrawing.withdraw, "reason"),
        title=N_("Withdraw your petition"),
        button=N_("Withdraw it"),
        done=N_("We noted it. For seven days you can take it back with one press."),
        template="petitions/withdraw.html",
        back="next",
    ),
    Deed(
        slug="go-on",
        move=Move.GO_ON,
        ask=N_("Go on with my petition"),
        invite=N_(
            "You withdrew. It has not taken effect: you can go on with one press, without giving a reason."
        ),
        prominent=True,
        form=together.PlainOwnForm,
        run=_does(withdrawing.go_on),
        title=N_("Go on with your petition"),
        button=N_("Go on with it"),
        done=N_("Your petition goes on. Nothing was lost."),
        lead=N_("It goes on from where it was, with everything you wrote and sent."),
        back="next",
    ),
    Deed(
        slug="take-up-again",
        move=Move.TAKE_UP_AGAIN,
        ask=N_("Take my petition up again"),
        prominent=True,
        form=together.TakeUpForm,
        run=_does(withdrawing.take_up_again, "reason"),
        title=N_("Take your petition up again"),
        button=N_("Take it up again"),
        done=N_("Your petition is open again, and our time begins anew."),
        lead=N_("It goes on from where it was, with everything you wrote and sent."),
        back="next",
    ),
    Deed(
        slug="pressed",
        move=Move.REPORT_PRESSURE,
        ask=N_("Somebody pressed me"),
        form=f.PressureForm,
        run=_does(settling.report_pressure, "reason"),
        title=N_("Somebody pressed you"),
        button=N_("Tell oversight alone"),
        done=N_("Oversight has it. Nobody who handles your matter reads it."),
        lead=N_("To call it settled, not to ask for a review, not to go to the next level."),
        back="next",
    ),
)


def _closed(page: PetitionOwn, deed: Deed[PetitionOwn]) -> str | None:
    move = Move(deed.move)
    if move in page.moves:
        return None
    try:
        rules.decide(move, page.standing)
        rules.decide_own(move, page.standing, str(page.party_id))
    except IllegalMove as illegal:
        return illegal.sentence
    return MOVES[move][2]


DEEDS = Deeds(deeds=_TABLE, read=own_petition_of, closed=_closed)
