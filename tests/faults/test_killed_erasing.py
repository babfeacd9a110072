"""Erasing is killed (SIGKILL) again and again: each matter is whole or erased, once, and run once more it ends."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import psycopg
import pytest
from django.conf import settings

from tests.faults.conftest import ROOT, WORK, Installation

pytestmark = pytest.mark.slow
# Enough that each kill meets work, since it comes a few matters after the process began.
MATTERS = 80
KILLS = 6

MAKE = """
import json, sys
from huiying.config import ready
ready.start_django()
from huiying.core import clock
from huiying.core.retention.tests.ending import UP, approved, second_overseer
from huiying.core.search.services import index_waiting
from huiying.mechanisms.complaints.tests.support import BY_PHONE, answered, build
service = build()
second_overseer(service)
cases = [answered(service, contact=BY_PHONE) for n in range(int(sys.argv[1]))]
while index_waiting(service.at + UP):
    pass
approved(service, *cases, at=service.at + UP)
print(json.dumps([str(case.matter_id) for case in cases]))
"""
LOOK = """
import json
from huiying.config import ready
ready.start_django()
from huiying.core.ledger.checking import altered_events, altered_texts
from huiying.core.ledger.models import Event
from huiying.core.people.models import Person, SealedText
from huiying.core.retention.models import Batch, Line
from huiying.core.search.models import Row
rows = []
for line in Line.objects.select_related("matter"):
    events = list(Event.objects.filter(matter=line.matter))
    texts = [text for e in events for text in e.texts.values()]
    rows.append({
        "done": line.done_at is not None and not line.left_out,
        "said": sum(e.kind == "data.erased" for e in events),
        "words": SealedText.objects.filter(pk__in=texts, sealed__isnull=False).count(),
        "texts": len(texts),
        "people": Person.objects.filter(
            pk__in=line.matter.parties.values("person"), sealed__isnull=False).count(),
        "tokens": Row.objects.filter(matter=line.matter).count(),
        "altered": altered_events(line.matter_id) + [str(t) for t in altered_texts(line.matter_id)],
    })
print(json.dumps({"rows": rows, "open": Batch.objects.filter(finished_at=None).count()}))
"""


def run(installation: Installation, program: str, *given: str):
    done = subprocess.run(
        [sys.executable, "-c", program, *given],
        env=installation.env, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def is_whole_or_erased(row: dict) -> bool:
    gone = (row["words"], row["people"], row["tokens"]) == (0, 0, 0) and row["said"] == 1
    whole = row["words"] == row["texts"] and row["people"] == 1 and not row["said"]
    return not row["altered"] and (gone if row["done"] else whole)


def dealt_with(installation: Installation) -> int:
    """Read beside the process that erases, without starting another."""
    asked = "SELECT count(*) FROM retention_line WHERE done_at IS NOT NULL"
    if settings.TEST_DATABASE == "postgres":
        with psycopg.connect(installation.env["DATABASE_URL"]) as connection:
            found = connection.execute(asked).fetchone()
    else:
        with closing(sqlite3.connect(installation.home / "huiying.sqlite3")) as database:
            found = database.execute(asked).fetchone()
    return int(found[0])


@pytest.mark.timeout(300)
def test_killed_at_any_moment_it_goes_on_and_ends_with_everything_erased_once(
    installation: Installation,
):
    assert len(run(installation, MAKE, str(MATTERS))) == MATTERS
    installation.minutes_pass(6 * 366 * 24 * 60)
    chance, kills = random.Random(20261129), 0
    for _ in range(KILLS):
        process = installation.start("-c", WORK, "data", "erase")
        # It is at work when it has dealt with one or some; and then at whatever it is doing.
        least = dealt_with(installation) + chance.randint(1, 3)
        while dealt_with(installation) < least and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.03))
        kills += process.poll() is None
        process.kill()
        process.communicate(timeout=20)
        rows = run(installation, LOOK)["rows"]
        assert all(map(is_whole_or_erased, rows))
    assert kills >= KILLS - 2
    ended = installation.start("-c", WORK, "data", "erase")
    out, err = ended.communicate(timeout=200)
    assert ended.returncode == 0, out + err
    found = run(installation, LOOK)
    assert len(found["rows"]) == MATTERS
    assert all(row["done"] and is_whole_or_erased(row) for row in found["rows"])
    assert found["open"] == 0
    compacted(installation)


def compacted(installation: Installation) -> None:
    done = installation.start("-c", WORK, "data", "compact")
    out, err = done.communicate(timeout=200)
    assert done.returncode == 0, out + err
    if settings.TEST_DATABASE != "postgres":
        with sqlite3.connect(installation.home / "huiying.sqlite3") as database:
            assert database.execute("PRAGMA freelist_count").fetchone() == (0,)
            # What is left of the inverted index is its empty frame: no token has a page any more.
            assert database.execute("SELECT count(*) FROM search_words_idx").fetchone()[0] <= 1
        database.close()
        assert (
            not (installation.home / "huiying.sqlite3-wal").exists()
            or (installation.home / "huiying.sqlite3-wal").stat().st_size == 0
        )
