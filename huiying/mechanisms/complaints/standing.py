"""How a complaint stands, read from its history. Pure: lines in, a standing out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from huiying.core.kinds import Line
from huiying.mechanisms.complaints import events


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


LIVE = frozenset({Stage.RECEIVED, Stage.ACCEPTED})
# Of one of several parties; the ledger's own kinds (ledger.events).
LEFT, RETURNED = "party.left", "party.returned"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """A complainant who asked to withdraw. `spoken`: another unit spoke with them alone, and they want it still."""

    party: str
    asked_at: datetime
    spoken: bool = False
    # The letter that asked how they wish to go on, where one was sent and not answered.
    letter: Line | None = None


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
    refusal: Line | None
    finding: str
    open_questions: tuple[Line, ...]
    open_messages: tuple[Line, ...]
    open_promises: tuple[Line, ...]
    # Questions that an officer has not answered yet.
    open_hearings: tuple[Line, ...]
    open_annulments: tuple[Line, ...]
    extension_asked: Line | None
    extended_days: int
    # Steps owed to the person that were missed, and nobody has said why: the event of the first step up the ladder.
    unexplained: tuple[Line, ...]
    preserved: bool
    review_requested: Line | None
    review_started: bool
    reviewed: bool
    # The second look of those that the law gives (信访工作条例 36): asked for since the last answer.
    final_review: bool
    record_copied: bool
    # What one act has begun and another has to end: a meeting to be recorded, a suspension, a referral.
    waiting: frozenset[str]
    # Who asked to withdraw and has not withdrawn yet, and who of several has left. The stage is `withdrawing` only
    # where all who are there ask for it: one of several who leaves closes nothing for the others.
    leaving: tuple[Leaving, ...]
    left: frozenset[str]
    withdrawn_by: str
    officers_asked: tuple[int, ...]
    officers_heard: tuple[int, ...]
    officers_told: tuple[int, ...]
    officers_cleared: tuple[int, ...]
    # When the last outcome (answer, refusal, review) reached the person; of several, the last of them.
    outcome_told_at: datetime | None
    view_asked: bool
    # Complainants (party ids) who gave their view since it was asked.
    views_given: frozenset[str]
    transfers: int


class _Reader:
    """Folds the lines one by one; each kind has its own small step."""

    def __init__(self) -> None:
        self.stage = Stage.RECEIVED
        self.before = Stage.RECEIVED
        self.last: dict[str, Line] = {}
        self.count: dict[str, int] = {}
        self.open: dict[str, dict[str, Line]] = {name: {} for name, _, _ in _PAIRS}
        self.officers: dict[str, list[int]] = {}
        self.category = self.class_ = self.finding = ""
        self.extended = 0
        self.extension: Line | None = None
        self.waiting: set[str] = set()
        self.unexplained: dict[str, Line] = {}
        self.leaving: dict[str, Leaving] = {}
        self.left: set[str] = set()
        self.withdrawn_by = ""
        self.told_at: datetime | None = None
        self.told_of: set[str] = set()
        self.view_asked = False
        self.views: set[str] = set()

    def take(self, line: Line) -> None:
        self.last[line.kind] = line
        self.count[line.kind] = self.count.get(line.kind, 0) + 1
        self._stage(line)
        self._open_and_close(line)
        self._withdrawal(line)
        self._view(line)
        self._facts(line)
        self._late(line)
        self.waiting -= _ENDS.get(line.kind, frozenset())
        self.waiting |= _BEGINS.get(line.kind, frozenset())

    def _stage(self, line: Line) -> None:
        if line.kind == events.TRANSFERRED.kind:
            self.stage = Stage.OUTSIDE if line.facts.get("outside") else Stage.RECEIVED
        else:
            self.stage = _STAGES.get(line.kind, self.stage)

    def _open_and_close(self, line: Line) -> None:
        for name, opening, closing in _PAIRS:
            if line.kind == opening:
                self.open[name][str(line.id)] = line
            elif line.kind in closing:
                self.open[name].pop(str(line.facts.get("about", "")), None)
                self.open[name].pop(str(line.facts.get("proposal", "")), None)

    def _withdrawal(self, line: Line) -> None:
        party = str(line.facts.get("party", ""))
        if line.kind == events.WITHDRAWAL_ASKED.kind:
            self.leaving[party] = Leaving(party=party, asked_at=line.occurred_at)
        elif line.kind in _LEAVING and (asked := self._who_leaves(party)):
            change = _LEAVING[line.kind](line)
            self.leaving[asked.party] = replace(asked, **change)
        elif line.kind == events.WITHDRAWAL_UNDONE.kind and (asked := self._who_leaves(party)):
            del self.leaving[asked.party]
        elif line.kind == LEFT:
            self.leaving.pop(party, None)
            self.left.add(party)
        elif line.kind == RETURNED:
            self.left.discard(party)
        elif line.kind in _NOBODY_LEAVES:
            self.leaving.clear()
            self.withdrawn_by = party if line.kind == events.WITHDRAWN.kind else ""
        self._all_leave()

    def _who_leaves(self, party: str) -> Leaving | None:
        """The one named; of a line that names nobody, the only one there is."""
        alone = next(iter(self.leaving.values()), None) if len(self.leaving) == 1 else None
        return self.leaving.get(party) or (alone if not party else None)

    def _all_leave(self) -> None:
        there = 1 + self.count.get(events.JOINED.kind, 0) - len(self.left)
        everybody = bool(self.leaving) and len(self.leaving) >= there
        if everybody and self.stage in LIVE:
            self.before, self.stage = self.stage, Stage.WITHDRAWING
        elif self.stage is Stage.WITHDRAWING and not everybody:
            self.stage = self.before

    def _view(self, line: Line) -> None:
        if line.kind in _OUTCOMES_TOLD and line.facts.get("everyone", True):
            self.told_at = line.occurred_at
            subject = str(line.facts.get("about", line.id))
            # The same outcome told once more is no second outcome.
            if subject not in self.told_of:
                self.view_asked = False
            self.told_of.add(subject)
        elif line.kind == events.SATISFACTION_ASKED.kind:
            self.view_asked = True
            self.views.clear()
        elif line.kind == events.SATISFACTION_GIVEN.kind:
            self.views.add(str(line.facts.get("party", "")))

    def _facts(self, line: Line) -> None:
        facts = line.facts
        self.category = str(facts.get("category", self.category))
        if line.kind == events.CLASSED.kind:
            self.class_ = str(facts["class"])
        elif line.kind in _FINDINGS:
            self.finding = str(facts["finding"])
        elif line.kind == events.EXTENSION_ASKED.kind:
            self.extension = line
        elif line.kind in {events.EXTENDED.kind, events.EXTENSION_DENIED.kind}:
            self.extension = None
            days = facts.get("amount", 0)
            self.extended += days if isinstance(days, int) else 0
        elif line.kind in _OFFICERS:
            self.officers.setdefault(line.kind, []).append(int(facts["officer"]))

    def _late(self, line: Line) -> None:
        if line.facts.get("missed") and line.facts.get("owed_to") == "complainant":
            self.unexplained[str(line.facts["duty"])] = line
        elif line.kind == events.LATENESS_EXPLAINED.kind:
            self.unexplained.pop(str(line.facts["duty"]), None)

    def officers_of(self, kind: str) -> tuple[int, ...]:
        return tuple(self.officers.get(kind, ()))


_STAGES: dict[str, Stage] = {
    events.RECEIVED.kind: Stage.RECEIVED,
    events.ACCEPTED.kind: Stage.ACCEPTED,
    events.REFUSED.kind: Stage.REFUSED,
    events.ANSWERED.kind: Stage.ANSWERED,
    events.REVIEW_REQUESTED.kind: Stage.REVIEWING,
    events.REVIEW_DECIDED.kind: Stage.REVIEWED,
    events.FINAL_REVIEW_REQUESTED.kind: Stage.REVIEWING,
    events.FINAL_REVIEW_DECIDED.kind: Stage.REVIEWED,
    events.WITHDRAWN.kind: Stage.WITHDRAWN,
    events.REOPENED.kind: Stage.ACCEPTED,
}
# What a line changes of one who is leaving.
_LEAVING: dict[str, Callable[[Line], dict[str, Any]]] = {
    events.WITHDRAWAL_SPOKEN.kind: lambda line: {
        "spoken": bool(line.facts.get("wants")) and not line.facts.get("pressed")
    },
    events.WITHDRAWAL_LETTER_SENT.kind: lambda line: {"letter": line},
    # They do want to withdraw: no letter is waiting, and nothing is assumed over their head.
    events.WITHDRAWAL_ANSWERED.kind: lambda line: {"letter": None},
}
# What ends every wish to withdraw: it was decided, or it was withdrawn, or taken up anew.
_NOBODY_LEAVES = frozenset(
    {
        events.ANSWERED.kind,
        events.REFUSED.kind,
        events.WITHDRAWN.kind,
        events.REOPENED.kind,
    }
)
_PAIRS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("question", events.QUESTION_ASKED.kind, (events.QUESTION_ANSWERED.kind,)),
    ("message", events.MESSAGE_RECEIVED.kind, (events.MESSAGE_ANSWERED.kind,)),
    ("promise", events.PROMISED.kind, (events.PROMISE_KEPT.kind,)),
    ("hearing", events.OFFICER_ASKED.kind, (events.OFFICER_ANSWERED.kind,)),
    (
        "annulment",
        events.ANNULMENT_PROPOSED.kind,
        (events.ANNULMENT_DECLINED.kind, events.ANNULMENT_AGREED.kind),
    ),
)
_BEGINS: dict[str, frozenset[str]] = {
    events.MEETING_HELD.kind: frozenset({"meeting"}),
    events.SUSPENDED.kind: frozenset({"suspension"}),
    events.SUSPENSION_ENDED.kind: frozenset({"resumption-letter"}),
    events.RESUMPTION_LETTER_SENT.kind: frozenset({"resumption-reply"}),
    events.REFERRAL_REQUIRED.kind: frozenset({"referral"}),
    events.REFERRAL_DIRECTED.kind: frozenset({"referral"}),
    events.RECOMMENDATION_MADE.kind: frozenset({"recommendation"}),
    events.RECOMMENDATION_ANSWERED.kind: frozenset({"recommendation-copy"}),
}
_ENDS: dict[str, frozenset[str]] = {
    events.MEETING_RECORDED.kind: frozenset({"meeting"}),
    events.SUSPENSION_ENDED.kind: frozenset({"suspension"}),
    events.RESUMPTION_LETTER_SENT.kind: frozenset({"resumption-letter"}),
    events.RESUMPTION_ANSWERED.kind: frozenset({"resumption-letter", "resumption-reply"}),
    events.REFERRAL_MADE.kind: frozenset({"referral"}),
    events.RECOMMENDATION_ANSWERED.kind: frozenset({"recommendation"}),
    events.RECOMMENDATION_COPIED.kind: frozenset({"recommendation-copy"}),
}
_OUTCOMES_TOLD = frozenset(
    {
        events.OUTCOME_TOLD.kind,
        events.REVIEW_TOLD.kind,
        events.FINAL_REVIEW_TOLD.kind,
        events.REFUSAL_TOLD.kind,
    }
)
_FINDINGS = frozenset(
    {events.ANSWERED.kind, events.REVIEW_DECIDED.kind, events.FINAL_REVIEW_DECIDED.kind}
)
_OFFICERS = frozenset(
    {
        events.OFFICER_ASKED.kind,
        events.OFFICER_ANSWERED.kind,
        events.OFFICER_TOLD.kind,
        events.OFFICER_CLEARED.kind,
    }
)


def read(lines: Sequence[Line]) -> Standing:
    """The standing that a history (annulled lines left out) amounts to."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    last, received = reader.last, reader.last.get(events.RECEIVED.kind)
    started, asked = last.get(events.REVIEW_ACCEPTED.kind), last.get(events.REVIEW_REQUESTED.kind)
    final = last.get(events.FINAL_REVIEW_REQUESTED.kind)
    answer, decided = last.get(events.ANSWERED.kind), last.get(events.REVIEW_DECIDED.kind)
    order = {str(line.id): place for place, line in enumerate(lines)}

    def after(one: Line | None, other: Line | None) -> bool:
        return one is not None and (other is None or order[str(one.id)] > order[str(other.id)])

    return Standing(
        stage=reader.stage,
        category=reader.category,
        class_=reader.class_,
        conduct=events.CONDUCT_ALLEGED.kind in last,
        forwarded=bool(received and received.facts.get("forwarded")),
        reported_back=events.REPORTED_BACK.kind in last,
        answer=answer,
        refusal=last.get(events.REFUSED.kind),
        finding=reader.finding,
        open_questions=tuple(reader.open["question"].values()),
        open_messages=tuple(reader.open["message"].values()),
        open_promises=tuple(reader.open["promise"].values()),
        open_hearings=tuple(reader.open["hearing"].values()),
        open_annulments=tuple(reader.open["annulment"].values()),
        extension_asked=reader.extension,
        extended_days=reader.extended,
        waiting=frozenset(reader.waiting),
        unexplained=tuple(reader.unexplained.values()),
        preserved=events.PRESERVED.kind in last,
        review_requested=asked,
        review_started=after(started, final or asked),
        reviewed=decided is not None and not after(answer, decided),
        final_review=final is not None and not after(answer, final),
        record_copied=events.RECORD_COPIED.kind in last,
        leaving=tuple(reader.leaving.values()),
        left=frozenset(reader.left),
        withdrawn_by=reader.withdrawn_by,
        officers_asked=reader.officers_of(events.OFFICER_ASKED.kind),
        officers_heard=reader.officers_of(events.OFFICER_ANSWERED.kind),
        officers_told=reader.officers_of(events.OFFICER_TOLD.kind),
        officers_cleared=reader.officers_of(events.OFFICER_CLEARED.kind),
        outcome_told_at=reader.told_at,
        view_asked=reader.view_asked,
        views_given=frozenset(reader.views),
        transfers=reader.count.get(events.TRANSFERRED.kind, 0),
    )


def is_settled(lines: Sequence[Line]) -> bool:
    """Whether the person waits for no decision of ours: what small thing was left undone keeps nothing from ending."""
    return read(lines).stage in _SETTLED


_SETTLED = frozenset(
    {Stage.ANSWERED, Stage.REVIEWED, Stage.REFUSED, Stage.WITHDRAWN, Stage.OUTSIDE}
)
