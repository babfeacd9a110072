"""Another complainant on the same matter: a party of their own, a code of their own, their own words."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from huiying.core.kinds import N_, Actor, ActorKind, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.handing import Handover, hand_over
from huiying.core.notices.telling import tell, told_facts
from huiying.core.people.models import Person
from huiying.core.people.queries import person_row
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
        code = hand_over(book, party=party, handover=_handover(by, joining), slip=joining.slip)
        _receipt(book, party, joined, person, shown=bool(code), slip=bool(joining.slip))
        return code


def _handover(by: Actor, joining: Joining) -> Handover:
    if by.kind is ActorKind.HOLDER:
        return Handover.SHOWN
    return Handover.SLIP if joining.slip else Handover.NONE


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
            person=person_row(person),
        )
