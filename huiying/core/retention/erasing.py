"""Erasing what was approved: each matter in one transaction, so that it may be broken off at any moment, even killed.

What goes: every text with its salt, names and contact data, barred numbers, second words, files with their keys and
names, tokens of the search, reasons of looks; a mail not sent yet finds no address. What stays: codes, dates, choices,
and the commitments by which the ledger is still checked.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from huiying.core.access import looks, second_word
from huiying.core.duties.services import acting
from huiying.core.files import services as files
from huiying.core.kinds import Act, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.people import barring
from huiying.core.people import services as people
from huiying.core.redaction.services import erase_copies
from huiying.core.retention import queries
from huiying.core.retention.models import Batch, Keeping, Line
from huiying.core.retention.reading import kept
from huiying.core.retention.schedule import term_of
from huiying.core.search import services as search

SYSTEM = system("retention")


def erase_approved(at: datetime, limit: int) -> int:
    """A kind of work: up to `limit` matters of approved batches. Gives how many were dealt with; 0: nothing is left."""
    left = Line.objects.filter(batch__approved=True, done_at__isnull=True)
    ids = list(left.order_by("batch__decided_at", "pk").values_list("pk", flat=True)[:limit])
    done = sum(_one(line_id, at) for line_id in ids)
    _finish(at)
    return done


def erase_reasons_left(limit: int) -> int:
    """Reasons of looks that another database role had to leave; for the role that owns the tables. Gives how many
    matters' were erased. Raises looks.MayNotErase."""
    rows = list(Line.objects.filter(reasons_left=True).order_by("pk")[:limit])
    for row in rows:
        with transaction.atomic():
            looks.erase_reasons(row.matter_id)
            Line.objects.filter(pk=row.pk).update(reasons_left=False)
    return len(rows)


def _one(line_id: int, at: datetime) -> bool:
    """False: another worker has it, or had it."""
    with transaction.atomic():
        rows = Line.objects.filter(pk=line_id, done_at__isnull=True)
        line = rows.select_for_update(skip_locked=connection.features.has_select_for_update).first()
        if line is None:
            return False
        line.left_out = _left_out(line, at)
        if not line.left_out:
            _erase(line, at)
            line.reasons_left = not _reasons(line.matter_id)
        line.done_at = at
        line.save(update_fields=["left_out", "done_at", "reasons_left"])
    return True


def _left_out(line: Line, at: datetime) -> str:
    """Between the proposal and now something may have happened on it: then its time is not up any more."""
    with acting(matter_id=line.matter_id, act=Act.SEE, by=SYSTEM, at=at) as book:
        term = term_of(book.matter.kind)
        opened_on = timezone.localtime(book.matter.opened_at).date()
        found = kept(book.history, opened_on, book.matter.kind, term)
    today = timezone.localtime(at).date()
    if found.erased:
        return "erased"
    if queries.waits(found, line.matter_id):
        return "owed"
    if found.held_until is not None and found.held_until >= today:
        return "held"
    return "" if found.up_on is not None and found.up_on <= today else "not-up"


@dataclass(kw_only=True)
class _Gone:
    texts: int = 0
    people: int = 0
    files: int = 0


def _erase(line: Line, at: datetime) -> None:
    batch: Batch = line.batch
    with acting(matter_id=line.matter_id, act=Act.SEE, by=SYSTEM, at=at) as book:
        gone = _everything(book, at)
        term = term_of(book.matter.kind)
        book.record(
            ledger_events.ERASED,
            {
                "batch": str(batch.pk),
                "term": term.id if term else "",
                "proposed_by": batch.proposed_by_id,
                "agreed_by": batch.decided_by_id or 0,
                "texts": gone.texts,
                "people": gone.people,
                "files": gone.files,
            },
        )
    Keeping.objects.filter(pk=line.matter_id).update(erased=True)


def _everything(book: Book, at: datetime) -> _Gone:
    texts = [uuid.UUID(text) for event in book.history for text in event.texts.values()]
    search.forget(texts)
    of_people = [(p.id, p.person_id) for p in book.parties if p.person_id is not None]
    for party_id, person_id in of_people:
        second_word.drop_word(party_id=party_id)
        barring.forget(person_id)
    erase_copies(matter_id=book.matter.pk)
    return _Gone(
        texts=people.erase_texts(texts, at=at),
        people=people.erase_people({person for _, person in of_people}, at=at),
        files=_files(files.ids_of(book.matter.pk), at),
    )


def _files(ids: Iterable[uuid.UUID], at: datetime) -> int:
    count = 0
    for file_id in ids:
        files.erase_file(file_id=file_id, at=at)
        count += 1
    return count


def _reasons(matter_id: uuid.UUID) -> bool:
    """Whether the reasons of looks went too; only the role that owns the tables lifts their guard on PostgreSQL."""
    try:
        with transaction.atomic():
            looks.erase_reasons(matter_id)
    except looks.MayNotErase:
        return False
    return True


def _finish(at: datetime) -> None:
    open_ = Batch.objects.filter(approved=True, finished_at__isnull=True)
    left = Line.objects.filter(batch__in=open_, done_at__isnull=True).values("batch_id")
    open_.exclude(pk__in=left).update(finished_at=at)
