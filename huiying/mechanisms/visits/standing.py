"""How the visits to one person stand, read from the history of their matter. Pure: lines in, a standing out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huiying.core.kinds import Line
from huiying.mechanisms.visits import events


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """An agreement: when (none for a letter or the page), by which way, who goes; `line` is the event that made it."""

    line: Line
    way: str
    due_on: str
    begins: str
    officers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Of one person on a matter. There is no count of what they declined: nothing of the kind is on record."""

    party: str
    plan: Line | None
    offer: Line | None
    meeting: Meeting | None
    # Somebody went to the agreed meeting in vain: it is not ahead any more, until it is moved.
    tried: bool
    # The way they chose instead of a visit; empty where they chose none.
    way: str
    # Since the last visit: when and at which hours somebody tried in vain.
    attempts: tuple[Line, ...]
    visits: tuple[Line, ...]
    open_promises: tuple[Line, ...]
    # The event that asked for their view and was not answered, and those answered.
    view_asked: Line | None
    view_asked_at: datetime | None
    recoveries: tuple[Line, ...]
    # Recoveries of which it was told what was done, and not asked yet how they see it now.
    recoveries_told: tuple[Line, ...]
    # A written warning protects them, and the law's own checks have not ended.
    warned: bool

    @property
    def last_visit(self) -> Line | None:
        return self.visits[-1] if self.visits else None


class _Reader:
    """Folds the lines of one person; each group of kinds has its own small step."""

    def __init__(self, party: str) -> None:
        self.party = party
        self.plan: Line | None = None
        self.offer: Line | None = None
        self.meeting: Meeting | None = None
        self.tried = False
        self.way = ""
        self.attempts: list[Line] = []
        self.visits: list[Line] = []
        self.promises: dict[str, Line] = {}
        self.asked: Line | None = None
        self.asked_at: datetime | None = None
        self.recoveries: dict[str, Line] = {}
        self.told: dict[str, Line] = {}
        self.warned = False

    def take(self, line: Line) -> None:
        self._arrange(line)
        self._meet(line)
        self._promise(line)
        self._view(line)
        self._recover(line)

    def _arrange(self, line: Line) -> None:
        kind = line.kind
        if kind in _WARNED:
            self.warned = _WARNED[kind]
        elif kind == events.PLAN_SET.kind:
            self.plan = line
        elif kind == events.PLAN_ENDED.kind:
            self.plan = None
        elif kind == events.OFFERED.kind:
            self.offer = line
        elif kind == events.WAY_SET.kind:
            self.way, self.offer, self.meeting = str(line.facts["way"]), None, None
        elif kind == events.TIMES_ASKED.kind:
            self.way, self.offer, self.meeting = "", None, None
        elif kind == events.CALLED_OFF.kind:
            self.meeting = None

    def _meet(self, line: Line) -> None:
        kind, facts = line.kind, line.facts
        if kind == events.AGREED.kind:
            self.offer, self.way, self.tried = None, "", False
            self.meeting = meeting_of(line, str(facts["due_on"]), str(facts.get("begins", "")))
        elif kind == events.MOVED.kind and self.meeting is not None:
            self.tried = False
            self.meeting = meeting_of(
                self.meeting.line, str(facts["due_on"]), str(facts.get("begins", ""))
            )
        elif kind == events.ATTEMPTED.kind:
            self.attempts.append(line)
            agreed = str(self.meeting.line.id) if self.meeting else ""
            self.tried = self.tried or facts.get("about") == agreed != ""
        elif kind == events.UNREACHED.kind:
            self.attempts.clear()
            self.meeting = None
        elif kind == events.MADE.kind:
            self.visits.append(line)
            self.attempts.clear()
            self.meeting = None

    def _promise(self, line: Line) -> None:
        if line.kind == events.PROMISED.kind:
            self.promises[str(line.id)] = line
        elif line.kind == events.PROMISE_KEPT.kind:
            self.promises.pop(str(line.facts["about"]), None)

    def _view(self, line: Line) -> None:
        if line.kind in _ASKED:
            self.asked, self.asked_at = line, line.occurred_at
        elif line.kind == events.VIEW_GIVEN.kind:
            self.asked = None

    def _recover(self, line: Line) -> None:
        kind = line.kind
        if kind == events.RECOVERY_OPENED.kind:
            self.recoveries[str(line.id)] = line
        elif kind == events.RECOVERY_DONE.kind:
            self.recoveries.pop(str(line.facts["about"]), None)
        elif kind == events.RECOVERY_TOLD.kind:
            self.told[str(line.facts["about"])] = line
        elif kind == events.RECOVERY_VIEW_ASKED.kind:
            self.told.pop(str(line.facts["about"]), None)


_WARNED = {events.DV_WARNED.kind: True, events.DV_ENDED.kind: False}
_ASKED = frozenset({events.VIEW_ASKED.kind, events.RECOVERY_VIEW_ASKED.kind})


def meeting_of(line: Line, due_on: str, begins: str) -> Meeting:
    return Meeting(
        line=line,
        way=str(line.facts["way"]),
        due_on=due_on,
        begins=begins,
        officers=officers_of(line),
    )


def officers_of(line: Line) -> tuple[int, ...]:
    """Who goes, in the order in which they are named."""
    named = (line.facts.get("officer_1"), line.facts.get("officer_2"))
    return tuple(int(officer) for officer in named if officer)


def read(lines: Sequence[Line], party: str) -> Standing:
    """The standing that a history (annulled lines left out) amounts to for one person."""
    reader = _Reader(party)
    for line in lines:
        if line.facts.get("party") == party:
            reader.take(line)
    return Standing(
        party=party,
        plan=reader.plan,
        offer=reader.offer,
        meeting=reader.meeting,
        tried=reader.tried,
        way=reader.way,
        attempts=tuple(reader.attempts),
        visits=tuple(reader.visits),
        open_promises=tuple(reader.promises.values()),
        view_asked=reader.asked,
        view_asked_at=reader.asked_at,
        recoveries=tuple(reader.recoveries.values()),
        recoveries_told=tuple(reader.told.values()),
        warned=reader.warned,
    )


def told_on(line: Line, party: str) -> frozenset[str]:
    """Ids of the lines that a visit to one person told; none where the line is no visit to them."""
    if line.kind != events.MADE.kind or line.facts.get("party") != party:
        return frozenset()
    return frozenset(one for one in str(line.facts.get("told", "")).split(",") if one)


def visited(lines: Sequence[Line]) -> tuple[str, ...]:
    """Parties who have anything to do with visits, in the order in which that began."""
    named = (str(line.facts.get("party", "")) for line in lines if line.kind in events.BY_KIND)
    return tuple(dict.fromkeys(party for party in named if party))
