"""A unit closes or merges only when each thing it still owes has a successor."""

from datetime import date, datetime

from django.db import transaction

from huiying.core.access import conflict, doors
from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.units import services as unit_services
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.services.routing import (
    accused_units,
    free_of_conflict,
    posted_units,
)
from huiying.mechanisms.complaints.services.shape import keep_index, tell_complainants

_REORGANISING = system("reorganising")
# Roles that pass to whoever takes a unit's place; who is complained of stays who it was.
_PASSED_ON = (
    PartyRole.HANDLING,
    PartyRole.DECIDING,
    PartyRole.REVIEWING,
    PartyRole.ASKING,
    PartyRole.REGISTERED,
)


@transaction.atomic
def move_unit(*, unit_id: int, successor: int | None, on: date, by: Actor, at: datetime) -> int:
    """Close a unit; what it holds goes to its successor (or, where that is in conflict, to the unit that decides).

    Without a successor it only closes if it owes nothing. Gives how many matters were handed on.
    Raises access.Denied, units.services.UnitStillOwes.
    """
    if by.kind is not ActorKind.SYSTEM:
        doors.require_general(by, Act.ADMINISTER)
    held = ledger.held_by(unit_id, _PASSED_ON)
    if successor is not None:
        for matter_id in held:
            with acting(matter_id=matter_id, act=Act.ASSIGN, by=_REORGANISING, at=at) as book:
                _hand_on(book, unit_id, successor)
                keep_index(book)
    left = ledger.held_by(unit_id, _PASSED_ON)
    owed = Duty.objects.filter(matter_id__in=left, ended=False, nature="answer").count()
    unit_services.close_unit(unit_id=unit_id, on=on, successor=successor, open_duties=owed)
    return len(held)


def _hand_on(book: Book, unit_id: int, successor: int) -> None:
    for role in _PASSED_ON:
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
