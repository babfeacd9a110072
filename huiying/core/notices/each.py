"""To one person of a matter, or to each in a role: who was told is a fact, so that one does not stand for another."""

from huiying.core.kinds import EventSpec, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import tell


def tell_one(
    book: Book,
    *,
    party: PartyRow,
    template: str,
    about: Entry,
    tells: EventSpec | None = None,
    **facts: Fact,
) -> None:
    tell(
        book,
        party=party,
        template=template,
        about=about,
        tells=tells,
        tells_facts={"party": str(party.id), **facts},
    )


def tell_role(
    book: Book,
    role: PartyRole,
    *,
    template: str,
    about: Entry,
    tells: EventSpec | None = None,
    **facts: Fact,
) -> None:
    for party in book.owed(role):
        tell_one(book, party=party, template=template, about=about, tells=tells, **facts)
