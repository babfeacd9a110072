"""What a complaint's history means, and which acts it allows. Pure: events in, a standing or a sentence out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from huiying.core.kinds import Line, N_
from huiying.mechanisms.complaints import events

# A withdrawal takes effect only after another unit spoke with the person alone, and this long after they asked:
# the agency's own standard, shown as such.
COOLING_OFF = timedelta(days=7)
# One extension by the agency's standard (rulepacks/agency/complaints): the rule's own limit is the engine's to judge.
MOST_EXTENSION_DAYS = 30


class Stage(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    REFUSED = "refused"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"
    OUTSIDE = "outside"


class Move(StrEnum):
    """An act on a complaint, as the desk and the person know it."""

    CLASS = "class"
    RECATEGORISE = "recategorise"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ASSIGN = "assign"
    TRANSFER = "transfer"
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
    CONTEST = "contest"
    CLEAR_OFFICER = "clear-officer"
    PROMISE = "promise"
    KEEP_PROMISE = "keep-promise"
    REPORT_BACK = "report-back"
    TELL = "tell"
    REOPEN = "reopen"
    START_REVIEW = "start-review"
    DECIDE_REVIEW = "decide-review"
    SPEAK_APART = "speak-apart"
    # the person's own
    REPLY = "reply"
    WRITE = "write"
    ADD_FILES = "add-files"
    DISAGREE = "disagree"
    WITHDRAW = "withdraw"
    GO_ON = "go-on"
    GIVE_VIEW = "give-view"


class IllegalMove(ValueError):
    """An act that the complaint's standing does not allow; `sentence` (a msgid) says why and what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


_LIVE = frozenset({Stage.RECEIVED, Stage.ACCEPTED})
_AFTER = frozenset({Stage.ANSWERED, Stage.REVIEWING, Stage.REVIEWED, Stage.REFUSED})
_EVER = frozenset(Stage)

