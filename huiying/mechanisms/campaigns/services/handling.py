"""What was raised is given to an officer, answered in words, done, or passed on; the person is told each time."""

import uuid
from datetime import date, datetime

from huiying.core.kinds import N_, Actor, Fact, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.campaigns import raised_events as events
from huiying.mechanisms.campaigns.asked import bodies
from huiying.mechanisms.campaigns.choices import PLANNED, RESULTS
from huiying.mechanisms.campaigns.rules import NotAChoice, RaisedMove
from huiying.mechanisms.campaigns.services.shape import (
    chosen,
    handling_unit,
    local_day,
    raised_moving,
    said,
    tell_the_desk,
    tell_who_raised,
    unit_at_work,
)

_TAKERS = (SeatRole.DESK, SeatRole.COMPLAINTS, SeatRole.CASES, SeatRole.HEAD)
_NO_LEVEL = frozenset({Level.OFFICE, Level.OUTSIDE})


def assign_raised(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Give it to an officer of the unit that has it. Raises access.Denied, rules.IllegalMove, rules.NotAChoice."""
    with raised_moving(matter_id=matter_id, move=RaisedMove.ASSIGN, by=by, at=at) as book:
        unit = unit_at_work(book)
        if officer_id not in {o.id for o in units.present([unit], at, *_TAKERS)}:
            raise NotAChoice(N_("Choose somebody who is posted there, and not away."))
        assigned = book.record(events.ASSIGNED, {"officer": officer_id})
        book.replace_party(PartyRole.ASSIGNED, event=assigned, officer=officer_id)
        tell_who_raised(book, template="raised-assigned", about=assigned)


def takers(*, matter_id: uuid.UUID, at: datetime) -> list[tuple[int, str]]:
    """To whom it could be given now: id and name, of the unit whose desk has it."""
    parties = ledger.parties(matter_id)
    held = [
        p.unit_id
        for role in (PartyRole.REVIEWING, PartyRole.HANDLING)
        for p in parties
        if p.role is role and p.until is None and p.unit_id is not None
    ]
    return [(o.id, o.name) for o in units.present(held[:1], at, *_TAKERS)] if held else []


def move_raised(
    *, matter_id: uuid.UUID, to_unit: int, reason: str, by: Actor, at: datetime
) -> None:
    """Pass it to another unit of ours. Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded."""
    why = said(reason, N_("Say why that unit is the right one. The person will read it."))
    there = units.tree().get(to_unit)
    if there is None or there.closed or there.level in _NO_LEVEL:
        raise NotAChoice(N_("Choose a unit that exists."))
    with raised_moving(matter_id=matter_id, move=RaisedMove.MOVE_ON, by=by, at=at) as book:
        if to_unit == handling_unit(book):
            raise NotAChoice(N_("It is with this unit already."))
        facts: dict[str, Fact] = {"from_unit": handling_unit(book), "to_unit": to_unit}
        moved = book.record(events.MOVED, facts, {"reason": why})
        book.replace_party(PartyRole.HANDLING, event=moved, unit=to_unit)
        for held in book.parties_in(PartyRole.ASSIGNED):
            book.end_party(held)
        tell_the_desk(book, to_unit, "raised-moved", moved)
        tell_who_raised(book, template="raised-moved", about=moved, tells=events.MOVE_TOLD)


def transfer_raised(
    *, matter_id: uuid.UUID, body: str, where: str, reason: str, by: Actor, at: datetime
) -> None:
    """It is another body's to answer: handed to it, and the person told which, and how to reach it.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded.
    """
    if body not in bodies():
        raise NotAChoice(N_("Choose the body that answers for it."))
    words = {
        "where": said(where, N_("Write who answers it there, and how to reach them.")),
        "reason": said(reason, N_("Say why it is theirs to answer.")),
    }
    with raised_moving(matter_id=matter_id, move=RaisedMove.TRANSFER, by=by, at=at) as book:
        sent = book.record(events.TRANSFERRED, {"body": body}, words)
        tell_who_raised(book, template="raised-transferred", about=sent, tells=events.TRANSFER_TOLD)


def answer_raised(
    *,
    matter_id: uuid.UUID,
    result: str,
    answer: str,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
) -> None:
    """Answer in words: done, will be done by a day, or can't be done and why. It counts once it has reached them.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded.
    """
    chosen(result, RESULTS, N_("Choose what comes of it."))
    words = said(answer, N_("Write the answer: the result first."))
    facts: dict[str, Fact] = {"result": result, "planned": result == PLANNED}
    if result == PLANNED:
        if due_on is None or due_on <= local_day(at):
            raise NotAChoice(N_("Write by which day it will be done. We owe it from then on."))
        facts["due_on"] = due_on.isoformat()
    with raised_moving(matter_id=matter_id, move=RaisedMove.ANSWER, by=by, at=at) as book:
        answered = book.record(events.ANSWERED, facts, {"answer": words})
        tell_who_raised(book, template="raised-answered", about=answered, tells=events.ANSWER_TOLD)


def say_done(*, matter_id: uuid.UUID, answer: str, by: Actor, at: datetime) -> None:
    """What was to be done is done. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    words = said(answer, N_("Write what was done."))
    with raised_moving(matter_id=matter_id, move=RaisedMove.SAY_DONE, by=by, at=at) as book:
        done = book.record(events.DONE, texts={"answer": words})
        tell_who_raised(book, template="raised-done", about=done, tells=events.DONE_TOLD)


def reopen_raised(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take it up again. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    why = said(reason, N_("Say why it is taken up again. The person will read it."))
    with raised_moving(matter_id=matter_id, move=RaisedMove.REOPEN, by=by, at=at) as book:
        again = book.record(events.REOPENED, texts={"reason": why})
        tell_who_raised(book, template="raised-reopened", about=again)
