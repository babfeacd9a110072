"""Which unit looks at a petition: the office that answers for it, and the next level for each review."""

from collections.abc import Iterable

from huiying.core.access import conflict
from huiying.core.kinds import N_, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.petitions import rules

# An office is no level of its own; an outside body is asked only where no level is left.
_NO_LEVEL = frozenset({Level.OFFICE, Level.OUTSIDE})


def answering_office(unit_id: int) -> int:
    """The nearest complaints office at or above a unit; without one, the outside body. Raises LookupError."""
    row = units.unit(unit_id)
    for candidate in (row.id, *reversed(row.ancestors())):
        found = units.unit(candidate)
        if found.complaints_office and not found.closed:
            return candidate
    return conflict.outside_body()


def first_office() -> int:
    """Where a petition goes that names no unit: the first complaints office of the tree. Raises LookupError."""
    return conflict.deciding_unit(accused=())


def next_level(unit_id: int, barred: Iterable[int] = ()) -> int:
    """The level above a unit (信访工作条例 35, 36), by the tree alone and never by who decided.

    Raises rules.IllegalMove where nobody is left above.
    """
    away = {unit_id, *barred}
    for candidate in reversed(units.unit(unit_id).ancestors()):
        found = units.unit(candidate)
        if candidate not in away and not found.closed and found.level not in _NO_LEVEL:
            return candidate
    try:
        return conflict.outside_body(away)
    except LookupError:
        raise rules.IllegalMove(
            N_("There is no further level above this one. Your page names who else can be asked.")
        ) from None


def accused_units(book: Book) -> list[int]:
    return sorted({p.unit_id for p in book.parties_in(PartyRole.ACCUSED) if p.unit_id is not None})


def give_to_reviewer(book: Book, unit_id: int, event: Entry) -> None:
    """The review is another unit's; whoever had the petition in hand has it no more."""
    book.replace_party(PartyRole.REVIEWING, event=event, unit=unit_id)
    for held in book.parties_in(PartyRole.ASSIGNED):
        book.end_party(held)
