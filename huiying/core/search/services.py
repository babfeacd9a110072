"""What one does with the index: queue texts, index them after the commit, forget them, search."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext

from huiying.core.access.looks import log_look
from huiying.core.kinds import Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.people import sealing
from huiying.core.people.services import open_texts
from huiying.core.rows import row
from huiying.core.search.finding import find, wanted
from huiying.core.search.folding import holds_long_number, units
from huiying.core.search.models import Row, TextKind, Waiting
from huiying.core.search.tokens import OVERLAP, rows

LEASE = timedelta(minutes=5)
ATTEMPTS = 8
_FIRST_DELAY = timedelta(minutes=1)


class NotSearchable(ValueError):
    """These words are not searched for. Its text is the sentence for the searcher."""


class ReasonMissing(ValueError):
    """A search needs a reason. Its text is the sentence for the searcher."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A matter in the searcher's hands that holds the words, and in which of its texts."""

    matter: ledger.MatterRow
    found_in: tuple[TextKind, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The first fifty matters, newest first. No total is counted.

    `looked_back_to` is set where the words are so common that older matters were not looked at.
    """

    hits: tuple[Hit, ...]
    looked_back_to: datetime | None


# --- writing ---------------------------------------------------------------------------------------


def queue(
    book: Book, text_ids: Iterable[uuid.UUID | str], *, kind: TextKind = TextKind.NARRATIVE
) -> None:
    """Add texts of a matter to what is to be indexed, in the transaction of the book."""
    book.batch.add(
        *(
            row(
                Waiting,
                text_id=uuid.UUID(str(text_id)),
                matter_id=book.matter.pk,
                kind=kind.value,
                next_attempt_at=book.at,
            )
            for text_id in text_ids
        )
    )


_SEARCHED = frozenset(TextKind.values)


def queue_entry(book: Book, entry: Entry) -> None:
    """Queue the texts of an event that are named subject, narrative or message; other texts are not searched."""
    for name, text_id in entry.texts.items():
        if name in _SEARCHED:
            queue(book, [text_id], kind=TextKind(name))


def index_waiting(at: datetime, limit: int = 200) -> int:
    """Index some of the texts that wait. Gives how many were dealt with; 0 means that nothing is due."""
    claimed = _claim(at, limit)
    try:
        texts = open_texts([waiting.text_id for waiting in claimed])
    except sealing.CannotOpen:
        texts = _open_one_by_one(claimed, at)
    made = {
        waiting.text_id: [
            Row(
                text_id=waiting.text_id, matter_id=waiting.matter_id, kind=waiting.kind, tokens=line
            )
            for line in rows(units(texts[waiting.text_id] or ""))
        ]
        for waiting in claimed
        if waiting.text_id in texts
    }
    _write(made)
    return len(claimed)


def _open_one_by_one(claimed: list[Waiting], at: datetime) -> dict[uuid.UUID, str | None]:
    """One text that does not open must not hold up the others."""
    texts: dict[uuid.UUID, str | None] = {}
    for waiting in claimed:
        try:
            texts |= open_texts([waiting.text_id])
        except sealing.CannotOpen as error:
            _put_off(waiting, at, str(error))
    return texts


def _claim(at: datetime, limit: int) -> list[Waiting]:
    with transaction.atomic():
        due = Waiting.objects.filter(next_attempt_at__lte=at).filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=at)
        )
        claimed = list(due.select_for_update(skip_locked=True).order_by("next_attempt_at")[:limit])
        Waiting.objects.filter(pk__in=[w.pk for w in claimed]).update(lease_until=at + LEASE)
    return claimed


def _put_off(waiting: Waiting, at: datetime, error: str) -> None:
    attempts = waiting.attempts + 1
    again = at + _FIRST_DELAY * 2**attempts if attempts < ATTEMPTS else None
    Waiting.objects.filter(pk=waiting.pk).update(
        attempts=attempts, next_attempt_at=again, lease_until=None, error=error[:200]
    )


@transaction.atomic
def _write(made: dict[uuid.UUID, list[Row]]) -> None:
    """Only what still waits is written: a text forgotten meanwhile must not come back."""
    still = Waiting.objects.select_for_update().filter(pk__in=made)
    kept = list(still.values_list("pk", flat=True))
    Row.objects.filter(text_id__in=kept).delete()
    Row.objects.bulk_create([row for pk in kept for row in made[pk]], batch_size=200)
    Waiting.objects.filter(pk__in=kept).delete()


@transaction.atomic
def forget(text_ids: Iterable[uuid.UUID | str]) -> None:
    """Take texts out of the index, in the transaction that erases them."""
    ids = [uuid.UUID(str(text_id)) for text_id in text_ids]
    Waiting.objects.filter(pk__in=ids).delete()
    Row.objects.filter(text_id__in=ids).delete()


def compact() -> None:
    """Drop what forgotten texts left behind in the pages of the index. Long on a large one: for a quiet hour."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
        else:
            cursor.execute("VACUUM (ANALYZE) search_row")


def given_up() -> list[tuple[uuid.UUID, str]]:
    """Matters with a text that could not be indexed, and why, for the administrator."""
    stuck = Waiting.objects.filter(next_attempt_at__isnull=True).order_by("pk")
    return list(stuck.values_list("matter_id", "error"))


# --- searching -------------------------------------------------------------------------------------


def search(*, by: Actor, words: str, reason: str, at: datetime, page: str) -> Found:
    """Matters whose subject, narrative or messages hold all the words, among those the searcher handles or reviews.

    Raises ReasonMissing, NotSearchable. The search is logged; the words are not, since they may name somebody.
    """
    if not reason.strip():
        raise ReasonMissing(
            gettext("Say why you are searching. The reason is kept with your search.")
        )
    phrases = read_words(words)
    log_look(by=by, at=at, what="search", page=page, reason=reason.strip())
    seen = find(by, wanted(phrases))
    rows_by_id = ledger.matters(pk for pk, _ in seen.matters)
    hits = tuple(
        Hit(matter=rows_by_id[pk], found_in=tuple(TextKind(kind) for kind in kinds))
        for pk, kinds in seen.matters
    )
    return Found(hits=hits, looked_back_to=seen.looked_back_to)


def read_words(words: str) -> list[list[str]]:
    """What was typed, as stretches between blanks, each to be found in a row. Raises NotSearchable."""
    if holds_long_number(words) or "@" in words:
        raise NotSearchable(
            gettext(
                "Telephone and identity numbers and e-mail addresses are not searched: nobody is looked up here. "
                "Search for words of what happened, or open the matter by its reference."
            )
        )
    phrases = [found for part in words.split() if (found := units(part))]
    if not phrases:
        raise NotSearchable(gettext("Type at least one word to search for."))
    if sum(map(len, phrases)) > OVERLAP:
        raise NotSearchable(
            gettext("That is too long to search for. Use at most %(most)d characters.")
            % {"most": OVERLAP}
        )
    return phrases
