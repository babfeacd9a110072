"""Who has a complaint in hand: given to an officer, given back, handed on the minute an officer goes."""

import uuid
from datetime import datetime

from huiying.core.holders import assigning
from huiying.core.holders.assigning import InConflict as InConflict
from huiying.core.holders.assigning import NotPresent as NotPresent
from huiying.core.holders.assigning import officer_actor as officer_actor
from huiying.core.kinds import Actor, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import unit_at_work
from huiying.mechanisms.complaints.services.shape import moving, read
from huiying.mechanisms.complaints.standing import Stage


def assign_complaint(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Give it to an officer of the unit that handles (or reviews). Raises access.Denied, rules.IllegalMove,
    NotPresent, InConflict."""
    with moving(matter_id=matter_id, move=Move.ASSIGN, by=by, at=at) as book:
        unit = unit_at_work(book)
        assigning.check_over(by, unit)
        assigning.check_can_take(book, officer_id, unit, _roles(book))
        assigning.give(book, events.ASSIGNED, officer_id, "assigned")


def recuse_officer(
    *, matter_id: uuid.UUID, ground: str, reason: str, by: Actor, at: datetime
) -> None:
    """An officer steps aside, on a ground and with a reason; they see the matter no more, and another takes it.

    Raises access.Denied, shape.NotAChoice, shape.WordsNeeded.
    """
    with moving(matter_id=matter_id, move=Move.RECUSE, by=by, at=at) as book:
        assigning.step_aside(book, ground=ground, reason=reason)
        if assigning.has_in_hand(book, by.officer_id):
            pass_on(book, "recused", None)


def present_officers(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> list[int]:
    """Officers to whom the matter could be given now. Raises access.Denied."""
    parties = ledger.parties(matter_id)
    has_it = [
        p.unit_id
        for role in (PartyRole.REVIEWING, PartyRole.HANDLING)
        for p in parties
        if p.role is role and p.until is None and p.unit_id is not None
    ]
    return assigning.takers(matter_id=matter_id, units_of_it=has_it, by=by, at=at)


def _roles(book: Book) -> tuple[SeatRole, ...]:
    return assigning.REVIEWERS if read(book).stage is Stage.REVIEWING else assigning.HANDLERS


def pass_on(book: Book, cause: str, successor: int | None) -> None:
    """To the successor, else to a head who may have it, else back to the unit's desk."""
    unit = unit_at_work(book)
    heads = [o.id for o in units.present([unit], book.at, SeatRole.HEAD)]
    wanted = ([successor] if successor is not None else []) + heads
    for officer_id in wanted:
        try:
            assigning.check_can_take(book, officer_id, unit, _roles(book))
        except (NotPresent, InConflict):
            continue
        return assigning.give(book, events.ASSIGNED, officer_id, cause)
    for held in book.parties_in(PartyRole.ASSIGNED):
        book.end_party(held)
    book.record(events.UNASSIGNED, {"cause": cause})
    return None
