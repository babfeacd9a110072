"""`huiying import petitions`: a list that a petition office forwards is registered, each of it as a petition of now."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from huiying.config import ready


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "layout_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The map (TOML) that says what the columns mean; docs/examples has one.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the list of what was not taken goes (default: FILE.not-taken.csv).",
)
@click.option("--dry-run", is_flag=True, help="Read and report all of it, write nothing.")
def petitions(file: Path, layout_file: Path, report: Path | None, dry_run: bool) -> None:
    """Register the petitions of FILE, which another body forwards, by a map.

    They are petitions of now: what is owed runs from the day each came in. Whatever is not taken is listed with row,
    column, value and reason, and the rest is taken. Run again, it registers nothing twice. Exit code 0: all was taken;
    1: something was not; 2: the map or the file can't be read.
    """
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()
    from huiying.core.registers.encodings import CannotRead
    from huiying.core.registers.maps import WrongMap, validate
    from huiying.core.registers.tables import open_table
    from huiying.mechanisms.petitions.importing.layout import read_layout

    try:
        layout = read_layout(layout_file.read_text("utf-8"))
        table = open_table(
            file, encoding=layout.encoding, delimiter=layout.delimiter, sheet=layout.sheet
        )
        findings = validate(layout, table.header)
        if findings:
            raise WrongMap(findings)
    except WrongMap as error:
        for finding in error.findings:
            click.echo(f"{layout_file}: {finding.key}: {finding.sentence}", err=True)
        raise SystemExit(2) from None
    except CannotRead as error:
        click.echo(f"{file}: {error}", err=True)
        raise SystemExit(2) from None
    lost = _run(table, layout, report or file.with_name(f"{file.name}.not-taken.csv"), dry_run)
    raise SystemExit(1 if lost else 0)


def _run(table: Any, layout: Any, report_file: Path, dry_run: bool) -> int:
    from django.utils.translation import gettext

    from huiying.core import clock
    from huiying.core.kinds import system
    from huiying.core.registers.report import Report
    from huiying.core.registers.sentences import Lost, Refused, say
    from huiying.mechanisms.petitions.importing.convert import convert
    from huiying.mechanisms.petitions.services.forwarding import Imported, import_petitions

    at = clock.now()
    lost: Counter[str] = Counter()
    rows = 0
    click.echo(f"Reading {table.path.name} as {table.encoding}.", err=True)
    result = Imported()
    with report_file.open("w", encoding="utf-8", newline="") as stream:
        report = Report(stream, gettext)

        def refuse(one: Refused) -> None:
            lost[f"{one.column}: {one.reason.text}"] += 1
            report.add(one)

        def taken() -> Iterator[Any]:
            nonlocal rows
            for one in convert(table, layout, at):
                if isinstance(one, Refused):
                    refuse(one)
                else:
                    rows += 1
                    yield one

        if dry_run:
            for _one in taken():
                pass
        else:
            result = import_petitions(
                petitions=taken(),
                source=layout.source,
                by=system("import"),
                at=at,
                declined=lambda one, why: refuse(
                    Refused(
                        row=one.row,
                        column=layout.key,
                        value=one.number,
                        reason=say(why),
                        lost=Lost.ROW,
                        key=one.number,
                    )
                ),
                progress=lambda done: click.echo(f"\r{done:,} petitions", nl=False, err=True),
            )
    _close(rows, result, lost, report_file, dry_run)
    return lost.total()


def _close(rows: int, result: Any, lost: Counter[str], report_file: Path, dry_run: bool) -> None:
    click.echo("", err=True)
    click.echo(f"rows read               {rows:>9,}")
    if dry_run:
        click.echo("nothing was written (--dry-run)")
    else:
        click.echo(f"petitions registered    {result.new:>9,}")
        click.echo(f"petitions known before  {result.known:>9,}")
    click.echo(f"not taken               {lost.total():>9,}")
    for reason, count in lost.most_common(20):
        click.echo(f"   {count:>6,}  {reason}")
    if lost:
        click.echo(f"Each of them is in {report_file}")
