"""A petition goes to the unit or the body that answers for it; the petitioner is told where (信访工作条例 23, 24)."""

import uuid
from datetime import datetime

from huiying.core.access import conflict
from huiying.core.kinds import N_, Actor, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.choices import CAUSES, CAUSES_CHOSEN
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.levels import accused_units, answering_office
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    chosen,
    handling_unit,
    moving,
    read,
    said,
    tell_petitioners,
    tell_the_desk,
)


def move_petition(
    *, matter_id: uuid.UUID, to_unit: int, cause: str, reason: str, by: Actor, at: datetime
) -> None:
    """Pass it to another unit, or to an outside body (it is then no longer with us).

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded.
    """
    chosen(cause, {n: CAUSES[n] for n in CAUSES_CHOSEN}, N_("Choose why it is passed on."))
    why = said(reason, N_("Say why that unit is the right one. The petitioner will read it."))
    there = units.tree().get(to_unit)
    if there is None or there.closed:
        raise NotAChoice(N_("Choose a unit that exists."))
    with moving(matter_id=matter_id, move=Move.MOVE_ON, by=by, at=at) as book:
        if to_unit == handling_unit(book):
            raise NotAChoice(N_("It is with this unit already."))
        if to_unit in read(book).sent_back_by:
            cause = _decided_above(by, handling_unit(book), to_unit)
        if conflict.unit_excluded(to_unit, accused_units(book), [to_unit]):
            raise NotAChoice(N_("Somebody there is accused. Nobody judges their own case."))
        outside = there.level == Level.OUTSIDE and cause != "conflict"
        send_on(book, to_unit=to_unit, cause=cause, outside=outside, words={"reason": why})


def _decided_above(by: Actor, here: int, there: int) -> str:
    """Two units that each hold the other answers for it do not send it to and fro: the level above both decides
    (信访工作条例 24). Raises NotAChoice."""
    own = {seat.unit_path for seat in by.seats}
    both = (units.unit(here).path, units.unit(there).path)
    if not any(all(unit.startswith(path) and unit != path for unit in both) for path in own):
        raise NotAChoice(
            N_("That unit sent it back. Now the level above both decides who answers (art. 24).")
        )
    return "decided"


def take_over(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The unit it was passed to answers for it. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.TAKE_OVER, by=by, at=at) as book:
        taken = book.record(events.TAKEN_OVER, {"unit": handling_unit(book)})
        tell_petitioners(book, template="petition-taken-over", about=taken)


def send_back(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """The unit it was passed to does not answer for it: it goes back to who passed it on, with the reason.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Say why it is not for this unit. The petitioner will read it."))
    with moving(matter_id=matter_id, move=Move.SEND_BACK, by=by, at=at) as book:
        moved = read(book).moved
        assert moved is not None
        back_to = answering_office(int(moved.facts["from_unit"]))
        facts: dict[str, Fact] = {
            "outside": False,
            "from_unit": handling_unit(book),
            "to_unit": back_to,
        }
        back = book.record(events.SENT_BACK, facts, {"reason": why})
        _give_to(book, back_to, back, "petition-sent-back")
        _tell_it_came_back(book, back)


def hear_it_came_back(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """A body outside did not take it over, and said so: it is here again, and nothing was dropped.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Write what that body answered. The petitioner will read it."))
    with moving(matter_id=matter_id, move=Move.HEAR_BACK, by=by, at=at) as book:
        moved = read(book).moved
        facts: dict[str, Fact] = {
            "outside": True,
            "from_unit": int(moved.facts["to_unit"]) if moved else 0,
            "to_unit": handling_unit(book),
        }
        _tell_it_came_back(book, book.record(events.SENT_BACK, facts, {"reason": why}))


def _tell_it_came_back(book: Book, back: Entry) -> None:
    tell_petitioners(book, template="petition-sent-back", about=back, tells=events.SENT_BACK_TOLD)


def _give_to(book: Book, unit: int, event: Entry, template: str) -> None:
    """Another unit handles it; who had it in hand does not any more, and who asks is never who handles."""
    book.replace_party(PartyRole.HANDLING, event=event, unit=unit)
    for held in book.parties_in(PartyRole.ASSIGNED):
        book.end_party(held)
    asking = conflict.asking_unit(handling=unit)
    if asking is not None:
        book.replace_party(PartyRole.ASKING, event=event, unit=asking)
    tell_the_desk(book, unit, template, event)


def send_on(
    book: Book, *, to_unit: int, cause: str, outside: bool, words: dict[str, str] | None = None
) -> None:
    """Record that it moved, change who handles, tell the petitioner and the desk that receives it."""
    facts: dict[str, Fact] = {
        "cause": cause,
        "outside": outside,
        "from_unit": handling_unit(book),
        "to_unit": to_unit,
    }
    moved = book.record(events.MOVED, facts, words)
    if not outside:
        _give_to(book, to_unit, moved, "petition-moved")
    tell_petitioners(book, template="petition-moved", about=moved, tells=events.MOVE_TOLD)
