"""The whole suite, part by part: `make test`. Says at the end what ran and what was left out.

A part whose program is missing is left out, unless HUIYING_TEST_REQUIRE=all: then it has failed.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import browser, postgres  # noqa: E402 - the path comes first

NO_TESTS = 5


@dataclass(frozen=True, kw_only=True)
class Part:
    name: str
    database: str
    marks: str
    found: Callable[[], bool]
    remedy: str
    workers: int = 2


PARTS = [
    Part(
        name="SQLite",
        database="sqlite",
        marks="not browser and not postgres",
        found=lambda: True,
        remedy="",
    ),
    Part(
        name="PostgreSQL",
        database="postgres",
        marks="not browser and not sqlite and not pure",
        found=lambda: postgres.programs() is not None,
        remedy="install PostgreSQL 15 or newer (Debian: apt-get install postgresql)",
    ),
    Part(
        name="browser",
        database="sqlite",
        marks="browser",
        found=lambda: browser.executable() is not None,
        remedy="install Chromium (Debian: apt-get install chromium fonts-noto-cjk)",
    ),
]


@dataclass(kw_only=True)
class Outcome:
    part: Part
    state: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    notes: list[str] = field(default_factory=list)


def run(part: Part, arguments: list[str]) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            str(part.workers),
            "--dist",
            "loadfile",
        ]
        command += ["-m", part.marks, f"--junitxml={report}", *arguments]
        started = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "HUIYING_TEST_DB": part.database}, check=False
        )
        outcome = Outcome(part=part, state="ran", seconds=time.monotonic() - started)
        if report.exists():
            count(outcome, report)
    if done.returncode == NO_TESTS:
        outcome.notes.append("no test found")
    if done.returncode != 0:
        outcome.state = "FAILED"
    return outcome


def count(outcome: Outcome, report: Path) -> None:
    # Our own pytest wrote this file a moment ago.
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        outcome.failed += bad
        outcome.skipped += skipped
        outcome.passed += int(suite.get("tests", 0)) - bad - skipped


def leave_out(part: Part, *, everything: bool) -> Outcome:
    return Outcome(
        part=part, state="FAILED" if everything else "left out", notes=[f"not found: {part.remedy}"]
    )


def summary(outcomes: list[Outcome]) -> None:
    click.echo("\n== what ran")
    for outcome in outcomes:
        counts = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
        told = [counts, f"{outcome.seconds:.0f} s"] if outcome.seconds else []
        line = ", ".join([*told, *outcome.notes])
        click.echo(f"   {outcome.part.name}: {outcome.state} ({line})")
    passed, failed, skipped = (
        sum(getattr(outcome, name) for outcome in outcomes)
        for name in ("passed", "failed", "skipped")
    )
    # A part that fell over before it could count is a failure that the last line must show.
    failed += sum(1 for outcome in outcomes if outcome.state == "FAILED" and not outcome.failed)
    click.echo(f"{passed} passed, {failed} failed, {skipped} skipped")


@click.command(help=__doc__)
@click.option("--only", type=click.Choice([part.name for part in PARTS]), help="One part alone.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def suite(only: str | None, arguments: tuple[str, ...]) -> None:
    """ARGUMENTS go to pytest, after a --."""
    everything = os.environ.get("HUIYING_TEST_REQUIRE") == "all"
    outcomes = []
    for part in PARTS:
        if only and part.name != only:
            continue
        if not part.found():
            outcomes.append(leave_out(part, everything=everything))
            continue
        click.echo(f"== {part.name}")
        outcomes.append(run(part, list(arguments)))
    summary(outcomes)
    sys.exit(any(outcome.state == "FAILED" for outcome in outcomes))


if __name__ == "__main__":
    suite()
