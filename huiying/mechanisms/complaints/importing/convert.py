"""Rows of a file become complaints of the past: pure, streaming, one complaint for all rows of a key.

A file is read twice: once to count the rows of each key, once to convert, so that a complaint is complete and given
as soon as its last row was read, and only those whose rows lie apart are held.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from huiying.core.kinds import N_
from huiying.core.registers.maps import DateColumn, Fold, Ignored, folded
from huiying.core.registers.moments import Moment, read_moment
from huiying.core.registers.sentences import Lost, Refused, Sentence, say
from huiying.core.registers.tables import Row, Table
from huiying.mechanisms.complaints.importing.mapping import Map

_LONGEST_KEY = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Allegation:
    """One thing complained of. Rows that say the same are one allegation: `rows` has all of them."""

    category: str
    finding: str
    outcome: str
    unit: str
    rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoricComplaint:
    """A complaint as another register kept it. Empty text: the source does not say."""

    key: str
    received: Moment
    channel: str
    allegations: tuple[Allegation, ...]
    outcome: str
    closed: Moment | None
    target: Moment | None
    flags: Mapping[str, bool] = field(default_factory=dict)
    source_rows: tuple[int, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units complained of, in the order of the file."""
        return tuple(dict.fromkeys(a.unit for a in self.allegations if a.unit))

    @property
    def received_at(self) -> datetime:
        return self.received.instant()

    @property
    def closed_at(self) -> datetime | None:
        """Never before the receipt: on the same day a day without an hour is taken to be later."""
        return None if self.closed is None else max(self.closed.instant(), self.received_at)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """What one row says about its complaint, and about its allegation."""

    row: int
    received: Moment
    channel: str
    closed: Moment | None
    target: Moment | None
    flags: tuple[tuple[str, bool], ...]
    allegation: tuple[str, str, str, str]
    # As written, for the report: the key and what a complaint has once.
    values: Mapping[str, str]


def convert(table: Table, layout: Map) -> Iterator[HistoricComplaint | Refused]:
    """Complaints, and whatever was not taken, in the order of the file. Raises CannotRead.

    A complaint of which one row is refused (`Lost.COMPLAINT`) is not taken at all: half of it would be a false one.
    """
    left = _rows_of_keys(table, layout)
    waiting: dict[str, list[_Read]] = {}
    spoilt: dict[str, list[int]] = {}
    for row in table.rows():
        if isinstance(row, Refused):
            yield row
            continue
        key = _key(row, layout)
        if isinstance(key, Refused):
            yield key
            continue
        left[key] -= 1
        said = list(_read(row, layout, key))
        yield from (s for s in said if isinstance(s, Refused))
        reads = [s for s in said if isinstance(s, _Read)]
        waiting.setdefault(key, []).extend(reads)
        if not reads:
            spoilt.setdefault(key, []).append(row.number)
        if not left[key]:
            yield from _finish(key, waiting.pop(key), layout, spoilt.pop(key, []))


def _rows_of_keys(table: Table, layout: Map) -> Counter[str]:
    counted: Counter[str] = Counter()
    for row in table.rows():
        if isinstance(row, Row):
            key = _key(row, layout)
            if isinstance(key, str):
                counted[key] += 1
    return counted


def _key(row: Row, layout: Map) -> str | Refused:
    value = row.cells[layout.key]
    key = f"{layout.source}:{value}"
    if value and len(key) <= _LONGEST_KEY:
        return key
    reason = N_("Without a key the row belongs to no complaint.")
    long = N_("The key is longer than %(most)d characters.")
    return Refused(
        row=row.number,
        column=layout.key,
        value=value,
        reason=say(long, most=_LONGEST_KEY - len(layout.source) - 1) if value else say(reason),
        lost=Lost.ROW,
    )


# --- one row ---------------------------------------------------------------------------------------


def _read(row: Row, layout: Map, key: str) -> Iterator[_Read | Refused]:
    reader = _Reader(row, layout, key)
    read = reader.read()
    yield from reader.refused
    if read is not None:
        yield read


