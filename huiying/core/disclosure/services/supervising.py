"""Twice "not now" in a row: the supervisor looks whether it may stand."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.disclosure import events
from huiying.core.disclosure.rules import Move
from huiying.core.disclosure.services.shape import moving, reopen, somebody
from huiying.core.disclosure.standing import State
from huiying.core.duties.wording import said, texts
from huiying.core.kinds import N_, Act, Actor


def supervise_withholding(
    *, matter_id: uuid.UUID, line: str, stands: bool, reason: str, by: Actor, at: datetime
) -> None:
    """It stands, or it is decided anew; with a reason either way. Raises access.Denied, IllegalMove, WordsNeeded."""
    somebody(by)
    why = said(reason, N_("Say why: whoever decides next reads it."))
    with moving(matter_id=matter_id, line=line, move=Move.SUPERVISE, by=by, at=at) as (book, found):
        if by.officer_id in {found.decided_by, found.second_by}:
            raise doors.Denied(Act.SUPERVISE.value)
        book.record(events.SUPERVISED, {"line": line, "stands": stands}, texts(reason=why))
        if not stands and found.state in {State.HELD, State.RELEASED}:
            reopen(book, found)
