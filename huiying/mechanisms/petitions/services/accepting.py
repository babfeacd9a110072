"""A petition is taken up, shown the procedure that is meant for it, or declined with a reason and a remedy."""

import uuid
from datetime import date, datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.choices import GROUNDS
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    chosen,
    handed_over,
    local_day,
    moving,
    read,
    said,
    tell_petitioners,
    texts,
    view_overtaken,
)


def accept_petition(
    *, matter_id: uuid.UUID, by: Actor, at: datetime, path: str, on_the_spot: bool = False
) -> None:
    """Take it up. The written notice says by which way and procedure it is handled (art. 23(1)).

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    how = said(path, N_("Write how it will be handled: which office, which steps, until when."))
    with moving(matter_id=matter_id, move=Move.ACCEPT, by=by, at=at) as book:
        accepted = book.record(events.ACCEPTED, texts={"path": how})
        if on_the_spot:
            handed_over(book, spec=events.ACCEPTANCE_TOLD, about=accepted)
        else:
            tell_petitioners(
                book, template="petition-accepted", about=accepted, tells=events.ACCEPTANCE_TOLD
            )


def direct_petition(
    *,
    matter_id: uuid.UUID,
    procedure: str,
    where: str,
    by: Actor,
    at: datetime,
    until: str = "",
) -> None:
    """Show the procedure that the law has for this (art. 31(1) to (5)): which, where, and until when.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, shape.NotAChoice.
    """
    words = {
        "procedure": said(procedure, N_("Say which procedure, and what it leads to.")),
        "where": said(where, N_("Say where: the office, its address and telephone.")),
    }
    facts: dict[str, Fact] = {"due_on": day(until, at)} if until else {}
    with moving(matter_id=matter_id, move=Move.DIRECT, by=by, at=at) as book:
        directed = book.record(events.DIRECTED, {"class": read(book).class_, **facts}, words)
        tell_petitioners(
            book, template="petition-directed", about=directed, tells=events.DIRECTION_TOLD
        )


def refuse_petition(
    *, matter_id: uuid.UUID, ground: str, reason: str, remedy: str, by: Actor, at: datetime
) -> None:
    """Do not take it up: ground, reason in words, and what the petitioner can do instead.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded.
    """
    chosen(ground, GROUNDS, N_("Choose the ground."))
    words = {
        "reason": said(reason, N_("Say why, in words the petitioner understands.")),
        "remedy": said(remedy, N_("Say what the petitioner can do next, and where.")),
    }
    with moving(matter_id=matter_id, move=Move.REFUSE, by=by, at=at) as book:
        refused = book.record(events.REFUSED, {"ground": ground}, words)
        tell_petitioners(
            book, template="petition-refused", about=refused, tells=events.REFUSAL_TOLD
        )


def reopen_petition(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """The unit takes it up again: something new, or its opinion was wrong.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Say why it is taken up again."))
    with moving(matter_id=matter_id, move=Move.REOPEN, by=by, at=at) as book:
        reopened = book.record(events.REOPENED, texts=texts(reason=why))
        view_overtaken(book)
        tell_petitioners(book, template="petition-reopened", about=reopened)


def day(typed: str, at: datetime) -> str:
    """A day as year-month-day, today or later. Raises NotAChoice."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        raise NotAChoice(N_("Write the day as year-month-day, such as 2026-12-10.")) from None
    if found < local_day(at):
        raise NotAChoice(N_("That day is over. Choose today or a later one."))
    return found.isoformat()
