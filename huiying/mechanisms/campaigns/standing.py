"""How a campaign stands, read from its history: its plan, its areas, what was counted in each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from huiying.core.kinds import Line
from huiying.mechanisms.campaigns import events


class Stage(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    FINISHED = "finished"
    REPORTED = "reported"
    CALLED_OFF = "called-off"


OVER = frozenset({Stage.REPORTED, Stage.CALLED_OFF})


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Visits of an area, or of a unit: numbers and nothing else."""

    visited: int = 0
    absent: int = 0
    declined: int = 0
    other_way: int = 0

    @property
    def gone_to(self) -> int:
        return self.visited + self.absent + self.declined + self.other_way

    def plus(self, other: "Counts") -> "Counts":
        return Counts(
            visited=self.visited + other.visited,
            absent=self.absent + other.absent,
            declined=self.declined + other.declined,
            other_way=self.other_way + other.other_way,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A part of the plan: so many places of a kind in a unit, between two days (YYYY-MM-DD)."""

    code: str
    unit: int
    place: str
    planned: int
    first: str
    last: str
    line: Line
    officers: frozenset[int] = frozenset()
    announced: Line | None = None
    counts: Counts = Counts()
    days: int = 0

    @property
    def begun(self) -> bool:
        return self.days > 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A campaign as its history says it stands. `plan` is the line whose words count."""

    stage: Stage
    plan: Line
    begins: str
    ends: str
    asks: str
    areas: tuple[Area, ...]
    published: Line | None
    results: Line | None
    called_off: Line | None

    def area(self, code: str) -> Area | None:
        return next((area for area in self.areas if area.code == code), None)

    def areas_of(self, officer: int | None) -> tuple[Area, ...]:
        return tuple(area for area in self.areas if officer in area.officers)

    def officers(self) -> frozenset[int]:
        return frozenset().union(*(area.officers for area in self.areas))

    def total(self, unit: int | None = None) -> Counts:
        found = Counts()
        for area in self.areas:
            if unit is None or area.unit == unit:
                found = found.plus(area.counts)
        return found


@dataclass(kw_only=True)
class _Area:
    """An area while the lines are read."""

    line: Line
    first: str
    last: str
    officers: set[int] = field(default_factory=set)
    announced: Line | None = None
    # By officer and day: whoever counts a day anew corrects it.
    went: dict[tuple[int | None, str], Counts] = field(default_factory=dict)

    def made(self, code: str) -> Area:
        total = Counts()
        for counted in self.went.values():
            total = total.plus(counted)
        facts = self.line.facts
        return Area(
            code=code,
            unit=int(facts["unit"]),
            place=str(facts["place"]),
            planned=int(facts["planned"]),
            first=self.first,
            last=self.last,
            line=self.line,
            officers=frozenset(self.officers),
            announced=self.announced,
            counts=total,
            days=len({day for _, day in self.went}),
        )


class _Reader:
    """Folds the lines one by one; each kind has its own small step."""

    def __init__(self) -> None:
        self.last: dict[str, Line] = {}
        self.plan: Line | None = None
        self.stage = Stage.DRAFT
        self.areas: dict[str, _Area] = {}

    def take(self, line: Line) -> None:
        self.last[line.kind] = line
        self.stage = _STAGES.get(line.kind, self.stage)
        if line.kind in _PLANS:
            self.plan = line
        elif line.kind == events.AREA_SET.kind:
            self._set(line)
        elif (area := self.areas.get(str(line.facts.get("area", "")))) is not None:
            self._change(area, line)

    def _set(self, line: Line) -> None:
        self.areas[str(line.facts["area"])] = _Area(
            line=line, first=str(line.facts["first"]), last=str(line.facts["last"])
        )

    def _change(self, area: _Area, line: Line) -> None:
        facts = line.facts
        if line.kind == events.AREA_DROPPED.kind:
            del self.areas[str(facts["area"])]
        elif line.kind == events.AREA_MOVED.kind:
            area.first, area.last, area.announced = str(facts["first"]), str(facts["last"]), None
        elif line.kind == events.ANNOUNCED.kind:
            area.announced = line
        elif line.kind == events.WENT.kind:
            area.went[(line.by_officer, str(facts["day"]))] = counts_of(line)
        else:
            self._who_goes(area, line)

    def _who_goes(self, area: _Area, line: Line) -> None:
        officer = int(line.facts.get("officer", 0))
        if line.kind == events.SENT.kind:
            area.officers.add(officer)
        elif line.kind == events.RECALLED.kind:
            area.officers.discard(officer)


def counts_of(line: Line) -> Counts:
    names = ("visited", "absent", "declined", "other_way")
    return Counts(**{name: int(line.facts[name]) for name in names})


def counted_by(lines: Sequence[Line], area: str, officer: int | None) -> dict[str, Counts]:
    """What one officer counted in an area, by day: the last entry of a day."""
    return {
        str(line.facts["day"]): counts_of(line)
        for line in lines
        if line.kind == events.WENT.kind
        and line.facts["area"] == area
        and line.by_officer == officer
    }


_PLANS = frozenset({events.DECLARED.kind, events.CHANGED.kind})
_STAGES = {
    events.PUBLISHED.kind: Stage.PUBLISHED,
    events.FINISHED.kind: Stage.FINISHED,
    events.RESULTS.kind: Stage.REPORTED,
    events.CALLED_OFF.kind: Stage.CALLED_OFF,
}


def read(lines: Sequence[Line]) -> Standing:
    """The standing that a history (annulled lines left out) amounts to."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    plan = reader.plan
    if plan is None:
        raise LookupError("no campaign was declared here")
    return Standing(
        stage=reader.stage,
        plan=plan,
        begins=str(plan.facts["begins"]),
        ends=str(plan.facts["ends"]),
        asks=str(plan.facts.get("asks", "")),
        areas=tuple(area.made(code) for code, area in reader.areas.items()),
        published=reader.last.get(events.PUBLISHED.kind),
        results=reader.last.get(events.RESULTS.kind),
        called_off=reader.last.get(events.CALLED_OFF.kind),
    )
