"""One write shape for every service, the index of duties, the sweep.

A service is: `with acting(…) as book:` → decide (pure) → `book.record(…)` → tell. What was recorded is planned
and written together when the block ends; if anything fails, nothing happened.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from huiying.core.access import doors
from huiying.core.duties.models import Duty
from huiying.core.duties.planning import derive, packs_in_force
from huiying.core.duties.writing import write_rows
from huiying.core.kinds import Act, Actor, Origin, SeatRole, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.batch import Batch
from huiying.core.ledger.book import Book, new_book
from huiying.core.ledger.bulk import Bulk
from huiying.core.ledger.queries import NoSuchMatter
from huiying.core.ledger.reading import keep_sequences, open_book, open_books
from huiying.core.notices.telling import tell_desk

_FIELDS = [
    f.attname for f in Duty._meta.concrete_fields if f.attname not in {"id", "matter_id", "key"}
]


@contextmanager
def opening(
    *,
    kind: str,
    by: Actor,
    at: datetime,
    opened_at: datetime | None = None,
    origin: Origin = Origin.LIVE,
    source_key: str | None = None,
) -> Iterator[Book]:
    """A new matter. Raises access.Denied where the actor may not register."""
    with transaction.atomic():
        book = new_book(
            kind=kind,
            packs=packs_in_force(kind),
            region=settings.HUIYING_REGION,
            by=by,
            at=at,
            opened_at=opened_at,
            origin=origin,
            source_key=source_key,
        )
        yield book
        sync(book)
        book.flush()


@contextmanager
def acting(
    *, matter_id: uuid.UUID, act: Act | tuple[Act, ...], by: Actor, at: datetime
) -> Iterator[Book]:
    """A matter that exists, locked; of several acts one has to be allowed.

    Raises access.Denied, also where there is no such matter.
    """
    acts = act if isinstance(act, tuple) else (act,)
    with transaction.atomic():
        try:
            book = open_book(matter_id=matter_id, by=by, at=at)
        except NoSuchMatter:
            raise doors.Denied(acts[0].value) from None
        if doors.acts_on(by, book.parties, matter_id).isdisjoint(acts):
            raise doors.Denied(acts[0].value)
        _catch_up(book)
        yield book
        sync(book)
        book.flush()


def _catch_up(book: Book) -> None:
    """A step that was reached before this act, and not swept yet, is on record before it: the act may end the duty,
    and then the silence would have left no trace."""
    if Duty.objects.filter(matter_id=book.matter.pk, next_check_at__lte=book.at).exists():
        escalate(book, derive(book.matter, book.history, book.parties, book.at))


def sync(book: Book) -> None:
    """Bring the index of a matter's duties in line with its events."""
    rows = derive(book.matter, book.history, book.parties, book.at)
    escalate(book, rows)
    if book.new:
        book.batch.add(*rows)
        return
    known = {d.key: d for d in Duty.objects.filter(matter_id=book.matter.pk)}
    write_changes(known, rows, book.batch)


def write_changes(known: dict[str, Duty], rows: list[Duty], batch: Batch) -> int:
    """Insert new rows, update changed ones, remove those that annulment took away; gives how many differed."""
    changed = differing(known, rows, batch)
    gone = known.keys() - {row.key for row in rows}
    write_rows(changed)
    if gone:
        Duty.objects.filter(pk__in=[known[key].pk for key in gone]).delete()
    return len(changed) + len(gone) + len(batch.rows_of(Duty))


def differing(known: dict[str, Duty], rows: list[Duty], batch: Batch) -> list[Duty]:
    """The rows that are there and say something else now; what is new goes to the batch."""
    changed = []
    for row in rows:
        was = known.get(row.key)
        if was is None:
            batch.add(row)
        elif any(getattr(was, f) != getattr(row, f) for f in _FIELDS):
            changed.append(row)
    return changed


# --- the sweep -----------------------------------------------------------------------------------------

_STEP_ROLES = {
    "desk": SeatRole.COMPLAINTS,
    "unit-head": SeatRole.HEAD,
    "supervisor": SeatRole.SUPERVISOR,
    "chief": SeatRole.SUPERVISOR,
    "oversight": SeatRole.OVERSIGHT,
}
SWEEP = system("sweep")


def sweep(*, now: datetime, limit: int = 200) -> int:
    """Re-plan the matters whose next moment has come and record the steps of the ladder; gives how many matters.

    Reads only rows with next_check_at <= now: between two such instants nothing changes without an event
    (engine.md, property 7). Several workers may sweep: each takes matters that no other has locked.
    """
    due = Duty.objects.filter(next_check_at__lte=now).order_by("next_check_at")
    ids = list(dict.fromkeys(due.values_list("matter_id", flat=True)[: limit * 2]))[:limit]
    if not ids:
        return 0
    with transaction.atomic():
        books = open_books(
            ids, by=SWEEP, at=now, skip_locked=connection.features.has_select_for_update
        )
        known: dict[uuid.UUID, dict[str, Duty]] = {b.matter.pk: {} for b in books}
        for duty in Duty.objects.filter(matter_id__in=list(known)):
            known[duty.matter_id][duty.key] = duty
        shared = Bulk()
        changed: list[Duty] = []
        for book in books:
            book.batch = shared
            rows = derive(book.matter, book.history, book.parties, now)
            escalate(book, rows)
            changed += differing(known[book.matter.pk], rows, shared)
        write_rows(changed)
        keep_sequences(books)
        shared.flush()
    return len(books)


def escalate(book: Book, rows: list[Duty]) -> None:
    """Record the steps of the ladder that were reached and are not on record yet, and tell whom they name."""
    if not any(row.reached for row in rows):
        return
    done = Counter(
        (e.facts["duty"], e.facts["to"])
        for e in book.history
        if e.kind == ledger_events.ESCALATED.kind
    )
    for row in rows:
        for to, times in Counter(row.reached).items():
            for _ in range(times - done[(row.key, to)]):
                event = book.record(
                    ledger_events.ESCALATED, {"duty": row.key, "rule": row.rule, "to": to}, by=SWEEP
                )
                role = _STEP_ROLES.get(to, SeatRole.SUPERVISOR)
                tell_desk(
                    book, unit=row.unit_id, role=role, template=f"escalated.{to}", about=event
                )


def rebuild(*, matter_ids: list[uuid.UUID], now: datetime) -> int:
    """Derive the duties of matters anew; gives how many rows differed (it should be none)."""
    with transaction.atomic():
        found = 0
        for book in open_books(matter_ids, by=system("rebuild"), at=now):
            known = {d.key: d for d in Duty.objects.filter(matter_id=book.matter.pk)}
            rows = derive(book.matter, book.history, book.parties, now)
            found += write_changes(known, rows, book.batch)
            book.batch.flush()
        return found
