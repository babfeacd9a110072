"""What another body forwarded: is it for us, and if not, the objection (信访工作条例 23(3))."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor
from huiying.core.ledger.book import Book
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.moving_on import send_on
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    moving,
    said,
    texts,
)


def judge_competence(
    *, matter_id: uuid.UUID, competent: bool, by: Actor, at: datetime, reason: str = ""
) -> None:
    """Say whether a forwarded petition is for us. If not, the five working days have run since it came in.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    words = texts(reason=reason)
    if not competent:
        words = {"reason": said(reason, N_("Say why it is not for us."))}
    with moving(matter_id=matter_id, move=Move.JUDGE, by=by, at=at) as book:
        book.record(events.REFERRED, {"competent": competent}, words)


def object_to_forwarding(
    *,
    matter_id: uuid.UUID,
    reason: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Object to the body that forwarded it, with detailed reasons. Raises access.Denied, rules.IllegalMove,
    shape.WordsNeeded."""
    why = said(reason, N_("An objection gives its reasons in detail (art. 23(3))."))
    with moving(matter_id=matter_id, move=Move.OBJECT, by=by, at=at) as book:
        book.record(events.OBJECTED, texts={"reason": why}, occurred_at=occurred_at)


def hear_objection(
    *,
    matter_id: uuid.UUID,
    upheld: bool,
    by: Actor,
    at: datetime,
    note: str = "",
    to_unit: int | None = None,
) -> None:
    """What the forwarding body answered. Agreed, it takes the petition back; otherwise it is for us to handle.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.HEAR_OBJECTION, by=by, at=at) as book:
        book.record(events.OBJECTION_ANSWERED, {"upheld": upheld}, texts(note=note))
        if upheld:
            _give_back(book, to_unit)
        else:
            book.record(events.REFERRED, {"competent": True})


def _give_back(book: Book, to_unit: int | None) -> None:
    there = units.tree().get(to_unit) if to_unit is not None else None
    if to_unit is not None and there is None:
        raise NotAChoice(N_("Choose a unit that exists."))
    outside = there is None or there.level == Level.OUTSIDE
    send_on(
        book,
        to_unit=there.id if there else 0,
        cause="objection",
        outside=outside,
    )
