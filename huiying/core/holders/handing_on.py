"""When an officer goes or a unit closes, what they had in hand is somebody else's the same minute. Of every kind.

How a matter is passed on its kind says (kind_rules); where it says nothing, it goes as it does here.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from huiying.core.access import conflict, doors
from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting
from huiying.core.duties.wording import chosen
from huiying.core.holders.assigning import free
from huiying.core.holders.kind_rules import rules_of
from huiying.core.kinds import (
    N_,
    PEOPLE,
    Act,
    Actor,
    ActorKind,
    Fact,
    NotAChoice,
    PartyRole,
    SeatRole,
    system,
)
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.notices.telling import tell
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services

CAUSES = ledger_events.GONE
_HANDOVER = system("handover")
_REORGANISING = system("reorganising")
# A worker that stood still for a week finds those who left meanwhile.
_LOOKED_BACK = timedelta(days=7)
# Roles that pass to whoever takes a unit's place; who is complained of stays who it was.
PASSED_ON = (
    PartyRole.HANDLING,
    PartyRole.INVESTIGATING,
    PartyRole.DECIDING,
    PartyRole.REVIEWING,
    PartyRole.ASKING,
    PartyRole.REGISTERED,
)
_IN_CHARGE = frozenset({PartyRole.HANDLING, PartyRole.INVESTIGATING})


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
    Raises access.Denied, NotAChoice.
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
            rules = rules_of(book.matter.kind)
            unit = rules.at_work(book)
            if cause == "posting-ended" and unit in units.units_of(officer_id, at):
                continue
            book.by = by
            (rules.pass_on or pass_on)(book, cause, successor)
            rules.follows(book)
            moved += 1
    return moved


def pass_on(book: Book, cause: str, successor: int | None) -> None:
    """To the successor, else to a head who may have it, else back to the unit's desk."""
    unit = rules_of(book.matter.kind).at_work(book)
    units_of_it = [unit] if unit is not None else []
    there = {o.id for o in units.present(units_of_it, book.at)}
    heads = [o.id for o in units.present(units_of_it, book.at, SeatRole.HEAD)]
    first = [successor] if successor is not None and successor in there else []
    taker = next((o for o in (*first, *heads) if free(o, book.parties, book.at)), None)
    facts: dict[str, Fact] = {"cause": cause, "officer": taker or 0}
    event = book.record(ledger_events.HANDED_OVER, facts)
    if taker is not None:
        book.replace_party(PartyRole.ASSIGNED, event=event, officer=taker)
        return
    for held in book.parties_in(PartyRole.ASSIGNED):
        book.end_party(held)


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


# --- a unit closes -------------------------------------------------------------------------------------


@transaction.atomic
def move_unit(*, unit_id: int, successor: int | None, on: date, by: Actor, at: datetime) -> int:
    """Close a unit; what it holds goes to its successor (or, where that is in conflict, to the unit that decides).

    Without a successor it only closes if it owes nothing. Gives how many matters were handed on.
    Raises access.Denied, units.services.UnitStillOwes.
    """
    if by.kind is not ActorKind.SYSTEM:
        doors.require_general(by, Act.ADMINISTER)
    held = ledger.held_by(unit_id, PASSED_ON)
    if successor is not None:
        for matter_id in held:
            with acting(matter_id=matter_id, act=Act.ASSIGN, by=_REORGANISING, at=at) as book:
                rules = rules_of(book.matter.kind)
                (rules.hand_on or hand_on)(book, unit_id, successor)
                rules.follows(book)
    left = ledger.held_by(unit_id, PASSED_ON)
    owed = Duty.objects.filter(matter_id__in=left, ended=False, nature="answer").count()
    unit_services.close_unit(unit_id=unit_id, on=on, successor=successor, open_duties=owed)
    return len(held)


def hand_on(book: Book, unit_id: int, successor: int) -> None:
    """Each part that the unit had goes to its successor; the people are told who has it now."""
    for role in PASSED_ON:
        if not any(p.unit_id == unit_id for p in book.parties_in(role)):
            continue
        to_unit = _taker(book, role, successor)
        facts: dict[str, Fact] = {"role": role.value, "from_unit": unit_id, "to_unit": to_unit}
        event = book.record(ledger_events.HANDED_ON, facts)
        book.replace_party(role, event=event, unit=to_unit)
        if role in _IN_CHARGE:
            for held in book.parties_in(PartyRole.ASSIGNED):
                book.end_party(held)
            for person in book.parties_in(*PEOPLE):
                tell(book, party=person, template="handed-on", about=event)


def _taker(book: Book, role: PartyRole, successor: int) -> int:
    """The successor, unless it would review or ask about what it has in hand itself."""
    if book.matter.in_charge_id != successor:
        return successor
    if role is PartyRole.ASKING:
        return conflict.asking_unit(handling=successor) or conflict.outside_body()
    if role is PartyRole.REVIEWING:
        return conflict.reviewing_unit(handling=successor, accused=[], posted=set())
    return successor
