"""A complaint about the police that was raised on a visit goes on as a complaint; its receipt is the person's alone."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.notices.telling import tell
from huiying.core.people import queries as people
from huiying.core.people.services import Contact, open_contact, open_texts
from huiying.mechanisms.campaigns import raised_events as events
from huiying.mechanisms.campaigns.raised_standing import Stage
from huiying.mechanisms.campaigns.rules import RaisedMove
from huiying.mechanisms.campaigns.services.shape import (
    own_matter,
    raised_moving,
    read_raised,
    who_raised,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaining:
    """What goes on as a complaint, in clear: for the one that files it alone."""

    channel: str
    narrative: str
    wish: str
    contact: Contact
    language: str
    about_units: tuple[int, ...]


def words_of(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> Complaining | None:
    """The words and the contact of a complaint that is to go on; None where it is none, or has gone on.

    Raises access.Denied.
    """
    with acting(matter_id=matter_id, act=Act.SEE_PERSON, by=by, at=at) as book:
        stand = read_raised(book)
        if not stand.complaint or stand.stage is not Stage.RECEIVED:
            return None
        received = book.history[0]
        person = who_raised(book)[0].person_id
        clear = open_texts([uuid.UUID(text) for text in received.texts.values()])
        words = {name: clear.get(uuid.UUID(text)) or "" for name, text in received.texts.items()}
        return Complaining(
            channel=str(received.facts["channel"]),
            narrative=words.get("narrative", ""),
            wish=words.get("wish", ""),
            contact=open_contact(person) if person else Contact(),
            language=people.person(person).language if person else "zh-hans",
            about_units=tuple(
                p.unit_id for p in book.parties_in(PartyRole.ACCUSED) if p.unit_id is not None
            ),
        )


def passed_on(*, matter_id: uuid.UUID, complaint: uuid.UUID, by: Actor, at: datetime) -> None:
    """Record that it goes on as a complaint, and tell the person. Raises access.Denied, rules.IllegalMove."""
    with raised_moving(matter_id=matter_id, move=RaisedMove.TO_COMPLAINT, by=by, at=at) as book:
        owner = who_raised(book)[0]
        passed = book.record(events.PASSED, {"matter": str(complaint), "party": str(owner.id)})
        tell(
            book,
            party=owner,
            template="raised-passed-on",
            about=passed,
            tells=events.PASSING_TOLD,
            tells_facts={"party": str(owner.id)},
        )


def fetch_receipt(*, by: Actor, at: datetime) -> str:
    """The receipt code of the complaint, in clear, once, for the person's eyes alone.

    Raises access.Denied, rules.IllegalMove.
    """
    move = RaisedMove.FETCH_RECEIPT
    with raised_moving(matter_id=own_matter(by), move=move, by=by, at=at) as book:
        passed = read_raised(book).passed_to
        assert passed is not None
        complaint = uuid.UUID(str(passed.facts["matter"]))
        complainant = next(
            p
            for p in ledger.parties(complaint)
            if p.role is PartyRole.COMPLAINANT and p.until is None
        )
        book.record(events.RECEIPT_FETCHED, {"party": str(passed.facts["party"])})
        return ledger_services.issue_code(
            matter_id=complaint, party_id=complainant.id, at=at, provisional=False
        )
