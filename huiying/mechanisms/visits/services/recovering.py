"""Dissatisfaction is met early (R7): the head of the unit above sees to it, and tells what was done."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Act, Actor, NotAChoice, PartyRole, SeatRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import tell_desk
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.visits import choices, events
from huiying.mechanisms.visits.services.shape import (
    chosen,
    person,
    said,
    standing_of,
    tell_person,
    unit_in_charge,
    visiting,
)

DONE = N_("This was seen to already.")


def open_recovery(book: Book, *, party: PartyRow, cause: str, about: uuid.UUID) -> Entry:
    """It goes one level up, and one more each time it was in vain. Whom it is about hears nothing of it."""
    past = [e for e in book.history if e.kind == events.RECOVERY_OPENED.kind]
    mine = sum(e.facts["party"] == str(party.id) for e in past)
    to_unit = unit_above(unit_in_charge(book), 1 + mine)
    opened = book.record(
        events.RECOVERY_OPENED,
        {
            "party": str(party.id),
            "cause": cause,
            "to_unit": to_unit or 0,
            "number": str(len(past) + 1),
            "about": str(about),
        },
    )
    if to_unit is not None:
        book.replace_party(PartyRole.RECOVERING, event=opened, unit=to_unit)
    tell_desk(book, unit=to_unit, role=SeatRole.HEAD, template="recovery", about=opened)
    tell_person(book, party=party, template="recovery-opened", about=opened)
    return opened


def open_for_promise(
    *, matter_id: uuid.UUID, promise_id: uuid.UUID, by: Actor, at: datetime
) -> None:
    """A promise was not kept in time (asked for by `flows`). Raises access.Denied, kinds.NotAChoice."""
    with visiting(matter_id=matter_id, act=Act.SEE, by=by, at=at) as book:
        made = next((e for e in book.history if e.id == promise_id), None)
        if made is None or made.kind != events.PROMISED.kind:
            raise NotAChoice(DONE)
        party = person(book, uuid.UUID(str(made.facts["party"])))
        known = any(
            e.kind == events.RECOVERY_OPENED.kind and e.facts["about"] == str(promise_id)
            for e in book.history
        )
        if known:
            raise NotAChoice(DONE)
        open_recovery(book, party=party, cause="broken-promise", about=promise_id)


def do_recovery(
    *, matter_id: uuid.UUID, recovery_id: uuid.UUID, what: str, text: str, by: Actor, at: datetime
) -> None:
    """The head of the unit above spoke with the person and says what was done. It counts as met once it was told.

    Raises access.Denied, kinds.NotAChoice, kinds.WordsNeeded.
    """
    chosen(what, choices.REMEDIES, N_("Choose what was done."))
    words = said(text, N_("Write to the person what was done."))
    with visiting(matter_id=matter_id, act=Act.RECOVER, by=by, at=at) as book:
        opened = next((e for e in book.history if e.id == recovery_id), None)
        if opened is None or opened.kind != events.RECOVERY_OPENED.kind:
            raise NotAChoice(DONE)
        party = person(book, uuid.UUID(str(opened.facts["party"])))
        if not any(r.id == recovery_id for r in standing_of(book, party).recoveries):
            raise NotAChoice(DONE)
        number = str(opened.facts["number"])
        done = book.record(
            events.RECOVERY_DONE,
            {"party": str(party.id), "about": str(recovery_id), "number": number, "what": what},
            {"text": words},
        )
        tell_person(
            book,
            party=party,
            template="recovery-done",
            about=done,
            tells=events.RECOVERY_TOLD,
            number=number,
        )


def unit_above(unit_id: int | None, levels: int) -> int | None:
    """So many levels above; where the tree ends before, its top. The top's own failings go to the outside body."""
    if unit_id is None:
        return None
    above = [
        u
        for u in reversed(units.unit(unit_id).ancestors())
        if u != unit_id and not units.unit(u).closed
    ]
    if above:
        return above[min(levels, len(above)) - 1]
    outside = (r.id for r in units.tree().values() if r.level == Level.OUTSIDE and not r.closed)
    return next(outside, None)


def tell_oversight(book: Book, about: Entry) -> None:
    """The nearest seat of oversight above the unit in charge."""
    unit = unit_in_charge(book)
    chain = reversed(units.unit(unit).ancestors()) if unit is not None else iter(())
    seat = next((u for u in chain if units.unit(u).oversight_seat and u != unit), None)
    tell_desk(book, unit=seat, role=SeatRole.OVERSIGHT, template="pressure", about=about)
