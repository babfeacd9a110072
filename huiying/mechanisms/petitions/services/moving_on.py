"""A petition goes to the unit or the body that answers for it; the petitioner is told where (信访工作条例 23, 24)."""

import uuid
from datetime import datetime

from huiying.core.access import conflict
from huiying.core.kinds import N_, Actor, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.choices import CAUSES
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.levels import accused_units
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    chosen,
    handling_unit,
    moving,
    said,
    tell_petitioners,
    tell_the_desk,
)


def move_petition(
    *, matter_id: uuid.UUID, to_unit: int, cause: str, reason: str, by: Actor, at: datetime
) -> None:
    """Pass it to another unit, or to an outside body (it is then no longer with us).

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded.
    """
    chosen(cause, CAUSES, N_("Choose why it is passed on."))
    why = said(reason, N_("Say why that unit is the right one. The petitioner will read it."))
    there = units.tree().get(to_unit)
    if there is None or there.closed:
        raise NotAChoice(N_("Choose a unit that exists."))
    with moving(matter_id=matter_id, move=Move.MOVE_ON, by=by, at=at) as book:
        if to_unit == handling_unit(book):
            raise NotAChoice(N_("It is with this unit already."))
        if conflict.unit_excluded(to_unit, accused_units(book), [to_unit]):
            raise NotAChoice(N_("Somebody there is accused. Nobody judges their own case."))
        outside = there.level == Level.OUTSIDE and cause != "conflict"
        send_on(book, to_unit=to_unit, cause=cause, outside=outside, words={"reason": why})


def send_on(
    book: Book, *, to_unit: int, cause: str, outside: bool, words: dict[str, str] | None = None
) -> None:
    """Record that it moved, change who handles, tell the petitioner and the desk that receives it."""
    facts: dict[str, Fact] = {
        "cause": cause,
        "outside": outside,
        "from_unit": handling_unit(book),
        "to_unit": to_unit,
    }
    moved = book.record(events.MOVED, facts, words)
    if not outside:
        book.replace_party(PartyRole.HANDLING, event=moved, unit=to_unit)
        for held in book.parties_in(PartyRole.ASSIGNED):
            book.end_party(held)
        asking = conflict.asking_unit(handling=to_unit)
        if asking is not None:
            book.replace_party(PartyRole.ASKING, event=moved, unit=asking)
        tell_the_desk(book, to_unit, "petition-moved", moved)
    tell_petitioners(book, template="petition-moved", about=moved, tells=events.MOVE_TOLD)
