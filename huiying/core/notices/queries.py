"""Reads of the outbox for the administrator and `doctor`: states and counts, never whom or what about."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from huiying.core.notices import reasons
from huiying.core.notices.models import Channel, Notice, State

DEAD = (State.UNSURE, State.BOUNCED, State.FAILED)


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetter:
    """A notice that nothing will send by itself. `why` is a msgid, `figures` the mail server's own."""

    id: uuid.UUID
    channel: str
    template: str
    state: str
    why: str
    figures: str
    attempts: int
    created_at: datetime
    dead_since: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    channel: str
    state: str
    count: int


def dead_letters(*, limit: int = 100) -> list[DeadLetter]:
    """The oldest first."""
    return [_dead(row) for row in _dead_rows().order_by("created_at", "id")[:limit]]


def count_dead() -> int:
    return _dead_rows().count()


def tallies() -> list[Tally]:
    """How many notices of each channel are in each state, desk lines left out."""
    rows = (
        Notice.objects.exclude(channel=Channel.DESK)
        .values_list("channel", "state")
        .annotate(count=Count("pk"))
        .order_by("channel", "state")
    )
    return [Tally(channel=channel, state=state, count=count) for channel, state, count in rows]


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What a channel has still to hand over: how many, and since when the oldest waits."""

    count: int
    due: int
    oldest: datetime | None


def waiting(*, at: datetime, channel: Channel = Channel.EMAIL) -> Waiting:
    """What waits to go out. The portal and the desk wait for a reader and are not meant."""
    found = Notice.objects.filter(channel=channel, next_attempt_at__isnull=False).aggregate(
        count=Count("pk"),
        due=Count("pk", filter=Q(next_attempt_at__lte=at)),
        oldest=Min("created_at"),
    )
    return Waiting(count=found["count"], due=found["due"], oldest=found["oldest"])


def _dead_rows() -> QuerySet[Notice]:
    return Notice.objects.filter(state__in=DEAD)


def _dead(row: Notice) -> DeadLetter:
    why, figures = reasons.sentence(row.error)
    return DeadLetter(
        id=row.pk,
        channel=row.channel,
        template=row.template,
        state=row.state,
        why=why,
        figures=figures,
        attempts=row.attempts,
        created_at=row.created_at,
        dead_since=row.done_at,
    )
