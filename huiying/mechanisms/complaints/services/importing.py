"""Complaints of an older register enter the ledger: with their own dates, as imported, and proving nothing more.

They are no evidence that anybody was told anything, nobody is told of them, and figures show them apart. A complaint
is known by its key in the source, so that an import run again imports nothing twice.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from huiying.core.access import doors
from huiying.core.duties.models import Duty
from huiying.core.duties.services import Opener, opening_many
from huiying.core.kinds import Act, Actor, Fact, Origin, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.units.models import Level
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.categories import category
from huiying.mechanisms.complaints.importing.convert import HistoricComplaint
from huiying.mechanisms.complaints.services.shape import index_row

BATCH = 1_000
PACK = "imported.register"
TARGET = "imported.target"
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
    for batch in _batches(complaints):
        known = ledger.known_sources(one.key for one in batch)
        fresh = [one for one in batch if one.key not in known]
        result.known += len(batch) - len(fresh)
        register.prepare(fresh)
        with opening_many(
            kind=events.KIND, by=by, at=at, origin=Origin.IMPORTED, packs=[PACK]
        ) as opener:
            written = [(one, _write(opener, one, register)) for one in fresh]
        for one, matter_id in written:
            _compare(one, opener.duties[matter_id], result)
        result.taken += len(fresh)
        progress(result.taken + result.known)
    return result


def _batches(complaints: Iterable[HistoricComplaint]) -> Iterator[list[HistoricComplaint]]:
    rest = iter(complaints)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _write(opener: Opener, one: HistoricComplaint, register: "_Register") -> uuid.UUID:
    book = opener.open(opened_at=one.received_at, source_key=one.key)
    received = book.record(
        events.RECEIVED, _facts(one), occurred_at=one.received_at, recorded_at=one.received_at
    )
    book.add_party(PartyRole.HANDLING, event=received, unit=register.root, since=one.received_at)
    for unit in one.units:
        book.add_party(
            PartyRole.ACCUSED, event=received, unit=register.unit(unit), since=one.received_at
        )
    closed = one.closed_at
    if closed is not None:
        finding = _finding(one)
        if finding:
            book.record(
                events.ANSWERED, {"finding": finding}, occurred_at=closed, recorded_at=closed
            )
        how = {"how": one.outcome} if one.outcome else {}
        book.record(events.CLOSED, how, occurred_at=closed, recorded_at=closed)
    book.batch.add(index_row(book))
    return book.matter.pk


def _compare(one: HistoricComplaint, owed: list[Duty], result: Imported) -> None:
    """Our verdict on a target date beside the source's own (`[compare.on_time]` of the map)."""
    theirs = one.flags.get("on_time")
    target = next((d for d in owed if d.rule == TARGET), None)
    if theirs is None or target is None or one.closed is None:
        return
    if theirs == (target.state == "met"):
        result.agreeing += 1
    else:
        result.differing += 1


def _facts(one: HistoricComplaint) -> dict[str, Fact]:
    codes = [a.category for a in one.allegations if a.category]
    found = category(codes[0]) if codes else None
    facts: dict[str, Fact] = {
        "channel": one.channel or "import",
        "category": found.code if found else "unsure",
        "identified": False,
        "contactable": False,
        "forwarded": False,
        "from_counter": False,
        "conduct": any(c.conduct for c in map(category, codes) if c),
        "allegations": ";".join(f"{a.category}:{a.finding}" for a in one.allegations),
        "targeted": one.target is not None,
    }
    return facts | ({"due_on": one.target.fact()} if one.target else {})


# A complaint of several allegations is upheld as far as one of them is.
_WEIGHT = ("upheld", "partly", "not-upheld", "unfounded", "no-finding")


def _finding(one: HistoricComplaint) -> str:
    """The finding on the whole: what was found of its allegations, or nothing where the register does not say."""
    found = {a.finding for a in one.allegations if a.finding}
    if "upheld" in found and len(found) > 1:
        return "partly"
    return next((f for f in _WEIGHT if f in found), "")


class _Register:
    """The units that a register names: ours where code or name is the same, else entered below the register's own."""

    def __init__(self, *, source: str, name: str) -> None:
        self._source = source
        self._ours = {
            n: row.id for row in units.tree().values() for n in (row.code, row.zh, row.en)
        }
        self.root = self._find(f"imp:{source}", name, parent=None)

    def prepare(self, complaints: Iterable[HistoricComplaint]) -> None:
        """Enter the units these complaints name, before they are written."""
        for one in complaints:
            for unit in one.units:
                self.unit(unit)

    def unit(self, name: str) -> int:
        if name not in self._ours:
            digest = hashlib.sha256(f"{self._source}:{name}".encode()).hexdigest()[:12]
            self._ours[name] = self._find(f"imp:{digest}", name, parent=self.root)
        return self._ours[name]

    def _find(self, code: str, name: str, *, parent: int | None) -> int:
        row = units.unit_by_code(code)
        if row is not None:
            return row.id
        return unit_services.open_unit(
            code=code, zh=name, en=name, level=Level.OFFICE, opened_on=_BEFORE_ALL, parent=parent
        )
