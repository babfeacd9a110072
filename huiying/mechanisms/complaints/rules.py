"""Which acts a complaint's standing allows, and which act of access each needs. Pure: raises a sentence or nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from huiying.core.kinds import N_, Act, ActorKind, Line
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.standing import LIVE
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


# A slip opens the matter this long after it was first looked up, unless its new code is kept before (docs/decisions,
# 0011): whoever finds a slip later finds nothing.
SLIP_LASTS = timedelta(days=3)


class Move(StrEnum):
    """An act on a complaint, as the desk and the person know it."""

    CLASS = "class"
    RECATEGORISE = "recategorise"
    ACCEPT = "accept"
    REFUSE = "refuse"
    IDENTIFY = "identify"
    ASSIGN = "assign"
    RECUSE = "recuse"
    TRANSFER = "transfer"
    JOIN = "join"
    ASK = "ask"
    CONTACT = "contact"
    PROGRESS = "progress"
    ASK_EXTENSION = "ask-extension"
    DECIDE_EXTENSION = "decide-extension"
    ANSWER = "answer"
    ANSWER_MESSAGE = "answer-message"
    PRESERVE = "preserve"
    ASK_OFFICER = "ask-officer"
    HEAR_OFFICER = "hear-officer"
    TELL_OFFICER = "tell-officer"
    CLEAR_OFFICER = "clear-officer"
    PROMISE = "promise"
    KEEP_PROMISE = "keep-promise"
    REPORT_BACK = "report-back"
    REOPEN = "reopen"
    START_REVIEW = "start-review"
    DECIDE_REVIEW = "decide-review"
    SPEAK_APART = "speak-apart"
    LETTER = "letter"
    COPY_RECORD = "copy-record"
    WITHHOLD_RECORD = "withhold-record"
    REPORT_TIMELINESS = "report-timeliness"
    EXPLAIN_LATENESS = "explain-lateness"
    ASK_VIEW = "ask-view"
    RECORD_VIEW = "record-view"
    PROPOSE_ANNULMENT = "propose-annulment"
    DECIDE_ANNULMENT = "decide-annulment"
    # the officer's own, on their one-purpose form
    OFFICER_REPLIES = "officer-replies"
    CONTEST = "contest"
    # the person's own
    REPLY = "reply"
    WRITE = "write"
    ADD_FILES = "add-files"
    DISAGREE = "disagree"
    WITHDRAW = "withdraw"
    GO_ON = "go-on"
    TAKE_UP_AGAIN = "take-up-again"
    GIVE_VIEW = "give-view"
    REPORT_PRESSURE = "report-pressure"
    BRING_ANOTHER = "bring-another"
    CHANGE_CONTACT = "change-contact"


class Declined(ValueError):
    """Something that is not done; `sentence` (a msgid, filled from `params`) says why and what to do instead."""

    def __init__(self, sentence: str, **params: str | int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.params = params


class IllegalMove(Declined):
    """An act that the complaint's standing does not allow."""


_EVER = frozenset(Stage)
_HERE = _EVER - {Stage.OUTSIDE}
_HANDLED = frozenset({Stage.ACCEPTED, Stage.REVIEWING})
_OUTCOME = frozenset({Stage.ANSWERED, Stage.REVIEWED})
_DESK = (Act.WORK,)
_EITHER = (Act.WORK, Act.REVIEW)
_PERSON = (Act.FOLLOW,)

_ANSWERED_ALREADY = N_(
    "The class and the category can't be changed once the complaint is answered."
)
_NOT_WITH_US = N_("This complaint is not with us any more.")
_WHILE_HANDLED = N_("The officer is heard while the complaint is being handled.")
_NO_REVIEW = N_("Nobody has asked for a review.")
_NO_OUTCOME = N_("There is no outcome to tell the officer yet.")
VIEW_NOT_TAKEN = N_("The person was not asked yet, or has answered.")
VIEW_NOT_OPEN = N_("You have given your view, or nobody has asked for it yet.")
_NOT_ASKED = N_("You have not asked to withdraw.")
_NOT_LEAVING = N_("The complainant has not asked to withdraw.")
_NOTHING_WITHDRAWN = N_("Your complaint is not withdrawn: there is nothing to take up again.")
_YOU_LEFT = N_("You left this complaint. Take it up again first.")
_NO_TIME_ASKED = N_("There is no request for more time to decide.")

