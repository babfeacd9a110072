"""How a receipt code reaches the person it is for, so that nobody else sees it."""

from datetime import datetime
from enum import StrEnum

from huiying.core.kinds import Actor
from huiying.core.ledger import codes
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.services import SlipUnknown, print_pad, use_slip
from huiying.core.units import queries as units


class Handover(StrEnum):
    """How the receipt code reaches the person."""

    SHOWN = "shown"  # on the person's own screen; no member of staff sees it
    SLIP = "slip"  # a sealed or pre-printed slip; the first look-up replaces the code
    SENT = "sent"  # by the channel the person left
    NONE = "none"  # no paper wanted


def hand_over(book: Book, *, party: PartyRow, handover: Handover, slip: str = "") -> str:
    """Issue a party's receipt code; gives it in clear only where the person's own screen shows it, or a letter does.

    `slip`: the serial number of the slip that was handed to them. Raises SlipUnknown.
    """
    if handover is Handover.NONE:
        return ""
    if handover is Handover.SLIP:
        unit = book.by.seats[0].unit_id if book.by.seats else None
        if unit is None:
            raise SlipUnknown(slip)
        digest = use_slip(serial=slip, unit_id=unit, book_matter=book.matter, at=book.at)
        book.add_code(party=party, digest=digest, provisional=True)
        return ""
    code = codes.new_code()
    shown = handover is Handover.SHOWN and not book.by.seats
    book.add_code(party=party, digest=codes.digest(code), provisional=not shown)
    return code if shown or handover is Handover.SENT else ""


def make_slips(*, by: Actor, count: int, at: datetime) -> list[tuple[str, str]]:
    """Slips of the actor's own unit: (serial number, code), the code for the print alone and kept as HMAC."""
    unit = units.unit(by.seats[0].unit_id)
    prefix = unit.code.replace("-", "").upper()
    return print_pad(unit_id=unit.id, prefix=prefix, count=count, at=at)
