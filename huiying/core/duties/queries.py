"""Reads of duties: of one matter, of a worklist, of a branch. What a reader may see is decided by `access`."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from huiying.core.access.among import among
from huiying.core.duties.models import Duty
from huiying.core.kinds import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyRow:
    """A duty as pages need it. `due_at` is exclusive: at that instant it is late."""

    id: uuid.UUID
    matter_id: uuid.UUID
    ref: str
    kind: str
    key: str
    rule: str
    nature: str
    force: str
    basis: str
    owed_by: str
    owed_to: str
    unit_id: int | None
    officer_id: int | None
    opened_at: datetime
    due_at: datetime | None
    state: str
    ended: bool
    breached: bool
    lead: bool
    met_at: datetime | None
    met_by: str
    provisional: bool
    recorded_late: bool
    problem: tuple[str, str] | None
    history: tuple[tuple[str | None, str], ...]
    past: tuple[tuple[str | None, str | None], ...]

    @property
    def late(self) -> bool:
        return self.state == "overdue"


def row_of(d: Duty) -> DutyRow:
    return DutyRow(
        id=d.pk,
        matter_id=d.matter_id,
        ref=d.matter.ref,
        kind=d.matter.kind,
        key=d.key,
        rule=d.rule,
        nature=d.nature,
        force=d.force,
        basis=d.basis,
        owed_by=d.owed_by,
        owed_to=d.owed_to,
        unit_id=d.unit_id,
        officer_id=d.officer_id,
        opened_at=d.opened_at,
        due_at=d.due_at,
        state=d.state,
        ended=d.ended,
        breached=d.breached,
        lead=d.lead,
        met_at=d.met_at,
        met_by=d.met_by,
        provisional=d.provisional,
        recorded_late=d.recorded_late,
        problem=(d.problem[0], d.problem[1]) if d.problem else None,
        history=tuple((line[0], line[1]) for line in d.history),
        past=tuple((line[0], line[1]) for line in d.past),
    )


def of_matter(matter_id: uuid.UUID) -> list[DutyRow]:
    """All duties of a matter, by date; those without a date last."""
    rows = Duty.objects.filter(matter_id=matter_id).select_related("matter")
    return [row_of(d) for d in rows.order_by(F("due_at").asc(nulls_last=True), "opened_at", "key")]


def of_matters(matter_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[DutyRow]]:
    """All duties of many matters (for figures)."""
    found: dict[uuid.UUID, list[DutyRow]] = {pk: [] for pk in matter_ids}
    rows = Duty.objects.filter(matter_id__in=list(matter_ids)).select_related("matter")
    for d in rows.order_by("matter_id", "opened_at", "key"):
        found[d.matter_id].append(row_of(d))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleCount:
    """Of what fell due under a rule, how many were kept."""

    rule: str
    due: int
    kept: int


def kept_by_rule(
    *, since: datetime, until: datetime, origin: str, owed_to: Sequence[str]
) -> list[RuleCount]:
    """Answers that fell due after one instant and up to another, by rule: all, and those given by then."""
    rows = (
        Duty.objects.filter(
            nature="answer", lead=True, provisional=False, due_at__gt=since, due_at__lte=until
        )
        .filter(matter__origin=origin, owed_to__in=list(owed_to))
        .exclude(state="void", breached=False)
        .values("rule")
        .annotate(due=Count("id"), kept=Count("id", filter=Q(state="met", breached=False)))
        .order_by("rule")
    )
    return [RuleCount(rule=r["rule"], due=r["due"], kept=r["kept"]) for r in rows]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What of a worklist is asked for. Empty means all."""

    forces: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    whose: str = "unit"  # mine, unit, nobody
    units: tuple[int, ...] = ()
    state: str = ""  # overdue, soon
    after: tuple[datetime, uuid.UUID] | None = None  # the last row of the page before
    size: int = 50


