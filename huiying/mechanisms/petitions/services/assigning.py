"""Who has a petition in hand: given to an officer of the unit at work, and left by one who steps aside."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core import in_hand
from huiying.core.holders import assigning, handing_on
from huiying.core.kinds import N_, Actor, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.notices.telling import tell_desk
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import handling_unit, moving, read, unit_at_work
from huiying.mechanisms.petitions.standing import REVIEWS, Standing

# Those who lead it, or explain it, by name: where one steps aside, somebody else is to be named.
_NAMED = (PartyRole.ANSWERABLE, PartyRole.VISITING)


def assign_petition(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Give it to an officer of the unit whose desk has it. Raises access.Denied, rules.IllegalMove,
    assigning.NotPresent, assigning.InConflict."""
    with moving(matter_id=matter_id, move=Move.ASSIGN, by=by, at=at) as book:
        unit, stand = unit_at_work(book), read(book)
        assigning.check_over(by, unit)
        reviewing = stand.stage in REVIEWS
        roles = assigning.REVIEWERS if reviewing else assigning.HANDLERS
        assigning.check_can_take(book, officer_id, unit, roles)
        if reviewing and officer_id in stand.decided_by_officers():
            raise assigning.InConflict(
                N_("Nobody looks again at what they decided. Choose somebody else in the unit.")
            )
        assigning.give(book, in_hand.ASSIGNED, officer_id, "assigned")


def recuse_officer(
    *, matter_id: uuid.UUID, ground: str, reason: str, by: Actor, at: datetime
) -> None:
    """An officer declares that they are not impartial: they neither handle nor see it from this minute on.

    Raises access.Denied, shape.NotAChoice, shape.WordsNeeded.
    """
    with moving(matter_id=matter_id, move=Move.RECUSE, by=by, at=at) as book:
        recused = assigning.step_aside(book, ground=ground, reason=reason)
        if assigning.has_in_hand(book, by.officer_id):
            handing_on.pass_on(book, "recused", None)
        _named_for_it(book, recused)


def takers(*, matter_id: uuid.UUID, stand: Standing, by: Actor, at: datetime) -> Sequence[int]:
    """Officers to whom it could be given now. Raises access.Denied."""
    role = PartyRole.REVIEWING if stand.stage in REVIEWS else PartyRole.HANDLING
    has_it = [
        p.unit_id
        for p in ledger.parties(matter_id)
        if p.role is role and p.until is None and p.unit_id is not None
    ]
    found = assigning.takers(matter_id=matter_id, units_of_it=has_it, by=by, at=at)
    decided = stand.decided_by_officers() if stand.stage in REVIEWS else frozenset()
    return [officer for officer in found if officer not in decided]


def _named_for_it(book: Book, recused: Entry) -> None:
    """Who answered for it, or was to explain it, does so no more: whoever leads the unit names somebody else."""
    held = [p for p in book.parties_in(*_NAMED) if p.officer_id == book.by.officer_id]
    for party in held:
        book.end_party(party)
    if held:
        tell_desk(
            book,
            unit=handling_unit(book),
            role=SeatRole.HEAD,
            template="petition-name-another",
            about=recused,
        )
