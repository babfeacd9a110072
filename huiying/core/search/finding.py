"""Finding matters by words, newest first, at a bounded cost whatever the words.

A rare word is looked up in the inverted index. For others the newest matters in reach are looked at one by one: a
common word is found there at once. If that is not enough, the index is asked again; where it has more candidates than
can be weighed, the walk goes on, up to a limit that is said. All these give candidates only: whether the searcher
handles a matter is asked of each, and where tokens do not prove that units stand in a row, the words are read in the
unsealed text.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.db.models import Q, QuerySet

from huiying.core.access.among import among
from huiying.core.kinds import Actor
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_texts
from huiying.core.search.folding import in_a_row, narrowest, units
from huiying.core.search.models import Row
from huiying.core.search.scope import Way, handled, reach
from huiying.core.search.tokens import tokens

PAGE = 50
FIRST_LOOK = 300
STEP = 1_200
# Of more than this PostgreSQL would rather read the whole index row by row than look each of them up.
LARGEST_STEP = 2_000
FARTHEST = 20_000
FEW = 400
MANY = 20_000

_Found = dict[uuid.UUID, tuple[str, ...]]
_Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Tokens that must all be in one text, and the stretches of units that they alone do not prove.

    A single unit or pair is one token: no text is unsealed for it.
    """

    phrases: tuple[str, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """Matters that hold the words, newest first, and how far back was looked if not to the beginning."""

    matters: tuple[tuple[uuid.UUID, tuple[str, ...]], ...]
    looked_back_to: datetime | None


class Candidate(NamedTuple):
    """A text whose row of the index holds the tokens. The newest matter is the greatest."""

    opened_at: datetime
    matter_id: uuid.UUID
    text_id: uuid.UUID
    kind: str

    @property
    def place(self) -> _Place:
        return self.opened_at, self.matter_id


def wanted(phrases: Iterable[list[str]]) -> Wanted:
    kept = [phrase for phrase in phrases if phrase]
    needed = set().union(*(narrowest(phrase) for phrase in kept))
    loose = (phrase for phrase in kept if len(narrowest(phrase)) > 1)
    return Wanted(phrases=tuple(in_a_row(p) for p in loose), tokens=tuple(tokens(needed)))


def find(by: Actor, what: Wanted) -> Seen:
    ways = reach(by)
    found: _Found = {}
    if not ways:
        return _seen(found, None)
    rows = Row.objects.filter(tokens__indexed=list(what.tokens))
    few = _candidates(rows[: FEW + 1])
    if len(few) <= FEW:
        _take(found, by, sorted(few, reverse=True), what)
        return _seen(found, None)
    walk = _Walk(ways=ways, what=what)
    _take(found, by, walk.look(FIRST_LOOK), what)
    asked = False
    while len(found) < PAGE and walk.at:
        # At this rate the page would not be full at the farthest: the index may have less to weigh.
        if walk.looked > FIRST_LOOK and len(found) * FARTHEST < PAGE * walk.looked and not asked:
            asked = True
            if rows.values("pk")[: MANY + 1].count() <= MANY:
                return _by_index(by, what, ways, rows)
        if walk.looked >= FARTHEST:
            return _seen(found, walk.at[0])
        _take(found, by, walk.look(_step(walk.looked, len(found))), what)
    return _seen(found, None)


def _step(looked: int, hits: int) -> int:
    """How many more to look at: about as many as the page still needs, judged by those before."""
    needed = looked * (PAGE - hits) // hits if hits else STEP
    return min(max(needed, STEP), LARGEST_STEP)


def _by_index(by: Actor, what: Wanted, ways: list[Way], rows: QuerySet[Row]) -> Seen:
    found: _Found = {}
    for part in _newest_of(ways, rows):
        _take(found, by, part, what)
        if len(found) >= PAGE:
            break
    return _seen(found, None)


def _seen(found: _Found, back_to: datetime | None) -> Seen:
    return Seen(matters=tuple(islice(found.items(), PAGE)), looked_back_to=back_to)


def _candidates(rows: QuerySet[Row]) -> list[Candidate]:
    read = rows.values_list("matter__opened_at", "matter_id", "text_id", "kind")
    return [Candidate(*values) for values in read]


@dataclass(kw_only=True, slots=True)
class _Walk:
    """Looks at matters in reach, newest first. `at` is the last one looked at; None once there are no more."""

    ways: list[Way]
    what: Wanted
    at: _Place | None = None
    looked: int = 0

    def look(self, step: int) -> list[Candidate]:
        """Of about so many further matters, those that hold the tokens."""
        rows = Row.objects.filter(tokens__holds=list(self.what.tokens))
        found: set[Candidate] = set()
        ends: list[_Place] = []
        for way in self.ways:
            # Their number is the limit's, so that the planner looks each of them up.
            stretch = ledger.newest_of(way.on_matters() & _older(self.at))[:step]
            ends += stretch.values_list("opened_at", "pk")[step - 1 :]
            found |= set(_candidates(rows.filter(matter__in=stretch.values("pk"))))
        self.at = max(ends, default=None)
        self.looked += step
        return sorted((one for one in found if not self.at or one.place >= self.at), reverse=True)


def _older(than: _Place | None, prefix: str = "") -> Q:
    """Said twice: the first is where the index begins, the second which of that instant are meant."""
    if than is None:
        return Q()
    at, pk = than
    return Q(**{f"{prefix}opened_at__lte": at}) & (
        Q(**{f"{prefix}opened_at__lt": at}) | Q(**{f"{prefix}pk__lt": pk})
    )


def _newest_of(ways: list[Way], rows: QuerySet[Row]) -> Iterator[list[Candidate]]:
    """What the index gives, in reach, newest first: twice a page at first, then more."""
    # The limit keeps the planner from walking all matters in order in search of a word it takes to be common.
    among_these = Row.objects.filter(pk__in=rows.values("pk")[:MANY])
    last, size = None, 2 * PAGE
    while True:
        older = among_these.filter(_older(last, "matter__"))
        found: set[Candidate] = set()
        for way in ways:
            parts = older.filter(way.on_rows()).order_by("-matter__opened_at", "-matter")
            found |= set(_candidates(parts[:size]))
        newest = sorted(found, reverse=True)[:size]
        if len(newest) < size:
            yield newest
            return
        # The texts of the last matter may not all be there.
        whole = [one for one in newest if one.place > newest[-1].place] or newest
        yield whole
        last, size = whole[-1].place, STEP


def _take(found: _Found, by: Actor, given: list[Candidate], what: Wanted) -> None:
    """Adds the matters that the searcher handles and whose texts really hold the words, until the page is full."""
    texts: dict[uuid.UUID, list[Candidate]] = {}
    for one in given:
        texts.setdefault(one.matter_id, []).append(one)
    hopeful = list(texts)
    for start in range(0, len(hopeful), PAGE):
        if len(found) >= PAGE:
            return
        part = hopeful[start : start + PAGE]
        seen = among(by, part, of=handled)
        true = _reading(what, [one.text_id for m in part if m in seen for one in texts[m]])
        for matter_id in part:
            kinds = {one.kind for one in texts[matter_id] if one.text_id in true}
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
