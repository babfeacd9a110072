"""What a kind of matter has to say about what its people do with their code; the list is in `config`."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.kinds import PEOPLE, Act, Actor, ActorKind, EventSpec, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow, standing
from huiying.core.notices.telling import tell


def open_always(history: Sequence[Entry], party: str, deed: str) -> None:
    """Nothing of what a person says or changes is ever closed."""


def nothing_follows(book: Book) -> None:
    """The kind keeps no index of its own."""


def in_charge(book: Book) -> int | None:
    return book.matter.in_charge_id


Telling = Callable[[Book, Sequence[PartyRow], str, Entry, EventSpec, Mapping[str, Fact]], None]


def tell_each(
    book: Book,
    people: Sequence[PartyRow],
    template: str,
    about: Entry,
    tells: EventSpec,
    facts: Mapping[str, Fact],
) -> None:
    """The same to each. Where they are not all there are in their role, it is counted how many they are."""
    role = people[0].role if people else None
    all_of_it = role is not None and {p.id for p in book.owed(role)} == {p.id for p in people}
    extra: dict[str, Fact] = {**facts, **({} if all_of_it else {"of": len(people)})}
    for party in people:
        tell(
            book,
            party=party,
            template=template,
            about=about,
            tells=tells,
            tells_facts=extra | {"party": str(party.id)},
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class KindRules:
    """What a kind says, each a function.

    `decide(what stands, party, deed)` raises IllegalMove where this one may not do it now; `follows` brings what goes
    with what was recorded, and the index of the kind, up to date; `at_work` is the unit whose desk has it.
    """

    decide: Callable[[Sequence[Entry], str, str], None] = open_always
    follows: Callable[[Book], None] = nothing_follows
    at_work: Callable[[Book], int | None] = in_charge
    # How some of its people are told the same, as they wish and as is safe: (people, template, about, tells, facts).
    tell: Telling = tell_each
    # How it is passed on when an officer goes (cause, successor), or a unit closes (unit, successor); none: as in
    # holders.handing_on.
    pass_on: Callable[[Book, str, int | None], None] | None = None
    hand_on: Callable[[Book, int, int], None] | None = None


@cache
def _table() -> Mapping[str, KindRules]:
    listed: Callable[[], Mapping[str, KindRules]] = import_string(settings.HUIYING_KIND_RULES)
    return listed()


def rules_of(kind: str) -> KindRules:
    return _table().get(kind, KindRules())


def own(by: Actor) -> tuple[uuid.UUID, uuid.UUID]:
    """The holder's matter and party. Raises access.Denied for anybody else."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    return by.matter_id, by.party_id


@contextmanager
def own_act(*, deed: str, by: Actor, at: datetime) -> Iterator[tuple[Book, PartyRow]]:
    """The person's matter, locked, for a deed that every kind knows. Raises access.Denied, IllegalMove."""
    matter_id, party_id = own(by)
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=by, at=at) as book:
        party = next((p for p in book.parties_in(*PEOPLE) if p.id == party_id), None)
        if party is None:
            raise doors.Denied(Act.FOLLOW.value)
        rules = rules_of(book.matter.kind)
        rules.decide(standing(book.history), str(party.id), deed)
        yield book, party
        rules.follows(book)
