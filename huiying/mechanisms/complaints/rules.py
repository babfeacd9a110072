"""Which acts a complaint's standing allows, and which act of access each needs. Pure: raises a sentence or nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from huiying.core.kinds import N_, Act, ActorKind, Line
from huiying.core.kinds import Declined as Declined
from huiying.core.kinds import IllegalMove as IllegalMove
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.moves import MOVES as MOVES
from huiying.mechanisms.complaints.moves import (
    NO_TIME_ASKED,
    NOT_ASKED,
    NOT_LEAVING,
    NOTHING_WITHDRAWN,
    YOU_LEFT,
)
from huiying.mechanisms.complaints.moves import VIEW_NOT_OPEN as VIEW_NOT_OPEN
from huiying.mechanisms.complaints.moves import VIEW_NOT_TAKEN as VIEW_NOT_TAKEN
from huiying.mechanisms.complaints.moves import Move as Move
from huiying.mechanisms.complaints.standing import Leaving as Leaving
from huiying.mechanisms.complaints.standing import Stage as Stage
from huiying.mechanisms.complaints.standing import Standing as Standing
from huiying.mechanisms.complaints.standing import read as read

# A withdrawal takes effect only after another unit spoke with the person alone, and this long after they asked:
# the agency's own standard, shown as such.
COOLING_OFF = timedelta(days=7)
# One extension by the agency's standard (rulepacks/agency/complaints): the rule's own limit is the engine's to judge.
MOST_EXTENSION_DAYS = 30
# The person's view is asked this long after the outcome reached them: not on the spot (agency standard).
ASK_VIEW_AFTER = timedelta(days=3)
# Somebody tried in vain on so many days, and reached on none since, can't be reached: what waits for them is told by
# posting on their page, by our word alone and counted as such (agency standard).
UNREACHED_AFTER_DAYS = 3


# While a review runs these are the reviewing unit's alone: nobody reviews their own answer.
_WITH_THE_REVIEW = frozenset({Move.ASK, Move.PROGRESS, Move.ASK_OFFICER, Move.HEAR_OFFICER})


def acts_for(move: Move, stage: Stage) -> tuple[Act, ...]:
    """The acts of access, any of which lets an actor make a move at a stage."""
    if move in _WITH_THE_REVIEW and stage is Stage.REVIEWING:
        return (Act.REVIEW,)
    return MOVES[move][1]


def doors_of(move: Move) -> tuple[Act, ...]:
    """The acts of access that a move may need at some stage."""
    return (*MOVES[move][1], Act.REVIEW) if move in _WITH_THE_REVIEW else MOVES[move][1]


def decide(move: Move, standing: Standing) -> None:
    """Whether an act is open now. Raises IllegalMove with a sentence."""
    stages, _, sentence = MOVES[move]
    if standing.stage not in stages:
        raise IllegalMove(sentence)
    further = _FURTHER.get(move)
    if further and not further[0](standing):
        raise IllegalMove(further[1])


# What the stage alone does not say: a condition on the standing, and the sentence where it fails.
_FURTHER: dict[Move, tuple[Callable[[Standing], bool], str]] = {
    Move.DECIDE_EXTENSION: (lambda s: s.extension_asked is not None, NO_TIME_ASKED),
    Move.ASK_EXTENSION: (
        lambda s: s.extension_asked is None,
        N_("More time was asked for already and is waiting for a decision."),
    ),
    Move.CLEAR_OFFICER: (
        lambda s: s.finding == "unfounded",
        N_("A clearance letter follows an answer that finds the complaint unfounded."),
    ),
    Move.REPORT_BACK: (
        lambda s: s.forwarded and not s.reported_back,
        N_("Nobody is waiting for a report on this complaint."),
    ),
    # A claim has two looks by law (信访工作条例 35, 36); anything else has one with each answer.
    Move.DISAGREE: (
        lambda s: s.stage is not Stage.REVIEWED or (s.class_ == "claim" and not s.final_review),
        N_("You can disagree once we have answered, and once with each answer."),
    ),
    Move.COPY_RECORD: (lambda s: not s.record_copied, N_("The copy was given already.")),
    Move.START_REVIEW: (lambda s: not s.review_started, N_("The review has begun already.")),
    Move.ANSWER_MESSAGE: (
        lambda s: bool(s.open_messages),
        N_("Every message has been answered. Write to the complainant how it stands instead."),
    ),
    Move.KEEP_PROMISE: (
        lambda s: bool(s.open_promises),
        N_("There is no promise to keep: each was kept."),
    ),
    Move.REPLY: (
        lambda s: bool(s.open_questions),
        N_("This question is not open any more. Write us a message instead."),
    ),
    Move.OFFICER_REPLIES: (
        lambda s: bool(s.open_hearings),
        N_("These questions are not open any more."),
    ),
    Move.HEAR_OFFICER: (
        lambda s: bool(s.open_hearings),
        N_("Put the questions to the officer first."),
    ),
    Move.ASK_VIEW: (
        lambda s: s.outcome_told_at is not None and not s.view_asked,
        N_("The person's view is asked once the answer has reached them, and once each time."),
    ),
    Move.RECORD_VIEW: (
        lambda s: s.view_asked,
        VIEW_NOT_TAKEN,
    ),
    Move.GIVE_VIEW: (lambda s: s.view_asked, VIEW_NOT_OPEN),
    Move.SPEAK_APART: (
        lambda s: any(not one.spoken for one in s.leaving),
        N_("Somebody spoke with the complainant alone already, or nobody asked to withdraw."),
    ),
    Move.DEEM_WITHDRAWN: (
        lambda s: any(one.letter is not None for one in s.leaving),
        N_("Write to the complainant first, and wait for their reply."),
    ),
    Move.HEAR_WITHDRAWAL: (
        lambda s: any(one.letter is not None for one in s.leaving),
        N_("No letter is waiting for a reply."),
    ),
    Move.RECORD_MEETING: (lambda s: "meeting" in s.waiting, N_("There is no meeting to record.")),
    Move.SUSPEND: (lambda s: "suspension" not in s.waiting, N_("It is suspended already.")),
    Move.END_SUSPENSION: (lambda s: "suspension" in s.waiting, N_("It is not suspended.")),
    Move.RESUMPTION_LETTER: (
        lambda s: "resumption-letter" in s.waiting,
        N_("The letter follows the end of a suspension."),
    ),
    Move.HEAR_RESUMPTION: (
        lambda s: "resumption-reply" in s.waiting,
        N_("No letter is waiting for a reply."),
    ),
    Move.REFER: (
        lambda s: "referral" in s.waiting,
        N_("Say first why it has to be referred."),
    ),
    Move.ANSWER_RECOMMENDATION: (
        lambda s: "recommendation" in s.waiting,
        N_("No recommendation is waiting for a response."),
    ),
    Move.COPY_RECOMMENDATION: (
        lambda s: "recommendation-copy" in s.waiting,
        N_("There is no response to a recommendation to pass on."),
    ),
    Move.EXPLAIN_LATENESS: (
        lambda s: bool(s.unexplained),
        N_("Everything that is late was explained already."),
    ),
    Move.LETTER: (lambda s: any(one.letter is None for one in s.leaving), NOT_LEAVING),
    Move.GO_ON: (lambda s: bool(s.leaving), NOT_ASKED),
    Move.TAKE_UP_AGAIN: (
        lambda s: s.stage is Stage.WITHDRAWN or bool(s.left),
        NOTHING_WITHDRAWN,
    ),
    Move.DECIDE_ANNULMENT: (
        lambda s: bool(s.open_annulments),
        N_("There is no proposal to put an entry right."),
    ),
}


def open_moves(standing: Standing, acts: Iterable[Act] | None = None) -> frozenset[Move]:
    """Every move the standing allows; with `acts`, those that whoever holds them may make."""
    held = None if acts is None else frozenset(acts)
    found = set()
    for move in Move:
        if held is not None and held.isdisjoint(acts_for(move, standing.stage)):
            continue
        try:
            decide(move, standing)
        except IllegalMove:
            continue
        found.add(move)
    return frozenset(found)


def own_moves(standing: Standing, party: str) -> frozenset[Move]:
    """What one complainant may do: of several, each for themselves."""
    moves = set(open_moves(standing, {Act.FOLLOW}))
    if party in standing.left:
        return frozenset(moves & _FOR_WHO_LEFT)
    if standing.stage is not Stage.WITHDRAWN:
        moves.discard(Move.TAKE_UP_AGAIN)
    leaves = any(one.party == party for one in standing.leaving)
    moves.discard(Move.WITHDRAW if leaves else Move.GO_ON)
    if party in standing.views_given:
        moves.discard(Move.GIVE_VIEW)
    return frozenset(moves)


def decide_own(move: Move, standing: Standing, party: str) -> None:
    """Whether this one of the complainants may do it. Raises IllegalMove."""
    if move not in own_moves(standing, party):
        left = party in standing.left
        raise IllegalMove(YOU_LEFT if left else MOVES[move][2] or VIEW_NOT_OPEN)


_FOR_WHO_LEFT = frozenset(
    {Move.TAKE_UP_AGAIN, Move.CHANGE_CONTACT, Move.REPORT_PRESSURE, Move.WRITE}
)


def to_speak_with(standing: Standing, party: str = "") -> Leaving:
    """Who is to be spoken with alone: the one named, else the first who was not. Raises IllegalMove."""
    waiting = [one for one in standing.leaving if not one.spoken]
    found = next((one for one in waiting if party in {"", one.party}), None)
    if found is None:
        raise IllegalMove(NOT_LEAVING)
    return found


def beyond_reach(lines: Sequence[Line], party: str) -> bool:
    """Whether one complainant was tried in vain on enough days, by any channel, since they were last heard of."""
    days: set[date] = set()
    for line in lines:
        if str(line.facts.get("party", party)) != party:
            continue
        if line.kind == events.CONTACT_FAILED.kind:
            days.add(line.occurred_at.date())
        elif line.kind == events.CONTACT_MADE.kind or line.by_kind == ActorKind.HOLDER.value:
            days.clear()
    return len(days) >= UNREACHED_AFTER_DAYS


def with_letter(standing: Standing, party: str = "") -> Leaving:
    """Who was sent a letter and has not replied: the one named, else the first. Raises IllegalMove."""
    return _leaving(standing, party, letter=True)


def without_letter(standing: Standing, party: str = "") -> Leaving:
    """Who was not written to yet: the one named, else the first. Raises IllegalMove."""
    return _leaving(standing, party, letter=False)


def _leaving(standing: Standing, party: str, *, letter: bool) -> Leaving:
    for one in standing.leaving:
        if (one.letter is not None) is letter and party in {"", one.party}:
            return one
    raise IllegalMove(NOT_LEAVING)


def withdrawn_from(standing: Standing) -> datetime | None:
    """From when the first withdrawal takes effect: another unit has spoken with the person alone, they still want
    it, and the cooling-off time is over. None: not for now."""
    return min((one.asked_at + COOLING_OFF for one in standing.leaving if one.spoken), default=None)


def ripe(standing: Standing, now: datetime) -> tuple[Leaving, ...]:
    """Whose withdrawal takes effect now."""
    return tuple(
        one for one in standing.leaving if one.spoken and now >= one.asked_at + COOLING_OFF
    )
