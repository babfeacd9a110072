"""Which acts something raised allows as it stands, and which act of access each needs. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from huiying.core.kinds import N_, Act, IllegalMove
from huiying.mechanisms.campaigns.raised_standing import OPEN, Stage, Standing


class RaisedMove(StrEnum):
    """An act on something raised, as the desk and the person know it."""

    ASSIGN = "assign"
    MOVE_ON = "move-on"
    TRANSFER = "transfer"
    ANSWER = "answer"
    SAY_DONE = "say-done"
    REOPEN = "reopen"
    DECIDE_REVIEW = "decide-review"
    TO_COMPLAINT = "to-complaint"
    # the person's own
    DISAGREE = "disagree"
    FETCH_RECEIPT = "fetch-receipt"


_ANSWERED = frozenset({Stage.ANSWERED, Stage.REVIEWED})
_HERE = frozenset(Stage) - {Stage.PASSED, Stage.OUTSIDE}
_DESK = (Act.WORK,)
_PERSON = (Act.FOLLOW,)
_DECIDED = N_("It was answered or passed on. Take it up again first.")

# Act -> stages in which it is open, the acts of access that allow it, the sentence where it is closed.
RAISED_MOVES: dict[RaisedMove, tuple[frozenset[Stage], tuple[Act, ...], str]] = {
    RaisedMove.ASSIGN: (_HERE, (Act.ASSIGN,), N_("It is not with us any more.")),
    RaisedMove.MOVE_ON: (OPEN, (Act.WORK, Act.ASSIGN), _DECIDED),
    RaisedMove.TRANSFER: (OPEN, _DESK, _DECIDED),
    RaisedMove.ANSWER: (OPEN, _DESK, _DECIDED),
    RaisedMove.SAY_DONE: (
        frozenset({Stage.ANSWERED, Stage.REVIEWING, Stage.REVIEWED}),
        _DESK,
        N_("Answer it first."),
    ),
    RaisedMove.REOPEN: (
        _ANSWERED | {Stage.OUTSIDE},
        _DESK,
        N_("It is open, or with somebody else."),
    ),
    RaisedMove.DECIDE_REVIEW: (
        frozenset({Stage.REVIEWING}),
        (Act.REVIEW,),
        N_("Nobody has asked for it to be looked at again."),
    ),
    RaisedMove.TO_COMPLAINT: (frozenset({Stage.RECEIVED}), _DESK, _DECIDED),
    RaisedMove.DISAGREE: (
        frozenset({Stage.ANSWERED, Stage.OUTSIDE}),
        _PERSON,
        N_("Once we have answered, you can ask the unit above to look at it."),
    ),
    RaisedMove.FETCH_RECEIPT: (
        frozenset({Stage.PASSED}),
        _PERSON,
        N_("There is no receipt of a complaint to collect."),
    ),
}


def decide_raised(move: RaisedMove, standing: Standing) -> None:
    """Whether an act is open now. Raises IllegalMove with a sentence."""
    stages, _, sentence = RAISED_MOVES[move]
    if standing.stage not in stages:
        raise IllegalMove(sentence)
    if move is RaisedMove.TO_COMPLAINT and not standing.complaint:
        raise IllegalMove(N_("Only a complaint about the police goes on as a complaint."))
    if move is RaisedMove.SAY_DONE and standing.promised is None:
        raise IllegalMove(N_("Everything we said we would do is done."))
    if move is RaisedMove.FETCH_RECEIPT and standing.receipt_fetched:
        raise IllegalMove(N_("You have collected the receipt of your complaint."))


def open_raised_moves(standing: Standing, acts: Iterable[Act]) -> frozenset[RaisedMove]:
    """Every move the standing allows to whoever holds these acts."""
    held, found = frozenset(acts), set()
    for move, (_, needed, _sentence) in RAISED_MOVES.items():
        if held.isdisjoint(needed):
            continue
        try:
            decide_raised(move, standing)
        except IllegalMove:
            continue
        found.add(move)
    return frozenset(found)
