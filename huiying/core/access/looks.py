"""The read log: each look at personal data is a row nobody can change."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import ProgrammingError
from django.db.models import Count, QuerySet

from huiying.core.access.models import Look
from huiying.core.kinds import Actor, new_id
from huiying.core.ledger import triggers
from huiying.core.people import sealing


def log_look(
    *,
    by: Actor,
    at: datetime,
    what: str,
    page: str,
    matter_id: uuid.UUID | None = None,
    reason: str = "",
) -> None:
    """`what` is contact, words, file or search; `page` the name of the URL. A reason is words, so it is sealed."""
    seat = by.seats[0] if by.seats else None
    look_id = new_id(at)
    Look.objects.create(
        id=look_id,
        at=at,
        matter_id=matter_id,
        officer_id=by.officer_id,
        unit_id=seat.unit_id if seat else by.unit_id,
        role=seat.role.value if seat else by.kind.value,
        what=what,
        reason_sealed=seal_reason(look_id, reason[:200]) if reason else None,
        page=page[:80],
    )


def seal_reason(look_id: uuid.UUID, reason: str) -> bytes:
    return sealing.seal(reason.encode(), aad=f"access.look:{look_id}")


class MayNotErase(PermissionError):
    """This database role may not lift the guard of the read log."""


def erase_reasons(matter_id: uuid.UUID) -> int:
    """The reasons given for looking at a matter are words, and go with its other words; that somebody looked stays.

    In a transaction. Raises MayNotErase: on PostgreSQL only the role that owns the tables may.
    """
    rows = Look.objects.filter(matter_id=matter_id, reason_sealed__isnull=False)
    if not rows.exists():
        return 0
    try:
        with triggers.lifted(Look._meta.db_table):
            return rows.update(reason_sealed=None)
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") == triggers.NOT_THE_OWNER:
            raise MayNotErase(Look._meta.db_table) from error
        raise


def reason_of(row: Look) -> str:
    if row.reason_sealed is None:
        return ""
    return sealing.unseal(row.reason_sealed, aad=f"access.look:{row.pk}").decode()


@dataclass(frozen=True, kw_only=True, slots=True)
class LookRow:
    """`reason` is what whoever looked gave as theirs; empty where none is asked."""

    at: datetime
    unit_id: int | None
    role: str
    what: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delay:
    """Looks of a unit from an instant on are not shown to the person yet. Whoever gives one has looked that it was
    approved from outside and still runs; once it does not, all of them are shown."""

    unit_id: int
    since: datetime


def _shown(matter_id: uuid.UUID, delayed: Sequence[Delay]) -> QuerySet[Look]:
    rows = Look.objects.filter(matter_id=matter_id)
    for one in delayed:
        rows = rows.exclude(unit_id=one.unit_id, at__gte=one.since)
    return rows


def looks_at(matter_id: uuid.UUID, *, delayed: Sequence[Delay] = ()) -> list[LookRow]:
    """Who has looked at a matter, as the person may know it: unit, role, and the reason they gave. None is left out."""
    rows = _shown(matter_id, delayed).order_by("-at")
    return [
        LookRow(at=r.at, unit_id=r.unit_id, role=r.role, what=r.what, reason=reason_of(r))
        for r in rows
    ]


def count_looks(matter_id: uuid.UUID, *, delayed: Sequence[Delay] = ()) -> int:
    return _shown(matter_id, delayed).count()


def count_of(officer_id: int, matter_id: uuid.UUID, since: datetime, until: datetime) -> int:
    """How often an officer looked at a matter within a time, such as that of an emergency."""
    rows = Look.objects.filter(officer_id=officer_id, matter_id=matter_id)
    return rows.filter(at__gte=since, at__lt=until).count()


@dataclass(frozen=True, kw_only=True, slots=True)
class LookTally:
    unit_id: int | None
    what: str
    looks: int
    matters: int


def tally(unit_ids: Sequence[int], since: datetime) -> list[LookTally]:
    """How often units looked at personal data since an instant, by what they looked at. No officer is ranked."""
    found = (
        Look.objects.filter(at__gte=since, unit_id__in=list(unit_ids))
        .values("unit_id", "what")
        .annotate(looks=Count("id"), matters=Count("matter_id", distinct=True))
        .order_by("unit_id", "what")
    )
    return [
        LookTally(unit_id=r["unit_id"], what=r["what"], looks=r["looks"], matters=r["matters"])
        for r in found
    ]


def given_reasons(unit_ids: Sequence[int], since: datetime, limit: int = 20) -> list[LookRow]:
    """The latest reasons that units gave for looking, for those who oversee them: by unit, never by officer."""
    found = Look.objects.filter(
        at__gte=since, unit_id__in=list(unit_ids), reason_sealed__isnull=False
    ).order_by("-at")
    return [
        LookRow(at=r.at, unit_id=r.unit_id, role=r.role, what=r.what, reason=reason_of(r))
        for r in found[:limit]
    ]
