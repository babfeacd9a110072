"""Who has a complaint in hand: given to an officer, given back, handed on the minute an officer goes."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from huiying.core.access import conflict, doors
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import InConflict, unit_at_work
from huiying.mechanisms.complaints.services.shape import (
    NotAChoice,
    chosen,
    keep_index,
    moving,
    read,
    said,
)
from huiying.mechanisms.complaints.standing import Stage

CAUSES = {
    "leave": N_("on leave"),
    "suspended": N_("suspended from duty"),
    "posting-ended": N_("posted elsewhere"),
}
_HANDOVER = system("handover")
# A worker that stood still for a week finds those who left meanwhile.
_LOOKED_BACK = timedelta(days=7)
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
            _pass_on(book, "recused", successor=None)


@transaction.atomic
def hand_over_officer(
    *,
    officer_id: int,
    cause: str,
    by: Actor,
    at: datetime,
    successor: int | None = None,
    until: datetime | None = None,
    posting_id: int | None = None,
) -> int:
    """Leave, suspension, or the end of a posting: what the officer had in hand is somebody else's the same minute.

    It goes to the successor, else to a head of the unit, else back to the unit's desk. Gives how many matters.
    Raises access.Denied, shape.NotAChoice.
    """
    chosen(cause, CAUSES, N_("Choose why the officer hands over."))
    _require_over_officer(officer_id, cause, by, at)
    if cause == "posting-ended":
        if posting_id is None:
            raise NotAChoice(N_("Choose the posting that ends."))
        unit_services.end_posting(posting_id=posting_id, at=at)
    else:
        unit_services.begin_absence(officer_id=officer_id, cause=cause, at=at, until=until)
    return _pass_all_on(officer_id, cause, by, at, successor)


def hand_over_who_left(at: datetime, limit: int = 200) -> int:
    """What is in the hands of officers whose posting ended, in whatever way: by a date, at sign-in from another
    system, by an administrator. Gives how many matters. For the worker."""
    moved = 0
    for officer_id in units.left_since(at - _LOOKED_BACK, at):
        if moved < limit:
            moved += _pass_all_on(officer_id, "posting-ended", _HANDOVER, at, None)
    return moved


@transaction.atomic
def _pass_all_on(
    officer_id: int, cause: str, by: Actor, at: datetime, successor: int | None
) -> int:
    moved = 0
    for matter_id in ledger.assigned_to(officer_id):
        with acting(matter_id=matter_id, act=Act.ASSIGN, by=_HANDOVER, at=at) as book:
            if cause != "posting-ended" or not _posted(officer_id, unit_at_work(book), at):
                book.by = by
                _pass_on(book, cause, successor=successor)
                keep_index(book)
                moved += 1
    return moved


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


def _posted(officer_id: int, unit_id: int, at: datetime) -> bool:
    return unit_id in units.units_of(officer_id, at)


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


def _pass_on(book: Book, cause: str, *, successor: int | None) -> None:
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


def _require_over_officer(officer_id: int, cause: str, by: Actor, at: datetime) -> None:
    """Their own leave, or the doing of a head or supervisor over them, or of an administrator."""
    if by.kind is ActorKind.SYSTEM or doors.may(by, Act.ADMINISTER):
        return
    if by.officer_id == officer_id and cause == "leave":
        return
    theirs = [units.unit(u) for u in units.units_of(officer_id, at)]
    over = [s for s in by.seats if s.role in {SeatRole.HEAD, SeatRole.SUPERVISOR}]
    if by.officer_id == officer_id or not any(
        unit.path.startswith(seat.unit_path) for unit in theirs for seat in over
    ):
        raise doors.Denied(Act.ASSIGN.value)
