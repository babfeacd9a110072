"""How a case stands, read from its history. Pure: lines in, a standing out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from huiying.core import talk
from huiying.core.kinds import Line
from huiying.mechanisms.cases import events, of_court, of_people, of_remedies
from huiying.mechanisms.cases.things import Thing, Things, Where


class Stage(StrEnum):
    REPORTED = "reported"
    ACCEPTED = "accepted"
    OPEN = "open"
    PROSECUTED = "prosecuted"
    NOT_OPENED = "not-opened"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"
    OUTSIDE = "outside"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A person of the case beyond their role: whom they stand beside, what they need and wish."""

    party: str
    role: str = ""
    # Whether they were the one who reported it.
    reported: bool = False
    # Next to whom a relative, a guardian or a successor stands.
    beside: str = ""
    # A relative is told nothing until the victim, alone, agreed.
    confirmed: bool = True
    vulnerable: bool = False
    enhanced: bool = False
    eighteen_on: str = ""
    # Who exercises this person's rights instead of them; empty: they do themselves.
    rights_with: str = ""
    # What they wish to be told; None: they have not said.
    topics: frozenset[str] | None = None
    weeks: int = 0
    # When they last heard how it stands, or said how often: their own interval counts from there.
    heard: datetime | None = None
    language: str = ""
    interpreter: bool = False
    format: str = ""
    safe: bool = False
    left: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A case as its history says it stands."""

    stage: Stage
    regime: str
    crime: str
    number: str
    month_only: bool
    reported: Line | None
    accepted: Line | None
    opened: Line | None
    refusal: Line | None
    reversed: bool
    suspect: str
    extension_asked: Line | None
    extended_days: int
    extensions: int
    # What was begun and has to end: an examination, a hearing, an opinion to be told, a question of the prosecutor.
    waiting: frozenset[str]
    members: dict[str, Member]
    things: dict[str, Thing]
    open_messages: tuple[Line, ...]
    # Matters by which somebody asked for the decision to be looked at again, by kind.
    remedies: dict[str, str]
    # The event that ended it, if one did.
    ended: Line | None
    # When it came to the stage it is at.
    since: datetime | None
    told: frozenset[tuple[str, str, str]]
    offered: frozenset[str]
    # Lines of the gate that were written to the people.
    said_lines: frozenset[str]
    # Of those lines: for whom it was not time yet, by the interval they wished.
    later: dict[str, frozenset[str]]
    # Each of those who hear how it stands has said how often.
    own_rhythm: bool

    def member(self, party: str) -> Member:
        return self.members.get(party, Member(party=party))

    @property
    def enhanced(self) -> bool:
        """Whether somebody who was harmed has the shorter times."""
        return any(m.enhanced or m.vulnerable for m in self.members.values())


_STAGES: dict[str, Stage] = {
    events.ACCEPTED.kind: Stage.ACCEPTED,
    events.OPENED.kind: Stage.OPEN,
    events.NOT_OPENED.kind: Stage.NOT_OPENED,
    events.REVERSED.kind: Stage.ACCEPTED,
    events.SENT_FOR_PROSECUTION.kind: Stage.PROSECUTED,
    events.WITHDRAWN.kind: Stage.WITHDRAWN,
    events.CONCLUDED.kind: Stage.CONCLUDED,
    events.TAKEN_UP_AGAIN.kind: Stage.OPEN,
    of_court.NO_INVESTIGATION.kind: Stage.CONCLUDED,
}
_ENDINGS = frozenset({events.WITHDRAWN.kind, events.CONCLUDED.kind, of_court.NO_INVESTIGATION.kind})
# Which events say what a case is. Facts of these names in others mean something else: a visit numbers its promises.
_SAY: dict[str, tuple[str, ...]] = {
    events.REPORTED.kind: ("regime", "crime", "number"),
    events.NUMBERED.kind: ("number",),
    events.ACCEPTED.kind: ("regime",),
    events.ACCEPTANCE_REVIEWED.kind: ("regime",),
    events.OPENED.kind: ("regime",),
    events.NOT_OPENED.kind: ("regime",),
    events.KIND_CHANGED.kind: ("crime",),
}
_OVER = frozenset({Stage.WITHDRAWN, Stage.CONCLUDED})
_BEGINS: dict[str, str] = {
    events.EXAMINATION_BEGAN.kind: "examination",
    events.HEARING_BEGAN.kind: "hearing",
    events.JURISDICTION_UNCLEAR.kind: "jurisdiction",
    of_remedies.REASONS_ASKED.kind: "prosecutor",
    of_remedies.OPENING_ORDERED.kind: "order",
}
_ENDS: dict[str, str] = {
    events.EXAMINATION_ENDED.kind: "examination",
    events.OPINION_RECEIVED.kind: "examination",
    events.HEARING_ENDED.kind: "hearing",
    events.JURISDICTION_SETTLED.kind: "jurisdiction",
    events.ACCEPTED.kind: "jurisdiction",
    events.MOVED.kind: "jurisdiction",
    of_remedies.REASONS_GIVEN.kind: "prosecutor",
    events.OPENED.kind: "order",
}


@dataclass(kw_only=True, slots=True)
class _Reader:
    """Folds the lines one by one; each kind has its own small step."""

    stage: Stage = Stage.REPORTED
    since: datetime | None = None
    regime: str = "unknown"
    crime: str = ""
    number: str = ""
    last: dict[str, Line] = field(default_factory=dict)
    extension: Line | None = None
    extended: int = 0
    extensions: int = 0
    waiting: set[str] = field(default_factory=set)
    members: dict[str, Member] = field(default_factory=dict)
    own_rhythm: bool = False
    things: Things = field(default_factory=Things)
    messages: dict[str, Line] = field(default_factory=dict)
    remedies: dict[str, str] = field(default_factory=dict)
    told: set[tuple[str, str, str]] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)
    said_lines: set[str] = field(default_factory=set)
    later: dict[str, frozenset[str]] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        self.last[line.kind] = line
        stage = self._stage_by(line)
        if stage is not self.stage or self.since is None:
            self.stage, self.since = stage, line.occurred_at
        self.waiting.discard(_ENDS.get(line.kind, ""))
        if line.kind in _BEGINS:
            self.waiting.add(_BEGINS[line.kind])
        for name in _SAY.get(line.kind, ()):
            if line.facts.get(name):
                setattr(self, name, str(line.facts[name]))
        if "about" in line.facts and "party" in line.facts:
            self.told.add((line.kind, str(line.facts["about"]), str(line.facts["party"])))
        self.things.take(line)
        step = _STEPS.get(line.kind)
        if step:
            step(self, line)

    def _stage_by(self, line: Line) -> Stage:
        if line.kind == events.MOVED.kind and line.facts.get("outside"):
            return Stage.OUTSIDE
        if line.kind == events.ACCEPTED.kind and self.stage is not Stage.REPORTED:
            # A records system sent it after what it led to.
            return self.stage
        return _STAGES.get(line.kind, self.stage)

    def last_of(self, kinds: frozenset[str]) -> Line | None:
        found = [line for kind, line in self.last.items() if kind in kinds]
        return max(found, key=lambda line: line.occurred_at, default=None)

    def member(self, line: Line, **changed: object) -> None:
        party = str(line.facts["party"])
        was = self.members.get(party, Member(party=party))
        self.members[party] = replace(was, **changed)  # type: ignore[arg-type]


def _joined(reader: _Reader, line: Line) -> None:
    reader.member(
        line,
        role=str(line.facts.get("role", "")),
        beside=str(line.facts.get("beside", "")),
        reported=bool(line.facts.get("reported")),
        confirmed=bool(line.facts.get("confirmed", True)),
    )


def _passed(reader: _Reader, line: Line) -> None:
    """Rights pass to somebody, or back to the person themselves."""
    of, to = str(line.facts["party"]), str(line.facts["to"])
    was = reader.members.get(of, Member(party=of))
    reader.members[of] = replace(was, rights_with="" if to == of else to)


def _wish(reader: _Reader, line: Line) -> None:
    topics = frozenset(t for t in str(line.facts.get("topics", "")).split(",") if t)
    weeks = int(line.facts.get("weeks", 0))
    reader.member(line, topics=topics, weeks=weeks, heard=line.occurred_at)


def _written(reader: _Reader, line: Line) -> None:
    of_gate = str(line.facts.get("line", ""))
    reader.said_lines.add(of_gate)
    later = frozenset(p for p in str(line.facts.get("later", "")).split(",") if p)
    reader.later.pop(of_gate, None)
    if later:
        reader.later[of_gate] = later


def _heard(reader: _Reader, line: Line) -> None:
    was = reader.members.get(str(line.facts["party"]))
    if was is not None and (was.heard is None or was.heard < line.occurred_at):
        reader.member(line, heard=line.occurred_at)


def _marked(reader: _Reader, line: Line) -> None:
    marks = {name: bool(line.facts.get(name)) for name in ("vulnerable", "enhanced")}
    reader.member(line, **marks)


def _needs(reader: _Reader, line: Line) -> None:
    reader.member(
        line,
        language=str(line.facts.get("language", "")),
        interpreter=bool(line.facts.get("interpreter")),
        format=str(line.facts.get("format", "")),
    )


def _extended(reader: _Reader, line: Line) -> None:
    reader.extended += int(line.facts.get("amount", 0))
    reader.extensions += 1
    reader.extension = None


def _answered(reader: _Reader, line: Line) -> None:
    reader.messages.pop(str(line.facts.get("about", "")), None)


def _remedy(reader: _Reader, line: Line) -> None:
    reader.remedies[line.kind] = str(line.facts.get("matter", ""))


_STEPS: dict[str, Callable[[_Reader, Line], None]] = {
    of_people.JOINED.kind: _joined,
    of_people.CONFIRMED.kind: lambda r, line: r.member(line, confirmed=True),
    of_people.DECLINED.kind: lambda r, line: r.member(line, left=True),
    of_people.LEFT_OUT.kind: lambda r, line: r.member(line, left=True),
    of_people.MARKED.kind: _marked,
    of_people.CHILD.kind: lambda r, line: r.member(
        line, eighteen_on=str(line.facts.get("eighteen_on", ""))
    ),
    of_people.RIGHTS_PASSED.kind: _passed,
    of_people.NEEDS_SET.kind: _needs,
    of_people.SAFE_CONTACT_SET.kind: lambda r, line: r.member(
        line, safe=bool(line.facts.get("in_force", True))
    ),
    of_people.WISH_SET.kind: _wish,
    of_people.RHYTHM.kind: lambda r, line: setattr(r, "own_rhythm", bool(line.facts["own"])),
    talk.MESSAGE_RECEIVED.kind: lambda r, line: r.messages.update({str(line.id): line}),
    talk.MESSAGE_ANSWERED.kind: _answered,
    of_people.SUPPORT_OFFERED.kind: lambda r, line: r.offered.add(str(line.facts["party"])),
    events.PROGRESS_WRITTEN.kind: _written,
    events.PROGRESS_TOLD.kind: _heard,
    events.EXTENSION_ASKED.kind: lambda r, line: setattr(r, "extension", line),
    events.EXTENSION_DENIED.kind: lambda r, line: setattr(r, "extension", None),
    events.EXTENDED.kind: _extended,
    of_remedies.RECONSIDERATION_REQUESTED.kind: _remedy,
    of_remedies.REVIEW_REQUESTED.kind: _remedy,
}


def read(lines: Sequence[Line]) -> Standing:
    """How a case stands; the lines are those that count (annulled ones left out), in the order of the ledger."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    reported = reader.last.get(events.REPORTED.kind)
    return Standing(
        stage=reader.stage,
        regime=reader.regime,
        crime=reader.crime,
        number=reader.number,
        month_only=bool(reported and reported.facts.get("month_only")),
        reported=reported,
        accepted=reader.last.get(events.ACCEPTED.kind),
        opened=reader.last.get(events.OPENED.kind),
        refusal=reader.last.get(events.NOT_OPENED.kind),
        reversed=events.REVERSED.kind in reader.last,
        suspect=_fact(reader, events.SUSPECT_FOUND.kind, "how"),
        extension_asked=reader.extension,
        extended_days=reader.extended,
        extensions=reader.extensions,
        waiting=frozenset(reader.waiting),
        members=reader.members,
        things=reader.things.by_item,
        open_messages=tuple(reader.messages.values()),
        remedies=reader.remedies,
        ended=reader.last_of(_ENDINGS) if reader.stage in _OVER else None,
        since=reader.since,
        told=frozenset(reader.told),
        offered=frozenset(reader.offered),
        said_lines=frozenset(reader.said_lines),
        later=reader.later,
        own_rhythm=reader.own_rhythm,
    )


def _fact(reader: _Reader, kind: str, name: str) -> str:
    line = reader.last.get(kind)
    return str(line.facts.get(name, "")) if line else ""


def is_settled(lines: Sequence[Line]) -> bool:
    """Whether nobody waits for a decision of ours any more, nor for a thing that is still in our hands."""
    standing = read(lines)
    if standing.stage is Stage.OUTSIDE:
        return True
    held = any(t.where in {Where.HELD, Where.RETURNABLE} for t in standing.things.values())
    return standing.stage in _OVER | {Stage.NOT_OPENED} and not held
