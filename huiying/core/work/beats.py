"""Writing of a worker's sign of life."""

import os
import socket
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from huiying.core.work.models import Beat

KEPT = timedelta(days=7)


def name_of_this() -> str:
    """Machine, process and thread: each works by itself."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}/{threading.get_native_id()}"


@transaction.atomic
def begin(*, worker: str, at: datetime) -> None:
    """A worker starts; rows of workers long gone are cleared away."""
    Beat.objects.filter(beat_at__lt=at - KEPT).delete()
    Beat.objects.update_or_create(
        worker=worker,
        defaults={
            "pid": os.getpid(),
            "started_at": at,
            "beat_at": at,
            "stopped_at": None,
            "failing": {},
        },
    )


@transaction.atomic
def beat(*, worker: str, failing: Mapping[str, int], at: datetime) -> None:
    Beat.objects.filter(worker=worker).update(beat_at=at, failing=dict(failing))


@transaction.atomic
def end(*, worker: str, at: datetime) -> None:
    Beat.objects.filter(worker=worker).update(beat_at=at, stopped_at=at)