# Act on a complaint -> stages in which it is open, the acts of access that allow it, the sentence where it is closed.
MOVES: dict[Move, tuple[frozenset[Stage], tuple[Act, ...], str]] = {
    Move.CLASS: (LIVE, _DESK, _ANSWERED_ALREADY),
    Move.RECATEGORISE: (LIVE, _DESK, _ANSWERED_ALREADY),
    Move.ACCEPT: (
        frozenset({Stage.RECEIVED}),
        _DESK,
        N_("This complaint was accepted or decided before."),
    ),
    Move.REFUSE: (
        frozenset({Stage.RECEIVED}),
        _DESK,
        N_("Only a complaint that is not accepted yet can be refused. Answer it instead."),
    ),
    Move.IDENTIFY: (_HERE, _EITHER, _NOT_WITH_US),
    Move.ASSIGN: (_HERE - {Stage.WITHDRAWN}, (Act.ASSIGN,), _NOT_WITH_US),
    Move.RECUSE: (_EVER, (Act.RECUSE,), ""),
    Move.TRANSFER: (
        LIVE,
        (Act.WORK, Act.ASSIGN),
        N_("An answered complaint can't be transferred. The complainant can ask for a review."),
    ),
    Move.JOIN: (
        LIVE | {Stage.WITHDRAWING},
        _DESK,
        N_("Somebody can join while the complaint is open. Take this one in as a new complaint."),
    ),
    Move.ASK: (
        LIVE | {Stage.REVIEWING},
        _DESK,
        N_("Questions can be asked while the complaint is being handled."),
    ),
    Move.CONTACT: (_EVER, _EITHER, ""),
    Move.PROGRESS: (
        LIVE | {Stage.REVIEWING},
        _DESK,
        N_("Progress can be told while the complaint is being handled."),
    ),
    Move.ASK_EXTENSION: (LIVE, _DESK, N_("An answered complaint needs no more time.")),
    Move.DECIDE_EXTENSION: (LIVE, (Act.APPROVE,), _NO_TIME_ASKED),
    Move.ANSWER: (
        frozenset({Stage.ACCEPTED}),
        _DESK,
        N_("Accept the complaint first; an answered one can be reopened."),
    ),
    Move.ANSWER_MESSAGE: (_EVER, _EITHER, ""),
    Move.PRESERVE: (_EVER, _EITHER, ""),
    Move.ASK_OFFICER: (_HANDLED, _DESK, _WHILE_HANDLED),
    Move.HEAR_OFFICER: (_HANDLED, _DESK, _WHILE_HANDLED),
    Move.TELL_OFFICER: (_OUTCOME, _EITHER, _NO_OUTCOME),
    Move.CLEAR_OFFICER: (
        _OUTCOME,
        _EITHER,
        N_("A clearance letter follows an answer that finds the complaint unfounded."),
    ),
    Move.PROMISE: (_EVER, _EITHER, ""),
    Move.KEEP_PROMISE: (_EVER, _EITHER, ""),
    Move.REPORT_BACK: (_EVER, _EITHER, ""),
    Move.REOPEN: (
        _OUTCOME | {Stage.REFUSED, Stage.WITHDRAWN},
        _DESK,
        N_("This complaint is open."),
    ),
    Move.START_REVIEW: (frozenset({Stage.REVIEWING}), (Act.REVIEW,), _NO_REVIEW),
    Move.DECIDE_REVIEW: (frozenset({Stage.REVIEWING}), (Act.REVIEW,), _NO_REVIEW),
    Move.SPEAK_APART: (LIVE | {Stage.WITHDRAWING}, (Act.SPEAK_APART,), _NOT_LEAVING),
    Move.LETTER: (LIVE | {Stage.WITHDRAWING}, _DESK, _NOT_LEAVING),
    Move.COPY_RECORD: (_HERE, _DESK, _NOT_WITH_US),
    Move.WITHHOLD_RECORD: (_HERE, _DESK, _NOT_WITH_US),
    Move.REPORT_TIMELINESS: (LIVE, _DESK, N_("It is finished: there is no delay to report.")),
    # The unit that was late, or one above it.
    Move.EXPLAIN_LATENESS: (_EVER, (Act.WORK, Act.REVIEW, Act.APPROVE), ""),
    Move.ASK_VIEW: (
        _OUTCOME | {Stage.REVIEWING},
        (Act.ASK_VIEW,),
        N_("The person's view is asked once the answer has reached them."),
    ),
    Move.RECORD_VIEW: (_EVER, (Act.ASK_VIEW,), ""),
    Move.PROPOSE_ANNULMENT: (_EVER, (Act.ANNUL,), ""),
    Move.DECIDE_ANNULMENT: (_EVER, (Act.SECOND_ANNUL,), ""),
    Move.OFFICER_REPLIES: (_HANDLED, (), _WHILE_HANDLED),
    Move.CONTEST: (_OUTCOME | {Stage.REVIEWING}, (), N_("There is no finding to contest yet.")),
    Move.REPLY: (
        LIVE | {Stage.REVIEWING},
        _PERSON,
        N_("This question is not open any more. Write us a message instead."),
    ),
    Move.WRITE: (_EVER, _PERSON, ""),
    Move.ADD_FILES: (_EVER, _PERSON, ""),
    Move.DISAGREE: (
        frozenset({Stage.ANSWERED, Stage.REFUSED, Stage.REVIEWED}),
        _PERSON,
        N_("You can disagree once we have answered, and once with each answer."),
    ),
    Move.WITHDRAW: (LIVE, _PERSON, N_("Only a complaint that is still open can be withdrawn.")),
    Move.GO_ON: (LIVE | {Stage.WITHDRAWING}, _PERSON, _NOT_ASKED),
    Move.TAKE_UP_AGAIN: (_EVER, _PERSON, _NOTHING_WITHDRAWN),
    Move.GIVE_VIEW: (_EVER, _PERSON, ""),
    Move.REPORT_PRESSURE: (_EVER, _PERSON, ""),
    Move.BRING_ANOTHER: (
        LIVE,
        _PERSON,
        N_(
            "Somebody can join while the complaint is open. They can bring a complaint of their own."
        ),
    ),
    Move.CHANGE_CONTACT: (_EVER, _PERSON, ""),
}
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
    Move.DECIDE_EXTENSION: (lambda s: s.extension_asked is not None, _NO_TIME_ASKED),
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
    Move.EXPLAIN_LATENESS: (
        lambda s: bool(s.unexplained),
        N_("Nothing is late that was not explained already."),
    ),
    Move.LETTER: (lambda s: any(one.letter is None for one in s.leaving), _NOT_LEAVING),
    Move.GO_ON: (lambda s: bool(s.leaving), _NOT_ASKED),
    Move.TAKE_UP_AGAIN: (
        lambda s: s.stage is Stage.WITHDRAWN or bool(s.left),
        _NOTHING_WITHDRAWN,
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
        raise IllegalMove(_YOU_LEFT if left else MOVES[move][2] or VIEW_NOT_OPEN)


_FOR_WHO_LEFT = frozenset(
    {Move.TAKE_UP_AGAIN, Move.CHANGE_CONTACT, Move.REPORT_PRESSURE, Move.WRITE}
)


def to_speak_with(standing: Standing, party: str = "") -> Leaving:
    """Who is to be spoken with alone: the one named, else the first who was not. Raises IllegalMove."""
    waiting = [one for one in standing.leaving if not one.spoken]
    found = next((one for one in waiting if party in {"", one.party}), None)
    if found is None:
        raise IllegalMove(_NOT_LEAVING)
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


def withdrawn_from(standing: Standing) -> datetime | None:
    """From when the first withdrawal takes effect: another unit has spoken with the person alone, they still want
    it, and the cooling-off time is over. None: not for now."""
    return min(
        (one.asked_at + COOLING_OFF for one in standing.leaving if one.spoken), default=None
    )


def ripe(standing: Standing, now: datetime) -> tuple[Leaving, ...]:
    """Whose withdrawal takes effect now."""
    return tuple(
        one for one in standing.leaving if one.spoken and now >= one.asked_at + COOLING_OFF
    )
