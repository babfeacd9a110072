"""The third state: not even that there is something. Approved from outside, for a short time, counted, and told once
it ends."""

import uuid
from datetime import date, datetime, timedelta

from huiying.core.access import doors
from huiying.core.disclosure import events
from huiying.core.disclosure.queries import matters_with_existence
from huiying.core.disclosure.rules import Move
from huiying.core.disclosure.services.shape import (
    around,
    day_of,
    gate_of,
    moving,
    reopen,
    somebody,
    tell_withholding,
)
from huiying.core.disclosure.standing import GateLine, State
from huiying.core.duties.services import acting
from huiying.core.duties.wording import said, texts
from huiying.core.kinds import (
    N_,
    Act,
    Actor,
    Declined,
    Fact,
    NotAChoice,
    PartyRole,
    SeatRole,
    system,
)
from huiying.core.ledger.book import Book
from huiying.core.notices.telling import tell_desk, tell_own_desk
from huiying.core.units import queries as units
from huiying.core.units.models import Level

GATE = system("gate")
# Silence is asked for and not simply taken: whoever is asked answers within this time, or it is not approved.
ANSWERED_WITHIN = timedelta(hours=48)


class NobodyOutside(Declined):
    """No outside body and no oversight seat is there to approve."""


def put_outside(book: Book, line: GateLine, *, until: date, to_unit: int | None) -> None:
    """Raises NobodyOutside."""
    there = around(book).outside_units()
    chosen = there[0] if to_unit is None and there else to_unit
    if chosen is None or chosen not in there:
        raise NobodyOutside(
            N_("Only an outside body or the oversight seat can approve this. Choose one.")
        )
    facts: dict[str, Fact] = {"line": line.id, "to_unit": chosen, "until": until.isoformat()}
    asked = book.record(events.EXISTENCE_ASKED, facts)
    book.replace_party(PartyRole.APPROVING, event=asked, unit=chosen)
    for role in (SeatRole.OVERSIGHT, SeatRole.COMPLAINTS, SeatRole.HEAD):
        tell_desk(book, unit=chosen, role=role, template="existence-asked", about=asked)


def approve_existence(
    *,
    matter_id: uuid.UUID,
    line: str,
    approved: bool,
    reason: str,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> None:
    """The outside body that was asked approves, for the days asked or fewer, or does not; with its reason.

    Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded.
    """
    somebody(by)
    why = said(reason, N_("Say why: it is kept, and counted in public."))
    with moving(matter_id=matter_id, line=line, move=Move.APPROVE, by=by, at=at) as (book, found):
        unit = _from_outside(book, found)
        if not approved:
            facts: dict[str, Fact] = {"line": line, "lapsed": False}
            refused = book.record(events.EXISTENCE_REFUSED, facts, texts(reason=why))
            tell_own_desk(book, template="existence-refused", about=refused)
            return
        day = until or date.fromisoformat(found.existence_until)
        if not day_of(at) < day <= date.fromisoformat(found.existence_until):
            raise NotAChoice(N_("Approve it until the day that was asked for, or an earlier one."))
        facts = {"line": line, "until": day.isoformat(), "by_unit": unit}
        book.record(events.EXISTENCE_APPROVED, facts, texts(reason=why))


def _from_outside(book: Book, line: GateLine) -> int:
    """The unit whose seat approves: the one that was asked, and outside, or oversight. Raises access.Denied."""
    for seat in book.by.seats:
        outside = units.unit(seat.unit_id).level == Level.OUTSIDE
        if seat.unit_id == line.existence_unit and (outside or seat.role is SeatRole.OVERSIGHT):
            return seat.unit_id
    raise doors.Denied(Act.APPROVE_EXISTENCE.value)


# --- it ends by itself ---------------------------------------------------------------------------------


def end_existence(at: datetime, limit: int) -> int:
    """What was approved until a day is over, and what nobody approved in time: both are decided anew. Work."""
    done = 0
    for matter_id in matters_with_existence(at=at)[:limit]:
        with acting(matter_id=matter_id, act=Act.RELEASE, by=GATE, at=at) as book:
            for line in list(gate_of(book).lines.values()):
                done += _over(book, line)
    return done


def _over(book: Book, line: GateLine) -> bool:
    if line.state is State.EXISTENCE_ASKED and line.existence_since is not None:
        if book.at < line.existence_since + ANSWERED_WITHIN:
            return False
        refused = book.record(events.EXISTENCE_REFUSED, {"line": line.id, "lapsed": True})
        tell_own_desk(book, template="existence-refused", about=refused)
        return True
    if line.state is not State.EXISTENCE:
        return False
    if day_of(book.at) <= date.fromisoformat(line.existence_until):
        return False
    expire(book, line)
    return True


def expire(book: Book, line: GateLine) -> None:
    """It is over: the person is told that it was so, since when and by whose leave, and it is decided anew."""
    since = day_of(line.existence_since or book.at).isoformat()
    facts: dict[str, Fact] = {"line": line.id, "since": since, "party": line.party}
    over = book.record(events.EXISTENCE_EXPIRED, facts | {"by_unit": line.existence_unit or 0})
    tell_withholding(book, line=line, about=over, template="existence-over")
    reopen(book, line)
    tell_own_desk(book, template="gate-again", about=over)
