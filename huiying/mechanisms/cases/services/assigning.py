"""Who has a case in hand."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, PartyRole
from huiying.core.units import queries as units
from huiying.mechanisms.cases import events
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, unit_in_charge


def assign_case(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Put it in an officer's hand, who is posted in the unit. Raises access.Denied, IllegalMove, NotAChoice."""
    with moving(matter_id=matter_id, move=Move.ASSIGN, by=by, at=at) as book:
        if unit_in_charge(book) not in units.units_of(officer_id, at):
            raise NotAChoice(N_("Choose an officer of the unit."))
        assigned = book.record(events.ASSIGNED, {"officer": officer_id})
        book.replace_party(PartyRole.ASSIGNED, event=assigned, officer=officer_id)
