"""All figures, one after the other, each in a process and on a cluster of its own; the table goes into README.md.

python -m benchmarks [--only NAME ...] [--quick]
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

HERE = Path(__file__).resolve().parent
README = HERE / "README.md"
RESULTS = HERE / "results.json"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
Found = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the table. `ratio`: of the target or what it is held against; `kept`: None is not judged."""

    figure: str
    target: str
    measured: str
    ratio: str
    size: str
    kept: bool | None


@dataclass(frozen=True, kw_only=True)
class Job:
    name: str
    whole: Sequence[str]
    quick: Sequence[str]
    lines: Callable[[Found], list[Line]]


def _upto(value: float, most: float) -> tuple[str, bool]:
    return f"{value / most:.2f} of the limit", value <= most


def _intake(found: Found) -> list[Line]:
    one = found[-1]
    p99, within = _upto(one["p99_ms_32_clients"], 250)
    return [
        Line(
            figure="Public intake, 8 clients, beside a bare Django form", target="≥ 0.5 of the bare one",
            measured=f"{one['ours_a_second']} against {one['bare_a_second']} a second",
            ratio=f"{one['ratio']} (rounds {min(one['ratios'])} to {max(one['ratios'])})",
            size=f"{len(one['ratios'])} rounds in turn", kept=one["ratio"] >= 0.5,
        ),
        Line(
            figure="Public intake, 32 clients, p99", target="≤ 250 ms, no error",
            measured=f"{one['p99_ms_32_clients']} ms, {one['errors']} errors", ratio=p99,
            size="32 clients", kept=within and not one["errors"],
        ),
    ]  # fmt: skip


def _worklist(found: Found) -> list[Line]:
    lines = []
    for shape in dict.fromkeys(row["shape"] for row in found):
        rows = [row for row in found if row["shape"] == shape]
        first, last = rows[0], rows[-1]
        for key, what in (("page", "the page by HTTP"), ("list", "the list's queries alone")):
            times = first[f"{key}_p50_ms"], last[f"{key}_p50_ms"]
            flat = times[1] / times[0]
            lines.append(
                Line(
                    figure=f"Worklist, first page, p50: {what}; {shape}",
                    target="≤ 25 ms, ≤ 1.3 of its own at the smallest",
                    measured=" / ".join(f"{row[f'{key}_p50_ms']}" for row in rows) + " ms",
                    ratio=f"{flat:.2f} of its own at {first['open']:,}",
                    size=" / ".join(f"{row['open']:,}" for row in rows) + " open",
                    kept=times[1] <= 25 and flat <= 1.3 and not last["errors"],
                )
            )
    return lines


def _sweep(found: Found) -> list[Line]:
    lines = []
    for row in found:
        lines.append(
            Line(
                figure=f"Deadline sweep, {row['due']:,} due", target="≤ 1.5 s at 100,000 open",
                measured=f"{row['seconds']} s ({row['cpu_seconds']} s of ours on the processor)",
                ratio=f"{row['seconds'] / found[0]['seconds']:.2f} of its own at {found[0]['open']:,} (≤ 1.2)",
                size=f"{row['open']:,} open",
                kept=row["seconds"] <= 1.5 and row["seconds"] <= 1.2 * found[0]["seconds"],
            )
        )  # fmt: skip
    last = found[-1]
    ratio, within = _upto(last["ms_a_step"], 1)
    step = Line(
        figure="One step of escalation, told included", target="≤ 1 ms", ratio=ratio, kept=within,
        measured=f"{last['ms_a_step']} ms ({last['steps']:,} steps)", size=f"{last['open']:,} open",
    )  # fmt: skip
    return [*lines, step]


def _import(found: Found) -> list[Line]:
    one = found[-1]
    ratio, within = _upto(one["seconds_per_100k"], 60)
    return [
        Line(
            figure="Import of an older register, events and duties included",
            target="≤ 60 s for 100,000 complaints",
            measured=f"{one['seconds']} s; run again {one['again_seconds']} s, {one['again_taken']} taken",
            ratio=ratio, size=f"{one['taken']:,} complaints, {one['events']:,} events, {one['duties']:,} duties",
            kept=within and not one["again_taken"],
        )
    ]  # fmt: skip


