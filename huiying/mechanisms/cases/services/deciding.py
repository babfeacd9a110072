"""What becomes of a report: accepted, opened as a case, or not opened with reasons and remedies."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.cases import choices, events, of_court, owing, rules
from huiying.mechanisms.cases.crimes import tree
from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.registering import NumberTaken
from huiying.mechanisms.cases.services.shape import (
    NotAChoice,
    chosen,
    moving,
    read,
    said,
    source_of,
    texts,
)
from huiying.mechanisms.cases.services.telling import owed, tell_member, tell_people

_REGIME = N_("Choose which kind of procedure it is.")
_WHY = N_("Say why, in words that the person understands.")


def give_number(*, matter_id: uuid.UUID, number: str, by: Actor, at: datetime) -> None:
    """The number of the records system, entered once it is known. Raises access.Denied, NumberTaken, WordsNeeded."""
    known = said(number, N_("Enter the number of the case."))
    with moving(matter_id=matter_id, move=Move.NUMBER, by=by, at=at) as book:
        others = Case.objects.filter(source=source_of(book), number=known)
        if others.exclude(pk=matter_id).exists():
            raise NumberTaken(N_("Another case of this unit has that number."))
        book.record(events.NUMBERED, {"number": known})


def correct_kind(*, matter_id: uuid.UUID, crime: str, by: Actor, at: datetime) -> None:
    """It turned out to be another kind of case than was entered. Raises access.Denied, IllegalMove, NotAChoice."""
    if crime not in tree():
        raise NotAChoice(N_("Choose the kind of case from the list."))
    with moving(matter_id=matter_id, move=Move.KIND, by=by, at=at) as book:
        change_kind(book, crime)


def change_kind(book: Book, crime: str) -> None:
    """From now on it is this kind: whether messages leave by themselves depends on it."""
    was = read(book).crime
    if crime != was:
        book.record(events.KIND_CHANGED, {"crime": crime, "was": was})


def find_unclear(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """It cannot be judged on the spot which unit it belongs to (2024 rules, 8(4)). Raises Denied, IllegalMove."""
    with moving(matter_id=matter_id, move=Move.UNCLEAR, by=by, at=at) as book:
        book.record(events.JURISDICTION_UNCLEAR)


def accept_case(
    *, matter_id: uuid.UUID, regime: str, by: Actor, at: datetime, agency: bool = False
) -> None:
    """Take it up as what it is in law (受案); who reported it gets the receipt (criminal rules 171). `agency`: another
    administrative body passed it on.

    Raises access.Denied, IllegalMove, NotAChoice.
    """
    chosen(regime, choices.REGIMES, _REGIME)
    with moving(matter_id=matter_id, move=Move.ACCEPT, by=by, at=at) as book:
        accepted(book, regime, agency=agency)


def accepted(
    book: Book, regime: str, *, agency: bool, occurred_at: datetime | None = None
) -> Entry:
    """Record the acceptance, and queue the receipt for who reported it."""
    if "jurisdiction" in read(book).waiting:
        book.record(events.JURISDICTION_SETTLED, {"ours": True}, occurred_at=occurred_at)
    facts: dict[str, Fact] = {"regime": regime, "agency": agency}
    done = book.record(events.ACCEPTED, facts, occurred_at=occurred_at)
    for member in owing.reporters(read(book)):
        tell_member(
            book, member=member, template="case.accepted", about=done, tells=events.ACKNOWLEDGED
        )
    return done


def open_case(
    *,
    matter_id: uuid.UUID,
    regime: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Open the case (立案); each to whom it is owed is told. Raises access.Denied, IllegalMove, NotAChoice."""
    chosen(regime, choices.REGIMES, _REGIME)
    with moving(matter_id=matter_id, move=Move.OPEN, by=by, at=at) as book:
        opened(book, regime, occurred_at)


def opened(book: Book, regime: str, occurred_at: datetime | None = None) -> Entry:
    """Record the opening and queue its telling, also where somebody else ordered it."""
    facts: dict[str, Fact] = {
        "regime": regime,
        "enhanced": read(book).enhanced,
        "owed": owed(book, events.OPENING_TOLD),
    }
    law = rules.law_of(regime, occurred_at or book.at)
    done = book.record(
        events.OPENED, facts | ({"law": law} if law else {}), occurred_at=occurred_at
    )
    tell_people(book, template="case.opened", about=done, tells=events.OPENING_TOLD)
    return done


def do_not_open(
    *,
    matter_id: uuid.UUID,
    ground: str,
    reason: str,
    remedy: str,
    by: Actor,
    at: datetime,
    agency: bool = False,
) -> None:
    """Decide not to open a case: ground, reason in words, and what can be done about it. `agency`: another
    administrative body had passed it on.

    Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded.
    """
    chosen(ground, choices.GROUNDS, N_("Choose the ground on which no case is opened."))
    words = {
        "reason": said(reason, _WHY),
        "remedy": said(remedy, N_("Say what the person can do next, where, and by when.")),
    }
    with moving(matter_id=matter_id, move=Move.DO_NOT_OPEN, by=by, at=at) as book:
        not_opened(book, ground, words, agency=agency)


def not_opened(
    book: Book,
    ground: str,
    words: dict[str, str],
    *,
    agency: bool,
    occurred_at: datetime | None = None,
) -> Entry:
    """Record the refusal, and queue its telling."""
    standing = read(book)
    facts: dict[str, Fact] = {
        "regime": standing.regime,
        "ground": ground,
        "accuser": rules.not_opened_accuser(standing),
        "agency": agency,
        "owed": owed(book, events.NON_OPENING_TOLD),
    }
    decided = book.record(events.NOT_OPENED, facts, words, occurred_at=occurred_at)
    tell_people(book, template="case.not-opened", about=decided, tells=events.NON_OPENING_TOLD)
    return decided


def do_not_investigate(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """It is recorded and will not be investigated (Victims' Code, right 6). Raises access.Denied, IllegalMove."""
    words = {"reason": said(reason, _WHY)}
    with moving(matter_id=matter_id, move=Move.NO_INVESTIGATION, by=by, at=at) as book:
        not_investigated(book, words)


def not_investigated(
    book: Book, words: dict[str, str], *, occurred_at: datetime | None = None
) -> None:
    """Record that, and queue its telling."""
    facts: dict[str, Fact] = {
        "enhanced": read(book).enhanced,
        "owed": owed(book, events.NO_INVESTIGATION_TOLD),
    }
    decided = book.record(of_court.NO_INVESTIGATION, facts, words, occurred_at=occurred_at)
    tell_people(
        book, template="no-investigation", about=decided, tells=events.NO_INVESTIGATION_TOLD
    )


def take_up_again(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """Something new came to light, or it had ended wrongly. Raises access.Denied, IllegalMove, WordsNeeded."""
    words = texts(reason=said(reason, N_("Say why it is taken up again.")))
    with moving(matter_id=matter_id, move=Move.TAKE_UP, by=by, at=at) as book:
        again = book.record(events.TAKEN_UP_AGAIN, {"owed": owed(book, events.OPENING_TOLD)}, words)
        tell_people(book, template="case.taken-up", about=again, tells=events.OPENING_TOLD)
