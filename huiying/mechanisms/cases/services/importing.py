"""Cases of an older register enter the ledger as imported: with the source's own times, and proving nothing more.

Nobody is told of the past, no clock runs on it and nothing is late: such cases come under no rule. What would be owed
for each of them is counted. A case is known by its key, each of its events by its own: again, nothing is taken twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from huiying.core.access import doors
from huiying.core.duties.opening import opening_many
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, Origin, PartyRole
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.units.models import Level
from huiying.mechanisms.cases import events
from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.sent import State
from huiying.mechanisms.cases.services.keeping_in_step import take_into
from huiying.mechanisms.cases.services.registering import Report, facts_of
from huiying.mechanisms.cases.services.shape import index_row, keep_index

BATCH = 500
_BEFORE_ALL = date(1900, 1, 1)
OWED = {
    "case.opened": "opening.told",
    "case.not-opened": "non-opening.told",
    "suspect.found": "solved.told",
    "case.sent-for-prosecution": "prosecution.told",
    "case.withdrawn": "case-withdrawal.told",
    "case.concluded": "conclusion.told",
    "penalty.decided": "penalty.told",
    "limit.reached": "limit.explained",
    "outcome.reached": "court-outcome.told",
}


@dataclass(kw_only=True, slots=True)
class Imported:
    """What an import did. `owed`: how often each telling would be owed for what was taken; `declined`: events that do
    not fit how their case stands, by the sentence that says why."""

    cases: int = 0
    known: int = 0
    events: int = 0
    owed: Counter[str] = field(default_factory=Counter)
    declined: Counter[str] = field(default_factory=Counter)
    # Of this run, so that a case whose rows stand apart in the file is counted once.
    numbers: set[str] = field(default_factory=set)


def import_cases(
    *,
    states: Iterable[State],
    source: str,
    name: str,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] = lambda done: None,
) -> Imported:
    """Write cases in batches, each in one transaction. Raises access.Denied."""
    doors.require_general(by, Act.REGISTER)
    unit = _register(source, name)
    result = Imported()
    rest = iter(states)
    while batch := list(islice(rest, BATCH)):
        _batch(_by_number(batch), source, unit, by, at, result)
        progress(result.cases + result.known)
    return result


def _by_number(batch: list[State]) -> dict[str, list[State]]:
    found: dict[str, list[State]] = {}
    for one in batch:
        found.setdefault(one.number, []).append(one)
    return found


@transaction.atomic
def _batch(
    cases: dict[str, list[State]], source: str, unit: int, by: Actor, at: datetime, result: Imported
) -> None:
    rows = Case.objects.filter(source=source, number__in=cases)
    seen: set[str] = set()
    there = dict(rows.values_list("number", "matter_id"))
    for number, matter_id in there.items():
        result.known += number not in result.numbers
        with acting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
            before = len(book.history)
            for one in sorted(cases[number], key=lambda one: one.reported_at):
                result.declined.update(take_into(book, one, source, seen))
            _count(result, (e.kind for e in book.history[before:]))
            keep_index(book)
        result.numbers.add(number)
    fresh = {n: listed for n, listed in cases.items() if n not in there}
    with opening_many(kind=events.KIND, by=by, at=at, origin=Origin.IMPORTED, packs=[]) as opener:
        for number, listed in fresh.items():
            first = min(listed, key=lambda one: one.reported_at)
            book = opener.open(
                opened_at=first.reported_at, source_key=f"case:{source}:{number}"[:120]
            )
            facts = facts_of(
                Report(crime=first.crime, channel="system", regime=first.regime, number=number),
                source,
            )
            facts["month_only"] = first.month_only
            when = first.reported_at
            reported = book.record(events.REPORTED, facts, occurred_at=when, recorded_at=when)
            book.add_party(PartyRole.INVESTIGATING, event=reported, unit=unit, since=when)
            for one in sorted(listed, key=lambda one: one.reported_at):
                result.declined.update(take_into(book, one, source, seen))
            book.batch.add(index_row(book))
            result.cases += 1
            result.numbers.add(number)
            _count(result, (e.kind for e in book.history))


def _count(result: Imported, kinds: Iterator[str]) -> None:
    for kind in kinds:
        if kind != events.REPORTED.kind:
            result.events += 1
        if kind in OWED:
            result.owed[OWED[kind]] += 1


def _register(source: str, name: str) -> int:
    """The unit that stands for the register; its own units are not ours."""
    code = f"imp:{source}"
    row = units.unit_by_code(code)
    if row is not None:
        return row.id
    return unit_services.open_unit(
        code=code, zh=name, en=name, level=Level.OFFICE, opened_on=_BEFORE_ALL, parent=None
    )
