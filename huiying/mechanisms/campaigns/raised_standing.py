"""How something that was raised stands, read from its history. Pure: lines in, a standing out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from huiying.core.kinds import Line
from huiying.mechanisms.campaigns import raised_events as events
from huiying.mechanisms.campaigns.choices import COMPLAINT


class Stage(StrEnum):
    RECEIVED = "received"
    IN_HAND = "in-hand"
    ANSWERED = "answered"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    PASSED = "passed-on"
    OUTSIDE = "outside"


OPEN = frozenset({Stage.RECEIVED, Stage.IN_HAND})
# Answered, whatever came of it afterwards; what another body answers, or a complaint, is counted as that.
ANSWERED = frozenset({Stage.ANSWERED, Stage.REVIEWING, Stage.REVIEWED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Something raised, as its history says it stands."""

    stage: Stage
    what: str
    campaign: str
    officer: int
    answer: Line | None
    # What was promised with the answer, and is not done yet.
    promised: Line | None
    review: Line | None
    passed_to: Line | None
    receipt_fetched: bool

    @property
    def complaint(self) -> bool:
        return self.what == COMPLAINT

    def decided_by_officers(self) -> frozenset[int]:
        """Who answered: nobody looks again at what they decided."""
        lines = (self.answer, self.review)
        return frozenset(line.by_officer for line in lines if line and line.by_officer is not None)


_STAGES: dict[str, Stage] = {
    events.RECEIVED.kind: Stage.RECEIVED,
    events.ASSIGNED.kind: Stage.IN_HAND,
    events.MOVED.kind: Stage.RECEIVED,
    events.ANSWERED.kind: Stage.ANSWERED,
    events.TRANSFERRED.kind: Stage.OUTSIDE,
    events.PASSED.kind: Stage.PASSED,
    events.REVIEW_REQUESTED.kind: Stage.REVIEWING,
    events.REVIEW_DECIDED.kind: Stage.REVIEWED,
    events.REOPENED.kind: Stage.IN_HAND,
}


def read(lines: Sequence[Line]) -> Standing:
    """The standing that a history (annulled lines left out) amounts to."""
    last: dict[str, Line] = {}
    place: dict[str, int] = {}
    stage = Stage.RECEIVED
    for number, line in enumerate(lines):
        last[line.kind], place[line.kind] = line, number
        # Given to an officer again, an answered or reviewed matter stays what it is.
        again = line.kind == events.ASSIGNED.kind and stage is not Stage.RECEIVED
        stage = stage if again else _STAGES.get(line.kind, stage)
    received = last.get(events.RECEIVED.kind)
    answer = last.get(events.ANSWERED.kind)
    reopened = place.get(events.REOPENED.kind, -1)
    if place.get(events.ANSWERED.kind, -1) < reopened:
        answer = None
    done = place.get(events.DONE.kind, -1) > place.get(events.ANSWERED.kind, -1)
    assigned = last.get(events.ASSIGNED.kind)
    return Standing(
        stage=stage,
        what=str(received.facts["what"]) if received else "",
        campaign=str(received.facts.get("campaign", "")) if received else "",
        officer=int(assigned.facts["officer"]) if assigned else 0,
        answer=answer,
        promised=answer if answer and answer.facts.get("planned") and not done else None,
        review=last.get(events.REVIEW_DECIDED.kind),
        passed_to=last.get(events.PASSED.kind),
        receipt_fetched=events.RECEIPT_FETCHED.kind in last,
    )
