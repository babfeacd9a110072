"""The index of when each matter's time is up: read anew where a history grew, or the schedule is another one."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from huiying.core.ledger import queries as ledger
from huiying.core.retention.models import Keeping
from huiying.core.retention.reading import kept
from huiying.core.retention.schedule import schedule


def index(at: datetime, limit: int) -> int:
    """A kind of work: up to `limit` matters that were not read yet. Gives how many; 0 means that all were."""
    plan = schedule()
    done = 0
    for kind in plan.terms:
        reads = Keeping.objects.filter(schedule=plan.version)
        ids = ledger.read_behind(kind, reads, limit - done)
        read(ids)
        done += len(ids)
        if done >= limit:
            break
    return done


def read(ids: Sequence[uuid.UUID]) -> None:
    """Read some matters anew."""
    plan = schedule()
    matters, histories = ledger.matters(ids), ledger.histories(list(ids))
    rows = []
    for pk, matter in matters.items():
        opened_on = timezone.localtime(matter.opened_at).date()
        found = kept(histories[pk], opened_on, matter.kind, plan.terms.get(matter.kind))
        rows.append(
            Keeping(
                matter_id=pk,
                sequence=histories[pk][-1].sequence if histories[pk] else 0,
                schedule=plan.version,
                up_on=None if found.settled is False else found.up_on,
                held_until=found.held_until,
                erased=found.erased,
            )
        )
    Keeping.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["sequence", "schedule", "up_on", "held_until", "erased"],
        batch_size=200,
    )
