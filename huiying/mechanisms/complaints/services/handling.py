"""The desk takes a complaint up, or refuses it with a reason and a remedy; classes it; answers for its category."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.categories import category as find_category
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import reroute_if_in_conflict
from huiying.mechanisms.complaints.services.shape import (
    NotAChoice,
    chosen,
    moving,
    read,
    said,
    tell_complainants,
    texts,
)


def accept_complaint(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Take the complaint up. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.ACCEPT, by=by, at=at) as book:
        accepted = book.record(events.ACCEPTED)
        book.record(events.HANDLING_STARTED)
        tell_complainants(book, template="accepted", about=accepted, tells=events.ACCEPTANCE_TOLD)


def refuse_complaint(
    *, matter_id: uuid.UUID, ground: str, reason: str, remedy: str, by: Actor, at: datetime
) -> None:
    """Do not take it up: ground, reason in words, and what the person can do instead.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded.
    """
    chosen(ground, events.GROUNDS, N_("Choose the ground of the refusal."))
    words = {
        "reason": said(reason, N_("A refusal says why, in words the complainant understands.")),
        "remedy": said(remedy, N_("A refusal says what the complainant can do next, and where.")),
    }
    with moving(matter_id=matter_id, move=Move.REFUSE, by=by, at=at) as book:
        refused = book.record(events.REFUSED, {"ground": ground}, words)
        tell_complainants(book, template="refused", about=refused, tells=events.REFUSAL_TOLD)


def class_complaint(
    *, matter_id: uuid.UUID, class_: str, by: Actor, at: datetime, reason: str = ""
) -> None:
    """Say what it is in law. Petition clocks wait for this; it may be put right while the complaint is open.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    chosen(class_, events.CLASSES, N_("Choose one of the classes."))
    with moving(matter_id=matter_id, move=Move.CLASS, by=by, at=at) as book:
        classed = book.record(events.CLASSED, {"class": class_}, texts(reason=reason))
        tell_complainants(book, template="classed", about=classed)


def recategorise_complaint(*, matter_id: uuid.UUID, category: str, by: Actor, at: datetime) -> None:
    """Put it in a category that fits better. One about conduct opens what follows from that.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    found = find_category(category)
    if found is None:
        raise NotAChoice(N_("Choose a category from the list."))
    with moving(matter_id=matter_id, move=Move.RECATEGORISE, by=by, at=at) as book:
        standing = read(book)
        if standing.category == category:
            raise NotAChoice(N_("It is in this category already."))
        book.record(events.RECATEGORISED, {"category": category, "was": standing.category})
        if found.conduct and not standing.conduct:
            book.record(events.CONDUCT_ALLEGED)


def identify_accused(
    *,
    matter_id: uuid.UUID,
    by: Actor,
    at: datetime,
    officer_id: int | None = None,
    unit_id: int | None = None,
) -> bool:
    """It became known whom the complaint is about: from this minute they neither handle nor see it.

    Where the unit that handles is now in conflict, the complaint goes to one that is not; gives whether it did.
    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    known = units.officers([officer_id]) if officer_id is not None else {}
    if (officer_id is None) == (unit_id is None) or (officer_id is not None and not known):
        raise NotAChoice(N_("Name one officer or one unit that the complaint is about."))
    with moving(matter_id=matter_id, move=Move.IDENTIFY, by=by, at=at) as book:
        _add_accused(book, officer_id, unit_id)
        if officer_id is not None and not read(book).conduct:
            book.record(events.CONDUCT_ALLEGED)
        return reroute_if_in_conflict(book)


def _add_accused(book: Book, officer_id: int | None, unit_id: int | None) -> None:
    accused = book.parties_in(PartyRole.ACCUSED)
    if officer_id is not None and any(p.officer_id == officer_id for p in accused):
        raise NotAChoice(N_("This officer is named already."))
    facts: dict[str, Fact] = {}
    if officer_id is not None:
        facts["officer"] = officer_id
    if unit_id is not None:
        facts["unit"] = unit_id
    event = book.record(events.IDENTIFIED, facts)
    named = {unit_id} if unit_id is not None else set()
    if officer_id is not None:
        book.add_party(PartyRole.ACCUSED, event=event, officer=officer_id)
        named |= units.units_of(officer_id, book.at)
    for unit in sorted(named - {p.unit_id for p in accused}, key=lambda u: u or 0):
        book.add_party(PartyRole.ACCUSED, event=event, unit=unit)


def reopen_complaint(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """The unit takes a concluded complaint up again: something new, or its answer was wrong.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Say why it is taken up again."))
    with moving(matter_id=matter_id, move=Move.REOPEN, by=by, at=at) as book:
        reopened = book.record(events.REOPENED, {"by_person": False}, {"reason": why})
        tell_complainants(book, template="reopened", about=reopened)
