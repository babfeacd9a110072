"""What a person of a case wishes, needs, and fears: told by them on their page, or written down by an officer."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.core.people import safe
from huiying.core.people.safe import SafePlan
from huiying.mechanisms.cases import choices, notes, of_people
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, person_of, read

MOST_WEEKS = 26


def set_wish(
    *,
    matter_id: uuid.UUID,
    topics: Iterable[str],
    weeks: int,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
    channel: str = "",
) -> None:
    """What they want to be told, how often (0: as it comes), and how. It binds, and can change at any time.

    Raises access.Denied, NotAChoice.
    """
    wanted = sorted(set(topics))
    if any(topic not in choices.TOPICS for topic in wanted):
        raise NotAChoice(N_("Choose from the list what you want to be told."))
    if not 0 <= weeks <= MOST_WEEKS:
        raise NotAChoice(N_("Choose how often: at most every %(most)s weeks."), most=MOST_WEEKS)
    with moving(matter_id=matter_id, move=Move.WISH, by=by, at=at) as book:
        facts: dict[str, Fact] = {
            "party": str(person_of(book, party_id).id),
            "topics": ",".join(wanted),
            "weeks": weeks,
            "rhythm": weeks > 0,
            "channel": channel,
        }
        book.record(of_people.WISH_SET, facts)


def set_needs(
    *,
    matter_id: uuid.UUID,
    language: str,
    interpreter: bool,
    format_: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """Language, interpreter, and a format they can read (刑事诉讼法 9; Directive 2012/29/EU 7). Raises Denied."""
    if format_ not in choices.FORMATS:
        raise NotAChoice(N_("Choose a format from the list."))
    with moving(matter_id=matter_id, move=Move.NEEDS, by=by, at=at) as book:
        party = str(person_of(book, party_id).id)
        needed_before = read(book).member(party).interpreter
        facts: dict[str, Fact] = {
            "party": party,
            "language": language[:20],
            "interpreter": interpreter,
            "format": format_,
        }
        book.record(of_people.NEEDS_SET, facts)
        if interpreter and not needed_before:
            book.record(notes.INTERPRETER_NEEDED, {"party": party})


def set_safe_contact(
    *,
    matter_id: uuid.UUID,
    plan: SafePlan | None,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """How they can be reached without danger: in force from now on, for everything that reaches out.

    Raises access.Denied, NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.SAFE_CONTACT, by=by, at=at) as book:
        party = person_of(book, party_id)
        if party.person_id is not None:
            safe.set_plan(person_id=party.person_id, plan=plan)
        facts: dict[str, Fact] = {"party": str(party.id), "in_force": plan is not None}
        book.record(of_people.SAFE_CONTACT_SET, facts)


def mark_person(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    vulnerable: bool,
    enhanced: bool,
    by: Actor,
    at: datetime,
) -> None:
    """Vulnerable, or with enhanced rights: the shorter times apply from the next event on. Raises access.Denied."""
    with moving(matter_id=matter_id, move=Move.PERSON, by=by, at=at) as book:
        facts: dict[str, Fact] = {
            "party": str(person_of(book, party_id).id),
            "vulnerable": vulnerable,
            "enhanced": enhanced,
        }
        book.record(of_people.MARKED, facts)
