"""Finding matters by words, newest first, at a bounded cost whatever the words.

The newest matters in reach are looked at one by one: a common word is found there at once. If that is not enough,
the inverted index is asked; where it has more candidates than can be weighed, the walk goes on, up to a limit that is
said. What the index gives are candidates only: the words themselves are read in the unsealed text.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q

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
STEP = 2_000
FARTHEST = 20_000
CANDIDATES = 5_000

_Found = dict[uuid.UUID, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Stretches of units that must all be in one text."""

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
    return Wanted(phrases=tuple(in_a_row(p) for p in kept), tokens=tuple(tokens(needed)))


def find(by: Actor, what: Wanted) -> Seen:
    ways = reach(by)
    walk = _walk(ways)
    found: _Found = {}
    first = next(walk, [])
    _take(found, by, first, what)
    if len(found) >= PAGE or len(first) < FIRST_LOOK:
        return _seen(found, None)
    candidates = _from_index(ways, what)
    if candidates is not None:
        known = {place.matter_id for place in first}
        _take(found, by, [c for c in candidates if c.matter_id not in known], what)
        return _seen(found, None)
    for places in walk:
        _take(found, by, places, what)
        if len(found) >= PAGE or len(places) < STEP:
            return _seen(found, None)
        first = places
    return _seen(found, first[-1].opened_at)


def _seen(found: _Found, back_to: datetime | None) -> Seen:
    return Seen(matters=tuple(islice(found.items(), PAGE)), looked_back_to=back_to)


def _walk(ways: list[Q]) -> Iterator[list[Place]]:
    """Matters in reach, newest first, a step at a time; an incomplete step is the last."""
    last: Place | None = None
    looked = 0
    while looked < FARTHEST:
        places = _newest(ways, last, FIRST_LOOK if last is None else STEP)
        yield places
        if not places:
            return
        looked += len(places)
        last = places[-1]


def _newest(ways: list[Q], before: Place | None, limit: int) -> list[Place]:
    older = Q()
    if before is not None:
        at = before.opened_at
        older = Q(opened_at__lte=at) & (Q(opened_at__lt=at) | Q(pk__lt=before.matter_id))
    rows = set().union(*(ledger.newest(way & older, limit) for way in ways))
    return [Place(matter_id=pk, opened_at=at) for at, pk in sorted(rows, reverse=True)[:limit]]


def _from_index(ways: list[Q], what: Wanted) -> list[Place] | None:
    """Matters in reach that may hold the words, newest first; None where the index has too many to weigh."""
    rows = Row.objects.filter(tokens__indexed=list(what.tokens)).values_list("matter_id", flat=True)
    ids = list(rows[: CANDIDATES + 1])
    if len(ids) > CANDIDATES:
        return None
    given = set(ids)
    found = set().union(*(ledger.newest(way, CANDIDATES, among=given) for way in ways if given))
    return [Place(matter_id=pk, opened_at=at) for at, pk in sorted(found, reverse=True)]


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
    true: set[uuid.UUID] = set()
    for text_id, text in open_texts(text_ids).items():
        line = in_a_row(units(text)) if text else ""
        if line and all(phrase in line for phrase in what.phrases):
            true.add(text_id)
    return true
