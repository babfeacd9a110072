"""Which of a page's matters an actor may see: `doors.visible`, or a narrower condition, compiled once an actor.

The condition has half a dozen subqueries, and building it costs more than PostgreSQL needs to answer it. It depends on
the actor's seats and the tree alone, so its SQL is kept while the tree is.
"""

import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q

from huiying.core.access import doors
from huiying.core.composed import prepared_cursor, with_words
from huiying.core.kinds import Actor, ActorKind, Seat
from huiying.core.ledger.reading import matters_of
from huiying.core.units import queries as units

_MARK = uuid.UUID(int=0)
_MOST_KEPT = 500
_Condition = Callable[[Actor], Q]


@dataclass(kw_only=True, slots=True)
class _Kept:
    tree: object = None
    statements: dict[tuple[_Condition, int, tuple[Seat, ...]], tuple[str, str, list[Any]]] = field(
        default_factory=dict
    )


_kept = _Kept()


def among(
    by: Actor, matter_ids: Collection[uuid.UUID], *, of: _Condition = doors.visible
) -> set[uuid.UUID]:
    """Of these matters, those the actor may see; the same as `require(by, Act.SEE, …)` of each, emergencies apart.

    `of` is `doors.visible` or a function that narrows it.
    """
    ids = set(matter_ids)
    if not ids or by.kind is ActorKind.SYSTEM:
        return ids
    if by.kind is not ActorKind.STAFF or by.officer_id is None:
        return set()
    try:
        head, tail, params = _statement(by, by.officer_id, of)
    except EmptyResultSet:
        # No seat of theirs sees any matter, such as an administrator's: there is nothing to ask the database.
        return set()
    key = matters_of([]).model._meta.pk
    places, given = _places(ids, lambda pk: key.get_db_prep_value(pk, connection))
    with prepared_cursor() as cursor:
        cursor.execute(f"{head}{places}{tail}", [*given, *params])
        return {key.to_python(row[0]) for row in cursor.fetchall()}


@dataclass(kw_only=True, slots=True)
class Seen:
    """Which matters the reader of a page may see, each asked once, those of all its parts together."""

    by: Actor
    known: dict[uuid.UUID, bool] = field(default_factory=dict)
    waiting: set[uuid.UUID] = field(default_factory=set)

    def ask_with_the_next(self, ids: Iterable[uuid.UUID]) -> None:
        self.waiting.update(ids)

    def of(self, ids: Iterable[uuid.UUID]) -> Callable[[uuid.UUID], bool]:
        asked = {pk for pk in self.waiting.union(ids) if pk not in self.known}
        granted = among(self.by, asked)
        self.known.update((pk, pk in granted) for pk in asked)
        self.waiting.clear()
        return self.known.__getitem__


def _places(ids: set[uuid.UUID], prepared: Callable[[uuid.UUID], Any]) -> tuple[str, list[Any]]:
    """The ids in the statement. Hundreds of parameters cost more to put in than to look up: PostgreSQL gets one."""
    if connection.vendor == "postgresql":
        return " = ANY(%s::uuid[])", ["{" + ",".join(map(str, ids)) + "}"]
    return f" IN ({', '.join(['%s'] * len(ids))})", [prepared(pk) for pk in ids]


def _statement(by: Actor, officer: int, of: _Condition) -> tuple[str, str, list[Any]]:
    tree = units.tree()
    if _kept.tree is not tree or len(_kept.statements) > _MOST_KEPT:
        _kept.tree, _kept.statements = tree, {}
    known = _kept.statements.get((of, officer, by.seats))
    if known is None:
        # Ordered so that the ids are the first parameters.
        asked = matters_of([_MARK]).filter(of(by)).values_list("pk")
        sql, params = asked.query.sql_with_params()
        head, mark, tail = sql.partition(" IN (%s)")
        if not mark or "%s" in head:
            raise RuntimeError("the ids are not the first parameters any more")
        # A statement that is kept has to say itself which roles it asks for.
        tail, rest = with_words(tail, params[1:])
        known = (head, tail, rest)
        _kept.statements[of, officer, by.seats] = known
    return known
