"""Which counts of a tree of units may be shown, so that no small number can be read or worked out.

First, a count below the threshold is hidden. Second, since a unit's count is the sum of those
below it, a hidden count could be found by subtracting the shown ones from the total above; so
further counts are hidden until none can. Cases that hang on a unit itself and not on one below
count as one more cell, which no page shows.

What is promised: from all shown counts together, knowing that counts are never negative, nobody
can narrow a hidden count to a range smaller than the threshold.

Why the method is enough: between a shown unit and the nearest shown units below it lie hidden
cells. Those among them without cells below ("atoms") obey one single equation: they add up to the
*slack*, the shown total less the shown counts below. With two atoms or more each can be anything
from 0 to the slack; with a slack of the threshold or more that range is wide enough.

Source: cell suppression in hierarchical tables, Hundepool A. et al. (2012), Statistical Disclosure
Control, Wiley, ch. 4. Comparing two periods or two breakdowns of the same cases is not covered.
Why a count is hidden is kept from the output: publishing it would tell which ones are small.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

THRESHOLD = 10


class ImpossibleTree(ValueError):
    """Units below that count more than the unit above, a negative count, or a key used twice."""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit with the number of cases in it and in all units below it."""

    key: str
    count: int
    below: tuple["Unit", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """The keys whose counts may be shown; every other count is hidden."""

    shown: frozenset[str]
    hidden: frozenset[str]


@dataclass(kw_only=True, eq=False)
class _Cell:
    """A unit while being worked on, or (key None) the cases that hang on a unit itself."""

    key: str | None
    count: int
    hidden: bool
    below: list["_Cell"] = field(default_factory=list)


def suppress(
    tree: Unit, *, threshold: int = THRESHOLD, also: frozenset[str] = frozenset()
) -> Suppression:
    """Decide what is shown. The cells hidden to cover others are the smallest that will do.

    `also` are keys to be hidden whatever they count, because another table of the same cases hides them.
    """
    keys: set[str] = set()
    root = _cells(tree, threshold, keys)
    for cell in _upwards(root):
        if cell.key in also:
            _hide(cell)
    for cell in _upwards(root):
        if not cell.hidden:
            _cover(cell, threshold)
    shown = frozenset(c.key for c in _upwards(root) if c.key is not None and not c.hidden)
    return Suppression(shown=shown, hidden=frozenset(keys) - shown)


def _cells(unit: Unit, threshold: int, keys: set[str]) -> _Cell:
    if unit.key in keys:
        raise ImpossibleTree(f"{unit.key} appears twice")
    keys.add(unit.key)
    own = unit.count - sum(child.count for child in unit.below)
    if own < 0 or unit.count < 0:
        raise ImpossibleTree(f"{unit.key} counts {unit.count}, the units below it {-own} more")
    below = [_cells(child, threshold, keys) for child in unit.below]
    if below and own:
        below.append(_Cell(key=None, count=own, hidden=own < threshold))
    return _Cell(key=unit.key, count=unit.count, hidden=unit.count < threshold, below=below)


def _upwards(cell: _Cell) -> Iterator[_Cell]:
    """Every cell, those below before the one above."""
    for child in cell.below:
        yield from _upwards(child)
    yield cell


def _cover(top: _Cell, threshold: int) -> None:
    """Hide more below a shown cell until what is hidden there can't be found by subtraction."""
    while True:
        atoms, edge = _hidden_below(top)
        if not atoms or (len(atoms) > 1 and sum(a.count for a in atoms) >= threshold):
            return
        if not edge:
            top.hidden = True
            return
        _hide(min(edge, key=_smallest))


def _hidden_below(top: _Cell) -> tuple[list[_Cell], list[_Cell]]:
    """The atoms between a cell and the nearest shown cells below it, and those shown cells."""
    atoms: list[_Cell] = []
    edge: list[_Cell] = []
    waiting = list(top.below)
    while waiting:
        cell = waiting.pop()
        if not cell.hidden:
            edge.append(cell)
        elif cell.below:
            waiting += cell.below
        else:
            atoms.append(cell)
    return atoms, edge


def _hide(cell: _Cell) -> None:
    """Hide a cell, and one path below it if all below is shown (the sum would give it away)."""
    cell.hidden = True
    while cell.below and not _hidden_below(cell)[0]:
        cell = min((c for c in cell.below if not c.hidden), key=_smallest)
        cell.hidden = True


def _smallest(cell: _Cell) -> tuple[int, str]:
    return cell.count, cell.key or ""
