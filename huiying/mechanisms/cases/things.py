"""The property of a case, folded from its history: where each thing is, and why it is not back yet."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from huiying.core.kinds import Line
from huiying.mechanisms.cases import of_property


class Where(StrEnum):
    MISSING = "missing"
    HELD = "held"
    RETURNABLE = "returnable"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """`party` is the owner; `kept` the ground on which it is not back yet, `line` the last event."""

    item: str
    party: str
    how: str
    where: Where
    listed: Line
    line: Line
    kept: str = ""
    evidence: str = ""


@dataclass(kw_only=True, slots=True)
class Things:
    by_item: dict[str, Thing] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        item = str(line.facts.get("item", ""))
        if line.kind == of_property.LISTED.kind:
            self.by_item[item] = _listed(line, item)
        elif line.kind in _MOVES and item in self.by_item:
            self.by_item[item] = _moved(self.by_item[item], line)


def _listed(line: Line, item: str) -> Thing:
    how = str(line.facts.get("how", ""))
    where = Where.MISSING if how == "stolen" else Where.HELD
    return Thing(
        item=item,
        party=str(line.facts.get("party", "")),
        how=how,
        where=where,
        listed=line,
        line=line,
    )


def _moved(thing: Thing, line: Line) -> Thing:
    ground = str(line.facts.get("ground", ""))
    return replace(
        thing,
        where=_MOVES[line.kind],
        line=line,
        kept=ground,
        evidence=str(line.facts.get("evidence", thing.evidence)),
    )


_MOVES: dict[str, Where] = {
    of_property.FOUND.kind: Where.HELD,
    of_property.UNRELATED.kind: Where.RETURNABLE,
    of_property.RETURNABLE.kind: Where.RETURNABLE,
    of_property.RETURNED.kind: Where.RETURNED,
    of_property.KEPT.kind: Where.HELD,
    of_property.OWNER_UNKNOWN.kind: Where.HELD,
    of_property.SEIZURE_EXTENDED.kind: Where.HELD,
    of_property.SEIZURE_ENDED.kind: Where.RETURNABLE,
}
