"""Another complainant on the same matter: a party of their own, a code of their own, their own words."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from huiying.core.kinds import N_, Actor, ActorKind, Fact, PartyRole
from huiying.core.ledger import codes
from huiying.core.ledger import services as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import tell, told_facts
from huiying.core.people.models import Person
from huiying.core.people.queries import PersonRow
from huiying.core.people.services import Contact
from huiying.core.search import services as search
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import IllegalMove, Move
from huiying.mechanisms.complaints.services.filing import add_person
from huiying.mechanisms.complaints.services.shape import moving, said


@dataclass(frozen=True, kw_only=True, slots=True)
class Joining:
    """What the further complainant brings. `slip`: the serial number of the slip handed to them at a counter."""

    narrative: str
    contact: Contact = field(default_factory=Contact)
    language: str = "zh-hans"
    slip: str = ""


def join_complaint(*, matter_id: uuid.UUID, joining: Joining, by: Actor, at: datetime) -> str:
    """Add a complainant. Where a holder brings them, on their own screen, it gives the new code to show, once;
    where staff do, the code is on the slip and never seen by staff.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, ledger.services.SlipUnknown.
    """
    words = said(joining.narrative, N_("Write what happened to this person, in their own words."))
    move = Move.BRING_ANOTHER if by.kind is ActorKind.HOLDER else Move.JOIN
    with moving(matter_id=matter_id, move=move, by=by, at=at) as book:
        contact = joining.contact
        if book.for_outside and by.kind is not ActorKind.HOLDER:
            raise IllegalMove(
                N_(
                    "What people say here is sealed for you alone. Let the other person bring a complaint of "
                    "their own, so that it is sealed too."
                )
            )
        person = add_person(book, contact, joining.language)
        party = book.add_party(PartyRole.COMPLAINANT, person=person.pk)
        joined = book.record(
            events.JOINED,
            {
                "identified": bool(contact.name),
                "contactable": bool(contact.phone or contact.email or contact.address),
                "party": str(party.id),
            },
            {"narrative": words},
        )
        search.queue_entry(book, joined)
        code = _code(book, party, joining.slip)
        _receipt(book, party, joined, person, shown=bool(code), slip=bool(joining.slip))
        return code


def _receipt(
    book: Book, party: PartyRow, joined: Entry, person: Person, *, shown: bool, slip: bool
) -> None:
    """They have it when it was shown or handed over; who left an address gets a message as well."""
    facts: dict[str, Fact] = {"about": str(joined.id), "party": str(party.id)}
    if shown or slip:
        how = told_facts("receipt" if shown else "slip", confirmed=shown, word_alone=slip)
        book.record(events.JOIN_ACKNOWLEDGED, how | facts)
    if person.by_email or not (shown or slip):
        tell(
            book,
            party=party,
            template="received",
            about=joined,
            tells=None if shown or slip else events.JOIN_ACKNOWLEDGED,
            tells_facts={"party": str(party.id)},
            person=PersonRow(
                id=person.pk,
                language=person.language,
                by_email=person.by_email,
                by_phone=person.by_phone,
                erased=False,
            ),
        )


def _code(book: Book, party: PartyRow, slip: str) -> str:
    if book.by.kind is ActorKind.HOLDER:
        code = codes.new_code()
        book.add_code(party=party, digest=codes.digest(code), provisional=False)
        return code
    if slip:
        seat = book.by.seats[0] if book.by.seats else None
        if seat is None:
            raise ledger.SlipUnknown(slip)
        digest = ledger.use_slip(
            serial=slip, unit_id=seat.unit_id, book_matter=book.matter, at=book.at
        )
        book.add_code(party=party, digest=digest, provisional=True)
    return ""
