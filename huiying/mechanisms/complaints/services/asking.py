"""How the person sees it is asked by somebody else than the unit that handled it, some days after the outcome (N5)."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from huiying.core.access import doors
from huiying.core.kinds import Act, Actor, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import VIEW_NOT_TAKEN, IllegalMove, Move
from huiying.mechanisms.complaints.services.following import view_facts
from huiying.mechanisms.complaints.services.routing import handling_unit
from huiying.mechanisms.complaints.services.shape import (
    complainant,
    moving,
    read,
    tell_complainants,
    texts,
)


def ask_view(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Ask each complainant for their view on four things. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.ASK_VIEW, by=by, at=at) as book:
        _somebody_else(book)
        asked = book.record(events.SATISFACTION_ASKED)
        tell_complainants(book, template="view", about=asked)


def record_view_by_phone(
    *,
    matter_id: uuid.UUID,
    answers: Mapping[str, str],
    by: Actor,
    at: datetime,
    words: str = "",
    party_id: uuid.UUID | None = None,
) -> None:
    """The response centre writes down what the person said on the telephone.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    facts: dict[str, Fact] = view_facts(answers)
    with moving(matter_id=matter_id, move=Move.RECORD_VIEW, by=by, at=at) as book:
        _somebody_else(book)
        party = complainant(book, party_id)
        if str(party.id) in read(book).views_given:
            raise IllegalMove(VIEW_NOT_TAKEN)
        facts |= {"party": str(party.id), "channel": "telephone"}
        book.record(events.SATISFACTION_GIVEN, facts, texts(words=words))


def _somebody_else(book: Book) -> None:
    """Never the unit it judges. Raises access.Denied."""
    reviewing = book.party(PartyRole.REVIEWING)
    judged = {handling_unit(book), reviewing.unit_id if reviewing else None}
    if any(seat.unit_id in judged for seat in book.by.seats):
        raise doors.Denied(Act.ASK_VIEW.value)
