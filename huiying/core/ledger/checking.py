"""Whether the ledger still says what it said: each event and each text against what was committed to."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from huiying.core.ledger.book import body
from huiying.core.ledger.entries import entry
from huiying.core.ledger.models import Event, Matter
from huiying.core.people.models import SealedText
from huiying.core.people.services import open_texts
from huiying.proofs.commitment import canonical, commit


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What of a matter is not as it was written: places of events, ids of texts. Both empty is good."""

    ref: str
    events: tuple[int, ...]
    texts: tuple[uuid.UUID, ...]


def every_matter(*, words: bool = False) -> Iterator[Found]:
    """Each matter, one after another; with `words`, its texts are opened and compared too."""
    for pk, ref in Matter.objects.order_by("pk").values_list("pk", "ref").iterator(chunk_size=1000):
        texts = altered_texts(pk) if words else []
        yield Found(ref=ref, events=tuple(altered_events(pk)), texts=tuple(texts))


def altered_events(matter_id: uuid.UUID) -> list[int]:
    """Places in a matter's history whose event, or one of its texts, is not what was written. Empty is good.

    Needs no text in clear: an erased one is checked by the commitment that stays.
    """
    events = list(Event.objects.filter(matter_id=matter_id).order_by("sequence"))
    kept = _commitments(events)
    return [e.sequence for e in events if not _holds(e, kept)]


def altered_texts(matter_id: uuid.UUID) -> list[uuid.UUID]:
    """Texts of a matter whose words are not those that were committed to. Erased ones are passed over."""
    events = Event.objects.filter(matter_id=matter_id)
    rows = SealedText.objects.filter(pk__in=_ids(events), sealed__isnull=False)
    texts = {row.pk: row for row in rows}
    words = open_texts(list(texts))
    return [
        pk
        for pk, row in texts.items()
        if commit(bytes(row.salt or b""), (words[pk] or "").encode())
        != bytes(row.commitment or b"")
    ]


def _ids(events: Iterable[Event]) -> list[uuid.UUID]:
    return [uuid.UUID(text) for event in events for text in event.texts.values()]


def _commitments(events: Iterable[Event]) -> dict[str, bytes]:
    rows = SealedText.objects.filter(pk__in=_ids(events)).values_list("pk", "commitment")
    return {str(pk): bytes(commitment or b"") for pk, commitment in rows}


def _holds(event: Event, kept: Mapping[str, bytes]) -> bool:
    texts = {name: kept.get(str(pk), b"") for name, pk in event.texts.items()}
    said = canonical(body(entry(event), event.region, texts))
    return commit(bytes(event.salt), said) == bytes(event.commitment)
