"""Who does not agree with the answer is answered by the unit above (mission N4)."""

import uuid
from datetime import datetime

from huiying.core.access import conflict, doors
from huiying.core.kinds import N_, Act, Actor, Fact, PartyRole
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.campaigns import raised_events as events
from huiying.mechanisms.campaigns.choices import REVIEWED
from huiying.mechanisms.campaigns.rules import IllegalMove, RaisedMove
from huiying.mechanisms.campaigns.services.shape import (
    chosen,
    handling_unit,
    own_matter,
    raised_moving,
    read_raised,
    said,
    tell_the_desk,
    tell_who_raised,
    who_raised,
)

# An office is no level of its own; an outside body is asked only where no level is left.
_NO_LEVEL = frozenset({Level.OFFICE, Level.OUTSIDE})


def disagree(*, reason: str, by: Actor, at: datetime) -> int:
    """The person does not agree. Gives the unit that looks at it.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Write what you do not agree with. One sentence is enough."))
    with raised_moving(matter_id=own_matter(by), move=RaisedMove.DISAGREE, by=by, at=at) as book:
        unit = unit_above(handling_unit(book))
        party = next(p for p in who_raised(book) if p.id == by.party_id)
        facts: dict[str, Fact] = {"to_unit": unit, "party": str(party.id)}
        asked = book.record(events.REVIEW_REQUESTED, facts, {"reason": why})
        book.replace_party(PartyRole.REVIEWING, event=asked, unit=unit)
        for held in book.parties_in(PartyRole.ASSIGNED):
            book.end_party(held)
        tell_the_desk(book, unit, "raised-review-requested", asked)
        return unit


def decide_review(
    *, matter_id: uuid.UUID, outcome: str, answer: str, by: Actor, at: datetime
) -> None:
    """The unit above says what it thinks, in words. Raises access.Denied, rules.IllegalMove, rules.NotAChoice,
    shape.WordsNeeded."""
    chosen(outcome, REVIEWED, N_("Choose whether the answer stands."))
    words = said(answer, N_("Write what you looked at and what you think."))
    with raised_moving(matter_id=matter_id, move=RaisedMove.DECIDE_REVIEW, by=by, at=at) as book:
        if by.officer_id in read_raised(book).decided_by_officers():
            raise doors.Denied(Act.REVIEW.value)
        facts: dict[str, Fact] = {"outcome": outcome, "changed": outcome == "changed"}
        decided = book.record(events.REVIEW_DECIDED, facts, {"answer": words})
        tell_who_raised(
            book, template="raised-review-decided", about=decided, tells=events.REVIEW_TOLD
        )


def unit_above(unit_id: int) -> int:
    """The level above a unit, by the tree alone. Raises rules.IllegalMove where nobody is left above."""
    for candidate in reversed(units.unit(unit_id).ancestors()):
        found = units.unit(candidate)
        if not found.closed and found.level not in _NO_LEVEL:
            return candidate
    try:
        return conflict.outside_body({unit_id})
    except LookupError:
        raise IllegalMove(
            N_("There is no further level above this one. Your page names who else can be asked.")
        ) from None
