"""A matter of a kind that no list knows, with people of any role: what every matter has, and nothing else."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from huiying.core import talk
from huiying.core.duties.services import acting, opening
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.services import issue_code
from huiying.core.notices.telling import tell
from huiying.core.people.services import Contact, new_person
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.complaints.tests.support import Service

KIND = "plain"
LIN = Contact(name="林小满", phone="13800000000", email="lin@example.org")
WORKS = system("test")


@dataclass(kw_only=True)
class Plain:
    """`codes` and `parties` by role; where there are two of a role the later ones count on: `victim`, `victim 2`."""

    matter_id: uuid.UUID
    ref: str
    codes: dict[str, str] = field(default_factory=dict)
    parties: dict[str, uuid.UUID] = field(default_factory=dict)

    def holder(self, who: str) -> Actor:
        return Actor(
            kind=ActorKind.HOLDER, name="", matter_id=self.matter_id, party_id=self.parties[who]
        )

    def history(self) -> list[Entry]:
        return ledger.history(self.matter_id)


def bring(
    service: Service,
    *roles: PartyRole,
    unit: PartyRole = PartyRole.INVESTIGATING,
    one_by_one: bool = True,
) -> Plain:
    """East has it in hand; the first of the people brought it, in words that are theirs alone."""
    with opening(kind=KIND, by=WORKS, at=service.at) as book:
        first = book.record(talk.MESSAGE_RECEIVED, {"files": 0}, {"text": "家里被人翻过。"})
        book.add_party(unit, event=first, unit=service.units["east"])
        made = Plain(matter_id=book.matter.pk, ref=book.matter.ref)
        rows = {}
        for number, role in enumerate(roles, start=1):
            person = new_person(contact=LIN, language="en", at=service.at, lookup=number == 1)
            book.batch.add(person)
            since = service.at + timedelta(seconds=number if one_by_one else 0)
            party = book.add_party(role, event=first, person=person.pk, since=since)
            who = role.value if role.value not in made.parties else f"{role.value} {number}"
            made.parties[who], rows[who] = party.id, party
    for who, party in rows.items():
        made.codes[who] = issue_code(
            matter_id=made.matter_id, party_id=party.id, at=service.at, provisional=False
        )
    return made


def ask(service: Service, plain: Plain, who: str, question: str) -> uuid.UUID:
    """The desk asks one of them something."""
    party = plain.parties[who]
    with acting(matter_id=plain.matter_id, act=Act.WORK, by=WORKS, at=service.at) as book:
        asked = book.record(talk.QUESTION_ASKED, {"party": str(party)}, {"text": question})
        row = next(p for p in book.parties if p.id == party)
        tell(book, party=row, template="question", about=asked)
    return asked.id


def investigator(service: Service, name: str = "iris", unit: str = "east") -> None:
    """An officer who works on cases of a unit."""
    service.officers[name] = add_officer(number=f"9{len(service.officers):05d}", zh=name, en=name)
    post_officer(
        officer_id=service.officers[name],
        unit_id=service.units[unit],
        role=SeatRole.CASES,
        since=datetime(2025, 1, 1, tzinfo=UTC),
    )
