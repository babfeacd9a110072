"""More time: asked for by the officer, decided by somebody else, told to the person with the reason."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.extending import CannotExtend as CannotExtend
from huiying.core.duties.extending import extend_or_decline, try_extending
from huiying.core.kinds import N_, Act, Actor, Fact
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.shape import (
    NotAChoice,
    moving,
    read,
    said,
    tell_complainants,
)


def ask_extension(*, matter_id: uuid.UUID, days: int, reason: str, by: Actor, at: datetime) -> None:
    """Ask for more time, before the date is over. Raises access.Denied, rules.IllegalMove, CannotExtend."""
    why = said(reason, N_("Say why it takes longer. The complainant will read it."))
    if not 1 <= days <= rules.MOST_EXTENSION_DAYS:
        raise NotAChoice(N_("Ask for 1 to %(most)s days."), most=rules.MOST_EXTENSION_DAYS)
    with moving(matter_id=matter_id, move=Move.ASK_EXTENSION, by=by, at=at) as book:
        try_extending(book, events.EXTENDED, _facts(days, ""))
        book.record(events.EXTENSION_ASKED, {"days": days}, {"reason": why})


def decide_extension(
    *, matter_id: uuid.UUID, granted: bool, reason: str, by: Actor, at: datetime
) -> None:
    """Grant or decline it, as somebody else than the one who asked. `reason` is what the person reads when granted.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, CannotExtend.
    """
    why = said(reason, N_("Say why. Granted, the complainant reads it; declined, your colleague."))
    with moving(matter_id=matter_id, move=Move.DECIDE_EXTENSION, by=by, at=at) as book:
        asked = read(book).extension_asked
        if asked is None or (by.officer_id is not None and asked.by_officer == by.officer_id):
            raise doors.Denied(Act.APPROVE.value)
        if not granted:
            book.record(events.EXTENSION_DENIED, texts={"reason": why})
            return
        facts = _facts(int(asked.facts["days"]), str(asked.id))
        extended = extend_or_decline(book, events.EXTENDED, facts, {"reason": why})
        tell_complainants(book, template="extended", about=extended, tells=events.EXTENSION_TOLD)


def _facts(days: int, asked: str) -> dict[str, Fact]:
    return {"amount": days, "reason_given": True, "approved": True, "asked": asked}
