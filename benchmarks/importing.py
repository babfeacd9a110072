"""An older register enters the ledger: 100,000 invented complaints in a CSV of Detroit's shape, by its own map.

Measured is the whole command's work: reading, folding, checking, events, duties, rows, commits. The invented file has
what the real one has: several allegations a complaint in rows that lie apart, spelling variants, open ones, days
without an hour, a few impossible dates. A second run over the same file imports nothing.

    python -m benchmarks.importing [--complaints 100000]
"""

import csv
import json
import random
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from benchmarks import installation

MAP = installation.ROOT / "docs" / "examples" / "detroit-dpd.toml"
# Detroit gives no dates to keep; ours has 90 days each, so that there are duties to derive.
TARGET = """
[target]
column = "Due"
formats = ["%Y/%m/%d %H:%M:%S+00"]
precision = "day"
zone = "America/Detroit"
"""
HEADER = (
    "BPC", "CCR", "Report_Date", "Entry", "Age", "ctznRace", "ctznSex", "Closed", "Unit",
    "Administrative_Closure", "Allegation", "Finding", "ofcrRace", "ofcrSex", "ObjectId", "Due",
)  # fmt: skip
ENTRIES = (
    "Walk In",
    "Telephone",
    "Telephone (or TDD)",
    "Online",
    "Letter",
    "Outside agency",
    "Unknown",
)
ALLEGATIONS = (
    "Procedure",
    "Demeanor",
    "Service",
    "Force",
    "Harassment",
    "Property",
    "Search",
    "Arrest",
    "Entry",
)
FINDINGS = (
    "Sustained",
    "Exonerated",
    "Unfounded",
    "Not Sustained",
    "Inconclusive",
    "No Charge",
    "Admin. Closure",
)
DISTANCE = 400  # rows of one complaint lie at most so far apart


def invent(path: Path, complaints: int, seed: int = 5) -> int:
    """Write the file; gives how many rows it has. About 1.35 allegations a complaint, as in Detroit's."""
    source = random.Random(seed)
    rows: list[tuple[float, list[str]]] = []
    for n in range(complaints):
        received = date(2016, 1, 1) + timedelta(days=n * 1900 // complaints)
        closed = received + timedelta(days=min(400, int(source.lognormvariate(4.1, 0.6))))
        if n % 2000 == 17:
            closed = date(1900, 1, 1)
        due = f"{received + timedelta(days=90):%Y/%m/%d} 00:00:00+00"
        common = [
            f"{received:%y}-{n}", str(60000 + n), f"{received:%Y/%m/%d} 00:00:00+00", source.choice(ENTRIES),
            str(source.randint(18, 80)), "", "", f"{closed:%Y/%m/%d} 00:00:00+00",
            f"{source.randint(1, 12)}TH PRECINCT",
        ]  # fmt: skip
        for _ in range(1 if source.random() < 0.72 else source.randint(2, 3)):
            finding = source.choice(FINDINGS)
            closure = "Admin. Closure" if finding.startswith("Admin") else ""
            row = [*common, closure, source.choice(ALLEGATIONS), finding, "", ""]
            rows.append((n + source.random() * DISTANCE, [*row, due]))
    rows.sort(key=lambda placed: placed[0])
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(HEADER)
        for number, (_, row) in enumerate(rows, start=1):
            out.writerow([*row[:-1], number, row[-1]])
    return len(rows)


def measure(complaints: int) -> dict[str, Any]:
    with installation.postgres() as socket:
        installation.start_django(socket, "huiying")
        folder = Path(installation.environment(socket, "huiying")["HUIYING_HOME"])
        file = folder / "register.csv"
        rows = invent(file, complaints)
        first, again = _run(file, folder), _run(file, folder)
    return {
        "name": "import",
        "complaints": complaints,
        "rows": rows,
        "taken": first["taken"],
        "events": first["events"],
        "duties": first["duties"],
        "seconds": round(first["seconds"], 1),
        "cpu_seconds": round(first["cpu"], 1),
        "seconds_per_100k": round(first["seconds"] / complaints * 100_000, 1),
        "again_seconds": round(again["seconds"], 1),
        "again_taken": again["taken"],
    }


def _run(file: Path, folder: Path) -> dict[str, Any]:
    from huiying.core import clock
    from huiying.core.duties.models import Duty
    from huiying.core.kinds import system
    from huiying.core.ledger.models import Event
    from huiying.core.registers.tables import open_table
    from huiying.mechanisms.complaints.importing.convert import convert
    from huiying.mechanisms.complaints.importing.reading import read_map
    from huiying.mechanisms.complaints.importing.report import Report, Summary, taken
    from huiying.mechanisms.complaints.services.importing import import_complaints

    def say(done: int) -> None:
        if done % 10_000 == 0:
            click.echo(f"{done:,} complaints, {time.perf_counter() - begun:.1f} s", err=True)

    begun, cpu = time.perf_counter(), time.process_time()
    layout = read_map(MAP.read_text("utf-8").replace("[channel]", TARGET + "[channel]", 1))
    table = open_table(
        file, encoding=layout.encoding, delimiter=layout.delimiter, sheet=layout.sheet
    )
    summary = Summary()
    with (folder / "not-taken.csv").open("w", encoding="utf-8", newline="") as stream:
        found = taken(convert(table, layout), summary, Report(stream, str))
        result = import_complaints(
            complaints=found, source=layout.source, name=layout.name,
            by=system("import"), at=clock.now(), progress=say,
        )  # fmt: skip
    took, spent = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "seconds": took, "cpu": spent, "taken": result.taken,
        "events": Event.objects.count(), "duties": Duty.objects.count(),
    }  # fmt: skip


@click.command()
@click.option("--complaints", default=100_000, show_default=True)
def main(complaints: int) -> None:
    """How long an older register takes to enter."""
    click.echo(json.dumps(measure(complaints)))


if __name__ == "__main__":
    main()
