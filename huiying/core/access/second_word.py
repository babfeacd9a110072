"""The second secret word: who set one is let in by it and the code together, and a wrong one is a wrong code.

It is kept as an HMAC under a key that is not in the database, bound to the party. It is short, so it may be guessed
ten times a day; then the code opens nothing till the day is over. Whoever lost it goes the way of a lost code.
"""

import hmac
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, F, When
from django.db.models.functions import Greatest

from huiying.core.access.models import Word
from huiying.core.people import sealing

SHORTEST = 4
TRIES = 10
TRIES_LAST = timedelta(days=1)
_NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordRow:
    """`refused`: how often, since it was set, the right code came without it."""

    set_at: datetime
    refused: int
    refused_at: datetime | None


def word_of(party_id: uuid.UUID) -> WordRow | None:
    found = Word.objects.filter(pk=party_id).first()
    if found is None:
        return None
    return WordRow(set_at=found.set_at, refused=found.refused, refused_at=found.refused_at)


def folded(typed: str) -> str:
    """Blanks, width and case do not matter: it may be typed on another keyboard."""
    return "".join(unicodedata.normalize("NFKC", typed).casefold().split())


def _digest(party_id: uuid.UUID, typed: str) -> bytes:
    return sealing.keyed_hash(
        party_id.bytes + folded(typed)[:200].encode(), purpose="access.second-word"
    )


def keep_word(*, party_id: uuid.UUID, word: str, at: datetime) -> None:
    Word.objects.update_or_create(
        party_id=party_id,
        defaults={
            "digest": _digest(party_id, word),
            "set_at": at,
            "refused": 0,
            "refused_at": None,
            "tries": 0,
            "tries_until": at,
        },
    )


def drop_word(*, party_id: uuid.UUID) -> None:
    Word.objects.filter(pk=party_id).delete()


def lets_in(*, party_id: uuid.UUID | None, typed: str, at: datetime) -> bool:
    """Whether the word is right, or none was set; `party_id` is None where the code was wrong.

    A wrong code and a wrong word take the same statements. A try is counted before it is judged, so that many at
    once are no more than ten.
    """
    rows = Word.objects.filter(pk=party_id or _NOBODY)
    running = {"tries_until__gt": at}
    rows.update(
        tries=Case(When(**running, then=F("tries") + 1), default=1),
        tries_until=Case(When(**running, then=F("tries_until")), default=at + TRIES_LAST),
        refused=F("refused") + 1,
    )
    found = rows.first()
    kept = bytes(found.digest) if found else _digest(_NOBODY, "")
    right = hmac.compare_digest(kept, _digest(party_id or _NOBODY, typed))
    if party_id is not None and (found is None or (right and found.tries <= TRIES)):
        if found is not None:
            rows.update(tries=0, refused=Greatest(F("refused") - 1, 0))
        return True
    rows.update(refused_at=at)
    return False
