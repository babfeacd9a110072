"""A withdrawal takes effect only after another unit spoke with the person alone, and a time to think it over."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, ActorKind, Fact, PartyRole, system
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import (
    desk,
    handling_unit,
    reviewer,
    tell_oversight,
)
from huiying.mechanisms.complaints.services.shape import (
    complainant,
    keep_index,
    moving,
    read,
    tell_complainants,
    texts,
)
from huiying.mechanisms.complaints.standing import Stage

_COOLING_OFF = system("cooling-off")


def ask_withdrawal(*, matter_id: uuid.UUID, by: Actor, at: datetime, reason: str = "") -> None:
    """The person asks to withdraw; a unit that does not handle the complaint will speak with them alone.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.WITHDRAW, by=by, at=at) as book:
        party = complainant(book)
        asked = book.record(events.WITHDRAWAL_ASKED, {"party": str(party.id)}, texts(reason=reason))
        held = book.party(PartyRole.REVIEWING)
        if held is None:
            held = book.add_party(PartyRole.REVIEWING, event=asked, unit=reviewer(book))
        desk(book, held.unit_id, "withdrawal-asked", asked)


def record_spoken_apart(
    *,
    matter_id: uuid.UUID,
    wants: bool,
    pressed: bool,
    by: Actor,
    at: datetime,
    note: str = "",
    occurred_at: datetime | None = None,
) -> None:
    """Another unit spoke with the person alone: do they want it, and did anybody press them?

    Who does not want it, or was pressed, goes on; pressure goes to oversight and the handling unit does not see it.
    Raises access.Denied (also for anybody of the handling unit), rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.SPEAK_APART, by=by, at=at) as book:
        if any(seat.unit_id == handling_unit(book) for seat in by.seats):
            raise doors.Denied(Act.SPEAK_APART.value)
        spoken = book.record(
            events.WITHDRAWAL_SPOKEN,
            {"wants": wants, "pressed": pressed},
            texts(note=note),
            occurred_at=occurred_at,
        )
        if pressed:
            tell_oversight(book, "pressure", spoken)
        if pressed or not wants:
            undone = _go_on(book, "pressed" if pressed else "person")
            tell_complainants(book, template="goes-on", about=undone)


def go_on(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The person thinks again while the withdrawal has not taken effect. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.GO_ON, by=by, at=at) as book:
        undone = _go_on(book, "person")
        desk(book, handling_unit(book), "goes-on", undone)


def take_up_again(*, matter_id: uuid.UUID, by: Actor, at: datetime, reason: str = "") -> None:
    """The person takes a withdrawn complaint up again. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.TAKE_UP_AGAIN, by=by, at=at) as book:
        reopened = book.record(events.REOPENED, {"by_person": True}, texts(reason=reason))
        desk(book, handling_unit(book), "reopened", reopened)


def let_withdrawals_take_effect(at: datetime, limit: int = 200) -> int:
    """Withdrawals whose time to think is over become effective. Gives how many. For the worker."""
    ripe = Complaint.objects.filter(stage=Stage.WITHDRAWING.value, withdrawn_from__lte=at).order_by(
        "withdrawn_from"
    )
    return sum(_take_effect(pk, at) for pk in list(ripe.values_list("pk", flat=True)[:limit]))


def _take_effect(matter_id: uuid.UUID, at: datetime) -> int:
    with acting(matter_id=matter_id, act=Act.WORK, by=_COOLING_OFF, at=at) as book:
        if not rules.withdrawal_ripe(read(book), at):
            return 0
        withdrawn = book.record(events.WITHDRAWN, {"deemed": False})
        _end_speaking(book)
        tell_complainants(book, template="withdrawn", about=withdrawn)
        keep_index(book)
        return 1


def _go_on(book: Book, cause: str) -> Entry:
    facts: dict[str, Fact] = {"cause": cause}
    if book.by.kind is ActorKind.HOLDER and book.by.party_id is not None:
        facts["party"] = str(book.by.party_id)
    undone = book.record(events.WITHDRAWAL_UNDONE, facts)
    _end_speaking(book)
    return undone


def _end_speaking(book: Book) -> None:
    """The other unit was there to speak with the person; it reviews nothing unless a review was asked for."""
    if read(book).review_requested is None:
        for party in book.parties_in(PartyRole.REVIEWING):
            book.end_party(party)
