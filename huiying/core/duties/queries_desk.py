"""Reads of a desk: what an officer's units owe, by date, and how much waits.

The first page costs the same however much is open: what is read comes in the order of an index and stops where the
page is full, and whether it may be seen is asked once, of what was read.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone, localtime

from huiying.core.access.among import Seen
from huiying.core.composed import Composed, prepared_cursor, with_words
from huiying.core.duties.models import Duty
from huiying.core.kinds import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskRow:
    """A duty as a list shows it. `due_at` is exclusive: at that instant it is late."""

    id: uuid.UUID
    matter_id: uuid.UUID
    ref: str
    rule: str
    trigger: str
    force: str
    basis: str
    owed_to: str
    officer_id: int | None
    # Of the officer who has it; None where it is in nobody's hands.
    officer_zh: str | None
    officer_en: str | None
    opened_at: datetime
    due_at: datetime | None
    provisional: bool
    # The date in a fact can't be used.
    problem: bool


# In the order of the fields of DeskRow.
_COLUMNS = (
    "id", "matter_id", "matter__ref", "rule", "trigger", "force", "basis", "owed_to", "officer_id",
    "officer__name_zh", "officer__name_en", "opened_at", "due_at", "provisional", "problem",
)  # fmt: skip
_FIELDS = tuple(DeskRow.__slots__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What of a worklist is asked for. Empty means all."""

    forces: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of matters
    whose: str = "unit"  # mine, unit, nobody
    units: tuple[int, ...] = ()
    state: str = ""  # overdue, soon
    after: tuple[datetime, uuid.UUID] | None = None  # the last row of the page before
    size: int = 50


