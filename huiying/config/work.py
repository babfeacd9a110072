"""The kinds of work a worker does, by hand and in this order: what is owed to people first."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from huiying.config.apps import event_specs
from huiying.core.duties.services import sweep
from huiying.core.notices.channels import Sender
from huiying.core.notices.mail import Mail
from huiying.core.people.services import erase_old_drafts
from huiying.core.search.services import index_waiting
from huiying.core.work.delivery import deliver
from huiying.core.work.loop import Kind


def kinds() -> list[Kind]:
    """One list a worker: a channel's connection is its own."""
    return [
        Kind(name="duties", run=_duties, every_seconds=5, batch=200),
        Kind(name="notices", run=_notices(senders()), every_seconds=2, batch=20),
        Kind(name="texts", run=index_waiting, every_seconds=3, batch=200),
        Kind(name="drafts", run=_drafts, every_seconds=timedelta(minutes=10).total_seconds()),
    ]


def senders() -> list[Sender]:
    """The channels this installation can send by; none: notices wait without error."""
    return [Mail()] if settings.HUIYING_MAIL_ENABLED else []


def _notices(channels: list[Sender]) -> Callable[[datetime, int], int]:
    specs = event_specs()
    return lambda at, limit: deliver(at, limit, senders=channels, specs=specs)


def _duties(at: datetime, limit: int) -> int:
    return sweep(now=at, limit=limit)


def _drafts(at: datetime, limit: int) -> int:
    erase_old_drafts(at=at)
    return 0
