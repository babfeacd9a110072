"""Whether an extension is one that a rule allows: the engine says, and what it refuses is not recorded."""

from collections.abc import Mapping

from huiying.core.access import doors
from huiying.core.duties.planning import derive
from huiying.core.kinds import N_, Act, Actor, Declined, EventSpec, Fact, Line
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry


class CannotExtend(Declined):
    """No duty of this matter takes the extension; the sentence is the engine's reason."""


_REASONS: dict[str, str] = {
    "late": N_(
        "Too late: more time has to be granted before the date is over. Answer as soon as you can."
    ),
    "times": N_("The rule allows no further extension: it was used as often as it may be."),
    "too_long": N_("The rule does not allow that many days. Ask for fewer."),
    "amount": N_("Ask for a whole number of days, one or more."),
    "facts": N_("The rule asks for a reason and an approval."),
    "fixed": N_("The date was promised for a day; it does not move."),
    "no_term": N_("The law gives no number of days here, so there is nothing to extend."),
    "shorter": N_("The new date would not be later."),
}


def extension_facts(days: int, asked: Line | None = None) -> dict[str, Fact]:
    """What a rule reads of an extension: so many days, with a reason and an approval, as it was asked for."""
    key = str(asked.id) if asked else ""
    return {"amount": days, "reason_given": True, "approved": True, "asked": key}


def asked_by_another(asked: Line | None, by: Actor) -> Line:
    """The request that is decided now: there is one, and nobody grants their own. Raises access.Denied."""
    if asked is None or (by.officer_id is not None and asked.by_officer == by.officer_id):
        raise doors.Denied(Act.APPROVE.value)
    return asked


def extend_or_decline(
    book: Book, spec: EventSpec, facts: Mapping[str, Fact], words: Mapping[str, str]
) -> Entry:
    """Record an extension. Raises CannotExtend with the engine's reason, unless some duty takes it."""
    extended = book.record(spec, facts, words)
    _judge(book, extended)
    return extended


def try_extending(book: Book, spec: EventSpec, facts: Mapping[str, Fact]) -> None:
    """Would the engine take it now? What it would refuse is not asked for. Raises CannotExtend."""
    trial = Book(
        matter=book.matter,
        history=list(book.history),
        parties=list(book.parties),
        by=book.by,
        at=book.at,
    )
    sequence = book.matter.last_sequence
    try:
        _judge(trial, trial.record(spec, facts))
    finally:
        book.matter.last_sequence = sequence


def _judge(book: Book, extended: Entry) -> None:
    key = str(extended.id)
    reasons: list[str] = []
    for duty in derive(book.matter, book.history, book.parties, book.at):
        if key in duty.extensions:
            return
        if not duty.ended:
            reasons += [reason for event, reason in duty.refused if event == key]
    known = next((_REASONS[r] for r in reasons if r in _REASONS), "")
    raise CannotExtend(known or N_("No date of this matter can be moved."))