# Counting on would cost more than the number is worth: "100 or more" is a call for hands, whatever it is.
MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    overdue: int
    today: int
    week: int
    nobody: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Edges:
    """Now, and where today and this week end."""

    now: datetime
    today_ends: datetime
    week_ends: datetime

    @classmethod
    def at(cls, now: datetime) -> Self:
        """In the service's own time zone."""
        here = localtime(now, get_default_timezone())
        here = here.replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(
            now=now,
            today_ends=here + timedelta(days=1),
            week_ends=here + timedelta(days=7 - here.weekday()),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """A page of the list, one row longer where another page follows, and how much waits in all of it."""

    rows: list[DeskRow]
    counts: Counts


def desk(*, seen: Seen, wanted: Wanted, whole: Wanted, edges: Edges) -> Desk:
    """The worklist of `wanted`, and the counts of `whole`."""
    parts = _counted(seen.by, whole, edges)
    for part in parts.values():
        seen.ask_with_the_next(part)
    found = _first(seen, wanted, "due_at", wanted.after, wanted.size + 1)
    return Desk(rows=found, counts=_counts(seen, parts))


def worklist(*, by: Actor, wanted: Wanted) -> list[DeskRow]:
    """Open duties an officer's units owe, the earliest date first; at most `size` + 1 rows, so that a page knows
    whether another follows. Dated ones first: those without a date are `undated`."""
    return _first(Seen(by=by), wanted, "due_at", wanted.after, wanted.size + 1)


def undated(*, by: Actor, wanted: Wanted) -> list[DeskRow]:
    """Open duties without a date: the law gives no number, or the date in a fact can't be used (`problem`)."""
    return _first(Seen(by=by), wanted, "opened_at", None, wanted.size)


def counts(*, by: Actor, wanted: Wanted, edges: Edges) -> Counts:
    """How many wait, counted to MOST at the furthest."""
    return _counts(Seen(by=by), _counted(by, wanted, edges))


Place = tuple[datetime, uuid.UUID]


def _first(seen: Seen, wanted: Wanted, order: str, after: Place | None, size: int) -> list[DeskRow]:
    """The first rows that may be seen."""
    found: list[DeskRow] = []
    chunk = size
    while True:
        read = _read(seen.by, wanted, order, after, chunk)
        may_see = seen.of(row.matter_id for row in read)
        found += [row for row in read if may_see(row.matter_id)]
        if len(found) >= size or len(read) < chunk:
            return found[:size]
        after, chunk = _place(read[-1], order), min(chunk * 2, 1000)


def _read(by: Actor, wanted: Wanted, order: str, after: Place | None, count: int) -> list[DeskRow]:
    """The next `count` rows, seen or not. One query a unit: several in one would be sorted whole."""
    shape = replace(wanted, after=None)
    owners = _owners(by, wanted)
    found: list[DeskRow] = []
    for owner, pk in owners:
        read = _PAGE.ask(pk, *(after or ()), shape=(shape, owner, order, count))
        found += map(_row, read)
    if len(owners) > 1:
        found.sort(key=lambda row: _place(row, order))
    return found[:count]


def _page(
    wanted: Wanted, owner: str, order: str, count: int, pk: int, *after: Any
) -> QuerySet[Duty, Any]:
    rows = _stream(owner, pk, wanted).filter(due_at__isnull=order != "due_at")
    if after:
        at, last = after
        # Said twice: the first is where the index begins, the second what of that instant was shown.
        rows = rows.filter(**{f"{order}__gte": at}).exclude(**{order: at, "id__lte": last})
    return rows.order_by(order, "id").values_list(*_COLUMNS)[:count]


_PAGE = Composed(_page)


def _row(values: tuple[Any, ...]) -> DeskRow:
    *plain, problem = values
    return DeskRow(**dict(zip(_FIELDS, (*plain, bool(problem)), strict=True)))


def _place(row: DeskRow, order: str) -> Place:
    return getattr(row, order), row.id


# Whose duties: an officer's own, or those of units.
_Owners = tuple[tuple[str, int], ...]


def _owners(by: Actor, wanted: Wanted) -> _Owners:
    if wanted.whose == "mine":
        return (("officer_id", by.officer_id or 0),)
    units = wanted.units or sorted({seat.unit_id for seat in by.seats})
    return tuple(("unit_id", unit_id) for unit_id in units)


def _stream(owner: str, pk: int, wanted: Wanted) -> QuerySet[Duty]:
    """What is asked for of one owner's, seen or not: an index can give it in order."""
    rows = Duty.objects.filter(ended=False, nature="answer", lead=True)
    if wanted.forces:
        rows = rows.filter(force__in=wanted.forces)
    if wanted.rules:
        rows = rows.filter(rule__in=wanted.rules)
    if wanted.kinds:
        rows = rows.filter(matter__kind__in=wanted.kinds)
    if wanted.state:
        rows = rows.filter(state="overdue" if wanted.state == "overdue" else "due_soon")
    if wanted.whose == "nobody":
        rows = rows.filter(officer_id__isnull=True)
    return rows.filter(**{owner: pk})


_Parts = dict[str, list[uuid.UUID]]

# Instants that stand in the kept statement for those of the request.
_NOW, _TODAY, _FROM_TODAY, _WEEK = (datetime(1, 1, day, tzinfo=UTC) for day in range(1, 5))
_COUNTED = {
    "overdue": Q(due_at__lte=_NOW),
    "today": Q(due_at__gt=_NOW, due_at__lte=_TODAY),
    "week": Q(due_at__gt=_FROM_TODAY, due_at__lte=_WEEK),
    "nobody": Q(officer_id__isnull=True, due_at__isnull=False),
}


def _counted(by: Actor, wanted: Wanted, edges: Edges) -> _Parts:
    """The first matters of each count, seen or not."""
    sql, params = _counting(_owners(by, wanted), wanted)
    meant = {
        _NOW: edges.now,
        _TODAY: edges.today_ends,
        _FROM_TODAY: max(edges.now, edges.today_ends),
        _WEEK: edges.week_ends,
    }
    given = {_instant(mark): _instant(at) for mark, at in meant.items()}
    parts: _Parts = {name: [] for name in _COUNTED}
    with prepared_cursor() as cursor:
        cursor.execute(sql, [given.get(param, param) for param in params])
        for name, pk in cursor.fetchall():
            parts[name].append(pk if isinstance(pk, uuid.UUID) else uuid.UUID(pk))
    return {name: part[:MOST] for name, part in parts.items()}


@lru_cache(maxsize=500)
def _counting(owners: _Owners, wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    """One statement for all counts: to compose it takes longer than to answer it."""
    selects: list[str] = []
    params: list[Any] = []
    for rows in (_stream(owner, pk, wanted) for owner, pk in owners):
        for name, condition in _COUNTED.items():
            first = rows.filter(condition).order_by("due_at", "id").values_list("matter_id")[:MOST]
            sql, given = first.query.sql_with_params()
            # A table in brackets: SQLite takes no LIMIT in a part of a union.
            selects.append(f"SELECT '{name}', matter_id FROM ({sql}) AS part{len(selects)}")  # noqa: S608
            params += given
    sql, left = with_words(" UNION ALL ".join(selects), params)
    return sql, tuple(left)


def _instant(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _counts(seen: Seen, parts: _Parts) -> Counts:
    may_see = seen.of(pk for part in parts.values() for pk in part)
    return Counts(**{name: sum(map(may_see, part)) for name, part in parts.items()})
