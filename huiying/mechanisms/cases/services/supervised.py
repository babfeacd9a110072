"""The prosecutor supervises whether a case is opened: what was asked, what we answered, what was ordered."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor
from huiying.mechanisms.cases import of_remedies
from huiying.mechanisms.cases.choices import ASKED
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import chosen, moving


def prosecutor_asked(*, matter_id: uuid.UUID, subject: str, by: Actor, at: datetime) -> None:
    """The prosecutor wants our reasons (人民检察院刑事诉讼规则 560, 562). Raises access.Denied, NotAChoice."""
    chosen(subject, ASKED, N_("Choose what the prosecutor asked."))
    with moving(matter_id=matter_id, move=Move.PROSECUTOR_ASKED, by=by, at=at) as book:
        book.record(of_remedies.REASONS_ASKED, {"subject": subject})


def answer_prosecutor(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Our reasons went to the prosecutor in writing. Raises access.Denied, IllegalMove."""
    with moving(matter_id=matter_id, move=Move.PROSECUTOR_ANSWERED, by=by, at=at) as book:
        book.record(of_remedies.REASONS_GIVEN)


def prosecutor_ordered(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The prosecutor orders that the case be opened; opening it is owed from now on. Raises access.Denied."""
    with moving(matter_id=matter_id, move=Move.PROSECUTOR_ORDERED, by=by, at=at) as book:
        book.record(of_remedies.OPENING_ORDERED)