def _memory(found: Found) -> list[Line]:
    one = found[-1]
    ratio, within = _upto(one["together_mib"], 130)
    return [
        Line(
            figure="Idle memory, web and worker (PSS)", target="≤ 130 MiB",
            measured=f"{one['together_mib']} MiB (web {one['web_mib']}, worker {one['worker_mib']})",
            ratio=f"{ratio}; begun apart {one['apart_mib']} MiB; bare Django's web alone {one['bare_mib']} MiB",
            size="2 web workers, 1 worker, demonstration city", kept=within,
        ),
        Line(
            figure="Memory of `huiying run`, one process", target="–",
            measured=f"{one['single_process_mib']} MiB", ratio="–", size="no matters", kept=None,
        ),
    ]  # fmt: skip


def _engine(found: Found) -> list[Line]:
    one = found[-1]
    rate = one["matters_per_second"]
    return [
        Line(
            figure="`engine.plan`, 6 events and 4 rules", target="≥ 5,000 matters a second a core",
            measured=f"{rate:,} (rounds {one['slowest_round']:,} to {one['fastest_round']:,})",
            ratio=f"{rate / 5000:.2f} of the target", size="2,000 matters a round", kept=rate >= 5000,
        )
    ]  # fmt: skip


def _cases(found: Found) -> list[Line]:
    plan, rows = found[0], found[1:]
    ratio, within = _upto(plan["ms_a_case"], 2)
    lines = [
        Line(
            figure="A case planned under all its packs", target="≤ 2 ms", ratio=ratio, kept=within,
            measured=f"{plan['ms_a_case']} ms ({plan['duties']} duties)",
            size=f"{plan['events']} events, {plan['rules']} rules in {plan['packs']} packs",
        ),
    ]  # fmt: skip
    for row in rows:
        ratio, within = _upto(row["sync_ms"], 5)
        lines += [
            Line(
                figure="An act on a case: its duties brought in line", target="≤ 5 ms", ratio=ratio, kept=within,
                measured=f"{row['sync_ms']} ms on the processor; the whole act {row['act_ms']} ms",
                size=f"{row['cases']:,} cases",
            ),
            Line(
                figure="Daily sweep of cases with plans", target="≤ 1.5 s for 1,000 due",
                measured=f"{row['sweep_seconds']} s ({row['sweep_cpu']} s on the processor)",
                ratio=f"{row['sweep_seconds'] / 1.5:.2f} of the limit", kept=row["sweep_seconds"] <= 1.5,
                size=f"{row['due']:,} due, {row['steps']:,} steps, {row['cases']:,} cases",
            ),
            Line(
                figure="Worklist of a case officer, the list's queries", target="≤ 25 ms",
                measured=f"{row['list_ms']} ms; with its counts {row['desk_ms']} ms",
                ratio=f"{row['list_ms'] / 25:.2f} of the limit", kept=row["list_ms"] <= 25,
                size=f"{row['cases']:,} cases, {row['open']:,} open duties",
            ),
        ]  # fmt: skip
    return lines


_SEARCHED = re.compile(
    r"^(?P<who>handles .+?)  +(?P<word>.+?)  +p50 +(?P<p50>[\d.]+) ms, worst +(?P<worst>[\d.]+)"
)


SEARCHED = (
    ("黄牛", 30, "rare, Chinese"),
    ("blindfold", 30, "rare, English"),
    ("执法", 150, "in a quarter, Chinese"),
    ("officer", 150, "in a quarter, English"),
)


