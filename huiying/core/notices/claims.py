"""Claiming of notices with a lease: a killed worker's lease runs out and another takes over.

A notice that somebody must look at has `next_attempt_at`; while it is claimed, that is the end of the lease, so one
index finds what is new, what is to be tried again and what a dead worker left behind. Each claim raises the `fence`,
and every later write names it: a worker that was only slow cannot write over the one that took its place.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet

from huiying.core.notices import reasons
from huiying.core.notices.models import Channel, Notice, State

# Longer than the slowest conversation with a mail server (a dozen exchanges of EMAIL_TIMEOUT each).
LEASE = timedelta(minutes=10)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=12)
# With the waits above the last attempt comes after about four and a half days (RFC 5321 4.5.4.1: at least 4 to 5).
ATTEMPTS = 18


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A notice in the hands of one worker."""

    id: uuid.UUID
    fence: int
    attempts: int
    matter_id: uuid.UUID
    party_id: uuid.UUID | None
    person_id: uuid.UUID | None
    channel: Channel
    template: str
    language: str
    about: uuid.UUID
    created_at: datetime
    claimed_at: datetime


def claim(*, at: datetime, channels: Sequence[Channel]) -> Claim | None:
    """The next notice to hand over, leased; None where nothing is due."""
    due = Notice.objects.filter(
        next_attempt_at__lte=at, channel__in=channels, state__in=[State.WAITING, State.CLAIMED]
    ).order_by("next_attempt_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            row = due.select_for_update(skip_locked=True).first()
            return _lease(row, at) if row else None
    return _race(due, at)


def _race(due: QuerySet[Notice], at: datetime) -> Claim | None:
    """Without row locks: look, then take it on the condition that nobody did in between."""
    for row in due[:20]:
        with transaction.atomic():
            taken = _lease(row, at)
        if taken is not None:
            return taken
    return None


def _lease(row: Notice, at: datetime) -> Claim | None:
    until = at + LEASE
    changed = Notice.objects.filter(pk=row.pk, fence=row.fence, state=row.state).update(
        state=State.CLAIMED,
        lease_until=until,
        next_attempt_at=until,
        fence=F("fence") + 1,
        attempts=F("attempts") + 1,
    )
    if not changed:
        return None
    return Claim(
        id=row.pk,
        fence=row.fence + 1,
        attempts=row.attempts + 1,
        matter_id=row.matter_id,
        party_id=row.party_id,
        person_id=row.person_id,
        channel=Channel(row.channel),
        template=row.template,
        language=row.language,
        about=row.about,
        created_at=row.created_at,
        claimed_at=at,
    )


def held(taken: Claim, *states: State) -> QuerySet[Notice]:
    """The claimed row, as long as nobody else has taken it since."""
    return Notice.objects.filter(pk=taken.id, fence=taken.fence, state__in=states)


def begin_handing(taken: Claim, *, at: datetime) -> bool:
    """From here on a crash leaves it open whether the message went out. False: the lease is another's by now."""
    until = at + LEASE
    with transaction.atomic():
        changed = held(taken, State.CLAIMED).update(
            state=State.HANDING, lease_until=until, next_attempt_at=until
        )
    return bool(changed)


def finish(taken: Claim, *, state: State, at: datetime, error: str = "") -> bool:
    """The end of it for this worker, whatever it was; False where another has it by now."""
    with transaction.atomic():
        return bool(held(taken, *OURS).update(**ended(state=state, at=at, error=error)))


# UNSURE: the lease ran out while the worker was only slow. What it learnt in the end is better than not knowing.
OURS = (State.CLAIMED, State.HANDING, State.UNSURE)


def ended(*, state: State, at: datetime, error: str = "") -> dict[str, object]:
    """The columns of a notice that nobody need look at again."""
    return {
        "state": state,
        "done_at": at,
        "next_attempt_at": None,
        "lease_until": None,
        "error": error,
    }


def try_again(taken: Claim, *, at: datetime, error: str) -> bool:
    """Back to the queue after a wait that doubles; after the last attempt it is a dead letter."""
    if taken.attempts >= ATTEMPTS:
        return finish(taken, state=State.FAILED, at=at, error=error)
    with transaction.atomic():
        changed = held(taken, *OURS).update(
            state=State.WAITING,
            next_attempt_at=at + wait(taken.attempts),
            lease_until=None,
            error=error,
        )
    return bool(changed)


def put_off(taken: Claim, *, until: datetime) -> bool:
    """Back to the queue, to be taken up at an hour at which the person may be reached; no attempt was made."""
    with transaction.atomic():
        changed = held(taken, State.CLAIMED).update(
            state=State.WAITING,
            next_attempt_at=until,
            lease_until=None,
            attempts=F("attempts") - 1,
        )
    return bool(changed)


def wait(attempts: int) -> timedelta:
    """Doubling from a minute, with a fifth more or less: not everything that failed together returns together."""
    seconds = FIRST_WAIT.total_seconds() * 2.0 ** min(attempts - 1, 20)
    seconds = min(seconds, LONGEST_WAIT.total_seconds())
    return timedelta(seconds=int(seconds * (0.8 + secrets.randbelow(401) / 1000)))


def bury(*, at: datetime, limit: int) -> int:
    """What a dead worker left behind and is not to be tried again: handed over or not, nobody knows; or it was
    claimed as often as allowed, and each time the worker died of it. Gives how many."""
    late = Notice.objects.filter(lease_until__lte=at)
    kinds = (
        (late.filter(state=State.HANDING), State.UNSURE, reasons.UNSURE),
        (late.filter(state=State.CLAIMED, attempts__gte=ATTEMPTS), State.FAILED, reasons.WORN),
    )
    done = 0
    for left, state, error in kinds:
        for key in list(left.values_list("pk", flat=True)[:limit]):
            # One by one, each on its condition: two workers that bury at once neither wait nor count twice.
            with transaction.atomic():
                done += left.filter(pk=key).update(**ended(state=state, at=at, error=error))
    return done
