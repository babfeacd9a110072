"""`huiying import petitions`: a list that a petition office forwards is registered, each of it as a petition of now."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from huiying.config.commands import registers


@click.command()
@registers.register
def petitions(file: Path, layout_file: Path, report: Path | None, dry_run: bool, lang: str) -> None:
    """Register the petitions of FILE, which another body forwards, by a map.

    They are petitions of now: what is owed runs from the day each came in. Whatever is not taken is listed with row,
    column, value and reason, and the rest is taken. Run again, it registers nothing twice. Exit code 0: all was taken;
    1: something was not; 2: the map or the file can't be read.
    """
    registers.start()
    from huiying.mechanisms.petitions.importing.layout import read_layout

    registers.bring_in(file, layout_file, report, dry_run, lang, read=read_layout, run=_run)


def _run(table: Any, layout: Any, report_file: Path, dry_run: bool) -> int:
    from django.utils.translation import gettext

    from huiying.core import clock
    from huiying.core.kinds import system
    from huiying.core.registers.report import Report
    from huiying.core.registers.sentences import Lost, Refused, say
    from huiying.mechanisms.petitions.importing.convert import convert
    from huiying.mechanisms.petitions.services.forwarding import Imported, import_petitions

    at = clock.now()
    lost: registers.Reasons = Counter()
    rows = 0
    result = Imported()
    with report_file.open("w", encoding="utf-8", newline="") as stream:
        report = Report(stream, gettext)

        def refuse(one: Refused) -> None:
            lost[one.column, one.reason.text] += 1
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
                progress=registers.progress(),
            )
    _close(rows, result, lost, report_file, dry_run)
    return lost.total()


def _close(
    rows: int, result: Any, lost: registers.Reasons, report_file: Path, dry_run: bool
) -> None:
    from django.utils.translation import gettext as _

    click.echo("", err=True)
    registers.line(_("rows that can be taken"), rows)
    if dry_run:
        registers.nothing_written()
    else:
        registers.line(_("registered now"), result.new)
        registers.line(_("registered before"), result.known)
    registers.line(_("not taken"), lost.total())
    registers.say_reasons(lost, report_file)
