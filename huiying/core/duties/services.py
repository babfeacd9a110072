"""One write shape for every service, the index of duties, the sweep.

A service is: `with acting(…) as book:` → decide (pure) → `book.record(…)` → tell. What was recorded is planned
and written together when the block ends; if anything fails, nothing happened.
"""

import logging
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, connection, transaction

from huiying.core import lateness
from huiying.core.access import doors
from huiying.core.duties.indexed import Known, change_rows, changed_rows, known_rows
from huiying.core.duties.models import Duty
from huiying.core.duties.planning import Part, derive, packs_in_force
from huiying.core.kinds import Act, Actor, Fact, Origin, SeatRole, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book, new_book
from huiying.core.ledger.bulk import Bulk
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.queries import NoSuchMatter
from huiying.core.ledger.reading import keep_sequences, open_book, open_books
from huiying.core.notices.telling import tell_desk
from huiying.engine.rules import Pack
from huiying.rulepacks import loader

log = logging.getLogger("huiying.duties")


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
        book.flush(last=True)


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
        _all_steps(book)


def _all_steps(book: Book) -> list[Duty]:
    """The rows of a matter once every step that was reached is on record, and what those steps opened."""
    rows = derive(book.matter, book.history, book.parties, book.at)
    while escalate(book, rows):
        rows = derive(book.matter, book.history, book.parties, book.at)
    return rows


def sync(book: Book) -> None:
    """Bring the index of a matter's duties in line with its events."""
    rows = _all_steps(book)
    if book.new:
        book.batch.add(*rows)
        return
    write_changes(book, known_rows([book.matter.pk])[book.matter.pk], rows)


