"""What the holder of a code may see of themselves: how they are reached, in part, and a copy of their matter.

A code can be lost or read by somebody else, so names, numbers and addresses are shown in part alone.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from huiying.core.access import conflict, doors, second_word
from huiying.core.access.looks import LookRow
from huiying.core.access.openings import OpeningRow, openings_of
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.notices.returned import returned
from huiying.core.people import queries as people
from huiying.core.people.queries import PersonRow
from huiying.core.people.services import Contact, open_contact
from huiying.core.units import queries as units
from huiying.mechanisms.complaints.queries import CitizenPage, Line

_HIDDEN = "••••"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How somebody is reached, in part; empty where that way is not open."""

    phone: str
    email: str
    address: bool
    wishes: str


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
        phone=masked(contact.phone, keep=4),
        email=masked_email(contact.email),
        address=bool(contact.address),
        wishes=contact.wishes,
    )


def changed(
    by: Actor, *, phone: str, email: str, wishes: str, no_phone: bool, no_email: bool
) -> Contact:
    """The contact data with what the person changed; what they left empty stays."""
    now = open_contact(person_of(by))
    return replace(
        now,
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


def likely_reviewer(by: Actor, handling: int | None, at: datetime) -> int | None:
    """Who would look again after a disagreement; None where nobody in the tree is free of conflict."""
    if by.matter_id is None or handling is None:
        return None
    accused: set[int] = set()
    posted: set[int] = set()
    for party in ledger.parties(by.matter_id):
        if party.role is PartyRole.ACCUSED and party.until is None:
            accused |= {party.unit_id} if party.unit_id is not None else set()
            posted |= (
                units.units_of(party.officer_id, at) if party.officer_id is not None else set()
            )
    found = conflict.reviewing_unit(handling=handling, accused=sorted(accused), posted=posted)
    return None if found == handling else found


# --- a copy to take away ------------------------------------------------------------------------------


def copy(page: CitizenPage, reached: Reach, looked: list[LookRow], at: datetime) -> dict[str, Any]:
    """Everything this person's page holds, for a machine to read."""
    return {
        "made_at": at.isoformat(),
        "reference": page.matter.ref,
        "opened_at": page.matter.opened_at.isoformat(),
        "stage": page.standing.stage.value,
        "category": page.standing.category,
        "finding": page.standing.finding,
        "reached_by": {
            "telephone": reached.phone,
            "email": reached.email,
            "wishes": reached.wishes,
        },
        "history": [_entry(line) for line in page.lines],
        "owed_to_you": [
            {
                "rule": duty.rule,
                "force": duty.force,
                "due_before": duty.due_at.isoformat() if duty.due_at else None,
                "state": duty.state,
                "met_at": duty.met_at.isoformat() if duty.met_at else None,
            }
            for duty in page.duties
        ],
        "your_rights": [
            {"rule": right.rule, "until": right.due_at.isoformat() if right.due_at else None}
            for right in page.rights
        ],
        "files": [
            {"name": file.name, "bytes": file.size, "added_at": file.created_at.isoformat()}
            for file in page.files
        ],
        "looked_at_by": [
            {
                "at": look.at.isoformat(),
                "unit": _unit(look.unit_id),
                "role": look.role,
                "what": look.what,
                "reason": look.reason,
            }
            for look in looked
        ],
    }


def _entry(line: Line) -> Mapping[str, Any]:
    return {
        "at": line.at.isoformat(),
        "entered_at": line.recorded_at.isoformat(),
        "kind": line.kind,
        "sentence": line.sentence,
        "words": {words.name: words.text for words in line.words},
        "by": _unit(line.by_unit) if line.by_unit else line.by_kind,
        "annulled": line.annulled,
    }


def _unit(unit_id: int | None) -> str:
    return units.unit(unit_id).name if unit_id else ""
