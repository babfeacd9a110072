"""Complaints of an older register become rows of the ledger: events, parties, duties, and the line that lists read.

Nothing here asks the database, so that another process may do it for the one that writes.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiying.core.duties.models import Duty
from huiying.core.duties.opening import Opener
from huiying.core.kinds import Actor, Fact, Origin, PartyRole
from huiying.core.ledger.bulk import Packed
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.categories import category
from huiying.mechanisms.complaints.importing.convert import HistoricComplaint
from huiying.mechanisms.complaints.services.shape import index_row

PACK = "imported.register"
TARGET = "imported.target"


@dataclass(frozen=True, kw_only=True, slots=True)
class Historic:
    """Complaints to be written together. `units`: ours, by the names the register gives; `root` is the register's."""

    complaints: Sequence[HistoricComplaint]
    units: Mapping[str, int]
    root: int
    by: Actor
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """Their rows, and how many of the source's own verdicts on time ours is the same as."""

    tables: list[Packed]
    taken: int
    agreeing: int
    differing: int


def prepare(batch: Historic) -> Prepared:
    opener = Opener(
        kind=events.KIND, by=batch.by, at=batch.at, origin=Origin.IMPORTED, packs=[PACK]
    )
    matters = [_record(opener, one, batch) for one in batch.complaints]
    tables = opener.packed()
    agreed = [
        _agrees(one, opener.duties[pk]) for one, pk in zip(batch.complaints, matters, strict=True)
    ]
    return Prepared(
        tables=tables,
        taken=len(matters),
        agreeing=agreed.count(True),
        differing=agreed.count(False),
    )


def _record(opener: Opener, one: HistoricComplaint, batch: Historic) -> uuid.UUID:
    at, closed = one.received_at, one.closed_at
    book = opener.open(opened_at=at, source_key=one.key)
    received = book.record(events.RECEIVED, _facts(one), occurred_at=at, recorded_at=at)
    book.add_party(PartyRole.HANDLING, event=received, unit=batch.root, since=at)
    for unit in one.units:
        book.add_party(PartyRole.ACCUSED, event=received, unit=batch.units[unit], since=at)
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


def _agrees(one: HistoricComplaint, owed: Sequence[Duty]) -> bool | None:
    """Our verdict on a target date beside the source's own (`[compare.on_time]` of the map); None without both."""
    theirs = one.flags.get("on_time")
    target = next((d for d in owed if d.rule == TARGET), None)
    if theirs is None or target is None or one.closed is None:
        return None
    return theirs == (target.state == "met")


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
