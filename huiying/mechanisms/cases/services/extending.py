"""More time for a case: asked for by the officer, decided by somebody else, told with the reason."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.extending import extend_or_decline, try_extending
from huiying.core.kinds import N_, Act, Actor, Fact
from huiying.mechanisms.cases import events, rules
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, read, said
from huiying.mechanisms.cases.services.telling import owed, tell_people


def ask_extension(*, matter_id: uuid.UUID, days: int, reason: str, by: Actor, at: datetime) -> None:
    """Ask for more time, before the date is over. Raises access.Denied, IllegalMove, CannotExtend, WordsNeeded."""
    why = said(reason, N_("Say why it takes longer. The person will read it."))
    if not 1 <= days <= rules.MOST_EXTENSION_DAYS:
        raise NotAChoice(N_("Ask for 1 to %(most)s days."), most=rules.MOST_EXTENSION_DAYS)
    with moving(matter_id=matter_id, move=Move.ASK_EXTENSION, by=by, at=at) as book:
        try_extending(book, events.EXTENDED, _facts(days, ""))
        book.record(events.EXTENSION_ASKED, {"days": days}, {"reason": why})


def decide_extension(
    *, matter_id: uuid.UUID, granted: bool, reason: str, by: Actor, at: datetime
) -> None:
    """Grant or decline it, as somebody else than the one who asked. Granted, the person reads the reason.

    Raises access.Denied, IllegalMove, CannotExtend, WordsNeeded.
    """
    why = said(reason, N_("Say why. Granted, the person reads it; declined, your colleague."))
    with moving(matter_id=matter_id, move=Move.DECIDE_EXTENSION, by=by, at=at) as book:
        asked = read(book).extension_asked
        if asked is None or (by.officer_id is not None and asked.by_officer == by.officer_id):
            raise doors.Denied(Act.APPROVE.value)
        if not granted:
            book.record(events.EXTENSION_DENIED, texts={"reason": why})
            return
        facts = _facts(int(asked.facts["days"]), str(asked.id))
        facts["owed"] = owed(book, events.EXTENSION_TOLD)
        extended = extend_or_decline(book, events.EXTENDED, facts, {"reason": why})
        tell_people(book, template="case.extended", about=extended, tells=events.EXTENSION_TOLD)


def _facts(days: int, asked: str) -> dict[str, Fact]:
    return {"amount": days, "reason_given": True, "approved": True, "asked": asked}
