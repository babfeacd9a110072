"""More time for a claim: asked for, approved by whoever leads, told to the petitioner with the reason (art. 34)."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.planning import derive
from huiying.core.kinds import N_, Act, Actor, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    moving,
    read,
    said,
    tell_petitioners,
)


class CannotExtend(rules.Declined):
    """No duty of this petition takes the extension; the sentence is the engine's reason."""


_REASONS: dict[str, str] = {
    "late": N_(
        "Too late: more time has to be granted before the date is over. Answer as soon as you can."
    ),
    "times": N_("The rule allows more time once, and it was used."),
    "too_long": N_("The rule does not allow that many days. Ask for fewer."),
    "amount": N_("Ask for a whole number of days, one or more."),
    "facts": N_("The rule asks for a reason and an approval."),
}


def ask_extension(*, matter_id: uuid.UUID, days: int, reason: str, by: Actor, at: datetime) -> None:
    """Ask for more time, before the date is over. Raises access.Denied, rules.IllegalMove, CannotExtend."""
    why = said(reason, N_("Say why it takes longer. The petitioner will read it."))
    if not 1 <= days <= rules.MOST_EXTENSION_DAYS:
        raise NotAChoice(N_("Ask for 1 to %(most)s days."), most=rules.MOST_EXTENSION_DAYS)
    with moving(matter_id=matter_id, move=Move.ASK_EXTENSION, by=by, at=at) as book:
        _try(book, days)
        book.record(events.EXTENSION_ASKED, {"days": days}, {"reason": why})


def decide_extension(
    *, matter_id: uuid.UUID, granted: bool, reason: str, by: Actor, at: datetime
) -> None:
    """Grant or decline it, as somebody else than the one who asked. `reason` is what the petitioner reads if granted.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, CannotExtend.
    """
    why = said(reason, N_("Say why. Granted, the petitioner reads it; declined, your colleague."))
    with moving(matter_id=matter_id, move=Move.DECIDE_EXTENSION, by=by, at=at) as book:
        asked = read(book).extension_asked
        if asked is None or (by.officer_id is not None and asked.by_officer == by.officer_id):
            raise doors.Denied(Act.APPROVE.value)
        if not granted:
            book.record(events.EXTENSION_DENIED, texts={"reason": why})
            return
        extended = book.record(
            events.EXTENDED, _facts(int(asked.facts["days"]), str(asked.id)), {"reason": why}
        )
        _judge(book, extended)
        tell_petitioners(
            book, template="petition-extended", about=extended, tells=events.EXTENSION_TOLD
        )


def _facts(days: int, asked: str) -> dict[str, Fact]:
    return {"amount": days, "reason_given": True, "approved": True, "asked": asked}


def _try(book: Book, days: int) -> None:
    """Would the engine take it now? What it would refuse is not asked for."""
    trial = Book(
        matter=book.matter,
        history=list(book.history),
        parties=list(book.parties),
        by=book.by,
        at=book.at,
    )
    sequence = book.matter.last_sequence
    try:
        _judge(trial, trial.record(events.EXTENDED, _facts(days, "")))
    finally:
        book.matter.last_sequence = sequence


def _judge(book: Book, extended: Entry) -> None:
    """Raises CannotExtend with the engine's reason, unless some duty takes the extension."""
    key = str(extended.id)
    reasons: list[str] = []
    for duty in derive(book.matter, book.history, book.parties, book.at):
        if key in duty.extensions:
            return
        if not duty.ended:
            reasons += [reason for event, reason in duty.refused if event == key]
    known = next((_REASONS[r] for r in reasons if r in _REASONS), "")
    raise CannotExtend(known or N_("No date of this petition can be moved."))
