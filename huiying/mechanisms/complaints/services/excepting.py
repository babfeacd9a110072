"""The level above excepts an officer from the rule on recent partners: on record, with a reason, oversight told."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core.access import conflict, doors
from huiying.core.kinds import N_, Act, Actor, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import PartyRow
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.assigning import officer_actor
from huiying.mechanisms.complaints.services.routing import tell_oversight, unit_at_work
from huiying.mechanisms.complaints.services.shape import NotAChoice, moving, said

_ROLES = (SeatRole.DESK, SeatRole.COMPLAINTS, SeatRole.HEAD)


def except_officer(
    *, matter_id: uuid.UUID, officer_id: int, reason: str, by: Actor, at: datetime
) -> None:
    """From now on the officer may handle it, though they lately served with somebody complained of.

    Who is complained of, and who stepped aside, can not be excepted. Raises access.Denied, rules.IllegalMove,
    shape.NotAChoice, shape.WordsNeeded.
    """
    why = said(reason, N_("Say why nobody else can handle it. Oversight will read it."))
    with moving(matter_id=matter_id, move=Move.EXCEPT, by=by, at=at) as book:
        if officer_id not in _kept_from_it(unit_at_work(book), book.parties, at):
            raise NotAChoice(N_("Choose an officer of the unit who is kept from it by this rule."))
        done = book.record(events.CONFLICT_EXCEPTED, {"officer": officer_id}, {"reason": why})
        book.add_party(PartyRole.EXCEPTED, event=done, officer=officer_id)
        tell_oversight(book, template="conflict-excepted", about=done)


def kept_from_it(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> list[int]:
    """Officers present in the unit that has it whom only the rule on partners keeps from it. Raises access.Denied."""
    parties = ledger.parties(matter_id)
    doors.require(by, Act.EXCEPT, parties, matter_id)
    held = {p.role: p.unit_id for p in parties if p.until is None and p.unit_id is not None}
    unit = held.get(PartyRole.REVIEWING) or held.get(PartyRole.HANDLING)
    return _kept_from_it(unit, parties, at) if unit is not None else []


def _kept_from_it(unit_id: int, parties: Sequence[PartyRow], at: datetime) -> list[int]:
    there = dict.fromkeys(officer.id for officer in units.present([unit_id], at, *_ROLES))
    actors = {officer_id: officer_actor(officer_id, at) for officer_id in there}
    return [
        officer_id
        for officer_id, actor in actors.items()
        if conflict.partner(actor, parties) and not conflict.excluded(actor, parties)
    ]