def write_changes(book: Book, known: Known, rows: list[Duty]) -> int:
    """Insert new rows, update changed ones, remove those that annulment took away; gives how many differed."""
    new, changed = changed_rows(known, rows)
    gone = known.keys() - {row.key for row in rows}
    book.batch.add(*new)
    change_rows(changed)
    if gone:
        Duty.objects.filter(matter_id=book.matter.pk, key__in=gone).delete()
    return len(new) + len(changed) + len(gone)


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
    (engine.md, property 7). Several workers may sweep: each takes matters that no other has locked. Where one of them
    can't be planned, the others are swept one by one. Raises what was wrong with it if nothing else was left.
    """
    rows = Duty.objects.filter(next_check_at__lte=now).order_by("next_check_at")
    due: dict[uuid.UUID, set[str]] = {}
    for matter_id, pack in rows.values_list("matter_id", "pack")[: limit * 2]:
        if matter_id in due or len(due) < limit:
            due.setdefault(matter_id, set()).add(pack)
    if not due:
        return 0
    try:
        return _sweep_together(due, now)
    except OperationalError:
        raise
    except Exception as error:
        log.exception("%d matters could not be swept together", len(due))
        return _sweep_apart(due, now, error)


def _sweep_apart(due: Mapping[uuid.UUID, set[str]], now: datetime, error: Exception) -> int:
    done = 0
    for matter_id, packs in due.items():
        try:
            done += _sweep_together({matter_id: packs}, now)
        except Exception as wrong:
            log.exception("matter %s could not be swept", matter_id)
            error = wrong
    if not done:
        raise error
    return done


def _sweep_together(due: Mapping[uuid.UUID, set[str]], now: datetime) -> int:
    with transaction.atomic():
        books = open_books(
            list(due), by=SWEEP, at=now, skip_locked=connection.features.has_select_for_update
        )
        shared = Bulk()
        planned: dict[uuid.UUID, list[Duty]] = {}
        for book in books:
            book.batch = shared
            planned[book.matter.pk] = _go_up(book, due[book.matter.pk], now)
        packs = {row.pack for rows in planned.values() for row in rows}
        known = known_rows(list(planned), packs)
        changed: list[Duty] = []
        for matter_id, rows in planned.items():
            new, different = changed_rows(known[matter_id], rows)
            shared.add(*new)
            changed += different
        change_rows(changed)
        keep_sequences(books)
        shared.flush()
    return len(books)


def _go_up(book: Book, packs: set[str], now: datetime) -> list[Duty]:
    """The rows of those packs of a matter in which something is due, its steps recorded; and of those that such a step
    calls upon. What is not due and hears of nothing stays as it is, by the same property."""
    while True:
        part = Part(
            pk=book.matter.pk,
            packs=[[pack, version] for pack, version in book.matter.packs if pack in packs],
            region=book.matter.region,
            in_charge_id=book.matter.in_charge_id,
        )
        before = len(book.fresh)
        rows = derive(part, book.history, book.parties, now)
        escalate(book, rows)
        heard = {
            pack
            for pack, version in book.matter.packs
            if any(_hears(loader.pack(pack, version).pack, e) for e in book.fresh[before:])
        }
        if not heard:
            return rows
        packs = packs | heard


def _hears(pack: Pack, entry: Entry) -> bool:
    """Whether a rule of the pack is triggered by an event, or reads it in another way."""
    return any(
        rule.trigger.kind != entry.kind
        or entry.kind in rule.acting
        or rule.trigger.fits(entry.facts)
        for rule in pack.rules
        if entry.kind in rule.kinds
    )


def escalate(book: Book, rows: list[Duty]) -> bool:
    """Record the steps of the ladder that were reached and are not on record yet, and tell whom they name.

    Gives whether a miss was among them: that may open a duty of its own.
    """
    if not any(row.reached for row in rows):
        return False
    any_missed = False
    past = [e.facts for e in book.history if e.kind == ledger_events.ESCALATED.kind]
    done = Counter((facts["duty"], facts["to"]) for facts in past)
    known = {facts["duty"] for facts in past if facts.get("missed")}
    for row in rows:
        for to, times in Counter(row.reached).items():
            for _ in range(times - done[(row.key, to)]):
                missed = _missed(row, book.at) and row.key not in known
                known |= {row.key} if missed else set()
                any_missed = any_missed or missed
                _step(book, row, to, missed=missed)
    return any_missed


def _missed(row: Duty, at: datetime) -> bool:
    """Its date is over. What is owed for a miss, such as saying why, is no further miss of that kind."""
    return not explains_a_miss(row.rule) and row.due_at is not None and row.due_at <= at


def explains_a_miss(rule_id: str) -> bool:
    """Whether what a rule owes is to say why something else was late."""
    kinds = {ledger_events.ESCALATED.kind, lateness.OWED_AGAIN.kind}
    return loader.rule(rule_id).trigger.kind in kinds


def _step(book: Book, row: Duty, to: str, *, missed: bool) -> None:
    facts: dict[str, Fact] = {"duty": row.key, "rule": row.rule, "to": to}
    if missed:
        facts |= {"missed": True, "owed_to": row.owed_to, "owed_by": row.owed_by}
        trigger = next((e for e in book.history if str(e.id) == row.trigger), None)
        if trigger is not None and "party" in trigger.facts:
            facts["party"] = trigger.facts["party"]
    # It was missed when its date was over, however late somebody looked.
    event = book.record(
        ledger_events.ESCALATED, facts, by=SWEEP, occurred_at=row.due_at if missed else None
    )
    role = _STEP_ROLES.get(to, SeatRole.SUPERVISOR)
    if role is SeatRole.COMPLAINTS and book.matter.investigating_unit_id is not None:
        role = SeatRole.CASES
    tell_desk(book, unit=row.unit_id, role=role, template=f"escalated.{to}", about=event)


def rebuild(*, matter_ids: list[uuid.UUID], now: datetime) -> int:
    """Derive the duties of matters anew; gives how many rows differed (it should be none)."""
    with transaction.atomic():
        found = 0
        books = open_books(matter_ids, by=system("rebuild"), at=now)
        known = known_rows([book.matter.pk for book in books])
        for book in books:
            rows = derive(book.matter, book.history, book.parties, now)
            found += write_changes(book, known[book.matter.pk], rows)
            book.batch.flush()
        return found
