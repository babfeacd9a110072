"""Why a step of a complaint was late: an act of its own, and part of the answer and of the decision of a review."""

import uuid
from datetime import datetime

from huiying.core.duties.wording import said
from huiying.core.holders.lateness import SAY_WHY, explain
from huiying.core.holders.lateness import explain_with as explain_with
from huiying.core.kinds import Actor
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.shape import moving, read

# What an answer, and the decision of a review, bring about: a late one says why in the same act.
ANSWERING = frozenset({events.ANSWERED.kind, events.OUTCOME_TOLD.kind})
REVIEWING = frozenset(
    {events.REVIEW_DECIDED.kind, events.REVIEW_TOLD.kind, events.FINAL_REVIEW_TOLD.kind}
)


def explain_lateness(
    *, matter_id: uuid.UUID, why: str, by: Actor, at: datetime, signed: str = ""
) -> None:
    """Say for every missed step that nobody has explained why it is late, and apologise. The miss stays a miss.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    words = said(why, SAY_WHY)
    with moving(matter_id=matter_id, move=Move.EXPLAIN_LATENESS, by=by, at=at) as book:
        explain(book, read(book).unexplained, words, signed)
