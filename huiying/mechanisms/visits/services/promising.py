"""What was promised on a visit: each promise is owed by its day, and what became of it is told."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Act, Actor, NotAChoice
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.mechanisms.visits import events, rules
from huiying.mechanisms.visits.services.shape import (
    local_date,
    person,
    said,
    standing_of,
    tell_person,
    visiting,
)


def promise(book: Book, party: PartyRow, text: str, due_on: str, made: Entry) -> None:
    """Inside a visit that is being written up. Raises kinds.WordsNeeded, kinds.NotAChoice."""
    words = said(text, N_("Write what you promised."))
    number = 1 + sum(e.kind == events.PROMISED.kind for e in book.history)
    book.record(
        events.PROMISED,
        {
            "party": str(party.id),
            "due_on": rules.day(due_on, local_date(made.occurred_at)),
            "number": str(number),
            "about": str(made.id),
        },
        {"text": words},
        occurred_at=made.occurred_at,
    )


def keep_promise(
    *, matter_id: uuid.UUID, promise_id: uuid.UUID, text: str, by: Actor, at: datetime
) -> None:
    """Say what was done about a promise. Raises access.Denied, kinds.NotAChoice, kinds.WordsNeeded."""
    words = said(text, N_("Write what was done."))
    with visiting(matter_id=matter_id, act=(Act.WORK, Act.VISIT), by=by, at=at) as book:
        made = next((e for e in book.history if e.id == promise_id), None)
        if made is None or made.kind != events.PROMISED.kind:
            raise NotAChoice(_KEPT)
        party = person(book, uuid.UUID(str(made.facts["party"])))
        if not any(p.id == promise_id for p in standing_of(book, party).open_promises):
            raise NotAChoice(_KEPT)
        number = str(made.facts["number"])
        kept = book.record(
            events.PROMISE_KEPT,
            {"party": str(party.id), "about": str(promise_id), "number": number},
            {"text": words},
        )
        tell_person(
            book,
            party=party,
            template="promise-kept",
            about=kept,
            tells=events.PROMISE_TOLD,
            number=number,
        )


_KEPT = N_("This promise was kept already.")