def worklist(*, by: Actor, wanted: Wanted) -> list[DutyRow]:
    """Open duties an officer's units owe, the earliest date first; at most `size` + 1 rows, so that a page knows
    whether another follows. Dated ones first: those without a date are `undated`."""
    return _first(by, wanted, "due_at", wanted.after, wanted.size + 1)


def undated(*, by: Actor, wanted: Wanted) -> list[DutyRow]:
    """Open duties without a date: the law gives no number, or the date in a fact can't be used (`problem`)."""
    return _first(by, wanted, "opened_at", None, wanted.size)


Place = tuple[datetime, uuid.UUID]


def _first(by: Actor, wanted: Wanted, order: str, after: Place | None, size: int) -> list[DutyRow]:
    """The first rows that may be seen. Places come from an index in the order of the list, and whether a row may be
    seen is asked of these alone: the cost is that of a page, however much is open."""
    found: list[DutyRow] = []
    chunk = size
    while True:
        places = _places(by, wanted, order, after, chunk)
        rows = Duty.objects.filter(pk__in=[pk for _, pk in places]).select_related("matter")
        read = [row_of(d) for d in rows.order_by(order, "id")]
        seen = among(by, {row.matter_id for row in read})
        found += [row for row in read if row.matter_id in seen]
        if len(found) >= size or len(places) < chunk:
            return found[:size]
        after, chunk = places[-1], min(chunk * 2, 1000)


def _places(by: Actor, wanted: Wanted, order: str, after: Place | None, count: int) -> list[Place]:
    """Where the next `count` rows stand, seen or not. One query a unit: several in one would be sorted whole."""
    found: list[Place] = []
    for rows in _streams(by, wanted):
        rows = rows.filter(due_at__isnull=order != "due_at")
        if after:
            # Said twice: the first is where the index begins, the second what of that instant was shown.
            rows = rows.filter(**{f"{order}__gte": after[0]}).exclude(
                **{order: after[0], "id__lte": after[1]}
            )
        found += rows.order_by(order, "id").values_list(order, "id")[:count]
    return sorted(found)[:count]


def _streams(by: Actor, wanted: Wanted) -> list[QuerySet[Duty]]:
    """What is asked for, seen or not, in parts that an index can give in order."""
    rows = Duty.objects.filter(ended=False, nature="answer", lead=True)
    if wanted.forces:
        rows = rows.filter(force__in=wanted.forces)
    if wanted.rules:
        rows = rows.filter(rule__in=wanted.rules)
    if wanted.state:
        rows = rows.filter(state="overdue" if wanted.state == "overdue" else "due_soon")
    if wanted.whose == "mine":
        return [rows.filter(officer_id=by.officer_id or 0)]
    if wanted.whose == "nobody":
        rows = rows.filter(officer_id__isnull=True)
    units = wanted.units or sorted({seat.unit_id for seat in by.seats})
    return [rows.filter(unit_id=unit_id) for unit_id in units]


# Counting on would cost more than the number is worth: "100 or more" is a call for hands, whatever it is.
MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    overdue: int
    today: int
    week: int
    nobody: int


def counts(
    *, by: Actor, wanted: Wanted, now: datetime, today_ends: datetime, week_ends: datetime
) -> Counts:
    """How many wait, counted to MOST at the furthest."""
    streams = [rows.filter(due_at__isnull=False) for rows in _streams(by, wanted)]

    def matters(condition: Q) -> list[uuid.UUID]:
        found: list[uuid.UUID] = []
        for rows in streams:
            first = rows.filter(condition).order_by("due_at", "id")
            found += first.values_list("matter_id", flat=True)[:MOST]
        return found[:MOST]

    parts = {
        "overdue": matters(Q(due_at__lte=now)),
        "today": matters(Q(due_at__gt=now, due_at__lte=today_ends)),
        "week": matters(Q(due_at__gt=max(now, today_ends), due_at__lte=week_ends)),
        "nobody": matters(Q(officer_id__isnull=True)),
    }
    seen = among(by, {pk for part in parts.values() for pk in part})
    return Counts(**{name: sum(pk in seen for pk in part) for name, part in parts.items()})
