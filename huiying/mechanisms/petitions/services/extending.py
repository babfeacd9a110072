"""More time for a claim: asked for, approved by whoever leads, told to the petitioner with the reason (art. 34)."""

import uuid
from datetime import datetime

from huiying.core.duties.extending import CannotExtend as CannotExtend
from huiying.core.duties.extending import (
    asked_by_another,
    extend_or_decline,
    extension_facts,
    try_extending,
)
from huiying.core.kinds import N_, Actor
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    moving,
    read,
    said,
    tell_petitioners,
)


def ask_extension(*, matter_id: uuid.UUID, days: int, reason: str, by: Actor, at: datetime) -> None:
    """Ask for more time, before the date is over. Raises access.Denied, rules.IllegalMove, CannotExtend."""
    why = said(reason, N_("Say why it takes longer. The petitioner will read it."))
    if not 1 <= days <= rules.MOST_EXTENSION_DAYS:
        raise NotAChoice(N_("Ask for 1 to %(most)s days."), most=rules.MOST_EXTENSION_DAYS)
    with moving(matter_id=matter_id, move=Move.ASK_EXTENSION, by=by, at=at) as book:
        try_extending(book, events.EXTENDED, extension_facts(days))
        book.record(events.EXTENSION_ASKED, {"days": days}, {"reason": why})


def decide_extension(
    *, matter_id: uuid.UUID, granted: bool, reason: str, by: Actor, at: datetime
) -> None:
    """Grant or decline it, as somebody other than the one who asked. `reason` is what the petitioner reads if granted.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, CannotExtend.
    """
    why = said(reason, N_("Say why. Granted, the petitioner reads it; declined, your colleague."))
    with moving(matter_id=matter_id, move=Move.DECIDE_EXTENSION, by=by, at=at) as book:
        asked = asked_by_another(read(book).extension_asked, by)
        if not granted:
            book.record(events.EXTENSION_DENIED, texts={"reason": why})
            return
        facts = extension_facts(int(asked.facts["days"]), asked)
        extended = extend_or_decline(book, events.EXTENDED, facts, {"reason": why})
        tell_petitioners(
            book, template="petition-extended", about=extended, tells=events.EXTENSION_TOLD
        )
