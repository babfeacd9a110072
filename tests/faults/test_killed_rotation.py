"""A rotation of keys is killed (SIGKILL) again and again: run once more it ends, and everything opens."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import closing

import psycopg
import pytest
from django.conf import settings

from huiying.core.people.sealing import head_of
from tests.faults.conftest import ROOT, WORK, Installation

pytestmark = pytest.mark.slow
VALUES = 6000
KILLS = 4

MAKE = """
import sys
from huiying.config import ready
ready.start_django()
from huiying.core import clock
from huiying.core.people.models import SealedText
from huiying.core.people.services import new_text
at = clock.now()
SealedText.objects.bulk_create([new_text(f"第{n}句", at=at) for n in range(int(sys.argv[1]))])
"""
OPEN = """
import json
from huiying.config import ready
ready.start_django()
from huiying.core.people.models import SealedText
from huiying.core.people.services import open_texts
ids = list(SealedText.objects.values_list("pk", flat=True))
words = []
for start in range(0, len(ids), 500):
    words += open_texts(ids[start : start + 500]).values()
print(json.dumps(sorted(words)))
"""


def keys(installation: Installation, *act: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WORK, "keys", *act],
        env=installation.env, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip


def run(installation: Installation, program: str, *given: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *given],
        env=installation.env, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def sealed_with(installation: Installation, key: str) -> int:
    """Read beside the process that rotates, without starting another."""
    head = head_of(key)
    asked = f"SELECT count(*) FROM people_sealedtext WHERE substr(sealed, 1, {len(head)}) = "
    if settings.TEST_DATABASE == "postgres":
        with psycopg.connect(installation.env["DATABASE_URL"]) as connection:
            found = connection.execute(f"{asked}%s", (head,)).fetchone()
    else:
        with closing(sqlite3.connect(installation.home / "huiying.sqlite3")) as database:
            found = database.execute(f"{asked}?", (head,)).fetchone()
    return int(found[0])


@pytest.mark.timeout(500)
def test_killed_at_any_moment_it_goes_on_and_ends_with_everything_under_the_new_key(
    installation: Installation,
):
    run(installation, MAKE, str(VALUES))
    old = installation.env["HUIYING_KEYS"]
    installation.env["HUIYING_KEYS"] = f"t2:{b64encode(bytes(range(64, 96))).decode()},{old}"
    chance, kills = random.Random(20261123), 0
    for _ in range(KILLS):
        process = installation.start("-c", WORK, "keys", "rotate")
        # It is at work when it has sealed some anew; and then at whatever it is doing.
        least = sealed_with(installation, "t2") + chance.randint(1, VALUES // (2 * KILLS))
        while sealed_with(installation, "t2") < least and process.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02))
        kills += process.poll() is None
        process.kill()
        process.communicate(timeout=20)
    assert kills >= KILLS - 1
    refused = keys(installation, "retire", "t1")
    said = keys(installation, "list").stdout
    rotated = keys(installation, "rotate")
    assert rotated.returncode == 0, rotated.stdout + rotated.stderr
    if "t1  opens only: seals 0 values" not in said:
        assert refused.returncode == 1
        assert "people_sealedtext.sealed" in refused.stdout
        assert "sealed anew, 0 remain" in rotated.stdout
    assert keys(installation, "retire", "t1").returncode == 0
    installation.env["HUIYING_KEYS"] = installation.env["HUIYING_KEYS"].partition(",")[0]
    assert keys(installation, "list").returncode == 0
    words = json.loads(run(installation, OPEN))
    assert words == sorted(f"第{n}句" for n in range(VALUES))
