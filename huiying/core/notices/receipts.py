"""The receipt of something taken in: by a sealed slip, on the person's own screen, or by a message to them."""

from huiying.core.kinds import EventSpec
from huiying.core.ledger import codes
from huiying.core.ledger import services as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.notices.telling import tell, told_facts
from huiying.core.people.models import Person
from huiying.core.people.queries import person_row


def hand_over(
    book: Book,
    *,
    owner: PartyRow,
    person: Person,
    slip: str | None,
    shown: bool,
    template: str,
    acknowledges: EventSpec,
) -> str:
    """Issue the receipt code; gives it in clear only where the person's own screen shows it. `slip`: the serial of the
    one that is handed over, whose code only the paper knows. Raises ledger.services.SlipUnknown."""
    about, party = book.history[0], str(owner.id)
    if slip is not None:
        digest = ledger.use_slip(
            serial=slip, unit_id=book.by.seats[0].unit_id, book_matter=book.matter, at=book.at
        )
        book.add_code(party=owner, digest=digest, provisional=True)
        facts = told_facts("slip", confirmed=False, word_alone=True)
        book.record(acknowledges, facts | {"about": str(about.id), "party": party})
        return ""
    code = ""
    if shown and not book.by.seats:
        code = codes.new_code()
        book.add_code(party=owner, digest=codes.digest(code), provisional=False)
    if not shown or person.by_email:
        tell(
            book,
            party=owner,
            template=template,
            about=about,
            tells=acknowledges,
            tells_facts={"party": party},
            person=person_row(person),
        )
    return code
