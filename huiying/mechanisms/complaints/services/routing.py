"""Where a complaint goes: always to a unit that is free of conflict with those complained of."""

from contextlib import suppress

from huiying.core.access import conflict
from huiying.core.holders.assigning import InConflict as InConflict
from huiying.core.kinds import N_, EventSpec, Fact, PartyRole, SeatRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.notices.telling import tell_desk
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.services.shape import read, tell_complainants
from huiying.mechanisms.complaints.standing import Stage


def accused_units(book: Book) -> list[int]:
    """The units complained of, and those in which the officers complained of are or were posted."""
    return sorted({p.unit_id for p in book.parties_in(PartyRole.ACCUSED) if p.unit_id is not None})


def posted_units(book: Book) -> set[int]:
    found: set[int] = set()
    for party in book.parties_in(PartyRole.ACCUSED):
        if party.officer_id is not None:
            found |= units.units_of(party.officer_id, book.at)
    return found


def handling_unit(book: Book) -> int:
    found = book.party(PartyRole.HANDLING)
    if found is None or found.unit_id is None:
        raise LookupError("nobody handles this matter")
    return found.unit_id


def unit_at_work(book: Book) -> int:
    """The unit whose desk has it: the one that reviews while a review runs, else the one that handles."""
    reviewing = book.party(PartyRole.REVIEWING)
    if read(book).stage is Stage.REVIEWING and reviewing and reviewing.unit_id is not None:
        return reviewing.unit_id
    return handling_unit(book)


def free_of_conflict(book: Book, unit_id: int) -> bool:
    """Whether a unit could take the matter: not complained of, and not between that unit and the deciding one."""
    deciding = [p.unit_id for p in book.parties_in(PartyRole.DECIDING) if p.unit_id is not None]
    if units.unit(unit_id).complaints_office:
        deciding = [unit_id]
    return not conflict.unit_excluded(
        unit_id, accused_units(book) + sorted(posted_units(book)), deciding
    )


def give_to(book: Book, unit_id: int, event: Entry) -> None:
    """Make a unit the one that handles; with it goes who decides, who asks, and nobody has it in hand yet."""
    book.replace_party(PartyRole.HANDLING, event=event, unit=unit_id)
    if units.unit(unit_id).complaints_office or units.unit(unit_id).level == Level.OUTSIDE:
        book.replace_party(PartyRole.DECIDING, event=event, unit=unit_id)
    for held in book.parties_in(PartyRole.ASSIGNED):
        book.end_party(held)
    asking = conflict.asking_unit(handling=unit_id)
    current = book.party(PartyRole.ASKING)
    if asking is not None and (current is None or current.unit_id != asking):
        book.replace_party(PartyRole.ASKING, event=event, unit=asking)


def send_on(
    book: Book, *, to_unit: int, cause: str, outside: bool, words: dict[str, str] | None = None
) -> None:
    """Record the transfer, move the parties, tell the person and the desk that receives it."""
    facts: dict[str, Fact] = {
        "cause": cause,
        "outside": outside,
        "from_unit": handling_unit(book),
        "to_unit": to_unit,
    }
    transferred = book.record(events.TRANSFERRED, facts, words)
    if not outside:
        give_to(book, to_unit, transferred)
        desk(book, to_unit, "transferred", transferred)
    tells: EventSpec = events.TRANSFER_TOLD
    tell_complainants(book, template="transferred", about=transferred, tells=tells)


def reroute_if_in_conflict(book: Book) -> bool:
    """Where the unit that handles is in conflict, the complaint goes on at once. Gives whether it did."""
    current = handling_unit(book)
    if not conflict.unit_excluded(current, accused_units(book), [current]) and current not in (
        posted_units(book)
    ):
        return False
    to_unit = conflict.deciding_unit(accused=accused_units(book), posted=posted_units(book))
    if to_unit == current:
        return False
    send_on(book, to_unit=to_unit, cause="conflict", outside=False)
    return True


def reviewer(book: Book) -> int:
    """Who looks again: never a unit that answered or reviewed. Raises rules.IllegalMove where nobody is left."""
    reviewed = {
        p.unit_id
        for p in book.parties_in(PartyRole.REVIEWING)
        if p.unit_id is not None and read(book).reviewed
    }
    current = next(iter(reviewed), handling_unit(book))
    found: int | None = None
    with suppress(LookupError):
        found = conflict.reviewing_unit(
            handling=current,
            accused=accused_units(book),
            posted=posted_units(book) | {handling_unit(book)},
        )
    if found is None or found in {current, handling_unit(book)}:
        raise rules.IllegalMove(
            N_(
                "No other unit is free of conflict here. The outside bodies named on your page can look at it."
            )
        )
    return found


def desk(book: Book, unit: int | None, template: str, about: Entry) -> None:
    tell_desk(book, unit=unit, role=SeatRole.COMPLAINTS, template=template, about=about)


def tell_oversight(book: Book, template: str, about: Entry) -> None:
    """A line for the seat of oversight nearest above the unit that handles, else for any there is."""
    rows = units.tree()
    chain = (*units.unit(handling_unit(book)).ancestors(), handling_unit(book))
    seats = [r for r in rows.values() if r.oversight_seat and not r.closed]
    near = [r for r in seats if r.id in chain or r.parent_id in chain]
    chosen = (near or seats)[-1].id if seats else None
    tell_desk(book, unit=chosen, role=SeatRole.OVERSIGHT, template=template, about=about)
