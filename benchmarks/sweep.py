"""The sweep of deadlines: 1,000 matters due, of ever more that are open.

The due matters are filed through the service, so that the sweep reads and plans what it would in use; the rest is
laid by seeding. One round: file 1,000 at the same past instant, then time sweep() in the worker's own batches until
nothing is due. A step is one escalation recorded and told.

    python -m benchmarks.sweep [--sizes 10000,100000,1000000] [--due 1000] [--rounds 3]
"""

import json
import statistics
import time
from datetime import datetime, timedelta
from typing import Any

import click

from benchmarks import installation

SIZES = "10000,100000,1000000"
BATCH = 200


def measure(sizes: list[int], due: int, rounds: int) -> list[dict[str, Any]]:
    with installation.postgres() as socket:
        installation.start_django(socket, "huiying")
        from benchmarks.seeding import Clones, Spread
        from huiying.config.demo.city import found_city
        from huiying.core import clock

        city = found_city()
        filed_at = clock.now() - timedelta(hours=30)
        now = _first_step(city, filed_at)
        # The sweep's own clock is an argument, so `now` may lie ahead of the machine's.
        clones = Clones(city, filed_at, now)
        _settle(now)
        rows = []
        for size in sizes:
            there = clones.until_open(size, Spread.even(city))
            click.echo(f"{there:,} open", err=True)
            found = [_round(city, filed_at, now, due) for _ in range(rounds)]
            rows.append(
                {
                    "name": "deadline sweep",
                    "open": there,
                    "due": due,
                    "seconds": round(statistics.median(f["seconds"] for f in found), 3),
                    "cpu_seconds": round(statistics.median(f["cpu"] for f in found), 3),
                    "rounds": [round(f["seconds"], 3) for f in found],
                    "steps": found[0]["steps"],
                    "ms_a_step": round(
                        statistics.median(f["seconds"] * 1000 / max(1, f["steps"]) for f in found),
                        3,
                    ),
                }
            )
            click.echo(json.dumps(rows[-1]), err=True)
        return rows


def _first_step(city: Any, filed_at: datetime) -> datetime:
    """The first instant after filing at which a fresh complaint goes up a step of a ladder."""
    from benchmarks.seeding import file_one
    from huiying.core.duties.models import Duty
    from huiying.core.duties.services import sweep

    matter = file_one(city, filed_at)
    while True:
        found = Duty.objects.filter(matter_id=matter, next_check_at__isnull=False)
        at = found.order_by("next_check_at").values_list("next_check_at", flat=True)[0]
        assert at is not None
        sweep(now=at)
        if _steps():
            return at


def _steps() -> int:
    from huiying.core.ledger import events
    from huiying.core.ledger.models import Event

    return Event.objects.filter(kind=events.ESCALATED.kind).count()


def _settle(now: datetime) -> int:
    from huiying.core.duties.services import sweep

    done = 0
    while found := sweep(now=now, limit=BATCH):
        done += found
    return done


def _round(city: Any, filed_at: datetime, now: datetime, due: int) -> dict[str, float]:
    from django.db import connection

    from benchmarks.seeding import file_one

    for number in range(due):
        file_one(city, filed_at, number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE duties_duty, ledger_matter, ledger_event, ledger_party")
    before, begun, cpu = _steps(), time.perf_counter(), time.process_time()
    done = _settle(now)
    took, spent = time.perf_counter() - begun, time.process_time() - cpu
    assert done == due, (done, due)
    return {"seconds": took, "cpu": spent, "steps": _steps() - before}


@click.command()
@click.option("--sizes", default=SIZES, show_default=True)
@click.option("--due", default=1000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(sizes: str, due: int, rounds: int) -> None:
    """What a thousand due matters cost, of ever more that are open."""
    for row in measure([int(n) for n in sizes.split(",")], due, rounds):
        click.echo(json.dumps(row))


if __name__ == "__main__":
    main()
