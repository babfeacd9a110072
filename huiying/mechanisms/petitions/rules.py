"""Which acts a petition's standing allows, and which act of access each needs. Pure: raises a sentence or nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from huiying.core.kinds import N_, Act
from huiying.core.kinds import Declined as Declined
from huiying.core.kinds import IllegalMove as IllegalMove
from huiying.core.kinds import NotAChoice as NotAChoice
from huiying.mechanisms.petitions.choices import (
    ACCUSATION,
    ANSWERED_HERE,
    CAUSES_FINAL,
    CLAIM,
    FINDINGS_OF,
    LED,
    LONG,
    MOST_REPRESENTATIVES,
    REMEDIES,
)
from huiying.mechanisms.petitions.moves import (
    ALONE,
    CLASS_FIRST,
    NO_OFFER,
    NO_TIME_ASKED,
    NOT_ASKED_TO_SPEAK,
    NOT_MARKED,
    NOT_SPEAKING,
    NOT_WITHDRAWING,
    NOTHING_PASSED,
    WITHDRAWING,
    YOU_LEFT,
)
from huiying.mechanisms.petitions.moves import MOVES as MOVES
from huiying.mechanisms.petitions.moves import Move as Move
from huiying.mechanisms.petitions.standing import REVIEWS as REVIEWS
from huiying.mechanisms.petitions.standing import Mark as Mark
from huiying.mechanisms.petitions.standing import Stage as Stage
from huiying.mechanisms.petitions.standing import Standing as Standing
from huiying.mechanisms.petitions.standing import read as read

# 信访工作条例 34: the extension is thirty days at most; the rule's own limit is the engine's to judge.
MOST_EXTENSION_DAYS = 30
# A mark lasts so long at most, then somebody decides anew (agency standard).
LONGEST_MARK = timedelta(days=366)
# A withdrawal takes effect this long after it was said, unless it is taken back (agency standard).
COOLING_OFF = timedelta(days=7)


def decide(move: Move, standing: Standing) -> None:
    """Whether an act is open now. Raises IllegalMove with a sentence."""
    stages, _, sentence = MOVES[move]
    if standing.stage not in stages:
        raise IllegalMove(sentence)
    for condition, sentence in _FURTHER.get(move, ()):
        if not condition(standing):
            raise IllegalMove(sentence)


_Condition = tuple[Callable[[Standing], bool], str]
_FORWARDED: _Condition = (
    lambda s: s.forwarded,
    N_("Only what another body forwarded is objected to. Pass this one on instead."),
)
# What the stage alone does not say: conditions on the standing, each with the sentence where it fails.
_FURTHER: dict[Move, tuple[_Condition, ...]] = {
    Move.JUDGE: (_FORWARDED,),
    Move.OBJECT: (
        _FORWARDED,
        (lambda s: s.competent is False, N_("Say first that it is not for us.")),
        (lambda s: not s.objection_open, N_("The objection was made; it waits for an answer.")),
    ),
    Move.HEAR_OBJECTION: ((lambda s: s.objection_open, N_("No objection is waiting.")),),
    Move.ACCEPT: (
        (
            lambda s: not (s.to_take_over and s.accepted_before),
            N_("It was accepted before it was passed on: take it over, or send it back."),
        ),
        (lambda s: bool(s.class_), CLASS_FIRST),
        (
            lambda s: s.class_ in ANSWERED_HERE,
            N_("This class has another way: show the procedure, or pass the accusation on."),
        ),
    ),
    Move.DIRECT: (
        (lambda s: bool(s.class_), CLASS_FIRST),
        (lambda s: s.class_ in REMEDIES, N_("This class is answered here, or goes on as a complaint.")),
    ),
    Move.TAKE_OVER: ((lambda s: s.to_take_over, NOTHING_PASSED),),
    Move.SEND_BACK: (
        (lambda s: s.to_take_over, NOTHING_PASSED),
        (
            lambda s: s.moved is not None and s.moved.facts["cause"] not in CAUSES_FINAL,
            N_("It was decided that this unit answers for it. It does not go back (art. 24)."),
        ),
    ),
    Move.TO_COMPLAINT: (
        (lambda s: s.class_ == ACCUSATION, N_("Only an accusation goes on as a complaint.")),
    ),
    Move.ANSWER_LETTER: (
        (lambda s: bool(s.open_letters), N_("Everything that was added has been answered.")),
    ),
    Move.ASK_EXTENSION: (
        (
            lambda s: s.class_ == CLAIM,
            N_("Only the sixty days of a claim can be extended (art. 34)."),
        ),
        (
            lambda s: s.extension_asked is None,
            N_("More time was asked for already and is waiting for a decision."),
        ),
    ),
    Move.DECIDE_EXTENSION: ((lambda s: s.extension_asked is not None, NO_TIME_ASKED),),
    Move.DISAGREE: (
        (
            lambda s: s.class_ == CLAIM,
            N_("The law gives a review for claims. Write to us what you do not agree with."),
        ),
    ),
    Move.START_REVIEW: (
        (lambda s: not s.review_started, N_("The review has begun already.")),
    ),
    Move.DECIDE_REVIEW: (
        (lambda s: not s.hearing_open, N_("End the hearing first.")),
    ),
    Move.BEGIN_HEARING: ((lambda s: not s.hearing_open, N_("The hearing has begun already.")),),
    Move.END_HEARING: ((lambda s: s.hearing_open, N_("There is no hearing to end.")),),
    Move.UNMARK: ((lambda s: bool(s.marks), NOT_MARKED),),
    Move.CONTEST: (
        (lambda s: bool(s.marks), NOT_MARKED),
        (
            lambda s: any(m.contested is None for m in s.marks),
            N_("You have contested this mark. It is being decided."),
        ),
    ),
    Move.DECIDE_CONTEST: (
        (lambda s: any(m.contested for m in s.marks), N_("Nobody contests a mark here.")),
    ),
    Move.PLAN: (
        (lambda s: s.mark(LONG) is not None, N_("A plan belongs to what is long unsettled.")),
    ),
    Move.HEAR_OFFER: ((lambda s: bool(s.open_offers or s.agreed), NO_OFFER),),
    Move.AGREE: ((lambda s: bool(s.open_offers), NO_OFFER),),
    Move.DECLINE: ((lambda s: bool(s.open_offers or s.agreed), NO_OFFER),),
    Move.HOLD: (
        (lambda s: bool(s.agreed), N_("No meeting is agreed. Ask the petitioner first.")),
    ),
    Move.EXPLAIN: (
        (lambda s: s.explainer is not None, N_("Nobody is named yet to explain it.")),
    ),
    Move.END: (
        (
            lambda s: s.finally_explained,
            N_("The last level has decided. It has to be explained by a unit that did not decide."),
        ),
    ),
    Move.CHOOSE_SPEAKER: (
        (lambda s: s.petitioners > 1, ALONE),
        (
            lambda s: len(s.speakers) + len(s.asked_to_speak) < MOST_REPRESENTATIVES,
            N_("Five speak for all at most (art. 20(3)). Somebody has to step down first."),
        ),
    ),
    Move.END_SPEAKER: (
        (lambda s: bool(s.speakers or s.asked_to_speak), N_("Nobody speaks for all here.")),
    ),
    Move.FETCH_RECEIPT: (
        (lambda s: not s.receipt_fetched, N_("You have collected the receipt of your complaint.")),
    ),
}  # fmt: skip


def open_moves(standing: Standing, acts: Iterable[Act] | None = None) -> frozenset[Move]:
    """Every move the standing allows; with `acts`, those that whoever holds them may make."""
    held = None if acts is None else frozenset(acts)
    found = set()
    for move in Move:
        if held is not None and held.isdisjoint(MOVES[move][1]):
            continue
        try:
            decide(move, standing)
        except IllegalMove:
            continue
        found.add(move)
    return frozenset(found)


def decide_own(move: Move, standing: Standing, party: str) -> None:
    """Whether this one of the petitioners may do it: of several, each for themselves. Raises IllegalMove."""
    if party in standing.left and move not in _FOR_WHO_LEFT:
        raise IllegalMove(YOU_LEFT)
    for condition, sentence in _OWN.get(move, ()):
        if not condition(standing, party):
            raise IllegalMove(sentence)


def own_moves(standing: Standing, party: str) -> frozenset[Move]:
    """What this one of the petitioners may do."""
    found = set()
    for move in open_moves(standing, {Act.FOLLOW}):
        try:
            decide_own(move, standing, party)
        except IllegalMove:
            continue
        found.add(move)
    return frozenset(found)


_FOR_WHO_LEFT = frozenset({Move.TAKE_UP_AGAIN, Move.REPORT_PRESSURE})
_OwnCondition = tuple[Callable[[Standing, str], bool], str]
_OWN: dict[Move, tuple[_OwnCondition, ...]] = {
    Move.SPEAK: ((lambda s, party: party in s.asked_to_speak, NOT_ASKED_TO_SPEAK),),
    Move.STOP_SPEAKING: ((lambda s, party: party in s.speakers, NOT_SPEAKING),),
    Move.WITHDRAW: ((lambda s, party: party not in s.leaving, WITHDRAWING),),
    Move.GO_ON: ((lambda s, party: party in s.leaving, NOT_WITHDRAWING),),
    Move.TAKE_UP_AGAIN: (
        (lambda s, party: s.stage is Stage.WITHDRAWN or party in s.left, NOT_WITHDRAWING),
    ),
    Move.SETTLE: (
        (lambda s, party: party not in s.content, N_("You have said that it is settled for you.")),
    ),
    Move.UNSETTLE: (
        (
            lambda s, party: s.stage is Stage.SETTLED or party in s.content,
            N_("You have not said it is settled."),
        ),
    ),
}


def withdrawn_from(standing: Standing) -> datetime | None:
    """From when the first withdrawal takes effect; None: nobody withdraws."""
    return min((asked + COOLING_OFF for asked in standing.leaving.values()), default=None)


def ripe(standing: Standing, now: datetime) -> tuple[str, ...]:
    """Whose withdrawal takes effect now, by party."""
    return tuple(p for p, asked in standing.leaving.items() if now >= asked + COOLING_OFF)


def check_finding(standing: Standing, finding: str) -> None:
    """A claim is supported, explained or not (art. 32); a suggestion adopted or not (art. 29). Raises NotAChoice."""
    if finding not in FINDINGS_OF.get(standing.class_, ()):
        raise NotAChoice(N_("Choose a finding that belongs to this class."))


def check_mark(standing: Standing, mark: str, until: date, leader: int, today: date) -> None:
    """Raises NotAChoice where a mark cannot be set so."""
    if not today < until <= today + LONGEST_MARK:
        raise NotAChoice(N_("Choose the day on which the mark ends: within a year from tomorrow."))
    if mark in LED and not leader:
        raise NotAChoice(N_("Name the leader who answers for it."))
    other = standing.mark(*LED - {mark}) if mark in LED else None
    if other is not None:
        raise NotAChoice(N_("It is major or difficult already. End that mark first."))


def expired(marks: Sequence[Mark], today: date) -> tuple[Mark, ...]:
    """Marks whose last day is over."""
    return tuple(mark for mark in marks if mark.until < today.isoformat())
