"""A petitioner withdraws: on their own page, or said to a unit that does not handle it; never pressed, never at once.

For seven days it is taken back with one press, and after that taken up again. Of several, each for themselves.
"""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, Fact, PartyRole, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.notices.telling import post_what_waits
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.settling import (
    go_on_where_it_stood,
    over_for_them,
    press,
)
from huiying.mechanisms.petitions.services.shape import (
    keep_index,
    moving,
    own_matter,
    petitioner,
    read,
    said,
    tell_one,
    tell_the_desk,
    texts,
    unit_at_work,
)
from huiying.mechanisms.petitions.standing import Stage

_COOLING_OFF = system("petition withdrawals")


def withdraw(*, by: Actor, at: datetime, reason: str = "") -> None:
    """On their own page, with their own words or none. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=own_matter(by), move=Move.WITHDRAW, by=by, at=at) as book:
        party = petitioner(book)
        asked = book.record(
            events.WITHDRAWAL_ASKED, {"party": str(party.id), "heard": False}, texts(reason=reason)
        )
        tell_one(book, party=party, template="petition-withdrawing", about=asked)
        tell_the_desk(book, unit_at_work(book), "petition-withdrawing", asked)


def hear_withdrawal(
    *,
    matter_id: uuid.UUID,
    words: str,
    pressed: bool,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """A unit that does not handle it writes down what the petitioner told it, alone. Pressed, it does not count, the
    petition goes on, and oversight learns of it.

    Raises access.Denied (also for anybody of the unit whose desk has it), rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(words, N_("Write what they said, in their own words."))
    with moving(matter_id=matter_id, move=Move.HEAR_WITHDRAWAL, by=by, at=at) as book:
        if any(seat.unit_id == unit_at_work(book) for seat in by.seats):
            raise doors.Denied(Act.SPEAK_APART.value)
        party = petitioner(book, party_id)
        facts: dict[str, Fact] = {"party": str(party.id)}
        leaving = str(party.id) in read(book).leaving
        if pressed:
            press(book, party, why)
            if leaving:
                undone = book.record(events.WITHDRAWAL_UNDONE, facts | {"cause": "pressed"})
                tell_one(book, party=party, template="petition-goes-on", about=undone)
            return
        if leaving:
            raise rules.IllegalMove(N_("They have withdrawn already; it has not taken effect yet."))
        asked = book.record(events.WITHDRAWAL_ASKED, facts | {"heard": True}, {"reason": why})
        tell_one(book, party=party, template="petition-withdrawing", about=asked)
        tell_the_desk(book, unit_at_work(book), "petition-withdrawing", asked)


def go_on(*, by: Actor, at: datetime) -> None:
    """They take it back while it has not taken effect. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=own_matter(by), move=Move.GO_ON, by=by, at=at) as book:
        facts = {"party": str(petitioner(book).id), "cause": "person"}
        undone = book.record(events.WITHDRAWAL_UNDONE, facts)
        tell_the_desk(book, unit_at_work(book), "petition-goes-on", undone)


def take_up_again(*, by: Actor, at: datetime, reason: str = "") -> None:
    """They take up what they withdrew, or come back to what others go on with.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=own_matter(by), move=Move.TAKE_UP_AGAIN, by=by, at=at) as book:
        standing, own = read(book), str(petitioner(book).id)
        if own in standing.left:
            back = book.record(ledger_events.RETURNED, {"party": own})
            if standing.stage is not Stage.WITHDRAWN:
                tell_the_desk(book, unit_at_work(book), "petition-goes-on", back)
                return
        for other in book.owed(PartyRole.PETITIONER):
            # Whoever withdrew last stays away: it is taken up for the one who asks.
            if str(other.id) != own:
                book.record(ledger_events.LEFT, {"party": str(other.id), "deemed": False})
        again = book.record(events.TAKEN_UP_AGAIN, {"party": own}, texts(reason=reason))
        go_on_where_it_stood(book, standing.stood, own)
        tell_the_desk(book, unit_at_work(book), "petition-goes-on", again)


def let_withdrawals_take_effect(at: datetime, limit: int = 200) -> int:
    """Withdrawals whose time to think is over become effective. Gives how many. For the worker."""
    ripe = Petition.objects.filter(withdrawn_from__lte=at).order_by("withdrawn_from")
    return sum(_take_effect(pk, at) for pk in list(ripe.values_list("pk", flat=True)[:limit]))


def _take_effect(matter_id: uuid.UUID, at: datetime) -> int:
    with acting(matter_id=matter_id, act=Act.WORK, by=_COOLING_OFF, at=at) as book:
        ripe = rules.ripe(read(book), at)
        for party in ripe:
            _let_go(book, party)
        keep_index(book)
        return len(ripe)


def _let_go(book: Book, leaving: str) -> None:
    """One petitioner withdraws: the petition with them where nobody else is there, else it goes on for the others.

    What waits for who leaves is posted on their page: nobody owes it to them any more, and it is theirs to read.
    """
    party = petitioner(book, leaving)
    others = [p for p in book.owed(PartyRole.PETITIONER) if p.id != party.id]
    if not others:
        gone = book.record(events.WITHDRAWN, {"party": leaving})
        over_for_them(book)
    else:
        post_what_waits(book, party=party, specs=events.BY_KIND)
        gone = book.record(ledger_events.LEFT, {"party": leaving, "deemed": False})
        _settled_for_the_rest(book, [str(p.id) for p in others])
    tell_one(book, party=party, template="petition-withdrawn", about=gone)


def _settled_for_the_rest(book: Book, others: list[str]) -> None:
    """Who is left has said, each for themselves, that it is settled: then it is."""
    stand = read(book)
    if stand.stage not in {Stage.SETTLED, Stage.ENDED} and set(others) <= stand.content:
        book.record(events.SETTLED, {"by": "person", "party": others[-1]})
        over_for_them(book)
