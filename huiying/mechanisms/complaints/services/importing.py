"""Complaints of an older register enter the ledger: with their own dates, as imported, and proving nothing more.

They are no evidence that anybody was told anything, nobody is told of them, and figures show them apart. A complaint
is known by its key in the source, so that an import run again imports nothing twice.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from huiying.core.access import doors
from huiying.core.duties.opening import write_opened
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.units.models import Level
from huiying.mechanisms.complaints.importing.convert import HistoricComplaint
from huiying.mechanisms.complaints.services.aside import Preparing
from huiying.mechanisms.complaints.services.historic import Historic, Prepared

BATCH = 1_000
# Registers reach further back than our own units: the units of one are entered as of this day.
_BEFORE_ALL = date(1900, 1, 1)


@dataclass(kw_only=True, slots=True)
class Imported:
    """What an import did. `known`: complaints that had been imported before.

    `agreeing`, `differing`: complaints with a target, a closing and the source's own verdict on time, by whether
    ours is the same.
    """

    taken: int = 0
    known: int = 0
    agreeing: int = 0
    differing: int = 0


def import_complaints(
    *,
    complaints: Iterable[HistoricComplaint],
    source: str,
    name: str,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] = lambda done: None,
) -> Imported:
    """Write complaints in batches of a thousand, each in one transaction. Raises access.Denied.

    A run that was cut off is simply run again: what it had written is known by its key.
    """
    doors.require_general(by, Act.REGISTER)
    register = _Register(source=source, name=name)
    result = Imported()

    def write(prepared: Prepared | None) -> None:
        if prepared is not None:
            write_opened(prepared.tables)
            result.taken += prepared.taken
            result.agreeing += prepared.agreeing
            result.differing += prepared.differing
            progress(result.taken + result.known)

    with Preparing() as preparing:
        for fresh in _fresh(complaints, result):
            units = register.of(fresh)
            batch = Historic(complaints=fresh, units=units, root=register.root, by=by, at=at)
            write(preparing.next(batch))
        write(preparing.next(None))
    progress(result.taken + result.known)
    return result


def _fresh(
    complaints: Iterable[HistoricComplaint], result: Imported
) -> Iterator[list[HistoricComplaint]]:
    """By the thousand, those that are not there yet."""
    rest = iter(complaints)
    in_hand: set[str] = set()
    while batch := list(islice(rest, BATCH)):
        # What the batch before brings may not be written yet.
        known = in_hand | ledger.known_sources(one.key for one in batch)
        fresh = [one for one in batch if one.key not in known]
        result.known += len(batch) - len(fresh)
        in_hand = {one.key for one in fresh}
        if fresh:
            yield fresh


class _Register:
    """The units that a register names: ours where code or name is the same, else entered below the register's own."""

    def __init__(self, *, source: str, name: str) -> None:
        self._source = source
        self._ours = {
            n: row.id
            for row in units.tree().values()
            # Two registers may call different units by one name.
            if not row.imported
            for n in (row.code, row.zh, row.en)
        }
        self.root = self._find(f"{units.IMPORTED}{source}", name, parent=None)

    def of(self, complaints: Iterable[HistoricComplaint]) -> dict[str, int]:
        """The units these complaints name; entered now, where we had none of the name."""
        return {unit: self._unit(unit) for one in complaints for unit in one.units}

    def _unit(self, name: str) -> int:
        if name not in self._ours:
            digest = hashlib.sha256(f"{self._source}:{name}".encode()).hexdigest()[:12]
            self._ours[name] = self._find(f"{units.IMPORTED}{digest}", name, parent=self.root)
        return self._ours[name]

    def _find(self, code: str, name: str, *, parent: int | None) -> int:
        row = units.unit_by_code(code)
        if row is not None:
            return row.id
        return unit_services.open_unit(
            code=code, zh=name, en=name, level=Level.OFFICE, opened_on=_BEFORE_ALL, parent=parent
        )
