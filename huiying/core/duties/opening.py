"""New matters by the thousand (import): made, planned and packed without the database, written as one batch."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import transaction

from huiying.core.duties.models import Duty
from huiying.core.duties.planning import derive, newest, packs_in_force
from huiying.core.kinds import Actor, Origin
from huiying.core.ledger.book import Book, new_book
from huiying.core.ledger.bulk import Bulk, Packed, send


class Opener:
    """Opens many new matters, under the packs in force or those named, as rows that are written together.

    No step of a ladder is recorded for them: nobody is told of the past.
    """

    def __init__(
        self, *, kind: str, by: Actor, at: datetime, origin: Origin, packs: list[str] | None = None
    ) -> None:
        self._kind, self._by, self._at, self._origin = kind, by, at, origin
        self._packs = packs_in_force(kind) if packs is None else newest(packs)
        self._shared = Bulk()
        self._open: list[Book] = []
        self.duties: dict[uuid.UUID, list[Duty]] = {}

    def open(self, *, opened_at: datetime, source_key: str) -> Book:
        book = new_book(
            kind=self._kind,
            packs=self._packs,
            region=settings.HUIYING_REGION,
            by=self._by,
            at=self._at,
            opened_at=opened_at,
            origin=self._origin,
            source_key=source_key,
            batch=self._shared,
        )
        self._open.append(book)
        return book

    def packed(self) -> list[Packed]:
        """All that was recorded and what is owed for it, ready to be written."""
        for book in self._open:
            rows = derive(book.matter, book.history, book.parties, book.at)
            self.duties[book.matter.pk] = rows
            self._shared.add(*rows)
        return self._shared.packed()


def write_opened(tables: list[Packed]) -> None:
    """Write what an opener packed: all of it, or nothing."""
    with transaction.atomic():
        send(tables)


@contextmanager
def opening_many(
    *, kind: str, by: Actor, at: datetime, origin: Origin, packs: list[str] | None = None
) -> Iterator[Opener]:
    opener = Opener(kind=kind, by=by, at=at, origin=origin, packs=packs)
    yield opener
    write_opened(opener.packed())
