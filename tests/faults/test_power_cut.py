"""The power goes (SIGKILL) in the middle of a write: what was said to be done is whole, what was not is not there."""

import json
import random
import time

import pytest

from tests.faults.conftest import Installation

pytestmark = pytest.mark.slow


@pytest.mark.timeout(300)
def test_a_receipt_that_was_shown_is_never_lost_and_no_half_complaint_stays(
    installation: Installation,
):
    chance = random.Random(7)
    shown: list[str] = []
    for _ in range(5):
        process = installation.start("-m", "tests.faults.inside", "complain", installation.unit)
        assert process.stdout is not None
        shown.append(json.loads(process.stdout.readline())["matter"])
        time.sleep(chance.uniform(0.05, 0.5))
        installation.kill(process)
        lines = process.stdout.read().split("\n")
        # The last piece has no line end: the kill cut the telling of it short.
        shown += [json.loads(line)["matter"] for line in lines[:-1]]
    rows = {row["matter"]: row for row in installation.ask("matters")}
    assert len(shown) > 5
    assert set(shown) <= set(rows)
    # At most one a kill was written and not said any more: the person sends it again, under the same key.
    assert len(rows) - len(shown) <= 5
    for row in rows.values():
        assert row["sequences"] == list(range(1, row["last"] + 1))
        assert row["rebuilt"] == 0
        assert row["words"], row
    shapes = {(r["parties"], r["codes"], r["notices"], r["duties"]) for r in rows.values()}
    assert len(shapes) == 1, shapes
