"""A covert inquiry delays that the person sees who looked: asked, approved from outside, over by itself, and told."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings

from huiying.core.access import doors
from huiying.core.disclosure import covert_events as events
from huiying.core.disclosure.covert import (
    Inquiry,
    Stage,
    answers_for,
    matters_with_inquiries,
    outside_of,
    read,
)
from huiying.core.disclosure.services.existence import GATE, NobodyOutside
from huiying.core.disclosure.services.shape import around, day_of, somebody, tell_each
from huiying.core.duties.services import acting
from huiying.core.duties.wording import said, texts
from huiying.core.kinds import N_, Act, Actor, Fact, IllegalMove, NotAChoice, SeatRole, WordsNeeded
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import standing

ANSWERED_WITHIN = timedelta(hours=48)


def ask_delay(
    *,
    matter_id: uuid.UUID,
    until: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    to_unit: int | None = None,
) -> str:
    """Ask an outside body that looks of one's own unit from its approval on are shown to the person after a day only.
    Gives the id of the asking. Raises access.Denied, WordsNeeded, NotAChoice, NobodyOutside, IllegalMove."""
    somebody(by)
    why = said(reason, N_("Say to the outside body why the person may not see yet that you look."))
    most = settings.HUIYING_COVERT_DAYS
    if until is None:
        raise WordsNeeded(N_("Say until which day."))
    if not day_of(at) < until <= day_of(at) + timedelta(days=most):
        raise NotAChoice(N_("Choose a day after today, within %(most)s days."), most=most)
    seat = by.seat(SeatRole.OVERSIGHT)
    with acting(matter_id=matter_id, act=Act.OVERSEE, by=by, at=at) as book:
        if seat is None:
            raise doors.Denied(Act.OVERSEE.value)
        if any(
            one.unit_id == seat.unit_id and one.stage is not Stage.OVER
            for one in read(standing(book.history)).values()
        ):
            raise IllegalMove(N_("One is asked for already, or runs."))
        there = outside_of(seat, around(book).outside_units())
        chosen = there[0] if to_unit is None and there else to_unit
        if chosen is None or chosen not in there:
            raise NobodyOutside(
                N_("Only an outside body or another unit’s oversight seat can approve this.")
            )
        facts: dict[str, Fact] = {
            "unit": seat.unit_id,
            "to_unit": chosen,
            "until": until.isoformat(),
        }
        return str(book.record(events.ASKED, facts, texts(reason=why)).id)


def answer_delay(
    *,
    matter_id: uuid.UUID,
    asked: str,
    approved: bool,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """The body that was asked approves, or not, with its reason. It sees nothing of the matter for it.

    Raises access.Denied, WordsNeeded, IllegalMove.
    """
    officer = somebody(by)
    doors.require_general(by, Act.APPROVE_EXISTENCE)
    why = said(reason, N_("Say why: it is kept, and counted in public."))
    with acting(matter_id=matter_id, act=Act.SEE, by=GATE, at=at) as book:
        found = _inquiry(book, asked, Stage.ASKED)
        if not answers_for(by, found.to_unit) or found.asked_by == officer:
            raise doors.Denied(Act.APPROVE_EXISTENCE.value)
        facts: dict[str, Fact] = {"asked": asked}
        if approved:
            facts |= {
                "unit": found.unit_id,
                "until": found.until.isoformat(),
                "by_unit": found.to_unit,
            }
            book.record(events.APPROVED, facts, texts(reason=why), by=by)
        else:
            book.record(events.REFUSED, facts | {"lapsed": False}, texts(reason=why), by=by)


def end_delay(*, matter_id: uuid.UUID, asked: str, by: Actor, at: datetime) -> None:
    """Before its day. Raises access.Denied, IllegalMove."""
    somebody(by)
    with acting(matter_id=matter_id, act=Act.OVERSEE, by=by, at=at) as book:
        _end(book, _inquiry(book, asked, Stage.RUNNING))


def end_delays(at: datetime, limit: int) -> int:
    """What was approved until a day is over and told; what nobody approved in time is not approved. Work."""
    done = 0
    for matter_id in matters_with_inquiries(at=at)[:limit]:
        with acting(matter_id=matter_id, act=Act.SEE, by=GATE, at=at) as book:
            for one in read(standing(book.history)).values():
                done += _over(book, one)
    return done


def _over(book: Book, one: Inquiry) -> bool:
    if one.stage is Stage.RUNNING and not one.runs(day_of(book.at)):
        _end(book, one)
        return True
    if one.stage is Stage.ASKED and book.at >= one.asked_at + ANSWERED_WITHIN:
        book.record(events.REFUSED, {"asked": one.id, "lapsed": True})
        return True
    return False


def _end(book: Book, one: Inquiry) -> None:
    """All that was looked at is shown from now on, and each person of the matter is told that it was not before."""
    since = day_of(one.approved_at or book.at).isoformat()
    facts: dict[str, Fact] = {"asked": one.id, "since": since, "unit": one.unit_id}
    ended = book.record(events.ENDED, facts | {"by_unit": one.to_unit})
    tell_each(
        book, party="", about=ended, template="looks-delayed", tells=events.TOLD, asked=one.id
    )


def _inquiry(book: Book, asked: str, stage: Stage) -> Inquiry:
    """Raises IllegalMove."""
    found = read(standing(book.history)).get(asked)
    if found is None or found.stage is not stage:
        raise IllegalMove(N_("This was answered or is over already."))
    return found
