"""What a petition is in law is said first: only then does a clock start (信访工作条例 29 to 31)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core.access import conflict
from huiying.core.kinds import N_, Actor, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.units import queries as units
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.choices import ACCUSATION, CLASSES
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.levels import accused_units
from huiying.mechanisms.petitions.services.moving_on import send_on
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    chosen,
    handling_unit,
    moving,
    tell_petitioners,
    texts,
)


def class_petition(
    *,
    matter_id: uuid.UUID,
    class_: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    about_units: Sequence[int] = (),
    about_officers: Sequence[int] = (),
) -> None:
    """Say what it is in law. Who is accused is named with an accusation, and from then on kept away from it.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    chosen(class_, CLASSES, N_("Choose one of the classes."))
    if class_ != ACCUSATION and (about_units or about_officers):
        raise NotAChoice(N_("Somebody is accused only in an accusation (art. 30)."))
    if any(unit not in units.tree() for unit in about_units):
        raise NotAChoice(N_("Choose a unit that exists."))
    with moving(matter_id=matter_id, move=Move.CLASS, by=by, at=at) as book:
        classed = book.record(events.CLASSED, {"class": class_}, texts(reason=reason))
        tell_petitioners(book, template="petition-classed", about=classed)
        if class_ == ACCUSATION:
            keep_the_accused_away(book, classed, about_units, about_officers)


def keep_the_accused_away(
    book: Book, event: Entry, about_units: Sequence[int], about_officers: Sequence[int]
) -> None:
    """Art. 30(3): nothing of it reaches the person or the unit accused; where they had it, it goes on at once."""
    named = set(about_units)
    for officer in dict.fromkeys(about_officers):
        book.add_party(PartyRole.ACCUSED, event=event, officer=officer)
        named |= units.units_of(officer, book.at)
    for unit in sorted(named):
        book.add_party(PartyRole.ACCUSED, event=event, unit=unit)
    current, accused = handling_unit(book), accused_units(book)
    if accused and conflict.unit_excluded(current, accused, [current]):
        to_unit = conflict.deciding_unit(accused=accused)
        send_on(book, to_unit=to_unit, cause="conflict", outside=False)
    if accused:
        book.replace_party(PartyRole.DECIDING, event=event, unit=handling_unit(book))
