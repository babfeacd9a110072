"""The second person: whom one can ask, that they were asked, and what they decide. Never the first."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.disclosure import events, rules
from huiying.core.disclosure.choices import HOLDS_BACK
from huiying.core.disclosure.rules import Move
from huiying.core.disclosure.services.shape import (
    around,
    gate_of,
    moving,
    somebody,
    tell_withholding,
)
from huiying.core.disclosure.standing import GateLine
from huiying.core.duties.wording import said, texts
from huiying.core.kinds import N_, Act, Actor, Declined, Fact, PartyRole, SeatRole
from huiying.core.ledger.book import Book
from huiying.core.notices.telling import tell_desk, tell_own_desk


class NobodyThere(Declined):
    """No unit on the way up has somebody who could be the second person."""


def ask_second(*, matter_id: uuid.UUID, line: str, to_unit: int, by: Actor, at: datetime) -> None:
    """Ask another unit for the second person, such as a county's legal officers by night: it stands on their desk, with
    a clock. Raises access.Denied, IllegalMove, NobodyThere."""
    somebody(by)
    with moving(matter_id=matter_id, line=line, move=Move.ASK_SECOND, by=by, at=at) as (
        book,
        found,
    ):
        put_to_second(book, found, to_unit)


def put_to_second(book: Book, line: GateLine, to_unit: int | None) -> None:
    """Raises NobodyThere."""
    there = around(book).second_units(but=line.decided_by)
    chosen = there[0] if to_unit is None and there else to_unit
    if chosen is None or chosen not in there:
        raise NobodyThere(N_("Nobody there could be the second person now. Choose another unit."))
    asked = book.record(events.SECOND_ASKED, {"line": line.id, "to_unit": chosen})
    book.replace_party(PartyRole.CLEARING, event=asked, unit=chosen)
    for role in (SeatRole.LEGAL, SeatRole.HEAD):
        tell_desk(book, unit=chosen, role=role, template="gate-second", about=asked)


def second_decides(
    *,
    matter_id: uuid.UUID,
    line: str,
    agreed: bool,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Agree to what the first decided, or not: then it is decided anew. Who decided first, or has the matter in hand,
    is no second person. Raises access.Denied, IllegalMove, WordsNeeded."""
    with moving(matter_id=matter_id, line=line, move=Move.SECOND, by=by, at=at) as (book, found):
        _is_second(book, found)
        if agreed:
            _agree(book, found)
            return
        why = said(reason, N_("Say why you do not agree: your colleague reads it."))
        refused = book.record(events.REFUSED, {"line": found.id}, texts(reason=why))
        tell_own_desk(book, template="gate-refused", about=refused)


def _is_second(book: Book, line: GateLine) -> None:
    in_hand = {p.officer_id for p in book.parties_in(PartyRole.ASSIGNED)}
    if not rules.is_somebody_else(line, book.by.officer_id) or book.by.officer_id in in_hand:
        raise doors.Denied(Act.SECOND_RELEASE.value)


def _agree(book: Book, line: GateLine) -> None:
    if line.said:
        book.record(events.RELEASED, {"line": line.id, "pre_cleared": False})
    if line.decision not in HOLDS_BACK:
        return
    facts: dict[str, Fact] = {"line": line.id, "ground": line.ground, "party": line.party}
    held = book.record(events.HELD, facts | {"ask_again_on": _again_on(book, line)})
    tell_withholding(book, line=line, about=held, template="withheld")
    after = gate_of(book)
    if not line.said and rules.goes_up(after, after.lines[line.id]):
        _go_up(book, line)


def _again_on(book: Book, line: GateLine) -> str:
    """The day as it was decided: while something is held back, the fold keeps the day agreed before."""
    decided = next(e for e in book.history if e.id == line.decided)
    return str(decided.facts.get("ask_again_on", ""))


def _go_up(book: Book, line: GateLine) -> None:
    unit = around(book).supervising()
    facts: dict[str, Fact] = {"line": line.id, "to_unit": unit, "party": line.party}
    went = book.record(events.WENT_UP, facts)
    tell_desk(book, unit=unit, role=SeatRole.SUPERVISOR, template="gate-twice", about=went)
