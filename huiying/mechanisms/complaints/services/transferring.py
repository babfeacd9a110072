"""A complaint goes to the unit that answers for it, or to a body outside; the person is told where."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import (
    InConflict,
    free_of_conflict,
    handling_unit,
    send_on,
)
from huiying.mechanisms.complaints.services.shape import NotAChoice, chosen, moving, said


def transfer_complaint(
    *, matter_id: uuid.UUID, to_unit: int, cause: str, reason: str, by: Actor, at: datetime
) -> None:
    """Pass it to another unit, or to an outside body (it is then no longer with us).

    A complaint that an outside seat takes because nobody else is free of conflict stays in the house.
    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded, routing.InConflict.
    """
    chosen(cause, events.CAUSES, N_("Choose why it is transferred."))
    why = said(reason, N_("Say why that unit is the right one. The complainant will read it."))
    there = units.tree().get(to_unit)
    if there is None or there.closed:
        raise NotAChoice(N_("Choose a unit that exists."))
    with moving(matter_id=matter_id, move=Move.TRANSFER, by=by, at=at) as book:
        if to_unit == handling_unit(book):
            raise NotAChoice(N_("It is with this unit already."))
        if not free_of_conflict(book, to_unit):
            raise InConflict(
                N_(
                    "The complaint is about that unit, or about one below it. "
                    "Nobody judges their own case: choose another unit."
                )
            )
        outside = there.level == Level.OUTSIDE and cause != "conflict"
        send_on(book, to_unit=to_unit, cause=cause, outside=outside, words={"reason": why})
