"""What the holder of a code may see of themselves: how they are reached, in part, and who opened their page.

A code can be lost or read by somebody else, so names, numbers and addresses are shown in part alone.
"""

import uuid
from dataclasses import dataclass, replace

from huiying.core.access import doors, second_word
from huiying.core.access.openings import OpeningRow, openings_of
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.notices.returned import returned
from huiying.core.people import queries as people
from huiying.core.people.barring import BarredRow, barred_by
from huiying.core.people.queries import PersonRow
from huiying.core.people.services import Contact, open_contact

_HIDDEN = "••••"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How somebody is reached, in part; empty where that way is not open."""

    name: str
    phone: str
    email: str
    address: bool
    wishes: str
    # Somebody who reads or speaks for them.
    helper: str


def person_of(by: Actor) -> uuid.UUID:
    """Raises access.Denied where the code speaks for nobody any more."""
    if by.matter_id is not None:
        for party in ledger.parties(by.matter_id):
            if party.id == by.party_id and party.until is None and party.person_id is not None:
                return party.person_id
    raise doors.Denied(Act.FOLLOW.value)


def openings(by: Actor) -> list[OpeningRow]:
    """When their page was opened, and on what; of this person alone where several brought the matter."""
    person_of(by)
    return openings_of(by.party_id) if by.party_id is not None else []


def can_come_back(by: Actor) -> bool:
    """Whether they could ask for a new code if theirs opened nothing any more."""
    return people.can_ask_again(person_of(by))


def second_word_of(by: Actor) -> second_word.WordRow | None:
    """Whether they set a second word, and how often the code came without it; never the word."""
    return second_word.word_of(by.party_id) if by.party_id is not None else None


def ways_open(by: Actor) -> PersonRow:
    """By which ways the person is reached, without opening anything sealed."""
    return people.person(person_of(by))


def mail_returned(by: Actor) -> bool:
    """Whether the e-mail address they left returned our mail."""
    return returned(person_of(by))


def reach(by: Actor) -> Reach:
    contact = open_contact(person_of(by))
    return Reach(
        name=f"{contact.name[:1]}{_HIDDEN}" if contact.name else "",
        phone=masked(contact.phone, keep=4),
        email=masked_email(contact.email),
        address=bool(contact.address),
        wishes=contact.wishes,
        helper=f"{contact.helper[:1]}{_HIDDEN}" if contact.helper else "",
    )


def never_again(by: Actor, *, phone: bool, email: bool) -> tuple[str, ...]:
    """The number and the address that the person wants used no more: nobody uses them then, on whatever matter."""
    now = open_contact(person_of(by))
    return tuple(
        way for way, stopped in ((now.phone, phone), (now.email, email)) if way and stopped
    )


def barred(by: Actor) -> list[BarredRow]:
    """What the person barred themselves, in part; never what another did."""
    return [
        BarredRow(
            id=row.id,
            way=masked_email(row.way) if "@" in row.way else masked(row.way, keep=4),
        )
        for row in barred_by(person_of(by))
    ]


def changed(
    by: Actor,
    *,
    phone: str,
    email: str,
    wishes: str,
    no_phone: bool,
    no_email: bool,
    name: str = "",
    address: str = "",
    no_address: bool = False,
) -> Contact:
    """The contact data with what the person changed; what they left empty stays."""
    now = open_contact(person_of(by))
    return replace(
        now,
        name=name or now.name,
        address="" if no_address else address or now.address,
        phone="" if no_phone else phone or now.phone,
        email="" if no_email else email or now.email,
        wishes=wishes,
    )


def masked(text: str, *, keep: int) -> str:
    """The end of a number: enough to know it again."""
    digits = text.strip()
    return f"{_HIDDEN}{digits[-keep:]}" if len(digits) > keep else _HIDDEN if digits else ""


def masked_email(text: str) -> str:
    name, _at, domain = text.strip().rpartition("@")
    return f"{name[:1]}{_HIDDEN}@{domain}" if name else ""
