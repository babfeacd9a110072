"""What else was said on a visit becomes a matter of its own (V2), and the person alone is given its receipt code."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access import doors
from huiying.core.disclosure.kinds import kind_of, may_tell_automatically
from huiying.core.kinds import PEOPLE, Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.people import queries as people
from huiying.core.people.safe import with_plans
from huiying.core.people.services import Contact, open_contact, open_texts
from huiying.mechanisms.visits import events
from huiying.mechanisms.visits.services.shape import own, person, tell_person, visiting


@dataclass(frozen=True, kw_only=True, slots=True)
class RaisedIssue:
    """Something raised, with how to reach who raised it, for whoever opens a matter for it.

    The contact is empty where a message could put them in danger: the answer waits behind the code alone.
    """

    kind: str
    text: str
    contact: Contact
    language: str
    # The unit that is in charge of the visits.
    unit: int


def issue(*, matter_id: uuid.UUID, event_id: uuid.UUID) -> RaisedIssue | None:
    """In clear, for `flows`; None where it does not stand any more, or was erased."""
    lines = standing_lines(ledger.history(matter_id))
    event = next((e for e in lines if e.id == event_id), None)
    if event is None or event.kind != events.ISSUE_RAISED.kind:
        return None
    party = next(p for p in ledger.parties(matter_id) if str(p.id) == event.facts["party"])
    text_id = uuid.UUID(event.texts["text"])
    text = open_texts([text_id]).get(text_id)
    if not text or party.person_id is None:
        return None
    unit = ledger.matter(matter_id).handling_unit
    if unit is None:
        raise LookupError("nobody is in charge of this matter")
    return RaisedIssue(
        kind=str(event.facts["kind"]),
        text=text,
        contact=_contact(matter_id, party.person_id),
        language=people.person(party.person_id).language,
        unit=unit,
    )


def _contact(matter_id: uuid.UUID, person_id: uuid.UUID) -> Contact:
    """A matter of its own knows neither of a plan for safe contact nor that a kind of case is held back."""
    kind = kind_of(matter_id, ledger.matter(matter_id).kind)
    if with_plans([person_id]) or not may_tell_automatically(kind):
        return Contact()
    return open_contact(person_id)


def link_raised(
    *, matter_id: uuid.UUID, event_id: uuid.UUID, opened: uuid.UUID, by: Actor, at: datetime
) -> None:
    """A matter was opened for it: the person finds it from this one. Nobody of the service sees the link."""
    with visiting(matter_id=matter_id, act=Act.SEE, by=by, at=at) as book:
        raised = next(e for e in book.history if e.id == event_id)
        party = person(book, uuid.UUID(str(raised.facts["party"])))
        linked = book.record(
            events.ISSUE_OPENED,
            {"party": str(party.id), "about": str(event_id), "matter": str(opened)},
        )
        tell_person(book, party=party, template="issue-opened", about=linked)


def code_of_raised(*, event_id: uuid.UUID, by: Actor, at: datetime) -> tuple[str, str]:
    """(reference, a new receipt code) of what the holder raised; an earlier code opens nothing any more.

    Raises access.Denied.
    """
    matter_id = own(by)
    line = next(
        (
            e
            for e in standing_lines(ledger.history(matter_id))
            if e.id == event_id
            and e.kind == events.ISSUE_OPENED.kind
            and e.facts["party"] == str(by.party_id)
        ),
        None,
    )
    if line is None:
        raise doors.Denied(Act.FOLLOW.value)
    opened = uuid.UUID(str(line.facts["matter"]))
    party = next(p for p in ledger.parties(opened) if p.role in PEOPLE and p.until is None)
    code = ledger_services.issue_code(matter_id=opened, party_id=party.id, at=at, provisional=False)
    return ledger.matter(opened).ref, code
