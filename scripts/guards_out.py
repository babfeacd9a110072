"""Takes each guard out once, in a copy, and sees a test fail: `python scripts/guards_out.py [--only WORDS]`.

The table is tests/hostile/guards.toml. What runs is a copy of the working tree; the tree itself is never changed. First
the tests of the table run as they are, then once for each guard without it. Slow (a quarter of an hour): not part of
`make test`, which only looks that each entry still fits (tests/hostile/test_guards_out.py).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "hostile" / "guards.toml"
# What pytest says: all passed, some failed. Anything else (no test found, none could be read) proves nothing.
PASSED, FAILED = 0, 1
TEMPLATE = "template.sqlite3"
# With all migrations: each run would need longer for them than for its tests.
MAKE = """
import sqlite3, sys
import django
django.setup()
from django.db import connection
made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
with sqlite3.connect(made) as one, sqlite3.connect(sys.argv[1]) as other:
    one.backup(other)
"""


class DoesNotFit(ValueError):
    """What is to be taken out does not stand in the file, or stands there twice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """In one file, what a guard is written as, and what stands there without it."""

    file: str
    guard: str
    without: str

    def in_text(self, text: str) -> str:
        """Raises DoesNotFit."""
        if text.count(self.guard) != 1:
            raise DoesNotFit(f"{self.file}: {text.count(self.guard)} times: {self.guard!r}")
        return text.replace(self.guard, self.without)


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    name: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]
    # It stands in a migration too.
    fresh: bool

    def files_without(self, root: Path) -> dict[str, str]:
        """Each file it stands in, as it would read without it. Raises DoesNotFit."""
        texts: dict[str, str] = {}
        for change in self.changes:
            text = texts.get(change.file) or (root / change.file).read_text(encoding="utf-8")
            texts[change.file] = change.in_text(text)
        return texts


def guards() -> list[Guard]:
    read = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [
        Guard(
            name=one["name"],
            changes=tuple(Change(file=f, guard=g, without=w) for f, g, w in one["out"]),
            tests=tuple(one["tests"]),
            fresh=bool(one.get("fresh")),
        )
        for one in read["guard"]
    ]


def copy_to(place: Path) -> None:
    """The tree as it is, changes not yet committed with it, and the words that were compiled."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    names = {name for name in listed.stdout.decode().split("\0") if name}
    names |= {p.relative_to(ROOT).as_posix() for p in (ROOT / "locale").rglob("*.mo")}
    for name in sorted(names):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place / name)


def python(place: Path, *given: str, **env: str) -> tuple[int, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("HUIYING_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, *given], cwd=place, env={**kept, "PYTHONPATH": str(place), **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def run(place: Path, tests: list[str], *more: str, fresh: bool) -> tuple[int, str]:
    """pytest, on a copy of the database made beforehand, or on a `fresh` one."""
    given = ["-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *more, *tests]
    if fresh:
        return python(place, *given)
    return python(place, *given, "--reuse-db", HUIYING_TEST_TEMPLATE=str(place / TEMPLATE))


def make_database(place: Path) -> None:
    code, said = python(
        place, "-c", MAKE, TEMPLATE, DJANGO_SETTINGS_MODULE="tests.support.settings"
    )
    if code:
        raise click.ClickException(said[-2000:])


def put(path: Path, text: str) -> None:
    """Python takes a file of the same second and length for the one that it compiled: so what it compiled goes."""
    path.write_text(text, encoding="utf-8")
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()


def without(place: Path, guard: Guard) -> tuple[bool, str]:
    """Whether a test fails while the guard is out, and what it said. The copy is whole again afterwards."""
    texts = guard.files_without(place)
    whole = {name: (place / name).read_text(encoding="utf-8") for name in texts}
    try:
        for name, text in texts.items():
            put(place / name, text)
        code, said = run(place, list(guard.tests), "-x", fresh=guard.fresh)
    finally:
        for name, text in whole.items():
            put(place / name, text)
    failed = [line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
    shown = failed[0][:150] if failed else said.strip()[-400:]
    return code == FAILED and bool(failed), shown


@click.command()
@click.option("--only", default="", help="Guards whose name or tests have these words in them.")
@click.option("--whole/--no-whole", default=True, help="Run the tests as they are first.")
def main(only: str, whole: bool) -> None:
    """Takes each guard out once and sees a test fail."""
    chosen = [g for g in guards() if only in g.name or any(only in test for test in g.tests)]
    missed: list[str] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="huiying-guards-") as folder:
        place = Path(folder)
        copy_to(place)
        make_database(place)
        if whole:
            code, said = run(place, sorted({t for g in chosen for t in g.tests}), fresh=False)
            if code != PASSED:
                click.echo(said[-4000:])
                raise click.ClickException("with every guard in its place the tests must pass")
        for guard in chosen:
            fails, shown = without(place, guard)
            click.echo(f"{'noticed' if fails else 'NOT NOTICED'}: {guard.name}\n    {shown}")
            if not fails:
                missed.append(guard.name)
    minutes = (time.monotonic() - begun) / 60
    click.echo(f"{len(chosen) - len(missed)} of {len(chosen)} guards noticed, {minutes:.0f} min.")
    if missed:
        raise click.ClickException(f"no test notices: {', '.join(missed)}")


if __name__ == "__main__":
    main()
