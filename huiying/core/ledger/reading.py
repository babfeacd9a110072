"""Many matters opened for writing at once, with three queries."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from huiying.core.kinds import Actor
from huiying.core.ledger.book import Book
from huiying.core.ledger.models import Matter
from huiying.core.ledger.queries import NoSuchMatter, histories, parties_of


def open_books(
    ids: Sequence[uuid.UUID], *, by: Actor, at: datetime, skip_locked: bool = False
) -> list[Book]:
    """Lock matters (passing over those another worker holds, if asked) and read them. In a transaction."""
    locked = Matter.objects.select_for_update(skip_locked=skip_locked).filter(pk__in=list(ids))
    matters = list(locked.order_by("pk"))
    keys = [m.pk for m in matters]
    events, parties = histories(keys), parties_of(keys)
    return [
        Book(matter=m, history=events[m.pk], parties=parties[m.pk], by=by, at=at) for m in matters
    ]


def matters_of(ids: Sequence[uuid.UUID]) -> QuerySet[Matter]:
    """For `access` to ask which of them may be seen. Not for pages."""
    return Matter.objects.filter(pk__in=list(ids))


def open_book(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> Book:
    """Lock a matter and read it. Raises NoSuchMatter. In a transaction."""
    found = open_books([matter_id], by=by, at=at)
    if not found:
        raise NoSuchMatter(str(matter_id))
    return found[0]


def keep_sequences(books: Sequence[Book]) -> None:
    """Write what the books' matters count, after events were recorded in several at once."""
    fresh = [book.matter for book in books if book.fresh]
    if not fresh:
        return
    if connection.vendor != "postgresql":
        Matter.objects.bulk_update(fresh, ["last_sequence"], batch_size=200)
        return
    # One statement of one shape, whatever the number: a CASE of 200 branches is parsed anew each time.
    sql = (
        f"UPDATE {Matter._meta.db_table} AS m SET last_sequence = v.last_sequence "  # noqa: S608 - our own name
        "FROM unnest(%s::uuid[], %s::int[]) AS v (id, last_sequence) WHERE m.id = v.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [[m.pk for m in fresh], [m.last_sequence for m in fresh]])
