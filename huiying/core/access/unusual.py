"""Unusual looking: told to oversight as a question to ask, never as a verdict, and by what staff did alone.

Of the people served nothing is compared and no list is made; an own name is compared while the contact is open anyway.
"""

import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from huiying.core.access.models import Look, Unusual
from huiying.core.kinds import Actor, PartyRole, new_id
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.units.models import Posting

# Below this many matters in a day nobody's looking is unusual, however quiet their unit.
FLOOR = 20
# Beyond so many times what is ordinary in the unit it is.
TIMES = 3
# The ordinary is the median of the days on which somebody of the unit looked, over four weeks; of fewer than ten such
# days nothing is ordinary yet, and twice the floor counts.
BACK = timedelta(days=28)
FEWEST_DAYS = 10
# Who worked in one unit within a year is a colleague.
TOGETHER = timedelta(days=365)


class Kind(StrEnum):
    VOLUME = "volume"
    OWN = "own"
    COLLEAGUE = "colleague"
    # Tried to open, in an emergency, what is closed to them for good.
    TRIED = "tried"


def find_unusual(at: datetime, limit: int) -> int:
    """Look at the read log of today and yesterday; gives how many questions are new. A kind of work."""
    today = timezone.localtime(at).date()
    found = 0
    for day in (today - timedelta(days=1), today):
        found += _by_volume(day, at)
    return found + _by_matter(at - timedelta(days=2), at, limit)


# --- how much --------------------------------------------------------------------------------------------


def most_ordinary(days: Sequence[int]) -> tuple[int, int]:
    """(what is ordinary, beyond how much it is unusual), from how many matters were looked at on earlier days."""
    if len(days) < FEWEST_DAYS:
        return 0, FLOOR * 2
    ordinary = int(median(days))
    return ordinary, max(FLOOR, TIMES * ordinary)


def _by_volume(day: date, at: datetime) -> int:
    new = 0
    for officer_id, unit_id, matters in _days(Q(day=day), at):
        if matters <= FLOOR:
            continue
        before = Q(day__lt=day, day__gte=day - BACK, unit_id=unit_id)
        ordinary, most = most_ordinary([count for _, _, count in _days(before, at)])
        if matters > most:
            _, made = Unusual.objects.update_or_create(
                kind=Kind.VOLUME.value,
                officer_id=officer_id,
                day=day,
                matter=None,
                defaults={"matters": matters, "ordinary": ordinary},
                create_defaults={
                    "id": new_id(at),
                    "found_at": at,
                    "unit_id": unit_id,
                    "matters": matters,
                    "ordinary": ordinary,
                },
            )
            new += made
    return new


def _days(which: Q, at: datetime) -> list[tuple[int, int | None, int]]:
    """How many matters each officer looked at on each day: (officer, unit, matters)."""
    rows = (
        Look.objects.filter(
            officer__isnull=False, matter__isnull=False, at__gte=at - BACK - timedelta(days=3)
        )
        .annotate(day=TruncDate("at"))
        .filter(which)
        .values("officer_id", "unit_id", "day")
        .annotate(count=Count("matter_id", distinct=True))
        .order_by("officer_id", "day")
    )
    return [(r["officer_id"], r["unit_id"], r["count"]) for r in rows]


# --- at what ---------------------------------------------------------------------------------------------


def _by_matter(since: datetime, at: datetime, limit: int) -> int:
    """Looks at matters in which the officer, or somebody they work with, is complained of."""
    pairs = list(
        Look.objects.filter(at__gt=since, officer__isnull=False, matter__isnull=False)
        .values("officer_id", "unit_id", "matter_id")
        .annotate(last=Max("at"))
        .order_by("matter_id")
    )
    new, together = 0, _Together(at)
    for begin in range(0, len(pairs), max(limit, 1)):
        some = pairs[begin : begin + max(limit, 1)]
        parties = ledger.parties_of([pair["matter_id"] for pair in some])
        for pair in some:
            accused = {
                p.officer_id
                for p in parties[pair["matter_id"]]
                if p.role is PartyRole.ACCUSED and p.officer_id is not None
            }
            kind = _kind(pair["officer_id"], accused, together)
            if kind is not None:
                new += _note(
                    kind, pair["officer_id"], pair["unit_id"], pair["matter_id"], pair["last"], at
                )
    return new


