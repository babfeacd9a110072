"""Everything that can be told without running the product: `make check`."""

import os
import subprocess
import sys
import time
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Settings that make Django's own judgement (`check --deploy`) about a real installation.
AS_DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "tests.support.settings",
    "HUIYING_HTTPS": "1",
    "HUIYING_HOSTS": "answers.example",
}

STEPS: dict[str, list[str]] = {
    "style": ["ruff", "check", "--quiet", "."],
    "layout": ["ruff", "format", "--check", "--quiet", "."],
    "imports": ["lint-imports"],
    "types": ["mypy"],
    "templates": ["djlint", "huiying", "--lint", "--quiet"],
    "words": ["python", "scripts/words.py", "check"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "django": ["python", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
}


@click.command(help=__doc__)
@click.argument("only", nargs=-1, type=click.Choice(list(STEPS)))
def check(only: tuple[str, ...]) -> None:
    """Every step runs even when one before it failed, so that one look shows all."""
    failed = []
    environment = {**os.environ, **AS_DEPLOYED, "PYTHONPATH": str(ROOT)}
    for name in only or STEPS:
        program, *arguments = STEPS[name]
        started = time.monotonic()
        done = subprocess.run(
            [str(BIN / program), *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        passed = done.returncode == 0
        click.echo(f"{'ok  ' if passed else 'FAIL'} {name} {time.monotonic() - started:.0f} s")
        if not passed:
            failed.append(name)
            click.echo(done.stdout.rstrip())
    if failed:
        raise SystemExit(f"make check: {', '.join(failed)} failed")


if __name__ == "__main__":
    check()
