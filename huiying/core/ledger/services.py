"""Writes that are no events: a code replaced, a pad printed, a stub voided, a matter locked."""

import uuid
from datetime import datetime

from django.db import transaction

from huiying.core.kinds import new_id
from huiying.core.ledger import codes
from huiying.core.ledger.models import Code, Matter, Slip


class SlipUnknown(LookupError):
    """No unused slip of this serial number belongs to the unit."""


def lock_matter(matter_id: uuid.UUID) -> None:
    """Wait until nobody else writes to the matter, without reading its history. In a transaction."""
    Matter.objects.select_for_update().only("pk").filter(pk=matter_id).first()


def mark_code_used(*, code_id: uuid.UUID, at: datetime) -> None:
    """The person has this code: what was handed to them on a slip before opens nothing any more."""
    first = Code.objects.filter(pk=code_id, first_used_at__isnull=True).update(first_used_at=at)
    if first:
        party = Code.objects.filter(pk=code_id).values("party_id")
        Code.objects.filter(party_id__in=party, provisional=True, revoked_at__isnull=True).update(
            revoked_at=at
        )


@transaction.atomic
def replace_code(*, code_id: uuid.UUID, at: datetime) -> str:
    """A new code in the place of a provisional one, in clear, for the person's eyes alone.

    The provisional one stays good until the new one is kept (`mark_code_used`): a line that breaks must not lock the
    person out. One new code waits at a time; an earlier one that nobody kept opens nothing any more.
    """
    old = Code.objects.select_for_update().get(pk=code_id)
    if old.first_used_at is None:
        old.first_used_at = at
        old.save(update_fields=["first_used_at"])
    waiting = Code.objects.filter(party_id=old.party_id, provisional=False, first_used_at=None)
    waiting.filter(revoked_at__isnull=True).update(revoked_at=at)
    code = codes.new_code()
    Code.objects.create(
        id=new_id(at),
        matter_id=old.matter_id,
        party_id=old.party_id,
        digest=codes.digest(code),
        issued_at=at,
    )
    return code


def keep_code(*, party_id: uuid.UUID, at: datetime) -> None:
    """The person says that they have kept the code that was shown to them last."""
    shown = Code.objects.filter(party_id=party_id, provisional=False, revoked_at__isnull=True)
    newest = shown.order_by("-issued_at", "-id").first()
    if newest is not None:
        mark_code_used(code_id=newest.pk, at=at)


@transaction.atomic
def issue_code(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, at: datetime, provisional: bool
) -> str:
    """A further code for a party (lost-code path); the others of the party are revoked."""
    Code.objects.filter(party_id=party_id, revoked_at__isnull=True).update(revoked_at=at)
    code = codes.new_code()
    Code.objects.create(
        id=new_id(at),
        matter_id=matter_id,
        party_id=party_id,
        digest=codes.digest(code),
        issued_at=at,
        provisional=provisional,
    )
    return code


def end_codes(*, party_id: uuid.UUID, at: datetime) -> None:
    """No code opens anything for the party any more, until it is given one on the way of a lost code."""
    Code.objects.filter(party_id=party_id, revoked_at__isnull=True).update(revoked_at=at)


@transaction.atomic
def print_pad(*, unit_id: int, prefix: str, count: int, at: datetime) -> list[tuple[str, str]]:
    """A pad of receipts for a unit without network: (serial number, code) to print, kept as HMAC alone."""
    last = Slip.objects.filter(serial__startswith=f"{prefix}-").order_by("serial").last()
    start = int(last.serial.rsplit("-", 1)[1]) + 1 if last else 1
    made = [(f"{prefix}-{n:06d}", codes.new_code()) for n in range(start, start + count)]
    Slip.objects.bulk_create(
        [Slip(serial=s, digest=codes.digest(c), unit_id=unit_id, printed_at=at) for s, c in made]
    )
    return made


def use_slip(*, serial: str, unit_id: int, book_matter: Matter, at: datetime) -> bytes:
    """Tie a slip to a matter; gives the digest of its code. Raises SlipUnknown. Inside the intake's transaction."""
    slip = (
        Slip.objects.select_for_update()
        .filter(serial=serial.strip().upper(), unit_id=unit_id)
        .first()
    )
    if slip is None or slip.used_at is not None or slip.void_reason:
        raise SlipUnknown(serial)
    slip.used_at = at
    slip.matter = book_matter
    slip.save(update_fields=["used_at", "matter_id"])
    return bytes(slip.digest)


def void_slip(*, serial: str, unit_id: int, reason: str) -> None:
    """Say that a stub was spoilt or lost. Raises SlipUnknown."""
    changed = Slip.objects.filter(
        serial=serial.strip().upper(), unit_id=unit_id, used_at__isnull=True
    ).update(void_reason=reason)
    if not changed:
        raise SlipUnknown(serial)
