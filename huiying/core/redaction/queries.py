"""Reads of copies: what there is, for whom and why; the content for who prepares or releases."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from huiying.core.people import sealing
from huiying.core.redaction.models import Copy, State

CONTENT_TYPES = {"text": "text/plain; charset=utf-8", "png": "image/png", "pdf": "application/pdf"}
ENDINGS = {"text": "txt", "png": "png", "pdf": "pdf"}


class NoSuchCopy(LookupError):
    """No such copy on this matter, or nothing of it is left."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyRow:
    """`to`, `basis` and `grounds` are codes of `choices`."""

    id: uuid.UUID
    source: str
    kind: str
    size: int
    taken: int
    grounds: tuple[str, ...]
    to: str
    basis: str
    known: bool
    state: State
    prepared_by: int
    prepared_at: datetime


def copies_of(matter_id: uuid.UUID) -> list[CopyRow]:
    """The newest first."""
    return [
        _row(c) for c in Copy.objects.filter(matter_id=matter_id).order_by("-prepared_at", "id")
    ]


def copy_of(copy_id: uuid.UUID, *, matter_id: uuid.UUID) -> CopyRow:
    """Raises NoSuchCopy."""
    found = Copy.objects.filter(pk=copy_id, matter_id=matter_id).first()
    if found is None:
        raise NoSuchCopy(str(copy_id))
    return _row(found)


def content_of(copy_id: uuid.UUID, *, matter_id: uuid.UUID) -> bytes:
    """What is given out. Whoever calls this has passed `access`. Raises NoSuchCopy."""
    found = Copy.objects.filter(pk=copy_id, matter_id=matter_id).first()
    if found is None or found.sealed is None:
        raise NoSuchCopy(str(copy_id))
    return sealing.unseal(found.sealed, aad=sealed_as(found.pk))


def sealed_as(copy_id: uuid.UUID) -> str:
    return f"redaction.copy:{copy_id}"


def why_sealed_as(copy_id: uuid.UUID) -> str:
    return f"redaction.why:{copy_id}"


def _row(copy: Copy) -> CopyRow:
    grounds: Iterable[str] = filter(None, copy.grounds.split(","))
    return CopyRow(
        id=copy.pk,
        source=copy.source,
        kind=copy.kind,
        size=copy.size,
        taken=copy.taken,
        grounds=tuple(grounds),
        to=copy.to,
        basis=copy.basis,
        known=copy.known,
        state=State(copy.state),
        prepared_by=copy.prepared_by,
        prepared_at=copy.prepared_at,
    )
