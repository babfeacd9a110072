"""Marks on the matter, never on a person: by decision, for a time, shown to the petitioner, open to dispute."""

import uuid
from datetime import date, datetime

from django.db import transaction

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, Fact, PartyRole, SeatRole, system
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.units import queries as units
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.choices import LED, MARKS
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    chosen,
    handling_unit,
    keep_index,
    local_day,
    moving,
    own_matter,
    petitioner,
    read,
    said,
    tell_one,
    tell_petitioners,
    tell_the_desk,
)
from huiying.mechanisms.petitions.standing import Mark

_EXPIRY = system("marks")
_LEADS = (SeatRole.HEAD, SeatRole.SUPERVISOR)


def mark_matter(
    *,
    matter_id: uuid.UUID,
    mark: str,
    until: str,
    reason: str,
    by: Actor,
    at: datetime,
    leader_id: int | None = None,
) -> None:
    """Mark the matter until a day. Of a major or difficult one a named leader answers; a mark renewed is decided anew.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded.
    """
    chosen(mark, MARKS, N_("Choose a mark."))
    why = said(reason, N_("Say why. The petitioner will read it, and can contest it."))
    with moving(matter_id=matter_id, move=Move.MARK, by=by, at=at) as book:
        leader = leader_id if leader_id is not None and mark in LED else 0
        rules.check_mark(read(book), mark, _day(until), leader, local_day(at))
        facts: dict[str, Fact] = {"mark": mark, "until": until}
        if leader:
            facts["leader"] = leader
        marked = book.record(events.MARKED, facts, {"reason": why})
        if leader:
            _answers(book, leader)
        tell_petitioners(book, template="petition-marked", about=marked, tells=events.MARK_TOLD)


def unmark_matter(*, matter_id: uuid.UUID, mark: str, reason: str, by: Actor, at: datetime) -> None:
    """End a mark before its day. Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded."""
    why = said(reason, N_("Say why. The petitioner will read it, and can contest it."))
    with moving(matter_id=matter_id, move=Move.UNMARK, by=by, at=at) as book:
        _take_away(book, _borne(book, mark), "decided", {"reason": why})


def contest_mark(*, mark: str, reason: str, by: Actor, at: datetime) -> None:
    """The petitioner does not agree with a mark on their matter; somebody else than who set it decides.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded.
    """
    why = said(reason, N_("Write why the mark is wrong. One sentence is enough."))
    with moving(matter_id=own_matter(by), move=Move.CONTEST, by=by, at=at) as book:
        borne = _borne(book, mark)
        if borne.contested is not None:
            raise NotAChoice(N_("You have contested this mark. It is being decided."))
        contested = book.record(
            events.MARK_CONTESTED,
            {"mark": mark, "about": str(borne.line.id), "party": str(petitioner(book).id)},
            {"reason": why},
        )
        tell_the_desk(book, handling_unit(book), "petition-mark-contested", contested)


def decide_contest(
    *, matter_id: uuid.UUID, mark: str, kept: bool, reason: str, by: Actor, at: datetime
) -> None:
    """Decide whether a contested mark stays, as somebody else than the one who set it.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded.
    """
    why = said(reason, N_("Say why. The petitioner will read it."))
    with moving(matter_id=matter_id, move=Move.DECIDE_CONTEST, by=by, at=at) as book:
        borne = _borne(book, mark)
        if borne.contested is None:
            raise NotAChoice(N_("Nobody contests this mark."))
        if by.officer_id is not None and by.officer_id == borne.line.by_officer:
            raise doors.Denied(Act.APPROVE.value)
        decided = book.record(
            events.CONTEST_DECIDED,
            {"about": str(borne.contested.id), "mark": mark, "kept": kept},
            {"reason": why},
        )
        party = petitioner(book, str(borne.contested.facts["party"]))
        tell_one(
            book,
            party=party,
            template="petition-mark-decided",
            about=decided,
            tells=events.CONTEST_TOLD,
        )
        if not kept:
            _take_away(book, borne, "contested", None)


def let_marks_expire(at: datetime, limit: int = 200) -> int:
    """A mark whose day is over ends by itself, and the petitioner is told. Gives on how many matters."""
    today = local_day(at)
    due = Petition.objects.filter(marked_until__lt=today).order_by("marked_until")
    done = 0
    for matter_id in list(due.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            done += _expire(matter_id, today, at)
    return done


def _expire(matter_id: uuid.UUID, today: date, at: datetime) -> int:
    with acting(matter_id=matter_id, act=Act.WORK, by=_EXPIRY, at=at) as book:
        over = rules.expired(read(book).marks, today)
        for mark in over:
            _take_away(book, mark, "expired", None)
        keep_index(book)
        return bool(over)


def end_marks(book: Book) -> None:
    """The matter is over, and no mark outlives it. Nobody is told of that apart: they know how it ended."""
    for mark in read(book).marks:
        _take_off(book, mark, "ended", None)


def _take_away(book: Book, mark: Mark, cause: str, words: dict[str, str] | None) -> None:
    ended = _take_off(book, mark, cause, words)
    tell_petitioners(book, template="petition-unmarked", about=ended)


def _take_off(book: Book, mark: Mark, cause: str, words: dict[str, str] | None) -> Entry:
    ended = book.record(events.UNMARKED, {"mark": mark.code, "cause": cause}, words)
    if mark.leader:
        for held in book.parties_in(PartyRole.ANSWERABLE):
            book.end_party(held)
    return ended


def _borne(book: Book, code: str) -> Mark:
    found = read(book).mark(code)
    if found is None:
        raise NotAChoice(N_("The matter does not bear this mark."))
    return found


def _answers(book: Book, leader: int) -> None:
    """The leader becomes a party. Raises NotAChoice where they lead neither the unit nor one above it."""
    unit = units.unit(handling_unit(book))
    chain = (unit.id, *reversed(unit.ancestors()))
    led = next(
        (u for u in chain if leader in {o.id for o in units.present([u], book.at, *_LEADS)}), None
    )
    if led is None:
        raise NotAChoice(N_("Choose somebody who leads this unit or one above it, and is present."))
    event = book.history[-1]
    for held in book.parties_in(PartyRole.ANSWERABLE):
        book.end_party(held)
    book.add_party(PartyRole.ANSWERABLE, event=event, unit=led, officer=leader)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise NotAChoice(N_("Write the day as year-month-day, such as 2026-12-10.")) from None
