"""An accusation goes on as a complaint (信访工作条例 30); its receipt is the petitioner's, and no accused sees it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.people import queries as people
from huiying.core.people.services import Contact, open_contact, open_texts
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    moving,
    own_matter,
    petitioner,
    read,
    tell_one,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accusation:
    """What goes on as a complaint, in clear: for the one that files it alone."""

    party_id: uuid.UUID
    channel: str
    source: str
    narrative: str
    subject: str
    request: str
    contact: Contact
    language: str
    about_units: tuple[int, ...]
    about_officers: tuple[int, ...]


def accusation_of(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> Accusation | None:
    """The words and the contact of an accusation that is to go on; None where it is none, or has gone on.

    Raises access.Denied.
    """
    with acting(matter_id=matter_id, act=Act.SEE_PERSON, by=by, at=at) as book:
        standing = read(book)
        if standing.class_ != "accusation" or standing.passed_to is not None:
            return None
        received = book.history[0]
        owner = petitioner(book)
        person = owner.person_id
        clear = open_texts([uuid.UUID(text) for text in received.texts.values()])
        words = {name: clear.get(uuid.UUID(text)) or "" for name, text in received.texts.items()}
        accused = book.parties_in(PartyRole.ACCUSED)
        return Accusation(
            party_id=owner.id,
            channel=str(received.facts["channel"]),
            source=words.get("source", ""),
            narrative=words.get("narrative", ""),
            subject=words.get("subject", ""),
            request=words.get("request", ""),
            contact=open_contact(person) if person else Contact(),
            language=people.person(person).language if person else "zh-hans",
            about_units=tuple(p.unit_id for p in accused if p.unit_id is not None),
            about_officers=tuple(p.officer_id for p in accused if p.officer_id is not None),
        )


def passed_on(*, matter_id: uuid.UUID, complaint: uuid.UUID, by: Actor, at: datetime) -> None:
    """Record that it goes on as a complaint, and tell the petitioner. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.TO_COMPLAINT, by=by, at=at) as book:
        owner = petitioner(book)
        passed = book.record(events.PASSED, {"matter": str(complaint), "party": str(owner.id)})
        tell_one(
            book,
            party=owner,
            template="petition-passed-on",
            about=passed,
            tells=events.PASSING_TOLD,
        )


def fetch_receipt(*, by: Actor, at: datetime) -> str:
    """The receipt code of the complaint, in clear, once, for the petitioner's eyes alone.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=own_matter(by), move=Move.FETCH_RECEIPT, by=by, at=at) as book:
        passed = read(book).passed_to
        assert passed is not None
        complaint = uuid.UUID(str(passed.facts["matter"]))
        owner = petitioner(book, str(passed.facts["party"]))
        complainant = next(
            p
            for p in ledger.parties(complaint)
            if p.role is PartyRole.COMPLAINANT and p.until is None
        )
        book.record(events.RECEIPT_FETCHED, {"party": str(owner.id)})
        return ledger_services.issue_code(
            matter_id=complaint, party_id=complainant.id, at=at, provisional=False
        )
