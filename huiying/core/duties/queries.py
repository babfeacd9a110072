"""Reads of duties: of one matter, of many. Who may see them is decided by `access`; lists are in `queries_desk`."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from huiying.core.duties.models import Duty


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
    void_at: datetime | None
    provisional: bool
    recorded_late: bool
    problem: tuple[str, str] | None
    history: tuple[tuple[str | None, str], ...]
    past: tuple[tuple[str | None, str | None], ...]

    @property
    def trigger(self) -> str:
        """The id of the event that opened it."""
        return self.key.split("/")[1]

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
        void_at=d.void_at,
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
    """Of what fell due under a rule on matters of a kind, how much was kept, and on how many matters it was owed.
    `basis` says whose time it was."""

    rule: str
    kind: str
    basis: str
    due: int
    kept: int
    matters: int


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
        .values("rule", "matter__kind", "basis")
        .annotate(
            due=Count("id"),
            kept=Count("id", filter=Q(state="met", breached=False)),
            matters=Count("matter", distinct=True),
        )
        .order_by("rule", "matter__kind", "basis")
    )
    return [
        RuleCount(
            rule=r["rule"],
            kind=r["matter__kind"],
            basis=r["basis"],
            due=r["due"],
            kept=r["kept"],
            matters=r["matters"],
        )
        for r in rows
    ]
