"""Reads of copies: what there is, for whom and why; the content for who prepares or releases."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from huiying.core.access import doors
from huiying.core.composed import Composed
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
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
    asked_unit: int | None


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


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingRow:
    """A copy that the reader is asked to release: of the matter the reference alone."""

    id: uuid.UUID
    ref: str
    to: str
    prepared_at: datetime


def _asked(officer_id: int, *units: int) -> QuerySet[Copy]:
    asked = Copy.objects.filter(state=State.PROPOSED, asked_unit__in=units)
    return asked.exclude(prepared_by=officer_id)


# Most desks are asked for none.
_ASKED = Composed(lambda *values: _asked(*values).values_list("pk")[:1])


def waiting_for(by: Actor, *, limit: int = 100) -> list[WaitingRow]:
    """Copies that wait for a second person in a unit of the reader's, who may release them; the earliest first."""
    if by.officer_id is None:
        return []
    units = [seat.unit_id for seat in by.seats]
    if not _ASKED.ask(by.officer_id, *units):
        return []
    found = list(
        _asked(by.officer_id, *units).select_related("matter").order_by("prepared_at", "id")[:limit]
    )
    parties = ledger.parties_of([copy.matter_id for copy in found])
    return [
        WaitingRow(id=c.pk, ref=c.matter.ref, to=c.to, prepared_at=c.prepared_at)
        for c in found
        if doors.allowed(by, Act.SECOND_RELEASE, parties[c.matter_id], c.matter_id)
    ]


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
        asked_unit=copy.asked_unit,
    )
