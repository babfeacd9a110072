"""What every `huiying import` has in common: its options, its map and file, and what it says of rows not taken."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from huiying.config import ready

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_GIVEN = (
    click.argument("file", type=_FILE),
    click.option(
        "--map",
        "layout_file",
        required=True,
        type=_FILE,
        help="The map (TOML) that says what the columns mean; docs/examples has some.",
    ),
    click.option(
        "--report",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Where the list of what was not taken goes (default: FILE.not-taken.csv).",
    ),
    click.option("--dry-run", is_flag=True, help="Read and report all of it, write nothing."),
)
# Gives how many were not taken: of a table, by its layout, with the file for the report, and whether to write nothing.
Run = Callable[[Any, Any, Path, bool], int]


def register(command: Callable[..., None]) -> Callable[..., None]:
    """The argument and options of an import."""
    for given in reversed(_GIVEN):
        command = given(command)
    return command


def start() -> None:
    """Secrets, settings and a database that is up to date, before anything of the product is imported."""
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()


def bring_in(
    file: Path,
    layout_file: Path,
    report: Path | None,
    dry_run: bool,
    *,
    read: Callable[[str], Any],
    run: Run,
) -> None:
    """Reads map and file, runs, and ends the process: 0, all was taken; 1, something was not; 2, unreadable."""
    from huiying.core.registers.encodings import CannotRead
    from huiying.core.registers.maps import WrongMap, validate
    from huiying.core.registers.tables import open_table

    try:
        layout = read(layout_file.read_text("utf-8"))
        table = open_table(
            file, encoding=layout.encoding, delimiter=layout.delimiter, sheet=layout.sheet
        )
        findings = validate(layout, table.header)
        if findings:
            raise WrongMap(findings)
        click.echo(f"Reading {table.path.name} as {table.encoding}.", err=True)
        lost = run(table, layout, report or file.with_name(f"{file.name}.not-taken.csv"), dry_run)
    except WrongMap as error:
        for finding in error.findings:
            click.echo(f"{layout_file}: {finding.key}: {finding.sentence}", err=True)
        raise SystemExit(2) from None
    except CannotRead as error:
        click.echo(f"{file}: {error}", err=True)
        raise SystemExit(2) from None
    raise SystemExit(1 if lost else 0)


def progress(what: str) -> Callable[[int], None]:
    return lambda done: click.echo(f"\r{done:,} {what}", nl=False, err=True)


def line(words: str, count: int) -> None:
    click.echo(f"{words:<22} {count:>9,}")


def say_reasons(reasons: Counter[str], report_file: Path) -> None:
    """Why rows were not taken, the commonest first, and where each of them is."""
    for reason, count in reasons.most_common(20):
        click.echo(f"   {count:>6,}  {reason}")
    if reasons:
        click.echo(f"Each of them is in {report_file}")
