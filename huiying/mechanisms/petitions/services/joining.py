"""Another petitioner of the same petition: a party, a code and words of their own; nobody learns of another."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from huiying.core.kinds import N_, Actor, ActorKind, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.handing import Handover, hand_over
from huiying.core.notices.telling import tell, told_facts
from huiying.core.people.queries import PersonRow, person_row
from huiying.core.people.services import Contact, new_person
from huiying.core.search import services as search
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import moving, said, texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Joining:
    """What the further petitioner brings. `slip`: the serial number of the slip handed to them at a counter."""

    narrative: str
    request: str = ""
    contact: Contact = field(default_factory=Contact)
    language: str = "zh-hans"
    slip: str = ""


def join_petition(*, matter_id: uuid.UUID, joining: Joining, by: Actor, at: datetime) -> str:
    """Add a petitioner. Where a petitioner lends them the screen, gives the new code to show, once; where staff add
    them, the code is on the slip and never seen by staff.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, ledger.services.SlipUnknown.
    """
    words = said(joining.narrative, N_("Write what this person says, in their own words."))
    move = Move.BRING_ANOTHER if by.kind is ActorKind.HOLDER else Move.JOIN
    with moving(matter_id=matter_id, move=move, by=by, at=at) as book:
        contact = joining.contact
        person = new_person(
            contact=contact,
            language=joining.language,
            at=at,
            lookup=bool(contact.name and contact.phone),
        )
        book.batch.add(person)
        party = book.add_party(PartyRole.PETITIONER, person=person.pk)
        joined = book.record(
            events.JOINED,
            {
                "identified": bool(contact.name),
                "contactable": bool(contact.phone or contact.email or contact.address),
                "party": str(party.id),
            },
            {"narrative": words} | texts(request=joining.request),
        )
        search.queue_entry(book, joined)
        code = hand_over(book, party=party, handover=_handover(by, joining), slip=joining.slip)
        row = person_row(person)
        _receipt(book, party, joined, row, shown=bool(code), slip=bool(joining.slip))
        _what_was_told_before(book, party, row)
        return code


def _handover(by: Actor, joining: Joining) -> Handover:
    if by.kind is ActorKind.HOLDER:
        return Handover.SHOWN
    return Handover.SLIP if joining.slip else Handover.NONE


def _receipt(
    book: Book, party: PartyRow, joined: Entry, person: PersonRow, *, shown: bool, slip: bool
) -> None:
    """They have it when it was shown or handed over; who left an address gets a message as well."""
    facts: dict[str, Fact] = {"party": str(party.id)}
    if shown or slip:
        how = told_facts("receipt" if shown else "slip", confirmed=shown, word_alone=slip)
        book.record(events.JOIN_ACKNOWLEDGED, how | facts | {"about": str(joined.id)})
    if person.by_email or not (shown or slip):
        tell(
            book,
            party=party,
            template="petition-received",
            about=joined,
            tells=None if shown or slip else events.JOIN_ACKNOWLEDGED,
            tells_facts=facts,
            person=person,
            in_writing=True,
        )


def _what_was_told_before(book: Book, party: PartyRow, person: PersonRow) -> None:
    """Whoever joins what was taken up already is told as well how it is handled."""
    accepted = next((e for e in reversed(book.history) if e.kind == events.ACCEPTED.kind), None)
    if accepted is not None:
        tell(
            book,
            party=party,
            template="petition-accepted",
            about=accepted,
            tells=events.ACCEPTANCE_TOLD,
            tells_facts={"party": str(party.id)},
            person=person,
            in_writing=True,
        )
