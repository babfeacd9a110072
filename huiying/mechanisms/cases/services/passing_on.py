"""A case goes to the unit it belongs to, or to a body outside; the people are told where."""

import uuid
from datetime import datetime

from huiying.core.access import conflict
from huiying.core.kinds import N_, Actor, Fact, PartyRole
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.cases import choices, events
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
        outside = there.level == Level.OUTSIDE
        if "jurisdiction" in read(book).waiting:
            book.record(events.JURISDICTION_SETTLED, {"ours": False})
        facts: dict[str, Fact] = {
            "outside": outside,
            "filed": read(book).stage in {Stage.OPEN, Stage.PROSECUTED},
            "from_unit": here,
            "to_unit": to_unit,
            "cause": cause,
            "owed": owed(book, events.MOVE_TOLD),
        }
        moved = book.record(events.MOVED, facts, {"reason": why})
        if not outside:
            book.replace_party(PartyRole.INVESTIGATING, event=moved, unit=to_unit)
            for held in book.parties_in(PartyRole.ASSIGNED):
                book.end_party(held)
            asking = conflict.asking_unit(handling=to_unit)
            if asking is not None:
                book.replace_party(PartyRole.ASKING, event=moved, unit=asking)
            desk(book, "case.moved", moved)
        tell_people(book, template="case.moved", about=moved, tells=events.MOVE_TOLD)
