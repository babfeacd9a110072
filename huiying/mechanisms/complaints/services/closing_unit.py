"""What a unit that closes had of a complaint goes to its successor, or past it where that would be a conflict."""

from huiying.core.access import conflict
from huiying.core.holders.handing_on import PASSED_ON
from huiying.core.kinds import PartyRole
from huiying.core.ledger.book import Book
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.services.routing import (
    accused_units,
    free_of_conflict,
    posted_units,
)
from huiying.mechanisms.complaints.services.shape import tell_complainants


def hand_on(book: Book, unit_id: int, successor: int) -> None:
    for role in PASSED_ON:
        if not any(p.unit_id == unit_id for p in book.parties_in(role)):
            continue
        to_unit = _taker(book, role, successor)
        event = book.record(
            events.HANDED_ON, {"role": role.value, "from_unit": unit_id, "to_unit": to_unit}
        )
        book.replace_party(role, event=event, unit=to_unit)
        if role is PartyRole.HANDLING:
            for held in book.parties_in(PartyRole.ASSIGNED):
                book.end_party(held)
            tell_complainants(book, template="handed-on", about=event)


def _taker(book: Book, role: PartyRole, successor: int) -> int:
    """The successor, unless it is in conflict, or would review or ask about what it handles itself."""
    handling = book.party(PartyRole.HANDLING)
    held = handling.unit_id if handling else None
    if role is PartyRole.ASKING and held == successor:
        return conflict.asking_unit(handling=successor) or conflict.outside_body()
    if role is PartyRole.REVIEWING and held == successor:
        return conflict.reviewing_unit(
            handling=successor, accused=accused_units(book), posted=posted_units(book)
        )
    if role in {PartyRole.HANDLING, PartyRole.DECIDING} and not free_of_conflict(book, successor):
        return conflict.deciding_unit(accused=accused_units(book), posted=posted_units(book))
    return successor
