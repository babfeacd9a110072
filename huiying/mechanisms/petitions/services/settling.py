"""How a petition ends: the petitioner says so, or the last level decided and explained; shown as what it is."""

import uuid
from datetime import datetime

from huiying.core.holders import lateness
from huiying.core.kinds import N_, Actor, PartyRole, SeatRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import tell_desk
from huiying.core.units import queries as units
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.marking import end_marks
from huiying.mechanisms.petitions.services.shape import (
    handling_unit,
    moving,
    own_matter,
    petitioner,
    read,
    said,
    tell_petitioners,
    tell_the_desk,
    texts,
    unit_at_work,
)
from huiying.mechanisms.petitions.standing import REVIEWS, Stage


def settle(*, by: Actor, at: datetime, note: str = "") -> None:
    """The petitioner says that it is settled: with their own code, and nobody says it for them. Of several, each for
    themselves: it is settled with the last.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=own_matter(by), move=Move.SETTLE, by=by, at=at) as book:
        party, content = petitioner(book), read(book).content
        others = {str(p.id) for p in book.owed(PartyRole.PETITIONER) if p.id != party.id}
        if others - content:
            settled = book.record(
                events.SETTLED_FOR_ONE, {"party": str(party.id)}, texts(note=note)
            )
        else:
            settled = book.record(
                events.SETTLED, {"by": "person", "party": str(party.id)}, texts(note=note)
            )
            over_for_them(book)
        tell_the_desk(book, unit_at_work(book), "petition-settled", settled)


def over_for_them(book: Book) -> None:
    """They said themselves that it is over: no mark outlives that, and no word on why something was late is owed."""
    end_marks(book)
    lateness.drop(book)


def unsettle(*, reason: str, by: Actor, at: datetime) -> None:
    """It is not settled after all: it stands as it stood before, and what was owed is owed anew from this day.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Write what is not settled. One sentence is enough."))
    with moving(matter_id=own_matter(by), move=Move.UNSETTLE, by=by, at=at) as book:
        standing, party = read(book), str(petitioner(book).id)
        again = book.record(events.UNSETTLED, {"party": party}, {"reason": why})
        if standing.stage is Stage.SETTLED:
            go_on_where_it_stood(book, standing.stood, party)
        tell_the_desk(book, unit_at_work(book), "petition-unsettled", again)


def go_on_where_it_stood(book: Book, stood: Stage, party: str) -> None:
    """The clock that stopped begins anew, and so does what was owed for its running over; a time of the person's own
    never stopped."""
    lateness.owe_again(book)
    if stood is Stage.ACCEPTED:
        book.record(events.ACCEPTED)
    elif stood in REVIEWS:
        asked = events.REVIEW_REQUESTED if stood is Stage.REVIEWING else events.FINAL_REQUESTED
        book.record(asked, {"to_unit": unit_at_work(book), "party": party})


def end_at_last_level(*, matter_id: uuid.UUID, by: Actor, at: datetime, note: str = "") -> None:
    """The last level has decided, and a unit that did not decide has explained it. It is over, and not called settled.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.END, by=by, at=at) as book:
        ended = book.record(events.SETTLED, {"by": "last-level"}, texts(note=note))
        end_marks(book)
        tell_petitioners(book, template="petition-ended", about=ended)


def report_pressure(*, reason: str, by: Actor, at: datetime) -> None:
    """Somebody pressed the petitioner to call it settled, or to keep quiet: told to oversight alone.

    Raises access.Denied, shape.WordsNeeded.
    """
    why = said(reason, N_("Write who asked what of you. Only oversight reads it."))
    with moving(matter_id=own_matter(by), move=Move.REPORT_PRESSURE, by=by, at=at) as book:
        press(book, petitioner(book), why)


def press(book: Book, party: PartyRow, why: str) -> None:
    """Put on record for oversight alone that a petitioner was pressed."""
    pressed = book.record(events.PRESSED, {"party": str(party.id)}, {"reason": why})
    _tell_oversight(book, pressed)


def _tell_oversight(book: Book, about: Entry) -> None:
    """The seat of oversight nearest above the unit that handles, else any there is."""
    unit = units.unit(handling_unit(book))
    chain = {*unit.ancestors(), unit.id}
    seats = [r for r in units.tree().values() if r.oversight_seat and not r.closed]
    near = [r for r in seats if r.id in chain or r.parent_id in chain]
    chosen = (near or seats)[-1].id if seats else None
    tell_desk(book, unit=chosen, role=SeatRole.OVERSIGHT, template="pressure", about=about)
