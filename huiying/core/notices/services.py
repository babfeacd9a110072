"""What an administrator does with dead letters: send again, or stop."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F

from huiying.core.access.doors import require_general
from huiying.core.kinds import Act, Actor
from huiying.core.notices import reasons
from huiying.core.notices.claims import ended
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.notices.queries import DEAD

_SENDABLE = (Channel.EMAIL, Channel.SMS, Channel.LETTER)


class NothingToRetry(LookupError):
    """No dead letter of this id: it went out, was stopped, or never was."""


@transaction.atomic
def retry_notice(*, notice_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Queue a dead letter again, with all its attempts. One that is *unsure* may reach the person twice: that is the
    administrator's choice and never the program's. Raises Denied, NothingToRetry."""
    require_general(by, Act.ADMINISTER)
    if not _queue_again(at, pk=notice_id):
        raise NothingToRetry(str(notice_id))


@transaction.atomic
def retry_failed(*, by: Actor, at: datetime) -> int:
    """Queue again whatever failed because a server of ours was out of order. What the recipient's server refused, what
    came back and what may have arrived is left alone. Raises Denied."""
    require_general(by, Act.ADMINISTER)
    ours = (reasons.NO_SERVER, reasons.SIGN_IN, reasons.NOT_NOW, reasons.BROKEN_OFF, reasons.SEALED)
    found = Notice.objects.filter(state=State.FAILED).values_list("pk", "error")
    keys = [pk for pk, error in found if error.partition(" ")[0] in (*ours, reasons.WORN)]
    return sum(_queue_again(at, pk__in=keys[i : i + 500]) for i in range(0, len(keys), 500))


@transaction.atomic
def stop_notice(*, notice_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Take a dead letter, or one that still waits, off the list for good. What it was to tell stays on the person's
    page. Raises Denied, NothingToRetry."""
    require_general(by, Act.ADMINISTER)
    changed = Notice.objects.filter(
        pk=notice_id, channel__in=_SENDABLE, state__in=(State.WAITING, *DEAD)
    ).update(fence=F("fence") + 1, **ended(state=State.STOPPED, at=at, error=reasons.BY_HAND))
    if not changed:
        raise NothingToRetry(str(notice_id))


def _queue_again(at: datetime, **which: object) -> int:
    return Notice.objects.filter(channel__in=_SENDABLE, state__in=DEAD, **which).update(
        state=State.WAITING,
        attempts=0,
        fence=F("fence") + 1,
        next_attempt_at=at,
        lease_until=None,
        done_at=None,
        error="",
    )
