"""Which counts may be shown where the same duties are broken down in several ways at once.

The units of a period, the quarters of a year, the kinds of matter of a unit, and the law's time beside the service's
own each add up to a count that is published too. A small count must not follow from any of them, so all are gone
through until nothing more is hidden: hiding in one direction may uncover in another.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from huiying.core.units import queries as units
from huiying.figures import suppression
from huiying.mechanisms.openness.rules import EVERY, Label

THRESHOLD = suppression.THRESHOLD


class Place(NamedTuple):
    """Where a count stands. No unit: the whole service."""

    period: str
    unit: int | None
    sort: str = EVERY
    label: str = Label.BOTH


Counts = Mapping[Place, int]
Line = Mapping[object, int]
# Of one line of counts, as keys of a direction, the tree in which they add up; None where nothing does.
Tree = Callable[[Line], suppression.Unit | None]


def shown(counts: Counts, *, also: Collection[Place] = ()) -> frozenset[Place]:
    """The places whose count may be shown. A true nought is nobody's, and is shown.

    `also` are hidden whatever they count.
    """
    hidden = set(also)
    while True:
        before = len(hidden)
        for direction, tree in _DIRECTIONS:
            for line in _lines(direction, counts):
                hidden |= _hidden(direction, line, hidden, tree)
        if len(hidden) == before:
            return frozenset(counts.keys() - hidden)


def _lines(direction: str, counts: Counts) -> Iterable[dict[Place, int]]:
    """Counts that differ in one direction alone; noughts are left out."""
    others = [Place._fields.index(name) for name in Place._fields if name != direction]
    found: dict[tuple[object, ...], dict[Place, int]] = {}
    for place, count in counts.items():
        if count:
            rest = tuple(place[each] for each in others)
            found.setdefault(rest, {})[place] = count
    return found.values()


def _hidden(
    direction: str, line: Mapping[Place, int], hidden: Collection[Place], tree: Tree
) -> set[Place]:
    by_key = {getattr(place, direction): place for place in line}
    made = tree({key: line[place] for key, place in by_key.items()})
    if made is None:
        return set()
    names = {str(key): place for key, place in by_key.items()}
    there = set(_names(made))
    also = frozenset(name for name, place in names.items() if place in hidden and name in there)
    found = suppression.suppress(made, threshold=THRESHOLD, also=also)
    return {names[name] for name in found.hidden}


def _names(tree: suppression.Unit) -> Iterable[str]:
    yield tree.key
    for below in tree.below:
        yield from _names(below)


# --- in which tree they add up -----------------------------------------------------------------------


def _under(top: object, line: Line) -> suppression.Unit | None:
    """All others add up to the one on top."""
    if top not in line:
        return None
    below = [k for k in sorted(line, key=str) if k != top]
    return suppression.Unit(
        key=str(top),
        count=line[top],
        below=tuple(suppression.Unit(key=str(k), count=line[k]) for k in below),
    )


def _of_units(line: Line) -> suppression.Unit | None:
    if None not in line:
        return None
    below: dict[int | None, list[int]] = {}
    for unit_id, row in units.tree().items():
        if unit_id in line:
            below.setdefault(row.parent_id, []).append(unit_id)

    def tree(unit: int | None) -> suppression.Unit:
        children = tuple(tree(u) for u in below.get(unit, []))
        return suppression.Unit(key=str(unit), count=line[unit], below=children)

    return tree(None)


def _of_periods(line: Line) -> suppression.Unit | None:
    return _under(next((p for p in line if "-" not in str(p)), None), line)


_DIRECTIONS: tuple[tuple[str, Tree], ...] = (
    ("unit", _of_units),
    ("period", _of_periods),
    ("sort", lambda line: _under(EVERY, line)),
    ("label", lambda line: _under(Label.BOTH, line)),
)
