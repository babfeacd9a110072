"""The acts about visits: which acts of access allow each, and at which standing of one of the people it is open."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from huiying.core.kinds import N_, Act, IllegalMove
from huiying.mechanisms.visits import choices, rules
from huiying.mechanisms.visits.standing import Standing


class Move(StrEnum):
    PLAN = "plan-visits"
    END_PLAN = "end-visits"
    OFFER = "offer-visit"
    PICK = "record-pick"
    WAY = "record-way"
    MOVE = "move-visit"
    CALL_OFF = "call-off-visit"
    ATTEMPT = "visit-attempt"
    WRITE_UP = "write-up-visit"
    KEEP = "keep-visit-promise"
    RECOVER = "recover"
    WARN = "dv-warning"
    PLAN_CHECK = "plan-dv-check"
    RECORD_CHECK = "record-dv-check"
    END_CHECKS = "end-dv-checks"
    # the person's own
    OWN_PICK = "visit-time"
    OWN_WAY = "visit-way"
    OWN_TIMES = "visit-times"
    OWN_INTERVAL = "visit-interval"
    OWN_VIEW = "visit-view"
    OWN_PRESSURE = "visit-pressure"


def _always(_: Standing) -> bool:
    return True


_WORK, _GOES = (Act.WORK,), (Act.WORK, Act.VISIT)
_OWN = (Act.FOLLOW,)
Rule = tuple[tuple[Act, ...], Callable[[Standing], bool], str]
_NO_PLAN = N_("No visits are planned.")

# Move -> the acts of access that allow it, for whom it is open, the sentence where it is open for nobody.
MOVES: dict[Move, Rule] = {
    Move.PLAN: (_WORK, _always, ""),
    Move.END_PLAN: (_WORK, lambda s: s.plan is not None, _NO_PLAN),
    Move.OFFER: (
        _WORK,
        # Who chose letters or their page is offered no times at all.
        lambda s: s.meeting is None and (not s.way or s.way in choices.AT_A_TIME),
        N_("A visit is agreed already, or they chose a way for which no time is needed."),
    ),
    Move.PICK: (_WORK, lambda s: s.offer is not None, rules.NOTHING_OFFERED),
    Move.WAY: (_GOES, _always, ""),
    Move.MOVE: (_GOES, lambda s: s.meeting is not None, rules.NOTHING_AGREED),
    Move.CALL_OFF: (_GOES, lambda s: s.meeting is not None, rules.NOTHING_AGREED),
    Move.ATTEMPT: (_GOES, _always, ""),
    Move.WRITE_UP: (_GOES, _always, ""),
    Move.KEEP: (
        _GOES,
        lambda s: bool(s.open_promises),
        N_("There is no promise to keep: each was kept."),
    ),
    Move.RECOVER: (
        (Act.RECOVER,),
        lambda s: bool(s.recoveries),
        N_("This was seen to already."),
    ),
    Move.WARN: (_WORK, lambda s: not s.warned, N_("The warning is on record.")),
    Move.PLAN_CHECK: (_WORK, lambda s: s.warned, rules.NO_WARNING),
    Move.RECORD_CHECK: (_GOES, lambda s: s.warned, rules.NO_WARNING),
    Move.END_CHECKS: ((Act.APPROVE,), lambda s: s.warned, rules.NO_WARNING),
    Move.OWN_PICK: (_OWN, lambda s: s.offer is not None, rules.NOTHING_OFFERED),
    Move.OWN_WAY: (_OWN, _always, ""),
    Move.OWN_TIMES: (
        _OWN,
        lambda s: s.offer is not None or s.meeting is not None,
        rules.NOTHING_OFFERED,
    ),
    Move.OWN_INTERVAL: (_OWN, lambda s: s.plan is not None, _NO_PLAN),
    Move.OWN_VIEW: (_OWN, lambda s: s.view_asked is not None, rules.VIEW_NOT_OPEN),
    Move.OWN_PRESSURE: (_OWN, _always, ""),
}


def decide(move: Move, standings: Iterable[Standing]) -> None:
    """Open if it is open for one of the people. Raises IllegalMove."""
    _, fits, sentence = MOVES[move]
    if not any(fits(standing) for standing in standings):
        raise IllegalMove(sentence)
