"""The receipt page was shown: the person has the receipt, and that is the evidence of it."""

import uuid
from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, Fact, PartyRole
from huiying.core.notices.telling import told_facts
from huiying.mechanisms.campaigns import raised_events as events


def show_receipt(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Record once that the receipt was shown on the person's own screen. Raises access.Denied."""
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=by, at=at) as book:
        if any(e.kind == events.ACKNOWLEDGED.kind for e in book.history):
            return
        owner = book.parties_in(PartyRole.HOUSEHOLD)[0]
        facts: dict[str, Fact] = {"about": str(book.history[0].id), "party": str(owner.id)}
        book.record(events.ACKNOWLEDGED, told_facts("receipt", confirmed=True) | facts)
