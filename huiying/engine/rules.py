"""Rules and packs: what the law says, as values made from a pack's table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from huiying.engine import reading, tables
from huiying.engine.events import Event, Facts, When
from huiying.engine.shapes import (
    ENDS,
    EXTENDS,
    MEETS,
    Acting,
    Basis,
    Citation,
    Example,
    Extension,
    Force,
    Nature,
    Needs,
    Pause,
    Repeat,
    Step,
    Variant,
    Wording,
    Words,
)
from huiying.engine.steps import At
from huiying.engine.tables import Table

TOLERANCE_HOURS = 72
DUE_SOON = "75%"
_LAW, _STANDARD, _NONE = Basis


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    id: str
    clause: str
    title: Words
    citation: Citation
    force: Force
    nature: Nature
    in_force_from: date | None
    in_force_to: date | None
    trigger: When
    owed_to: str
    owed_by: str
    wording: Wording
    met_by: tuple[When, ...]
    void_by: tuple[When, ...]
    variants: tuple[Variant, ...]
    match: tuple[str, ...]
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    repeat: Repeat | None
    escalate: tuple[Step, ...]
    needs: Needs | None
    group: str
    due_soon: At
    examples: tuple[Example, ...]
    is_right: bool = field(init=False, repr=False, compare=False)
    is_standard: bool = field(init=False, repr=False, compare=False)
    endings: tuple[When, ...] = field(init=False, repr=False, compare=False)
    acting: Mapping[str, tuple[Acting, ...]] = field(init=False, repr=False, compare=False)
    kinds: frozenset[str] = field(init=False, repr=False, compare=False)
    ending_kinds: frozenset[str] = field(init=False, repr=False, compare=False)
    _days: tuple[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "is_right", self.nature is Nature.RIGHT)
        put(self, "is_standard", self.force is Force.AGENCY_STANDARD)
        put(self, "endings", self.void_by + (self.repeat.until if self.repeat else ()))
        acting: list[Acting] = [(MEETS, when, 0) for when in self.met_by]
        acting += [(ENDS, when, 0) for when in self.endings]
        acting += [(EXTENDS, x.event, place) for place, x in enumerate(self.extensions)]
        by_kind: dict[str, tuple[Acting, ...]] = {}
        for act in acting:
            by_kind[act[1].kind] = (*by_kind.get(act[1].kind, ()), act)
        put(self, "acting", by_kind)
        put(self, "ending_kinds", frozenset(when.kind for when in self.endings))
        put(self, "_days", (_ordinal(self.in_force_from, 0), _ordinal(self.in_force_to, 1 << 30)))
        read = {self.trigger.kind, *by_kind}
        read.update(when.kind for pause in self.pauses for when in (pause.starts, pause.ends))
        put(self, "kinds", frozenset(read | ({self.needs.kind} if self.needs else set())))

    @classmethod
    def from_table(cls, table: Table, due_soon: str = DUE_SOON) -> "Rule":
        return _rule(table, due_soon)

    def wording_for(self, facts: Facts) -> Wording:
        # The first that fits replaces the rule's own term.
        for variant in self.variants:
            if variant.where.fits(facts):
                return variant.wording
        return self.wording

    def basis_of(self, wording: Wording) -> Basis:
        if wording.dated_by is None:
            return _NONE
        return _STANDARD if wording.term is None or self.is_standard else _LAW

    def ended_by(self, event: Event) -> bool:
        return any(when.matches(event) for when in self.endings)

    def met_by_event(self, event: Event) -> bool:
        return any(when.matches(event) for when in self.met_by)

    def is_opened_by(self, event: Event, day: int) -> bool:
        return self.in_force_on(day) and (not self.trigger.where or self.trigger.fits(event.facts))

    def in_force_on(self, day: int) -> bool:
        first, last = self._days
        return first <= day <= last


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    id: str
    version: str
    calendar: str
    tolerance: timedelta
    rules: tuple[Rule, ...]
    table: Table = field(repr=False, compare=False, default_factory=dict)
    by_trigger: Mapping[str, tuple[tuple[int, Rule], ...]] = field(
        init=False, repr=False, compare=False
    )
    rivals: bool = field(init=False, repr=False, compare=False)
    """Whether some rules are rival readings of one duty."""

    def __post_init__(self) -> None:
        by_trigger: dict[str, tuple[tuple[int, Rule], ...]] = {}
        for entry in enumerate(self.rules):
            kind = entry[1].trigger.kind
            by_trigger[kind] = (*by_trigger.get(kind, ()), entry)
        object.__setattr__(self, "by_trigger", by_trigger)
        groups = {rule.group for rule in self.rules}
        object.__setattr__(self, "rivals", len(groups) < len(self.rules))

    @classmethod
    def from_table(cls, table: Table) -> "Pack":
        return _pack(table)

    def opened_by(self, kinds: Iterable[str]) -> list[Rule]:
        """The rules that an event of one of these kinds may trigger, as they are listed."""
        found = [entry for kind in kinds for entry in self.by_trigger.get(kind, ())]
        return [rule for _, rule in sorted(found)]

    @property
    def tolerance_hours(self) -> int:
        return self.tolerance // timedelta(hours=1)

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def _rule(source: Table, due_soon: str = DUE_SOON) -> Rule:
    where = tables.text(source, "id", "a rule")

    def each(name: str) -> list[object]:
        return tables.items(source.get(name), f"{where}: {name}")

    def maybe_day(name: str) -> date | None:
        value = source.get(name)
        return None if value is None else tables.day(value, f"{where}: {name}")

    return Rule(
        id=where,
        clause=tables.text(source, "clause", where, ""),
        title=reading.words(source.get("title"), f"{where}: title"),
        citation=reading.citation(source.get("citation"), where),
        force=reading.choice(Force, source.get("force"), f"{where}: force"),
        nature=reading.choice(Nature, source.get("nature"), f"{where}: nature"),
        in_force_from=maybe_day("in_force_from"),
        in_force_to=maybe_day("in_force_to"),
        trigger=reading.when(source.get("trigger"), f"{where}: trigger"),
        owed_to=tables.text(source, "owed_to", where),
        owed_by=tables.text(source, "owed_by", where),
        wording=reading.wording(source, where),
        met_by=reading.whens(source, "met_by", where),
        void_by=reading.whens(source, "void_by", where),
        variants=tuple(reading.variant(item, where) for item in each("variant")),
        match=tables.texts(source, "match", where),
        pauses=tuple(reading.pause(item, where) for item in each("pause")),
        extensions=tuple(reading.extension(item, where) for item in each("extension")),
        repeat=reading.repeat(source.get("repeat"), where),
        escalate=reading.ladder(source, where),
        needs=reading.needs(source.get("needs"), where),
        group=tables.text(source, "group", where, where),
        due_soon=At.parse(tables.text(source, "due_soon", where, due_soon)),
        examples=tuple(reading.example(item, where) for item in each("example")),
    )


def _pack(source: Table) -> Pack:
    where = tables.text(source, "id", "a pack", "?")
    due_soon = tables.text(source, "due_soon", where, DUE_SOON)
    hours = tables.whole(
        source.get("tolerance_hours", TOLERANCE_HOURS), f"{where}: tolerance_hours"
    )
    return Pack(
        id=where,
        version=tables.text(source, "version", where, ""),
        calendar=tables.text(source, "calendar", where, ""),
        tolerance=timedelta(hours=hours),
        rules=tuple(
            _rule(tables.table(item, f"{where}: rule"), due_soon)
            for item in tables.items(source.get("rule"), f"{where}: rule")
        ),
        table=source,
    )