def _search(found: Found) -> list[Line]:
    texts = [m for row in found if (m := _SEARCHED.match(row.get("text", "")))]
    lines = []
    for word, most, what in SEARCHED:
        times = [float(m["p50"]) for m in texts if m["word"].strip() == word]
        if times:
            ratio, within = _upto(max(times), most)
            lines.append(
                Line(
                    figure=f"Word search, {what}", target=f"≤ {most} ms p50",
                    measured=f"{max(times):.1f} ms (the slower of two searchers)", ratio=ratio,
                    size=found[0].get("matters", "see the command"), kept=within,
                )
            )  # fmt: skip
    return lines


JOBS = {
    job.name: job
    for job in (
        Job(name="intake", whole=("--rounds", "5"), quick=("--rounds", "2", "--seconds", "3"), lines=_intake),
        Job(name="worklist", whole=(), quick=("--sizes", "1000,20000", "--seconds", "3"), lines=_worklist),
        Job(name="sweep", whole=(), quick=("--sizes", "2000,20000", "--due", "300", "--rounds", "2"), lines=_sweep),
        Job(name="cases", whole=("--sizes", "100000,1000000"), quick=("--sizes", "2000", "--due", "100"), lines=_cases),
        Job(name="importing", whole=(), quick=("--complaints", "5000"), lines=_import),
        Job(name="memory", whole=(), quick=(), lines=_memory),
        Job(name="search", whole=("--matters", "200000"), quick=("--matters", "5000", "--rounds", "5"), lines=_search),
        Job(name="engine_plan", whole=(), quick=(), lines=_engine),
    )
}  # fmt: skip


def run(job: Job, quick: bool) -> tuple[Found, str]:
    """The job's lines of JSON (or of text) and the command that gives them again. Raises SystemExit if it failed."""
    words = [*(job.quick if quick else job.whole)]
    command = [sys.executable, "-m", f"benchmarks.{job.name}", *words]
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{job.name} did not finish (exit code {done.returncode})")
    found: Found = []
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            found.append(json.loads(line))
        elif line.strip():
            found.append({"text": line, "matters": f"{words[1]} matters" if words else ""})
    return found, " ".join(["python -m", f"benchmarks.{job.name}", *words])


def table(kept: dict[str, Any]) -> str:
    out = [
        "| figure | target | measured | ratio | size | kept | when, load |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    commands = []
    for name, job in JOBS.items():
        if name not in kept:
            continue
        one = kept[name]
        when = f"{one['at'][:10]}, load {one['load']}" + (", quick" if one["quick"] else "")
        commands.append(f"- {name}: `{one['command']}`")
        for line in job.lines(one["found"]):
            mark = "" if line.kept is None else "yes" if line.kept else "**no**"
            cells = (line.figure, line.target, line.measured, line.ratio, line.size, mark, when)
            out.append("| " + " | ".join(cells) + " |")
    return "\n".join([*out, "", "Commands:", "", *commands])


def write(kept: dict[str, Any]) -> None:
    text = README.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    README.write_text(f"{head}{BEGIN}\n\n{table(kept)}\n\n{END}{tail}", "utf-8")


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(JOBS)), help="May be repeated.")
@click.option("--quick", is_flag=True, help="Small sizes: does it run, and roughly how fast.")
def main(only: tuple[str, ...], quick: bool) -> None:
    """Measure, print, and write the table in benchmarks/README.md."""
    kept: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name in only or tuple(JOBS):
        click.echo(f"— {name} …", err=True)
        load, begun = os.getloadavg()[0], time.perf_counter()
        found, command = run(JOBS[name], quick)
        kept[name] = {
            "at": datetime.now(UTC).isoformat(timespec="minutes"),
            "load": round(load, 1),
            "quick": quick,
            "command": command,
            "found": found,
        }
        for row in found:
            click.echo(json.dumps({"benchmark": name, **row}, ensure_ascii=False))
        click.echo(f"  {name}: {time.perf_counter() - begun:.0f} s", err=True)
        # After each one: who stops half-way keeps what was measured.
        RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
        write(kept)


if __name__ == "__main__":
    main()
