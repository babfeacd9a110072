"""How often somebody hears from us again, and when that ends."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Act, Actor, IllegalMove
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.mechanisms.visits import choices, events, rules
from huiying.mechanisms.visits.services.shape import (
    chosen,
    person,
    standing_of,
    tell_person,
    texts,
    visiting,
)


def plan_visits(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    cause: str,
    weeks: int,
    agreed: bool,
    by: Actor,
    at: datetime,
    wish: str = "",
) -> None:
    """Get in touch every so many weeks. `agreed`: the person said so, and their wish binds; else it is our standard,
    until they say otherwise. What was planned before ends.

    Raises access.Denied, kinds.NotAChoice.
    """
    chosen(cause, choices.CAUSES, N_("Choose why somebody is visited again."))
    rules.weeks_in_range(weeks)
    with visiting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        party = person(book, party_id)
        before = standing_of(book, party).plan
        if before is not None and before.facts.get("agreed") and not agreed:
            raise IllegalMove(
                N_(
                    "This interval was agreed with the person. Agree on another one with them first."
                )
            )
        wished = _wished(book, party)
        if wished and not agreed:
            weeks, agreed = wished, True
        _plan(book, party, cause, weeks, agreed=agreed, wish=wish)


def follow_wish(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, weeks: int, by: Actor, at: datetime
) -> None:
    """The person said how often they want to hear from us at all: what is planned for them follows, from that day on.

    Raises access.Denied, kinds.NotAChoice.
    """
    rules.weeks_in_range(weeks)
    with visiting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        party = person(book, party_id)
        plan = standing_of(book, party).plan
        if plan is not None and plan.facts["weeks"] != weeks:
            _plan(book, party, str(plan.facts["cause"]), weeks, agreed=True, wish="")


def _wished(book: Book, party: PartyRow) -> int:
    """Every how many weeks they said they want to hear from us, on whatever page; 0 where they have not said."""
    said = [
        e
        for e in standing_lines(book.history)
        if e.kind == events.WISH_SET and e.facts.get("party") == str(party.id)
    ]
    return int(said[-1].facts.get("weeks", 0)) if said else 0


def set_interval(*, weeks: int, by: Actor, at: datetime) -> None:
    """The person says how often they want to hear from us. It binds from now on.

    Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice.
    """
    rules.weeks_in_range(weeks)
    if by.matter_id is None:
        raise IllegalMove(_NO_PLAN)
    with visiting(matter_id=by.matter_id, act=Act.FOLLOW, by=by, at=at) as book:
        party = person(book)
        plan = standing_of(book, party).plan
        if plan is None:
            raise IllegalMove(_NO_PLAN)
        _plan(book, party, str(plan.facts["cause"]), weeks, agreed=True, wish="")


def end_plan(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, cause: str, by: Actor, at: datetime
) -> None:
    """The cause of the visits is gone. Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice."""
    chosen(cause, choices.ENDS, N_("Choose why the visits end."))
    with visiting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        party = person(book, party_id)
        if standing_of(book, party).plan is None:
            raise IllegalMove(_NO_PLAN)
        ended = book.record(events.PLAN_ENDED, {"cause": cause, "party": str(party.id)})
        tell_person(book, party=party, template="visits-ended", about=ended)


_NO_PLAN = N_("No visits are planned.")


def _plan(book: Book, party: PartyRow, cause: str, weeks: int, *, agreed: bool, wish: str) -> None:
    named = {"party": str(party.id)}
    if standing_of(book, party).plan is not None:
        book.record(events.PLAN_ENDED, named | {"cause": "changed"})
    planned = book.record(
        events.PLAN_SET,
        named | {"cause": cause, "weeks": weeks, "agreed": agreed},
        texts(wish=wish),
    )
    tell_person(book, party=party, template="visits-planned", about=planned)
