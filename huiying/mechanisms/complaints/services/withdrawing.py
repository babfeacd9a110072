"""A withdrawal takes effect only after another unit spoke with the person alone, and a time to think it over."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, Fact, PartyRole, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import post_what_waits
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
    tell_one,
    texts,
    what_follows,
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
    party_id: uuid.UUID | None = None,
) -> None:
    """Another unit spoke with the person alone: do they want it, and did anybody press them?

    Who does not want it, or was pressed, goes on; pressure goes to oversight and the handling unit does not see it.
    Raises access.Denied (also for anybody of the handling unit), rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.SPEAK_APART, by=by, at=at) as book:
        if any(seat.unit_id == handling_unit(book) for seat in by.seats):
            raise doors.Denied(Act.SPEAK_APART.value)
        asked = rules.to_speak_with(read(book), str(party_id) if party_id else "")
        spoken = book.record(
            events.WITHDRAWAL_SPOKEN,
            {"wants": wants, "pressed": pressed, "party": asked.party},
            texts(note=note),
            occurred_at=occurred_at,
        )
        if pressed:
            tell_oversight(book, "pressure", spoken)
        if pressed or not wants:
            undone = undo_withdrawal(book, "pressed" if pressed else "person", asked.party)
            tell_one(book, party=_party(book, asked), template="goes-on", about=undone)


def go_on(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The person thinks again while the withdrawal has not taken effect. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.GO_ON, by=by, at=at) as book:
        undone = undo_withdrawal(book, "person", str(complainant(book).id))
        desk(book, handling_unit(book), "goes-on", undone)


def take_up_again(*, matter_id: uuid.UUID, by: Actor, at: datetime, reason: str = "") -> None:
    """The person takes up again what they withdrew, or comes back to what others go on with.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.TAKE_UP_AGAIN, by=by, at=at) as book:
        standing, own = read(book), str(complainant(book).id)
        if own in standing.left:
            back = book.record(ledger_events.RETURNED, {"party": own})
            if standing.stage is not Stage.WITHDRAWN:
                desk(book, handling_unit(book), "reopened", back)
                return
        if standing.withdrawn_by not in {"", own}:
            # Whoever withdrew last stays away: it is taken up for the one who asks.
            book.record(ledger_events.LEFT, {"party": standing.withdrawn_by, "deemed": False})
        reopened = book.record(events.REOPENED, {"by_person": True}, texts(reason=reason))
        desk(book, handling_unit(book), "reopened", reopened)


def let_withdrawals_take_effect(at: datetime, limit: int = 200) -> int:
    """Withdrawals whose time to think is over become effective. Gives how many. For the worker."""
    ripe = Complaint.objects.filter(withdrawn_from__lte=at).order_by("withdrawn_from")
    return sum(_take_effect(pk, at) for pk in list(ripe.values_list("pk", flat=True)[:limit]))


def _take_effect(matter_id: uuid.UUID, at: datetime) -> int:
    with acting(matter_id=matter_id, act=Act.WORK, by=_COOLING_OFF, at=at) as book:
        ripe = rules.ripe(read(book), at)
        for one in ripe:
            let_go(book, one, deemed=False)
        if ripe:
            keep_index(book)
        return len(ripe)


def let_go(book: Book, one: rules.Leaving, *, deemed: bool) -> None:
    """One complainant withdraws: the complaint with them where nobody else is there, else it goes on for the others.

    What waits for who leaves is posted on their page: nobody owes it to them any more, and it is theirs to read.
    """
    party = _party(book, one)
    others = [p for p in book.owed(PartyRole.COMPLAINANT) if p.id != party.id]
    facts: dict[str, Fact] = {"party": one.party, "deemed": deemed}
    if others:
        post_what_waits(book, party=party, specs=events.BY_KIND)
        what_follows(book)
    gone = book.record(ledger_events.LEFT if others else events.WITHDRAWN, facts)
    _end_speaking(book)
    tell_one(book, party=party, template="withdrawn", about=gone)


def _party(book: Book, one: rules.Leaving) -> PartyRow:
    return complainant(book, uuid.UUID(one.party) if one.party else None)


def undo_withdrawal(book: Book, cause: str, party: str) -> Entry:
    undone = book.record(events.WITHDRAWAL_UNDONE, {"cause": cause, "party": party})
    _end_speaking(book)
    return undone


def _end_speaking(book: Book) -> None:
    """The other unit was there to speak with the person; it reviews nothing unless a review was asked for."""
    standing = read(book)
    if standing.review_requested is None and not standing.leaving:
        for party in book.parties_in(PartyRole.REVIEWING):
            book.end_party(party)
