"""A case goes to the unit it belongs to, or to a body outside; the people are told where."""

import uuid
from datetime import datetime

from huiying.core.access import conflict
from huiying.core.kinds import N_, Actor, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.units.queries import UnitRow
from huiying.mechanisms.cases import choices, events, rules
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import (
    NotAChoice,
    chosen,
    moving,
    read,
    said,
    unit_in_charge,
)
from huiying.mechanisms.cases.services.telling import desk, owed, tell_people
from huiying.mechanisms.cases.standing import Stage


def move_case(
    *, matter_id: uuid.UUID, to_unit: int, cause: str, reason: str, by: Actor, at: datetime
) -> None:
    """Pass it on; urgent measures come first (criminal rules 175). Whoever had it in hand has it no more.

    Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded.
    """
    chosen(cause, choices.CAUSES, N_("Choose why it goes to another unit."))
    why = said(reason, N_("Say why that unit is the right one. The people of the case read it."))
    there = units.tree().get(to_unit)
    if there is None or there.closed:
        raise NotAChoice(N_("Choose a unit that exists."))
    with moving(matter_id=matter_id, move=Move.MOVE, by=by, at=at) as book:
        here = unit_in_charge(book)
        if to_unit == here:
            raise NotAChoice(N_("It is with this unit already."))
        _pass_on(book, here, there, cause, {"reason": why})


def passed_on_by_source(book: Book, to_unit: int) -> None:
    """The records system names another unit. Raises IllegalMove where a case that is over is meant."""
    rules.decide(Move.MOVE, read(book))
    here = unit_in_charge(book)
    if to_unit != here:
        _pass_on(book, here, units.tree()[to_unit], "changed-jurisdiction", {})


def _pass_on(book: Book, here: int, there: UnitRow, cause: str, words: dict[str, str]) -> None:
    outside = there.level == Level.OUTSIDE
    if "jurisdiction" in read(book).waiting:
        book.record(events.JURISDICTION_SETTLED, {"ours": False})
    facts: dict[str, Fact] = {
        "outside": outside,
        "filed": read(book).stage in {Stage.OPEN, Stage.PROSECUTED},
        "from_unit": here,
        "to_unit": there.id,
        "cause": cause,
        "owed": owed(book, events.MOVE_TOLD),
    }
    moved = book.record(events.MOVED, facts, words)
    if not outside:
        book.replace_party(PartyRole.INVESTIGATING, event=moved, unit=there.id)
        for held in book.parties_in(PartyRole.ASSIGNED):
            book.end_party(held)
        asking = conflict.asking_unit(handling=there.id)
        if asking is not None:
            book.replace_party(PartyRole.ASKING, event=moved, unit=asking)
        desk(book, "case.moved", moved)
    tell_people(book, template="case.moved", about=moved, tells=events.MOVE_TOLD)
