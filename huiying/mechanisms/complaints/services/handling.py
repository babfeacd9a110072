"""The desk takes a complaint up, or refuses it with a reason and a remedy."""

import uuid
from datetime import datetime

from huiying.core.kinds import Act, Actor
from huiying.core.notices.telling import tell_everybody
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.shape import moving


class ReasonNeeded(ValueError):
    """A decision that burdens somebody needs a reason in words."""


def accept_complaint(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Take the complaint up. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.ACCEPT, act=Act.WORK, by=by, at=at) as book:
        accepted = book.record(events.ACCEPTED)
        book.record(events.HANDLING_STARTED)
        tell_everybody(book, template="accepted", about=accepted, tells=events.ACCEPTANCE_TOLD)


def refuse_complaint(
    *, matter_id: uuid.UUID, ground: str, reason: str, remedy: str, by: Actor, at: datetime
) -> None:
    """Do not take it up: ground, reason in words, and what the person can do instead.

    Raises access.Denied, rules.IllegalMove, ReasonNeeded.
    """
    if not reason.strip() or not remedy.strip() or ground not in events.GROUNDS:
        raise ReasonNeeded("A refusal gives the reason and what the person can do next.")
    with moving(matter_id=matter_id, move=Move.REFUSE, act=Act.WORK, by=by, at=at) as book:
        refused = book.record(events.REFUSED, {"ground": ground}, {"reason": reason, "remedy": remedy})
        tell_everybody(book, template="refused", about=refused, tells=events.REFUSAL_TOLD)
