"""Who has a complaint in hand: given to an officer, given back, handed on the minute an officer goes."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core.access import conflict, doors
from huiying.core.kinds import N_, Act, Actor, ActorKind, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import InConflict, unit_at_work
from huiying.mechanisms.complaints.services.shape import (
    chosen,
    moving,
    read,
    said,
)
from huiying.mechanisms.complaints.standing import Stage

_REVIEWERS = (SeatRole.COMPLAINTS, SeatRole.HEAD)


class NotPresent(rules.Declined):
    """The officer is not posted to the unit, or is away."""


def assign_complaint(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Give it to an officer of the unit that handles (or reviews). Raises access.Denied, rules.IllegalMove,
    NotPresent, routing.InConflict."""
    with moving(matter_id=matter_id, move=Move.ASSIGN, by=by, at=at) as book:
        unit = unit_at_work(book)
        if by.kind is ActorKind.STAFF and not _over(by, unit):
            raise doors.Denied(Act.ASSIGN.value)
        _check_can_take(book, officer_id, unit)
        _give(book, officer_id, "assigned")


def recuse_officer(
    *, matter_id: uuid.UUID, ground: str, reason: str, by: Actor, at: datetime
) -> None:
    """An officer steps aside, on a ground and with a reason; they see the matter no more, and another takes it.

    Raises access.Denied, shape.NotAChoice, shape.WordsNeeded.
    """
    chosen(ground, events.RECUSALS, N_("Choose why you step aside."))
    why = said(reason, N_("Say why you step aside. Your superior will read it."))
    if by.officer_id is None:
        raise doors.Denied(Act.RECUSE.value)
    with moving(matter_id=matter_id, move=Move.RECUSE, by=by, at=at) as book:
        recused = book.record(
            events.RECUSED, {"officer": by.officer_id, "ground": ground}, {"reason": why}
        )
        book.add_party(PartyRole.RECUSED, event=recused, officer=by.officer_id)
        held = book.party(PartyRole.ASSIGNED)
        if held is not None and held.officer_id == by.officer_id:
            pass_on(book, "recused", None)


def present_officers(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> list[int]:
    """Officers to whom the matter could be given now. Raises access.Denied."""
    parties = ledger.parties(matter_id)
    doors.require(by, Act.ASSIGN, parties, matter_id)
    roles = (SeatRole.DESK, *_REVIEWERS)
    unit = next(
        (
            p.unit_id
            for role in (PartyRole.REVIEWING, PartyRole.HANDLING)
            for p in parties
            if p.role is role and p.until is None and p.unit_id is not None and _over(by, p.unit_id)
        ),
        None,
    )
    if unit is None:
        return []
    found = dict.fromkeys(officer.id for officer in units.present([unit], at, *roles))
    return [o for o in found if _free(o, parties, at)]


def _free(officer_id: int, parties: Sequence[PartyRow], at: datetime) -> bool:
    """Neither complained of nor stepped aside, and no recent partner of an officer who is complained of."""
    officer = officer_actor(officer_id, at)
    return not conflict.excluded(officer, parties) and not conflict.partner(officer, parties)


def officer_actor(officer_id: int, at: datetime) -> Actor:
    """An officer as `access` would see them now."""
    seats = units.seats_of(officer_id, at)
    return Actor(kind=ActorKind.STAFF, name="", officer_id=officer_id, seats=seats)


def _over(by: Actor, unit_id: int) -> bool:
    return any(units.unit(unit_id).path.startswith(seat.unit_path) for seat in by.seats)


def _check_can_take(book: Book, officer_id: int, unit_id: int) -> None:
    roles = _REVIEWERS if read(book).stage is Stage.REVIEWING else (SeatRole.DESK, *_REVIEWERS)
    if officer_id not in {o.id for o in units.present([unit_id], book.at, *roles)}:
        raise NotPresent(
            N_("This officer is away or works in another unit. Choose somebody who is there.")
        )
    if not _free(officer_id, book.parties, book.at):
        raise InConflict(
            N_("This officer may not have this complaint. Choose somebody else of the unit.")
        )


def _give(book: Book, officer_id: int, cause: str) -> None:
    assigned = book.record(events.ASSIGNED, {"officer": officer_id, "cause": cause})
    book.replace_party(PartyRole.ASSIGNED, event=assigned, officer=officer_id)


def pass_on(book: Book, cause: str, successor: int | None) -> None:
    """To the successor, else to a head who may have it, else back to the unit's desk."""
    unit = unit_at_work(book)
    heads = [o.id for o in units.present([unit], book.at, SeatRole.HEAD)]
    wanted = ([successor] if successor is not None else []) + heads
    for officer_id in wanted:
        try:
            _check_can_take(book, officer_id, unit)
        except (NotPresent, InConflict):
            continue
        return _give(book, officer_id, cause)
    for held in book.parties_in(PartyRole.ASSIGNED):
        book.end_party(held)
    book.record(events.UNASSIGNED, {"cause": cause})
    return None
