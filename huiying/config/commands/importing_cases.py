"""`huiying import cases`: cases of an older register enter the ledger, as imported."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from huiying.config.commands import registers


@click.command()
@registers.register
def cases(file: Path, layout_file: Path, report: Path | None, dry_run: bool, lang: str) -> None:
    """Import cases, or what became of them, from FILE by a map.

    Whatever is not taken is listed with row, column, value and reason, and the rest is taken. Run again, it imports
    nothing twice. Exit code 0: all was taken; 1: some rows were not; 2: the map or the file can't be read.
    """
    registers.start()
    from huiying.mechanisms.cases.importing.layout import read_layout

    registers.bring_in(file, layout_file, report, dry_run, lang, read=read_layout, run=_run)


def _run(table: Any, layout: Any, report_file: Path, dry_run: bool) -> int:
    from django.utils.translation import gettext

    from huiying.core import clock
    from huiying.core.kinds import system
    from huiying.core.registers.report import Report
    from huiying.core.registers.sentences import Refused
    from huiying.mechanisms.cases.importing.convert import convert
    from huiying.mechanisms.cases.services.importing import Imported, import_cases

    lost: registers.Reasons = Counter()
    rows = 0

    def taken(report: Report) -> Iterator[Any]:
        nonlocal rows
        for one in convert(table, layout):
            if isinstance(one, Refused):
                lost[one.column, one.reason.text] += 1
                report.add(one)
            else:
                rows += 1
                yield one

    result = Imported()
    with report_file.open("w", encoding="utf-8", newline="") as stream:
        states = taken(Report(stream, gettext))
        if dry_run:
            for _one in states:
                pass
        else:
            result = import_cases(
                states=states,
                source=layout.source,
                name=layout.name,
                by=system("import"),
                at=clock.now(),
                progress=registers.progress(),
            )
    _close(rows, result, lost, report_file, dry_run)
    return lost.total()


def _close(
    rows: int, result: Any, lost: registers.Reasons, report_file: Path, dry_run: bool
) -> None:
    from django.utils.translation import gettext as _

    from huiying.core.ledger.specs import specs

    click.echo("", err=True)
    registers.line(_("rows that can be taken"), rows)
    if dry_run:
        registers.nothing_written()
    else:
        registers.line(_("imported now"), result.cases)
        registers.line(_("imported before"), result.known)
        registers.line(_("more rows of the same cases"), rows - result.cases - result.known)
        registers.line(_("events recorded"), result.events)
        for telling, count in result.owed.most_common():
            words = _(specs()[telling].written)
            registers.line(_("owed to a victim: %(telling)s") % {"telling": words}, count)
        for sentence, count in result.declined.most_common():
            registers.line(_("does not fit: %(why)s") % {"why": _(sentence)}, count)
    registers.line(_("not taken"), lost.total())
    registers.say_reasons(lost, report_file)
