"""Cleaning of waiting files: claimed with a lease, tried again after a crash, given up after a few."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from huiying.core.files import blobs, names, scanning
from huiying.core.files.cleaning import CleanerMissing, Limits, Refusal, cleaned
from huiying.core.files.models import File, State
from huiying.core.files.signatures import FileKind
from huiying.core.people import sealing

# Longer than the cleaner may take (cleaning.Limits.wall_seconds), so that no two clean one file.
LEASE = timedelta(minutes=5)
# A worker that dies with a file three times dies of the file.
MOST_ATTEMPTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class _Claim:
    """A file that is ours until the lease ends."""

    id: uuid.UUID
    kind: FileKind
    place: str
    key: bytes
    lease_until: datetime
    attempts: int


def clean_waiting(*, at: datetime, limit: int, limits: Limits | None = None) -> int:
    """Clean up to `limit` waiting files. Gives how many were brought to an end, clean or refused."""
    due = File.objects.filter(state=State.WAITING, next_attempt_at__lte=at)
    ids = list(due.order_by("next_attempt_at").values_list("pk", flat=True)[:limit])
    return sum(_clean_one(file_id, at, limits) for file_id in ids)


def _clean_one(file_id: uuid.UUID, at: datetime, limits: Limits | None) -> bool:
    claim = _claim(file_id, at)
    if claim is None:
        return False
    if claim.attempts > MOST_ATTEMPTS:
        return _refuse(claim, Refusal.TOO_HEAVY)
    place = blobs.place_for(file_id, f"served-{uuid.uuid4().hex[:8]}")
    try:
        if not scanning.harmless(blobs.read(place=claim.place, key=claim.key)):
            return _refuse(claim, Refusal.INFECTED)
        original = blobs.read(place=claim.place, key=claim.key)
        with cleaned(original, kind=claim.kind, limits=limits) as result:
            if isinstance(result, Refusal):
                return _refuse(claim, result)
            written = blobs.write(result, place=place)
    except (sealing.CannotOpen, blobs.BlobMissing):
        return _refuse(claim, Refusal.BROKEN)
    except (CleanerMissing, scanning.ScannerMissing):
        # No fault of the file: the lease's end brings it back, and the attempt does not count.
        _mine(claim).update(attempts=F("attempts") - 1)
        return False
    assert written is not None  # no limit was given
    taken = _mine(claim).update(
        state=State.CLEAN,
        served=written.place,
        served_key=sealing.seal(written.key, aad=names.key_sealed_as(written.place)),
        served_size=written.size,
        next_attempt_at=None,
        lease_until=None,
    )
    if not taken:
        # Erased meanwhile, or the lease ran out and another worker has it.
        blobs.remove(written.place)
    return bool(taken)


def _claim(file_id: uuid.UUID, at: datetime) -> _Claim | None:
    until = at + LEASE
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    taken = File.objects.filter(
        free, pk=file_id, state=State.WAITING, next_attempt_at__lte=at
    ).update(lease_until=until, next_attempt_at=until, attempts=F("attempts") + 1)
    if not taken:
        return None
    file = File.objects.filter(pk=file_id, state=State.WAITING, lease_until=until).first()
    if file is None or file.original_key is None:
        return None
    return _Claim(
        id=file.pk,
        kind=FileKind(file.kind),
        place=file.original,
        key=sealing.unseal(file.original_key, aad=names.key_sealed_as(file.original)),
        lease_until=until,
        attempts=file.attempts,
    )


def _mine(claim: _Claim) -> QuerySet[File]:
    return File.objects.filter(
        pk=claim.id,
        state=State.WAITING,
        lease_until=claim.lease_until,
        attempts=claim.attempts,
    )


def _refuse(claim: _Claim, reason: Refusal) -> bool:
    return bool(
        _mine(claim).update(
            state=State.REFUSED, refusal=reason.value, next_attempt_at=None, lease_until=None
        )
    )
