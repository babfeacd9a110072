"""The receipt of something taken in: by a sealed slip, on the person's own screen, or by a message to them."""

from huiying.core.kinds import EventSpec
from huiying.core.ledger import handing
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.handing import Handover
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
    in_writing: bool = False,
) -> str:
    """Issue the receipt code; gives it in clear only where the person's own screen shows it. `slip`: the serial of the
    one that is handed over, whose code only the paper knows. Raises ledger.services.SlipUnknown."""
    about, party = book.history[0], str(owner.id)
    if slip is not None:
        handing.hand_over(book, party=owner, handover=Handover.SLIP, slip=slip)
        facts = told_facts("slip", confirmed=False, word_alone=True)
        book.record(acknowledges, facts | {"about": str(about.id), "party": party})
        return ""
    code = ""
    if shown and not book.by.seats:
        code = handing.hand_over(book, party=owner, handover=Handover.SHOWN)
    if not shown or person.by_email:
        tell(
            book,
            party=owner,
            template=template,
            about=about,
            tells=acknowledges,
            tells_facts={"party": party},
            person=person_row(person),
            in_writing=in_writing,
        )
    return code
