"""How a petition stands, read from its history. Pure: lines in, a standing out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from huiying.core import talk
from huiying.core.kinds import Line
from huiying.mechanisms.petitions import events


class Stage(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    FINAL_REVIEWING = "final-reviewing"
    FINAL = "final"
    # Shown the procedure that is meant for it, or not taken up; an accusation that goes on as a complaint.
    DIRECTED = "directed"
    REFUSED = "refused"
    PASSED = "passed-on"
    OUTSIDE = "outside"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    # The last level has decided and explained: not the same as settled, and never shown as such.
    ENDED = "ended"


LIVE = frozenset({Stage.RECEIVED, Stage.ACCEPTED})
REVIEWS = frozenset({Stage.REVIEWING, Stage.FINAL_REVIEWING})
OVER = frozenset({Stage.SETTLED, Stage.ENDED, Stage.OUTSIDE, Stage.PASSED, Stage.WITHDRAWN})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A mark on the matter: which, until which day (YYYY-MM-DD), who answers for it."""

    code: str
    until: str
    leader: int
    line: Line
    contested: Line | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A petition as its history says it stands."""

    stage: Stage
    class_: str
    finding: str
    forwarded: bool
    # None: nobody has said yet whether it is for us.
    competent: bool | None
    objection_open: bool
    answer: Line | None
    review: Line | None
    final: Line | None
    review_started: bool
    hearing_open: bool
    extension_asked: Line | None
    extended_days: int
    marks: tuple[Mark, ...]
    plan: Line | None
    explainer: Line | None
    explanation: Line | None
    # Explained since the last level decided.
    finally_explained: bool
    open_letters: tuple[Line, ...]
    open_offers: tuple[Line, ...]
    # Agreed and not held yet.
    agreed: tuple[Line, ...]
    passed_to: Line | None
    receipt_fetched: bool
    # The last time it was passed on and did not come back; whether the unit that received it has said nothing yet.
    moved: Line | None
    to_take_over: bool
    # It was accepted before it was passed on inside: whoever takes it over does not accept it anew.
    accepted_before: bool
    # Units that sent it back.
    sent_back_by: frozenset[int]
    settled: Line | None
    # Where it stood when the petitioner called it settled, or withdrew.
    stood: Stage
    # Of several petitioners, by party: how many there are, who left, who withdraws and since when, for whom it is
    # settled, who was asked to speak for all, and the line by which who speaks for all agreed to it.
    petitioners: int
    left: frozenset[str]
    leaving: Mapping[str, datetime]
    content: frozenset[str]
    asked_to_speak: frozenset[str]
    speakers: Mapping[str, Line]

    def mark(self, *codes: str) -> Mark | None:
        return next((mark for mark in self.marks if mark.code in codes), None)

    def decided_by_units(self) -> frozenset[int]:
        """Units that answered or reviewed: an independent explanation comes from none of them."""
        lines = (self.answer, self.review, self.final)
        return frozenset(line.by_unit for line in lines if line and line.by_unit is not None)

    def decided_by_officers(self) -> frozenset[int]:
        lines = (self.answer, self.review, self.final)
        return frozenset(line.by_officer for line in lines if line and line.by_officer is not None)


class _Reader:
    """Folds the lines one by one; each kind has its own small step."""

    def __init__(self) -> None:
        self.stage = self.before = Stage.RECEIVED
        self.last: dict[str, Line] = {}
        self.place: dict[str, int] = {}
        self.open: dict[str, dict[str, Line]] = {name: {} for name, _, _ in _PAIRS}
        self.marks: dict[str, Mark] = {}
        self.extended = 0
        self.petitioners = 1
        self.sent_back_by: set[int] = set()
        self.left: set[str] = set()
        self.leaving: dict[str, datetime] = {}
        self.content: set[str] = set()
        self.asked: set[str] = set()
        self.speakers: dict[str, Line] = {}

    def take(self, place: int, line: Line) -> None:
        self.last[line.kind] = line
        self.place[line.kind] = place
        self._stage(line)
        self._open_and_close(line)
        self._marks(line)
        self._together(line, str(line.facts.get("party", "")))
        if line.kind == events.SENT_BACK.kind:
            self.sent_back_by.add(int(line.facts["from_unit"]))
        if line.kind == events.EXTENDED.kind:
            self.extended += int(line.facts.get("amount", 0))

    def _stage(self, line: Line) -> None:
        if line.kind == events.MOVED.kind:
            self.before = self.stage if self.stage is not Stage.RECEIVED else self.before
            self.stage = Stage.OUTSIDE if line.facts.get("outside") else Stage.RECEIVED
        elif line.kind in _GOES_ON:
            # What was accepted before it was passed on inside stays accepted, with the dates it had.
            self.before = Stage.RECEIVED if line.facts.get("outside") else self.before
            self.stage = Stage.ACCEPTED if self.before is Stage.ACCEPTED else Stage.RECEIVED
        elif line.kind == events.SETTLED.kind:
            self.before = self.stage
            self.stage = Stage.SETTLED if line.facts.get("by") == "person" else Stage.ENDED
        elif line.kind == events.WITHDRAWN.kind:
            self.before, self.stage = self.stage, Stage.WITHDRAWN
        elif line.kind in _BACK:
            self.stage = self.before if self.stage is _BACK[line.kind] else self.stage
        else:
            self.stage = _STAGES.get(line.kind, self.stage)

    def _open_and_close(self, line: Line) -> None:
        for name, opening, closing in _PAIRS:
            if line.kind in opening:
                key = "about" if name == "agreed" else ""
                self.open[name][str(line.facts.get(key, line.id))] = line
            elif line.kind in closing:
                self.open[name].pop(str(line.facts.get("about", "")), None)

    def _marks(self, line: Line) -> None:
        code = str(line.facts.get("mark", ""))
        if line.kind == events.MARKED.kind:
            self.marks[code] = Mark(
                code=code,
                until=str(line.facts["until"]),
                leader=int(line.facts.get("leader", 0)),
                line=line,
            )
        elif line.kind == events.UNMARKED.kind:
            self.marks.pop(code, None)
        elif line.kind in _CONTESTS and code in self.marks:
            mark = self.marks[code]
            self.marks[code] = Mark(
                code=code,
                until=mark.until,
                leader=mark.leader,
                line=mark.line,
                contested=line if line.kind == events.MARK_CONTESTED.kind else None,
            )

    def _together(self, line: Line, party: str) -> None:
        """Each of the petitioners for themselves."""
        kind = line.kind
        self.petitioners += kind == events.JOINED.kind
        if kind == events.WITHDRAWAL_ASKED.kind:
            self.leaving[party] = line.occurred_at
        elif kind == events.SETTLED.kind:
            # It is over another way: nobody's withdrawal takes effect after that.
            self.leaving.clear()
        elif kind in _STAYS_OR_GOES:
            self.leaving.pop(party, None)
        _put(self.left, party, kind, events.LEFT, _COMES_BACK)
        _put(self.content, party, kind, events.SETTLED_FOR_ONE.kind, _NOT_CONTENT)
        _put(self.asked, party, kind, events.REPRESENTATIVE_ASKED.kind, _HAS_SAID)
        if kind == events.REPRESENTATIVE_AGREED.kind:
            self.speakers[party] = line
        elif kind in _SPEAKS_NO_MORE:
            self.speakers.pop(party, None)

    def after(self, one: str, *others: str) -> bool:
        """Whether the last of one kind came after the last of each of the others."""
        return one in self.place and all(
            self.place[one] > self.place.get(other, -1) for other in others
        )


def _put(held: set[str], party: str, kind: str, adds: str, removes: frozenset[str]) -> None:
    if kind == adds:
        held.add(party)
    elif kind in removes:
        held.discard(party)


_GOES_ON = frozenset({events.TAKEN_OVER.kind, events.SENT_BACK.kind})
_BACK = {events.UNSETTLED.kind: Stage.SETTLED, events.TAKEN_UP_AGAIN.kind: Stage.WITHDRAWN}
_COMES_BACK = frozenset({events.RETURNED})
_STAYS_OR_GOES = frozenset(
    {
        events.WITHDRAWAL_UNDONE.kind,
        events.WITHDRAWN.kind,
        events.LEFT,
        events.SETTLED_FOR_ONE.kind,
    }
)
_NOT_CONTENT = frozenset({events.UNSETTLED.kind, events.TAKEN_UP_AGAIN.kind, events.RETURNED})
_HAS_SAID = frozenset({events.REPRESENTATIVE_AGREED.kind, events.REPRESENTATIVE_ENDED.kind})
_SPEAKS_NO_MORE = frozenset({events.REPRESENTATIVE_ENDED.kind, events.LEFT, events.WITHDRAWN.kind})
_CONTESTS = frozenset({events.MARK_CONTESTED.kind, events.CONTEST_DECIDED.kind})
_STAGES: dict[str, Stage] = {
    events.RECEIVED.kind: Stage.RECEIVED,
    events.ACCEPTED.kind: Stage.ACCEPTED,
    events.DIRECTED.kind: Stage.DIRECTED,
    events.REFUSED.kind: Stage.REFUSED,
    events.PASSED.kind: Stage.PASSED,
    events.ANSWERED.kind: Stage.ANSWERED,
    events.REVIEW_REQUESTED.kind: Stage.REVIEWING,
    events.REVIEW_DECIDED.kind: Stage.REVIEWED,
    events.FINAL_REQUESTED.kind: Stage.FINAL_REVIEWING,
    events.FINAL_DECIDED.kind: Stage.FINAL,
    events.REOPENED.kind: Stage.ACCEPTED,
}
_PAIRS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "letter",
        (events.LETTER_ADDED.kind, talk.MESSAGE_RECEIVED.kind),
        (events.LETTER_ANSWERED.kind, talk.MESSAGE_ANSWERED.kind),
    ),
    (
        "offer",
        (events.MEETING_OFFERED.kind,),
        (events.MEETING_AGREED.kind, events.MEETING_DECLINED.kind, events.MEETING_HELD.kind),
    ),
    (
        "agreed",
        (events.MEETING_AGREED.kind,),
        (events.MEETING_HELD.kind, events.MEETING_DECLINED.kind),
    ),
)


def read(lines: Sequence[Line]) -> Standing:
    """The standing that a history (annulled lines left out) amounts to."""
    reader = _Reader()
    for place, line in enumerate(lines):
        reader.take(place, line)
    last, after = reader.last, reader.after
    received, referred = last.get(events.RECEIVED.kind), last.get(events.REFERRED.kind)
    classed = last.get(events.CLASSED.kind)
    # What was decided before it was taken up again counts no more.
    decided = {
        kind: last.get(kind) if after(kind, events.REOPENED.kind, events.MOVED.kind) else None
        for kind in _DECISIONS
    }
    finding = next((line for line in reversed(list(decided.values())) if line), None)
    return Standing(
        stage=reader.stage,
        class_=str(classed.facts["class"]) if classed else "",
        finding=str(finding.facts["finding"]) if finding else "",
        forwarded=bool(received and received.facts.get("forwarded")),
        competent=bool(referred.facts["competent"]) if referred else None,
        objection_open=after(events.OBJECTED.kind, events.OBJECTION_ANSWERED.kind),
        answer=decided[events.ANSWERED.kind],
        review=decided[events.REVIEW_DECIDED.kind],
        final=decided[events.FINAL_DECIDED.kind],
        review_started=after(events.REVIEW_ACCEPTED.kind, events.REVIEW_REQUESTED.kind)
        if reader.stage is Stage.REVIEWING
        else after(events.FINAL_ACCEPTED.kind, events.FINAL_REQUESTED.kind),
        hearing_open=after(events.HEARING_BEGAN.kind, events.HEARING_ENDED.kind),
        extension_asked=last[events.EXTENSION_ASKED.kind]
        if after(events.EXTENSION_ASKED.kind, events.EXTENDED.kind, events.EXTENSION_DENIED.kind)
        else None,
        extended_days=reader.extended,
        marks=tuple(reader.marks.values()),
        plan=last.get(events.PLAN_WRITTEN.kind),
        explainer=last.get(events.EXPLAINER_NAMED.kind),
        explanation=last.get(events.EXPLAINED.kind),
        finally_explained=events.FINAL_DECIDED.kind in last
        and after(events.EXPLAINED.kind, events.FINAL_DECIDED.kind),
        open_letters=tuple(reader.open["letter"].values()),
        open_offers=tuple(reader.open["offer"].values()),
        agreed=tuple(reader.open["agreed"].values()),
        passed_to=last.get(events.PASSED.kind),
        receipt_fetched=events.RECEIPT_FETCHED.kind in last,
        moved=last[events.MOVED.kind] if after(events.MOVED.kind, events.SENT_BACK.kind) else None,
        to_take_over=reader.stage is Stage.RECEIVED
        and after(events.MOVED.kind, events.SENT_BACK.kind, events.TAKEN_OVER.kind),
        accepted_before=reader.stage is Stage.RECEIVED and reader.before is Stage.ACCEPTED,
        sent_back_by=frozenset(reader.sent_back_by),
        settled=last.get(events.SETTLED.kind)
        if reader.stage in {Stage.SETTLED, Stage.ENDED}
        else None,
        stood=reader.before,
        petitioners=reader.petitioners - len(reader.left),
        left=frozenset(reader.left),
        leaving=dict(reader.leaving),
        content=frozenset(reader.content),
        asked_to_speak=frozenset(reader.asked),
        speakers=dict(reader.speakers),
    )


_DECISIONS = (events.ANSWERED.kind, events.REVIEW_DECIDED.kind, events.FINAL_DECIDED.kind)


def is_settled(lines: Sequence[Line]) -> bool:
    """Whether the petitioner waits for no decision of ours; with a mark on it we have promised to go on."""
    standing = read(lines)
    return standing.stage not in LIVE | REVIEWS and not standing.marks
