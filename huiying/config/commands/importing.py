"""`huiying import`: what an older register holds enters the ledger, as imported."""

from pathlib import Path
from typing import Any

import click

from huiying.config.commands import registers
from huiying.config.commands.importing_cases import cases
from huiying.config.commands.importing_petitions import petitions


@click.group(name="import")
def importing() -> None:
    """Bring in registers of the past, and lists that other bodies forward, from CSV or XLSX files."""


importing.add_command(cases)
importing.add_command(petitions)


@importing.command()
@registers.register
def complaints(
    file: Path, layout_file: Path, report: Path | None, dry_run: bool, lang: str
) -> None:
    """Import complaints from FILE by a map.

    Whatever is not taken is listed with row, column, value and reason, and the rest is taken. Run again, it imports
    nothing twice. Exit code 0: all was taken; 1: some rows were not; 2: the map or the file can't be read.
    """
    registers.start()
    from huiying.mechanisms.complaints.importing.reading import read_map

    registers.bring_in(file, layout_file, report, dry_run, lang, read=read_map, run=_run)


def _run(table: Any, layout: Any, report_file: Path, dry_run: bool) -> int:
    from django.utils.translation import gettext

    from huiying.core import clock
    from huiying.core.kinds import system
    from huiying.mechanisms.complaints.importing.convert import convert
    from huiying.mechanisms.complaints.importing.report import Report, Summary, taken
    from huiying.mechanisms.complaints.services.importing import Imported, import_complaints

    summary, result = Summary(), Imported()
    say = registers.progress()
    with report_file.open("w", encoding="utf-8", newline="") as stream:
        complaints = taken(convert(table, layout), summary, Report(stream, gettext))
        if dry_run:
            for _one in complaints:
                if summary.complaints % 1000 == 0:
                    say(summary.complaints)
        else:
            result = import_complaints(
                complaints=complaints,
                source=layout.source,
                name=layout.name,
                by=system("import"),
                at=clock.now(),
                progress=say,
            )
    _close(summary, result, report_file, dry_run)
    return sum(summary.lost.values())


def _close(summary: Any, result: Any, report_file: Path, dry_run: bool) -> None:
    from django.utils.translation import gettext as _

    from huiying.core.registers.report import LOST

    click.echo("", err=True)
    registers.line(_("complaints that can be taken"), summary.complaints)
    registers.line(_("allegations in them"), summary.allegations)
    if dry_run:
        registers.nothing_written()
    else:
        registers.line(_("imported now"), result.taken)
        registers.line(_("imported before"), result.known)
        if result.agreeing or result.differing:
            registers.line(_("in time or late, as the source says"), result.agreeing)
            registers.line(_("in time or late, against what the source says"), result.differing)
    for lost, count in sorted(summary.lost.items()):
        registers.line(_(LOST[lost]), count)
    registers.say_reasons(summary.reasons, report_file)
