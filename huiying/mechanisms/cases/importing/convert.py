"""From the rows of a file to cases as their source has them; what can't be taken is said, row by row."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from huiying.core.kinds import N_
from huiying.core.registers.maps import folded
from huiying.core.registers.moments import read_moment
from huiying.core.registers.sentences import Lost, Refused, Sentence, say
from huiying.core.registers.tables import Row, Table
from huiying.mechanisms.cases.importing.layout import Layout
from huiying.mechanisms.cases.sent import Happened, State


def convert(table: Table, layout: Layout) -> Iterator[State | Refused]:
    """A row a case, or an event of one. The order of the file does not matter: what came in before is known."""
    for row in table.rows():
        yield row if isinstance(row, Refused) else _convert(row, layout)


def _convert(row: Row, layout: Layout) -> State | Refused:
    number = row.cells[layout.key].strip()
    if not number:
        return _refused(row, layout.key, say(N_("The row has no key.")), "")
    when = _instant(row.cells[layout.when].strip(), layout)
    if isinstance(when, Sentence):
        return _refused(row, layout.when, when, number)
    code = layout.crime.read(row.cells)
    if code is None:
        unlisted = say(N_("The map does not list this value. Add it, or fold it to another."))
        return _refused(row, layout.crime.column, unlisted, number)
    happened = _events(row, layout, number, when)
    if isinstance(happened, Refused):
        return happened
    return State(
        number=number,
        unit="",
        crime=code,
        reported_at=when,
        regime="criminal",
        month_only=layout.month,
        happened=happened,
    )


def _events(
    row: Row, layout: Layout, number: str, when: datetime
) -> tuple[Happened, ...] | Refused:
    recipe = [("first", kind, values) for kind, values in layout.first]
    if layout.outcome is not None:
        word = folded(row.cells[layout.outcome.column])
        if word and word not in layout.outcome.events:
            unlisted = say(N_("The map does not list this value. Add it, or fold it to another."))
            return _refused(row, layout.outcome.column, unlisted, number)
        recipe += [(word, kind, values) for kind, values in layout.outcome.events.get(word, ())]
    return tuple(
        Happened(id=f"{word}:{when:%Y-%m-%d}:{kind}"[:120], kind=kind, at=when, values=values)
        for word, kind, values in recipe
    )


def _instant(text: str, layout: Layout) -> datetime | Sentence:
    """Of a month, its first instant in the zone: no day is reckoned from it."""
    found = read_moment(text, formats=layout.formats, exact=False, zone=layout.zone)
    if isinstance(found, Sentence) or not layout.month:
        return found if isinstance(found, Sentence) else found.instant()
    return datetime(found.day.year, found.day.month, 1, tzinfo=ZoneInfo(layout.zone))


def _refused(row: Row, column: str, reason: Sentence, number: str) -> Refused:
    return Refused(
        row=row.number,
        column=column,
        value=row.cells.get(column, ""),
        reason=reason,
        lost=Lost.ROW,
        key=number,
    )
