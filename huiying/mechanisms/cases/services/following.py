"""What a person of a case does on their own page, with their code."""

from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, Fact
from huiying.core.notices.telling import page_opened, something_waits
from huiying.core.people.services import Contact, change_contact
from huiying.mechanisms.cases import events, of_people
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import keep_index, moving, own, person_of, said
from huiying.mechanisms.cases.services.telling import desk


def open_page(*, by: Actor, at: datetime) -> int:
    """The person opened their page: what waited there is told, with evidence. Gives how many things that were."""
    matter_id, party_id = own(by)
    if not something_waits(matter_id=matter_id, party_id=party_id):
        return 0
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=by, at=at) as book:
        told = page_opened(book, party=person_of(book, party_id), specs=events.BY_KIND, at=at)
        keep_index(book)
        return told


def write_message(*, text: str, by: Actor, at: datetime) -> None:
    """Write to whoever has the case. Raises access.Denied, WordsNeeded."""
    words = said(text, N_("Write your message."))
    with moving(matter_id=own(by)[0], move=Move.WRITE, by=by, at=at) as book:
        facts: dict[str, Fact] = {"party": str(person_of(book, by.party_id).id), "files": 0}
        written = book.record(of_people.MESSAGE_RECEIVED, facts, {"text": words})
        desk(book, "case-message", written)


def change_contacts(*, contact: Contact, by: Actor, at: datetime) -> None:
    """How to reach the person from now on; all may be empty, and then they are told on their page alone."""
    with moving(matter_id=own(by)[0], move=Move.CHANGE_CONTACT, by=by, at=at) as book:
        party = person_of(book, by.party_id)
        if party.person_id is not None:
            change_contact(
                person_id=party.person_id,
                contact=contact,
                lookup=bool(contact.name and contact.phone),
            )
        reachable = bool(contact.phone or contact.email or contact.address)
        book.record(of_people.CONTACT_CHANGED, {"contactable": reachable, "party": str(party.id)})