# Act -> stages in which it is open, and the sentence where it is not.
MOVES: dict[Move, tuple[frozenset[Stage], str]] = {
    Move.CLASS: (_LIVE, N_("The class can't be changed once the complaint has been answered.")),
    Move.RECATEGORISE: (_LIVE, N_("The category can't be changed once the complaint has been answered.")),
    Move.ACCEPT: (frozenset({Stage.RECEIVED}), N_("This complaint was accepted or decided before.")),
    Move.REFUSE: (frozenset({Stage.RECEIVED}), N_("Only a complaint that is not accepted yet can be refused. Answer it instead.")),
    Move.ASSIGN: (_EVER - {Stage.WITHDRAWN, Stage.OUTSIDE}, N_("This complaint is not with us any more.")),
    Move.TRANSFER: (_LIVE, N_("An answered complaint can't be transferred. The complainant can ask for a review.")),
    Move.ASK: (_LIVE | {Stage.REVIEWING}, N_("Questions can be asked while the complaint is being handled.")),
    Move.CONTACT: (_EVER, ""),
    Move.PROGRESS: (_LIVE | {Stage.REVIEWING}, N_("Progress can be told while the complaint is being handled.")),
    Move.ASK_EXTENSION: (_LIVE, N_("An answered complaint needs no more time.")),
    Move.DECIDE_EXTENSION: (_LIVE, N_("There is no request for more time to decide.")),
    Move.ANSWER: (frozenset({Stage.ACCEPTED}), N_("Accept the complaint first; an answered one can be reopened.")),
    Move.ANSWER_MESSAGE: (_EVER, ""),
    Move.PRESERVE: (_EVER, ""),
    Move.ASK_OFFICER: (frozenset({Stage.ACCEPTED, Stage.REVIEWING}), N_("The officer is heard while the complaint is being handled.")),
    Move.HEAR_OFFICER: (frozenset({Stage.ACCEPTED, Stage.REVIEWING}), N_("The officer is heard while the complaint is being handled.")),
    Move.TELL_OFFICER: (frozenset({Stage.ANSWERED, Stage.REVIEWED}), N_("There is no outcome to tell the officer yet.")),
    Move.CONTEST: (frozenset({Stage.ANSWERED, Stage.REVIEWED}), N_("There is no finding to contest yet.")),
    Move.CLEAR_OFFICER: (frozenset({Stage.ANSWERED, Stage.REVIEWED}), N_("A clearance letter follows an answer that finds the complaint unfounded.")),
    Move.PROMISE: (_EVER, ""),
    Move.KEEP_PROMISE: (_EVER, ""),
    Move.REPORT_BACK: (_EVER, ""),
    Move.TELL: (_EVER, ""),
    Move.REOPEN: (frozenset({Stage.ANSWERED, Stage.REVIEWED, Stage.REFUSED, Stage.WITHDRAWN}), N_("This complaint is open.")),
    Move.START_REVIEW: (frozenset({Stage.REVIEWING}), N_("Nobody has asked for a review.")),
    Move.DECIDE_REVIEW: (frozenset({Stage.REVIEWING}), N_("Nobody has asked for a review.")),
    Move.SPEAK_APART: (frozenset({Stage.WITHDRAWING}), N_("The complainant has not asked to withdraw.")),
    Move.REPLY: (_LIVE | {Stage.REVIEWING}, N_("This question is not open any more. Write us a message instead.")),
    Move.WRITE: (_EVER, ""),
    Move.ADD_FILES: (_EVER, ""),
    Move.DISAGREE: (frozenset({Stage.ANSWERED, Stage.REFUSED}), N_("You can disagree once we have answered, and once with each answer.")),
    Move.WITHDRAW: (_LIVE, N_("Only a complaint that is still open can be withdrawn.")),
    Move.GO_ON: (frozenset({Stage.WITHDRAWING, Stage.WITHDRAWN}), N_("You have not asked to withdraw.")),
    Move.GIVE_VIEW: (_EVER, ""),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A complaint as its history says it stands."""

    stage: Stage
    category: str
    class_: str
    conduct: bool
    forwarded: bool
    reported_back: bool
    answer: Line | None
    finding: str
    open_questions: tuple[Line, ...]
    open_messages: tuple[Line, ...]
    open_promises: tuple[Line, ...]
    extension_asked: Line | None
    extended_days: int
    preserved: bool
    review_requested: Line | None
    reviewed: bool
    withdrawal_asked_at: datetime | None
    spoken_apart: bool
    officers_asked: tuple[int, ...]
    officers_heard: tuple[int, ...]
    view_asked: bool
    view_given: bool
    transfers: int


class _Reader:
    """Folds the lines one by one; each kind has its own small step."""

    def __init__(self) -> None:
        self.stage = Stage.RECEIVED
        self.before = Stage.RECEIVED
        self.last: dict[str, Line] = {}
        self.count: dict[str, int] = {}
        self.open: dict[str, dict[str, Line]] = {"question": {}, "message": {}, "promise": {}}
        self.category = self.class_ = self.finding = ""
        self.extended = 0
        self.asked: list[int] = []
        self.heard: list[int] = []
        self.extension: Line | None = None
        self.withdrawal: datetime | None = None
        self.spoken = False

    def take(self, line: Line) -> None:
        self.last[line.kind] = line
        self.count[line.kind] = self.count.get(line.kind, 0) + 1
        if (stage := _STAGES.get(line.kind)) is not None:
            self.before = self.stage if self.stage is not Stage.WITHDRAWING else self.before
            self.stage = stage
        self._open_and_close(line)
        self._facts(line)
        if line.kind == events.TRANSFERRED.kind:
            self.stage = Stage.OUTSIDE if line.facts.get("outside") else Stage.RECEIVED
        elif line.kind == events.WITHDRAWAL_UNDONE.kind:
            self.stage, self.withdrawal, self.spoken = self.before, None, False
        elif line.kind == events.WITHDRAWAL_ASKED.kind:
            self.withdrawal, self.spoken = line.occurred_at, False
        elif line.kind == events.WITHDRAWAL_SPOKEN.kind:
            self.spoken = True

    def _open_and_close(self, line: Line) -> None:
        for name, opening, closing in _PAIRS:
            if line.kind == opening:
                self.open[name][str(line.id)] = line
            elif line.kind == closing:
                self.open[name].pop(str(line.facts.get("about", "")), None)

    def _facts(self, line: Line) -> None:
        facts = line.facts
        self.category = str(facts.get("category", self.category))
        if line.kind == events.CLASSED.kind:
            self.class_ = str(facts["class"])
        elif line.kind in {events.ANSWERED.kind, events.REVIEW_DECIDED.kind}:
            self.finding = str(facts["finding"])
        elif line.kind == events.EXTENSION_ASKED.kind:
            self.extension = line
        elif line.kind in {events.EXTENDED.kind, events.EXTENSION_DENIED.kind}:
            self.extension = None
            days = facts.get("days", 0)
            self.extended += days if isinstance(days, int) else 0
        elif line.kind == events.OFFICER_ASKED.kind:
            self.asked.append(int(facts["officer"]))
        elif line.kind == events.OFFICER_ANSWERED.kind:
            self.heard.append(int(facts["officer"]))


_STAGES: dict[str, Stage] = {
    events.RECEIVED.kind: Stage.RECEIVED,
    events.ACCEPTED.kind: Stage.ACCEPTED,
    events.REFUSED.kind: Stage.REFUSED,
    events.ANSWERED.kind: Stage.ANSWERED,
    events.REVIEW_REQUESTED.kind: Stage.REVIEWING,
    events.REVIEW_DECIDED.kind: Stage.REVIEWED,
    events.WITHDRAWAL_ASKED.kind: Stage.WITHDRAWING,
    events.WITHDRAWN.kind: Stage.WITHDRAWN,
    events.REOPENED.kind: Stage.ACCEPTED,
}
_PAIRS = (
    ("question", events.QUESTION_ASKED.kind, events.QUESTION_ANSWERED.kind),
    ("message", events.MESSAGE_RECEIVED.kind, events.MESSAGE_ANSWERED.kind),
    ("promise", events.PROMISED.kind, events.PROMISE_KEPT.kind),
)


def read(lines: Sequence[Line]) -> Standing:
    """The standing that a history (annulled lines left out) amounts to."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    last, received = reader.last, reader.last.get(events.RECEIVED.kind)
    return Standing(
        stage=reader.stage,
        category=reader.category,
        class_=reader.class_,
        conduct=events.CONDUCT_ALLEGED.kind in last,
        forwarded=bool(received and received.facts.get("forwarded")),
        reported_back=events.REPORTED_BACK.kind in last,
        answer=last.get(events.ANSWERED.kind),
        finding=reader.finding,
        open_questions=tuple(reader.open["question"].values()),
        open_messages=tuple(reader.open["message"].values()),
        open_promises=tuple(reader.open["promise"].values()),
        extension_asked=reader.extension,
        extended_days=reader.extended,
        preserved=events.PRESERVED.kind in last,
        review_requested=last.get(events.REVIEW_REQUESTED.kind),
        reviewed=events.REVIEW_DECIDED.kind in last,
        withdrawal_asked_at=reader.withdrawal,
        spoken_apart=reader.spoken,
        officers_asked=tuple(reader.asked),
        officers_heard=tuple(reader.heard),
        view_asked=events.SATISFACTION_ASKED.kind in last,
        view_given=events.SATISFACTION_GIVEN.kind in last,
        transfers=reader.count.get(events.TRANSFERRED.kind, 0),
    )


def decide(move: Move, standing: Standing) -> None:
    """Whether an act is open now. Raises IllegalMove with a sentence."""
    stages, sentence = MOVES[move]
    if standing.stage not in stages:
        raise IllegalMove(sentence)
    _further(move, standing)


def _further(move: Move, standing: Standing) -> None:
    """What the stage alone does not say."""
    if move is Move.DISAGREE and standing.reviewed:
        raise IllegalMove(MOVES[Move.DISAGREE][1])
    if move is Move.DECIDE_EXTENSION and standing.extension_asked is None:
        raise IllegalMove(MOVES[Move.DECIDE_EXTENSION][1])
    if move is Move.ASK_EXTENSION and standing.extension_asked is not None:
        raise IllegalMove(N_("More time was asked for already and is waiting for a decision."))
    if move is Move.CLEAR_OFFICER and standing.finding != "unfounded":
        raise IllegalMove(MOVES[Move.CLEAR_OFFICER][1])
    if move is Move.REPORT_BACK and (not standing.forwarded or standing.reported_back):
        raise IllegalMove(N_("Nobody is waiting for a report on this complaint."))
    if move is Move.GIVE_VIEW and (not standing.view_asked or standing.view_given):
        raise IllegalMove(N_("You have given your view, or nobody has asked for it yet."))


def open_moves(standing: Standing) -> frozenset[Move]:
    """Every act the standing allows (who may do it is another question)."""
    found = set()
    for move in Move:
        try:
            decide(move, standing)
        except IllegalMove:
            continue
        found.add(move)
    return frozenset(found)


def withdrawal_ripe(standing: Standing, now: datetime) -> bool:
    """Another unit has spoken with the person alone, and the cooling-off time is over."""
    asked = standing.withdrawal_asked_at
    ready = standing.stage is Stage.WITHDRAWING and standing.spoken_apart and asked is not None
    return bool(ready and asked is not None and now >= asked + COOLING_OFF)
