"""Finding matters by words, newest first, at a bounded cost whatever the words.

A rare word is looked up in the inverted index. For others the newest matters in reach are looked at one by one: a
common word is found there at once. If that is not enough, the index is asked again; where it has more candidates than
can be weighed, the walk goes on, up to a limit that is said. All these give candidates only: where tokens do not prove
that units stand in a row, the words are read in the unsealed text.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from huiying.core.access.doors import visible
from huiying.core.kinds import Actor
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_texts
from huiying.core.search.folding import in_a_row, narrowest, units
from huiying.core.search.models import Row
from huiying.core.search.scope import reach
from huiying.core.search.tokens import tokens

PAGE = 50
FIRST_LOOK = 300
STEP = 600
# With so many hits in the first look, looking on is cheaper than asking the index.
PROMISING = 5
FARTHEST = 20_000
FEW = 1_000
MANY = 20_000

_Found = dict[uuid.UUID, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Tokens that must all be in one text, and the stretches of units that they alone do not prove.

    A single unit or pair is one token: no text is unsealed for it.
    """

    phrases: tuple[str, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    matter_id: uuid.UUID
    opened_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """Matters that hold the words, newest first, and how far back was looked if not to the beginning."""

    matters: tuple[tuple[uuid.UUID, tuple[str, ...]], ...]
    looked_back_to: datetime | None


def wanted(phrases: Iterable[list[str]]) -> Wanted:
    kept = [phrase for phrase in phrases if phrase]
    needed = set().union(*(narrowest(phrase) for phrase in kept))
    loose = (phrase for phrase in kept if len(narrowest(phrase)) > 1)
    return Wanted(phrases=tuple(in_a_row(p) for p in loose), tokens=tuple(tokens(needed)))


def find(by: Actor, what: Wanted) -> Seen:
    ways = reach(by)
    found: _Found = {}
    rows = Row.objects.filter(tokens__indexed=list(what.tokens)).values_list("matter_id", flat=True)
    few = list(rows[: FEW + 1])
    if len(few) <= FEW:
        return _go(by, what, found, _walk(ways, PAGE, STEP, among=set(few)))
    walk = _walk(ways, FIRST_LOOK, STEP)
    places = next(walk)
    _take(found, by, places, what)
    if len(found) >= PAGE or len(places) < FIRST_LOOK:
        return _seen(found, None)
    if len(found) < PROMISING and rows[: MANY + 1].count() <= MANY:
        # The limit keeps the planner from walking all matters in order in search of a word it takes to be common.
        walk = _walk(ways, PAGE, STEP, among=rows[:MANY])
    return _go(by, what, found, walk)


def _go(by: Actor, what: Wanted, found: _Found, walk: Iterator[list[Place]]) -> Seen:
    looked = 0
    for places in walk:
        _take(found, by, [p for p in places if p.matter_id not in found], what)
        looked += len(places)
        if len(found) >= PAGE:
            break
        if looked >= FARTHEST:
            return _seen(found, places[-1].opened_at)
    return _seen(found, None)


def _seen(found: _Found, back_to: datetime | None) -> Seen:
    return Seen(matters=tuple(islice(found.items(), PAGE)), looked_back_to=back_to)


def _walk(
    ways: list[Q],
    first: int,
    step: int,
    among: set[uuid.UUID] | QuerySet[Row, Any] | None = None,
) -> Iterator[list[Place]]:
    """Matters in reach, newest first: one step, then larger ones; an incomplete step is the last."""
    older, limit = Q(), first
    while True:
        rows = set().union(*(ledger.newest(way & older, limit, among=among) for way in ways))
        places = [
            Place(matter_id=pk, opened_at=at) for at, pk in sorted(rows, reverse=True)[:limit]
        ]
        yield places
        if len(places) < limit:
            return
        at = places[-1].opened_at
        older = Q(opened_at__lte=at) & (Q(opened_at__lt=at) | Q(pk__lt=places[-1].matter_id))
        limit = step


def _take(found: _Found, by: Actor, places: list[Place], what: Wanted) -> None:
    """Adds the matters that `visible` grants and whose texts really hold the words, until the page is full."""
    rows: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = {}
    ids = [place.matter_id for place in places]
    held = Row.objects.filter(matter_id__in=ids, tokens__holds=list(what.tokens))
    for matter_id, text_id, kind in held.values_list("matter_id", "text_id", "kind"):
        rows.setdefault(matter_id, []).append((text_id, kind))
    hopeful = [matter_id for matter_id in ids if matter_id in rows]
    for start in range(0, len(hopeful), PAGE):
        if len(found) >= PAGE:
            return
        part = hopeful[start : start + PAGE]
        seen = {pk for _, pk in ledger.newest(visible(by), PAGE, among=part)}
        true = _reading(what, [text_id for m in part if m in seen for text_id, _ in rows[m]])
        for matter_id in part:
            kinds = {kind for text_id, kind in rows[matter_id] if text_id in true}
            if kinds:
                found[matter_id] = tuple(sorted(kinds))


def _reading(what: Wanted, text_ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Of these texts, those that hold the words in clear. An erased one holds nothing."""
    if not what.phrases:
        return set(text_ids)
    true: set[uuid.UUID] = set()
    for text_id, text in open_texts(text_ids).items():
        line = in_a_row(units(text)) if text else ""
        if line and all(phrase in line for phrase in what.phrases):
            true.add(text_id)
    return true