def _kind(officer: int, accused: Iterable[int], together: "_Together") -> Kind | None:
    accused = set(accused)
    if officer in accused:
        return Kind.OWN
    return Kind.COLLEAGUE if any(together(officer, other) for other in accused) else None


class _Together:
    """Whether two officers were posted to one unit at the same time within a year; each pair is asked once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.known: dict[tuple[int, int], bool] = {}

    def __call__(self, one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        if pair not in self.known:
            self.known[pair] = self._were(*pair)
        return self.known[pair]

    def _were(self, one: int, other: int) -> bool:
        begin = self.at - TOGETHER
        for posting in self._of(one, begin):
            mine = max(posting.since, begin)
            rows = self._of(other, mine).filter(unit_id=posting.unit_id)
            if rows.filter(since__lt=posting.until or self.at).exists():
                return True
        return False

    def _of(self, officer: int, after: datetime) -> QuerySet[Posting]:
        open_ = Q(until__isnull=True) | Q(until__gt=after)
        return Posting.objects.filter(open_, officer_id=officer, since__lte=self.at)


def own_name(*, by: Actor, matter_id: uuid.UUID, names: Iterable[str], at: datetime) -> bool:
    """Somebody opens contact data: whether a name in it is their own. Nothing of the contact is kept."""
    if by.officer_id is None:
        return False
    officer = units.officers([by.officer_id])[by.officer_id]
    mine = {_folded(name) for name in (officer.zh, officer.en) if name}
    if not mine & {_folded(name) for name in names if name}:
        return False
    unit_id = by.seats[0].unit_id if by.seats else None
    _note(Kind.OWN, by.officer_id, unit_id, matter_id, at, at)
    return True


def tried(*, by: Actor, matter_id: uuid.UUID, at: datetime) -> None:
    """Somebody who is kept away from a matter tried to open it in an emergency."""
    if by.officer_id is not None:
        unit_id = by.seats[0].unit_id if by.seats else None
        _note(Kind.TRIED, by.officer_id, unit_id, matter_id, at, at)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _note(
    kind: Kind, officer: int, unit: int | None, matter: uuid.UUID, looked: datetime, at: datetime
) -> int:
    """One question for an officer and a matter, however often they looked."""
    _, made = Unusual.objects.get_or_create(
        kind=kind.value,
        officer_id=officer,
        matter_id=matter,
        defaults={
            "id": new_id(at),
            "found_at": at,
            "day": timezone.localtime(looked).date(),
            "unit_id": unit,
            "matters": 1,
        },
    )
    return int(made)


# --- for oversight -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class UnusualRow:
    id: uuid.UUID
    day: date
    kind: Kind
    officer: str
    number: str
    unit_id: int | None
    ref: str
    matters: int
    ordinary: int


def to_ask(*, by: Actor, unit_ids: Sequence[int], limit: int = 50) -> list[UnusualRow]:
    """What nobody of oversight has looked into yet, never of the reader's own looking."""
    rows = list(_open(by, unit_ids).annotate(ref=F("matter__ref")).order_by("-found_at")[:limit])
    names = units.officers([r.officer_id for r in rows])
    return [
        UnusualRow(
            id=r.pk,
            day=r.day,
            kind=Kind(r.kind),
            officer=names[r.officer_id].name,
            number=names[r.officer_id].number,
            unit_id=r.unit_id,
            ref=r.ref or "",
            matters=r.matters,
            ordinary=r.ordinary,
        )
        for r in rows
    ]


def count_to_ask(*, by: Actor, unit_ids: Sequence[int]) -> int:
    """For the desk of oversight, which hears of it there."""
    return _open(by, unit_ids).count()


def asked(*, unusual_id: uuid.UUID, by: Actor, unit_ids: Sequence[int], at: datetime) -> bool:
    """Somebody of oversight has asked about it; whether it was theirs to ask."""
    rows = _open(by, unit_ids).filter(pk=unusual_id)
    return bool(rows.update(seen_at=at, seen_by_id=by.officer_id))


def _open(by: Actor, unit_ids: Sequence[int]) -> QuerySet[Unusual]:
    rows = Unusual.objects.filter(unit_id__in=list(unit_ids), seen_at__isnull=True)
    return rows.exclude(officer_id=by.officer_id) if by.officer_id is not None else rows.none()
