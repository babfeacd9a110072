"""`huiying import`: what an older register holds enters the ledger, as imported."""

from pathlib import Path
from typing import Any

import click

from huiying.config import ready
from huiying.config.commands.importing_cases import cases
from huiying.config.commands.importing_petitions import petitions


@click.group(name="import")
def importing() -> None:
    """Bring in registers of the past, and lists that other bodies forward, from CSV or XLSX files."""


importing.add_command(cases)
importing.add_command(petitions)


@importing.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "layout_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The map (TOML) that says what the columns mean; docs/examples has some.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the list of what was not taken goes (default: FILE.not-taken.csv).",
)
@click.option("--dry-run", is_flag=True, help="Read and report all of it, write nothing.")
def complaints(file: Path, layout_file: Path, report: Path | None, dry_run: bool) -> None:
    """Import complaints from FILE by a map.

    Whatever is not taken is listed with row, column, value and reason, and the rest is taken. Run again, it imports
    nothing twice. Exit code 0: all was taken; 1: some rows were not; 2: the map or the file can't be read.
    """
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()
    from huiying.core.registers.encodings import CannotRead
    from huiying.core.registers.maps import WrongMap, validate
    from huiying.core.registers.tables import open_table
    from huiying.mechanisms.complaints.importing.reading import read_map

    try:
        layout = read_map(layout_file.read_text("utf-8"))
        table = open_table(
            file, encoding=layout.encoding, delimiter=layout.delimiter, sheet=layout.sheet
        )
        findings = validate(layout, table.header)
        if findings:
            raise WrongMap(findings)
        summary = _run(
            table, layout, report or file.with_name(f"{file.name}.not-taken.csv"), dry_run
        )
    except WrongMap as error:
        for finding in error.findings:
            click.echo(f"{layout_file}: {finding.key}: {finding.sentence}", err=True)
        raise SystemExit(2) from None
    except CannotRead as error:
        click.echo(f"{file}: {error}", err=True)
        raise SystemExit(2) from None
    raise SystemExit(1 if summary.lost else 0)


def _run(table: Any, layout: Any, report_file: Path, dry_run: bool) -> Any:
    from django.utils.translation import gettext

    from huiying.core import clock
    from huiying.core.kinds import system
    from huiying.mechanisms.complaints.importing.convert import convert
    from huiying.mechanisms.complaints.importing.report import Report, Summary, taken
    from huiying.mechanisms.complaints.services.importing import Imported, import_complaints

    summary, result = Summary(), Imported()
    click.echo(f"Reading {table.path.name} as {table.encoding}.", err=True)
    with report_file.open("w", encoding="utf-8", newline="") as stream:
        complaints = taken(convert(table, layout), summary, Report(stream, gettext))
        if dry_run:
            for _one in complaints:
                if summary.complaints % 1000 == 0:
                    _say(summary.complaints)
        else:
            result = import_complaints(
                complaints=complaints,
                source=layout.source,
                name=layout.name,
                by=system("import"),
                at=clock.now(),
                progress=_say,
            )
    _close(summary, result, report_file, dry_run)
    return summary


def _say(done: int) -> None:
    click.echo(f"\r{done:,} complaints", nl=False, err=True)


def _close(summary: Any, result: Any, report_file: Path, dry_run: bool) -> None:
    click.echo("", err=True)
    click.echo(
        f"complaints read      {summary.complaints:>9,}   with {summary.allegations:,} allegations"
    )
    if dry_run:
        click.echo("nothing was written (--dry-run)")
    else:
        click.echo(f"imported now         {result.taken:>9,}")
        click.echo(f"imported before      {result.known:>9,}")
        if result.agreeing or result.differing:
            click.echo(
                f"on time: as the source says {result.agreeing:,}, otherwise {result.differing:,}"
            )
    for lost, count in sorted(summary.lost.items()):
        click.echo(f"not taken: {lost.value:<10}{count:>9,}")
    for (column, reason), count in summary.reasons.most_common(20):
        click.echo(f"   {count:>6,}  {column}: {reason}")
    if summary.lost:
        click.echo(f"Each of them is in {report_file}")
