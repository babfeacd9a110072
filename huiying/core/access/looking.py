"""The read log as the data officer reads it: looks by unit, officer, matter, day and what was looked at.

A page of it is a look itself. Nobody reads in it of a matter that is closed to them: to who is complained of, looks at
that matter are not there either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from huiying.core.access import doors
from huiying.core.access.looks import log_look, reason_of
from huiying.core.access.models import Look
from huiying.core.kinds import Actor
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units

PAGE = 50
WHATS = ("contact", "words", "file", "search", "no-receipt", "emergency", "read-log", "delay")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked for; empty is everything. `number` is a service number, `ref` the reference of a matter."""

    unit_id: int | None = None
    number: str = ""
    ref: str = ""
    what: str = ""
    day: date | None = None
    # Looks by our own programs too, such as for an address that a mail goes to.
    programs: bool = False
    page: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class LogRow:
    """`ref` is empty where no matter was looked at, such as a search."""

    at: datetime
    unit_id: int | None
    role: str
    officer: str
    what: str
    page: str
    ref: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LogPage:
    """`more`: older ones follow. No total is counted."""

    rows: tuple[LogRow, ...]
    more: bool


def read_log(*, by: Actor, unit_ids: Sequence[int], wanted: Wanted, at: datetime) -> LogPage:
    """A page of the log, the newest first; reading it is on it. `unit_ids`: those the reader oversees."""
    start = (max(wanted.page, 1) - 1) * PAGE
    found = list(_rows(by, unit_ids, wanted).order_by("-at", "-id")[start : start + PAGE + 1])
    log_look(by=by, at=at, what="read-log", page="read_log", reason=_asked(wanted))
    rows, more = found[:PAGE], len(found) > PAGE
    names = units.officers(r.officer_id for r in rows if r.officer_id is not None)
    matters = ledger.matters(r.matter_id for r in rows if r.matter_id is not None)
    return LogPage(
        rows=tuple(
            LogRow(
                at=r.at,
                unit_id=r.unit_id,
                role=r.role,
                officer=names[r.officer_id].name if r.officer_id is not None else "",
                what=r.what,
                page=r.page,
                ref=matters[r.matter_id].ref if r.matter_id is not None else "",
                reason=reason_of(r),
            )
            for r in rows
        ),
        more=more,
    )


def _rows(by: Actor, unit_ids: Sequence[int], wanted: Wanted) -> QuerySet[Look]:
    """Looks at matters the reader may see, by whoever; and of the units they oversee, those at no one matter."""
    of_matter = Q(matter__isnull=False) & doors.visible(by, prefix="matter__")
    rows = Look.objects.filter(of_matter | Q(matter__isnull=True, unit_id__in=list(unit_ids)))
    if not wanted.programs:
        rows = rows.filter(officer__isnull=False)
    if wanted.unit_id is not None:
        rows = rows.filter(unit_id=wanted.unit_id)
    if wanted.number:
        officer = units.officer_by_number(wanted.number)
        rows = rows.filter(officer_id=officer.id) if officer else rows.none()
    if wanted.ref:
        rows = rows.filter(matter__ref=wanted.ref.strip().upper())
    if wanted.what:
        rows = rows.filter(what=wanted.what)
    if wanted.day is not None:
        begin = timezone.make_aware(datetime.combine(wanted.day, time()))
        rows = rows.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return rows


def _asked(wanted: Wanted) -> str:
    """What was asked for, as its reason: by codes, so that who reads the log of the log knows whom it was about."""
    given = (
        ("unit", str(wanted.unit_id or "")),
        ("officer", wanted.number),
        ("matter", wanted.ref),
        ("what", wanted.what),
        ("day", wanted.day.isoformat() if wanted.day else ""),
    )
    return " ".join(f"{name}={value}" for name, value in given if value)