class _Reader:
    """Reads one row and notes all that is wrong with it."""

    def __init__(self, row: Row, layout: Map, key: str) -> None:
        self.row, self.layout, self.key = row, layout, key
        self.refused: list[Refused] = []

    def _refuse(self, column: str, reason: Sentence, lost: Lost = Lost.COMPLAINT) -> None:
        value = self.row.cells[column]
        self.refused.append(
            Refused(
                row=self.row.number,
                column=column,
                value=value,
                reason=reason,
                lost=lost,
                key=self.key,
            )
        )

    def read(self) -> _Read | None:
        layout = self.layout
        for column in sorted(layout.required):
            if not self.row.cells[column]:
                self._refuse(column, say(N_("The map says that this must not be empty.")))
        for column, ignored in layout.ignored.items():
            self._look_at_ignored(column, ignored)
        received = self._moment(layout.received)
        closed, target = self._moment(layout.closed), self._moment(layout.target)
        self._check_order(received, closed)
        channel = self._fold(layout.channel)
        allegation = (
            self._fold(layout.category),
            self._fold(layout.finding),
            self._fold(layout.outcome),
            self._fold(layout.unit),
        )
        flags = self._flags()
        if received is None or any(r.lost is Lost.COMPLAINT for r in self.refused):
            return None
        return _Read(
            row=self.row.number,
            received=received,
            channel=channel,
            closed=closed,
            target=target,
            flags=flags,
            allegation=allegation,
            values={c: self.row.cells[c] for c in (layout.key, *(c for _, c in _once(layout)))},
        )

    def _moment(self, column: DateColumn | None) -> Moment | None:
        if column is None:
            return None
        value = self.row.cells[column.column]
        if not value:
            if column.required:
                self._refuse(column.column, say(N_("A complaint needs the day it was received.")))
            return None
        read = read_moment(value, formats=column.formats, exact=column.exact, zone=column.zone)
        if isinstance(read, Sentence):
            self._refuse(column.column, read)
            return None
        if not self._plausible(read.day):
            reason = N_(
                "The date lies outside %(first)s to %(last)s, which the map calls plausible."
            )
            first, last = self.layout.plausible_from, self.layout.plausible_until
            self._refuse(column.column, say(reason, first=first.isoformat(), last=last.isoformat()))
        return read

    def _plausible(self, day: date) -> bool:
        return self.layout.plausible_from <= day <= self.layout.plausible_until

    def _check_order(self, received: Moment | None, closed: Moment | None) -> None:
        if received is None or closed is None or self.layout.closed is None:
            return
        both = received.at is not None and closed.at is not None
        backwards = closed.instant() < received.instant() if both else closed.day < received.day
        if backwards and self._plausible(closed.day) and self._plausible(received.day):
            reason = N_("It was closed before it was received (%(received)s).")
            self._refuse(self.layout.closed.column, say(reason, received=received.fact()))

    def _fold(self, fold: Fold | None) -> str:
        if fold is None:
            return ""
        read = fold.read(self.row.cells[fold.column])
        if read is None:
            self._refuse(fold.column, say(N_("The map does not say what this value stands for.")))
        return read or ""

    def _flags(self) -> tuple[tuple[str, bool], ...]:
        found: list[tuple[str, bool]] = []
        for flag in self.layout.flags:
            value = self.row.cells[flag.column]
            read = flag.read(value)
            if read is not None:
                found.append((flag.name, read))
            elif value:
                reason = N_("The map lists this value neither as yes nor as no.")
                self._refuse(flag.column, say(reason), Lost.VALUE)
        return tuple(found)

    def _look_at_ignored(self, column: str, ignored: Ignored) -> None:
        value = self.row.cells[column]
        if ignored.between is None or not folded(value):
            return
        low, high = ignored.between
        try:
            inside = low <= int(value) <= high
        except ValueError:
            inside = False
        if not inside:
            reason = N_("Not between %(low)d and %(high)d. The column is not imported anyway.")
            self._refuse(column, say(reason, low=low, high=high), Lost.VALUE)


# --- one complaint ---------------------------------------------------------------------------------


def _finish(
    key: str, reads: list[_Read], layout: Map, spoilt: list[int]
) -> Iterator[HistoricComplaint | Refused]:
    """The complaint of all rows of a key, if they agree on what a complaint has once; else each row, refused."""
    if spoilt:
        reason = N_("Not taken because row %(rows)s of the same complaint was refused.")
        yield from _all(key, reads, layout.key, say(reason, rows=_listed(spoilt)))
        return
    rows = [read.row for read in reads]
    if len(reads) > 1 and not layout.several_rows:
        reason = N_("The key stands in rows %(rows)s, and the map says one row a complaint.")
        yield from _all(key, reads, layout.key, say(reason, rows=_listed(rows)))
        return
    for name, column in _once(layout) if len(reads) > 1 else ():
        other = next((r for r in reads if getattr(r, name) != getattr(reads[0], name)), None)
        if other is not None:
            reason = N_("Rows %(rows)s of one complaint differ in this column.")
            yield from _all(key, reads, column, say(reason, rows=_listed([rows[0], other.row])))
            return
    yield _complaint(key, reads)


def _once(layout: Map) -> Iterator[tuple[str, str]]:
    yield "received", layout.received.column
    yield "channel", layout.channel.column
    if layout.closed is not None:
        yield "closed", layout.closed.column
    if layout.target is not None:
        yield "target", layout.target.column
    if layout.flags:
        yield "flags", layout.flags[0].column


def _all(key: str, reads: list[_Read], column: str, reason: Sentence) -> Iterator[Refused]:
    for read in reads:
        value = read.values.get(column, key)
        yield Refused(row=read.row, column=column, value=value, reason=reason, key=key)


def _listed(rows: list[int]) -> str:
    """At most ten: a key that stands in every row must not make a sentence of every row."""
    more = ", …" if len(rows) > 10 else ""
    return ", ".join(map(str, rows[:10])) + more


def _complaint(key: str, reads: list[_Read]) -> HistoricComplaint:
    alike: dict[tuple[str, str, str, str], list[int]] = {}
    for read in reads:
        alike.setdefault(read.allegation, []).append(read.row)
    allegations = tuple(
        Allegation(category=category, finding=finding, outcome=outcome, unit=unit, rows=tuple(rows))
        for (category, finding, outcome, unit), rows in alike.items()
    )
    first = reads[0]
    return HistoricComplaint(
        key=key,
        received=first.received,
        channel=first.channel,
        allegations=allegations,
        outcome=_outcome(first.closed, allegations),
        closed=first.closed,
        target=first.target,
        flags=dict(first.flags),
        source_rows=tuple(read.row for read in reads),
    )


def _outcome(closed: Moment | None, allegations: tuple[Allegation, ...]) -> str:
    """How the whole ended: answered where at least one allegation was; open where there is no closing."""
    if closed is None:
        return ""
    ends = list(dict.fromkeys(a.outcome or "answered" for a in allegations))
    return ends[0] if len(ends) == 1 or "answered" not in ends else "answered"
