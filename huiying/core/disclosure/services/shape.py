"""The shape of every act at the gate: access, lock, read the lines, decide, record."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

from huiying.core.access import doors
from huiying.core.disclosure import events, rules
from huiying.core.disclosure.finding import Around
from huiying.core.disclosure.kinds import kind_of, may_tell_automatically
from huiying.core.disclosure.standing import Gate, GateLine, read
from huiying.core.duties.services import acting
from huiying.core.kinds import PEOPLE, Act, Actor, EventSpec, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow, left_parties, standing
from huiying.core.notices.telling import tell


@contextmanager
def moving(
    *, matter_id: uuid.UUID, line: str, move: rules.Move, by: Actor, at: datetime
) -> Iterator[tuple[Book, GateLine]]:
    """A matter opened for one act on one line. Raises access.Denied, rules.NoSuchLine, IllegalMove."""
    with acting(matter_id=matter_id, act=rules.acts_for(move), by=by, at=at) as book:
        yield book, rules.line_for(gate_of(book), line, move)


def gate_of(book: Book) -> Gate:
    return read(standing(book.history))


def somebody(by: Actor) -> int:
    """What may be said is decided by a person, who answers for it; never by the system. Raises access.Denied."""
    if by.officer_id is None:
        raise doors.Denied(Act.RELEASE.value)
    return by.officer_id


def day_of(at: datetime) -> date:
    """The day in the service's own time zone."""
    return timezone.localdate(at)


def hearers(book: Book, party: str) -> list[PartyRow]:
    """The people of the matter whom a line is for: one of them, or each who has not left."""
    left = left_parties(book.history)
    return [
        p
        for p in book.parties
        if p.role in PEOPLE
        and p.until is None
        and str(p.id) not in left
        and (not party or str(p.id) == party)
    ]


def named(book: Book, party: uuid.UUID | None) -> str:
    """The fact for whom a line is. Raises access.Denied where nobody of the matter is meant."""
    if party is None:
        return ""
    if not hearers(book, str(party)):
        raise doors.Denied("party")
    return str(party)


def reopen(book: Book, line: GateLine) -> None:
    """It is open again: what was released is said no more until it is decided; what was held back stays so."""
    book.record(events.REOPENED, {"line": line.id, "party": line.party})


def around(book: Book) -> Around:
    return Around(parties=book.parties, in_charge=book.matter.in_charge_id, at=book.at)


def tell_withholding(book: Book, *, line: GateLine, about: Entry, template: str) -> None:
    """The person is told that something is held back, in plain words."""
    tell_each(
        book,
        party=line.party,
        about=about,
        template=template,
        tells=events.WITHHOLDING_TOLD,
        line=line.id,
    )


def tell_each(
    book: Book, *, party: str, about: Entry, template: str, tells: EventSpec, **facts: Fact
) -> None:
    """One person of the matter, or each. Of a kind in which nothing is sent by itself it waits on their page, and an
    officer reaches them as was agreed."""
    held_back = not may_tell_automatically(kind_of(book.matter.pk, book.matter.kind))
    for one in hearers(book, party):
        tell(
            book,
            party=one,
            template=template,
            about=about,
            tells=tells,
            tells_facts={"party": str(one.id), **facts},
            held_back=held_back,
        )
