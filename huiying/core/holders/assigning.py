"""A matter is given to an officer who may have it, and left by one who steps aside. Of every kind of matter.

Which roles may have it, and under which kind of event it goes, the mechanism of its kind says.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from huiying.core import in_hand
from huiying.core.access import conflict, doors
from huiying.core.duties.wording import chosen, said
from huiying.core.kinds import (
    N_,
    Act,
    Actor,
    ActorKind,
    Declined,
    EventSpec,
    PartyRole,
    SeatRole,
)
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.units import queries as units

# Who looks again holds a post in the office; who handles may be any officer of the unit.
REVIEWERS = (SeatRole.COMPLAINTS, SeatRole.HEAD)
HANDLERS = (SeatRole.DESK, *REVIEWERS)


class NotPresent(Declined):
    """The officer is not posted to the unit, or is away."""


class InConflict(Declined):
    """The unit or the officer may not have this matter."""


def officer_actor(officer_id: int, at: datetime) -> Actor:
    """An officer as `access` would see them now."""
    seats = units.seats_of(officer_id, at)
    return Actor(kind=ActorKind.STAFF, name="", officer_id=officer_id, seats=seats)


def free(officer_id: int, parties: Sequence[PartyRow], at: datetime) -> bool:
    """Neither complained of nor stepped aside, and no recent partner of an officer who is complained of."""
    officer = officer_actor(officer_id, at)
    return not conflict.excluded(officer, parties) and not conflict.partner(officer, parties)


def over(by: Actor, unit_id: int) -> bool:
    """Whether a seat of the actor is in the unit, or above it."""
    return any(units.unit(unit_id).path.startswith(seat.unit_path) for seat in by.seats)


def check_over(by: Actor, unit_id: int) -> None:
    """Who assigns leads the unit that has it, or one above. Raises access.Denied."""
    if by.kind is ActorKind.STAFF and not over(by, unit_id):
        raise doors.Denied(Act.ASSIGN.value)


def check_can_take(
    book: Book, officer_id: int, unit_id: int, roles: Collection[SeatRole] = HANDLERS
) -> None:
    """Raises NotPresent, InConflict."""
    if officer_id not in {o.id for o in units.present([unit_id], book.at, *roles)}:
        raise NotPresent(
            N_("This officer is away or works in another unit. Choose somebody who is there.")
        )
    if not free(officer_id, book.parties, book.at):
        raise InConflict(
            N_("This officer may not handle this matter. Choose somebody else in the unit.")
        )


def takers(
    *, matter_id: uuid.UUID, units_of_it: Sequence[int], by: Actor, at: datetime
) -> list[int]:
    """Officers present to whom the matter could be given now, in the first of the units that the actor leads.

    Raises access.Denied.
    """
    parties = ledger.parties(matter_id)
    doors.require(by, Act.ASSIGN, parties, matter_id)
    unit = next((u for u in units_of_it if over(by, u)), None)
    if unit is None:
        return []
    found = dict.fromkeys(officer.id for officer in units.present([unit], at, *HANDLERS))
    return [o for o in found if free(o, parties, at)]


def give(book: Book, spec: EventSpec, officer_id: int, cause: str) -> None:
    assigned = book.record(spec, {"officer": officer_id, "cause": cause})
    book.replace_party(PartyRole.ASSIGNED, event=assigned, officer=officer_id)


def step_aside(book: Book, *, ground: str, reason: str) -> Entry:
    """The officer who acts sees the matter no more. Who has it in hand instead is for the kind to say.

    Raises access.Denied, NotAChoice, WordsNeeded.
    """
    chosen(ground, in_hand.RECUSALS, N_("Choose why you step aside."))
    why = said(reason, N_("Say why you step aside. Your superior will read it."))
    officer = book.by.officer_id
    if officer is None:
        raise doors.Denied(Act.RECUSE.value)
    recused = book.record(in_hand.RECUSED, {"officer": officer, "ground": ground}, {"reason": why})
    book.add_party(PartyRole.RECUSED, event=recused, officer=officer)
    return recused


def has_in_hand(book: Book, officer_id: int | None) -> bool:
    held = book.party(PartyRole.ASSIGNED)
    return held is not None and held.officer_id == officer_id
