"""Whether work is being done: which workers live, and what keeps failing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.core.work.models import Beat

# A beat is due twice a minute; a mail server may keep a worker for four. Who is silent longer is hung or dead.
SILENT = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerRow:
    name: str
    pid: int
    started_at: datetime
    beat_at: datetime
    stopped: bool
    alive: bool
    failing: tuple[tuple[str, int], ...]


def workers(*, at: datetime) -> list[WorkerRow]:
    """Workers of the last day, the latest sign of life first."""
    rows = Beat.objects.filter(beat_at__gte=at - timedelta(days=1)).order_by("-beat_at", "worker")
    return [
        WorkerRow(
            name=b.worker,
            pid=b.pid,
            started_at=b.started_at,
            beat_at=b.beat_at,
            stopped=b.stopped_at is not None,
            alive=b.stopped_at is None and b.beat_at >= at - SILENT,
            failing=tuple(sorted((str(kind), int(times)) for kind, times in b.failing.items())),
        )
        for b in rows
    ]


def somebody_works(*, at: datetime) -> bool:
    return any(row.alive for row in workers(at=at))
