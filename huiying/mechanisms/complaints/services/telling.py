"""Telling that follows from telling: whoever was told the outcome was told with it how to disagree."""

import uuid
from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor
from huiying.core.ledger.entries import standing as standing_lines
from huiying.mechanisms.complaints.services.shape import keep_index, told_with_it


def tell_with_it(*, matter_id: uuid.UUID, told_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Record for an outcome told by mail what the page and the telephone record at once. Raises access.Denied."""
    with acting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        told = next((e for e in standing_lines(book.history) if e.id == told_id), None)
        if told is not None:
            told_with_it(book, told)
            keep_index(book)
