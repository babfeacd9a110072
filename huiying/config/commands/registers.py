"""What every `huiying import` has in common: its options, its map and file, and what it says of rows not taken."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from huiying.config.commands.language import LANG, speaking
from huiying.config.commands.starting import start as start

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
    LANG,
)
# Why rows were not taken: column and msgid, and how often.
Reasons = Counter[tuple[str, str]]
# Gives how many were not taken: of a table, by its layout, with the file for the report, and whether to write nothing.
Run = Callable[[Any, Any, Path, bool], int]


def register(command: Callable[..., None]) -> Callable[..., None]:
    """The argument and options of an import."""
    for given in reversed(_GIVEN):
        command = given(command)
    return command


def bring_in(
    file: Path,
    layout_file: Path,
    report: Path | None,
    dry_run: bool,
    lang: str,
    *,
    read: Callable[[str], Any],
    run: Run,
) -> None:
    """Reads map and file, runs, and ends the process: 0, all was taken; 1, something was not; 2, unreadable."""
    with speaking(lang):
        report = report or file.with_name(f"{file.name}.not-taken.csv")
        raise SystemExit(_read_and_run(file, layout_file, report, dry_run, read=read, run=run))


def _read_and_run(
    file: Path,
    layout_file: Path,
    report: Path,
    dry_run: bool,
    *,
    read: Callable[[str], Any],
    run: Run,
) -> int:
    from django.utils.translation import gettext as _

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
        for assumed in table.assumed:
            click.echo(f"{table.path.name}: {assumed.said(_)}", err=True)
        return 1 if run(table, layout, report, dry_run) else 0
    except WrongMap as error:
        for finding in error.findings:
            click.echo(f"{layout_file}: {finding.key}: {finding.sentence.said(_)}", err=True)
    except CannotRead as error:
        click.echo(f"{file}: {error.sentence.said(_)}", err=True)
    return 2


def progress() -> Callable[[int], None]:
    """How many so far, on one line of the terminal."""
    from django.utils.translation import gettext as _

    words = _("So far: %(count)s")
    return lambda done: click.echo(f"\r{words % {'count': f'{done:,}'}}", nl=False, err=True)


def line(words: str, count: int) -> None:
    click.echo(f"{count:>9,}  {words}")


def nothing_written() -> None:
    from django.utils.translation import gettext as _

    click.echo(_("Nothing was written (--dry-run)."))


def say_reasons(reasons: Reasons, report_file: Path) -> None:
    """Why rows were not taken, the commonest first, and where each of them is."""
    from django.utils.translation import gettext as _

    from huiying.core.registers.sentences import in_general

    for (column, why), count in reasons.most_common(20):
        click.echo(f"{count:>15,}  {column}: {in_general(why, _)}")
    if reasons:
        click.echo(_("Each of them is in %(file)s.") % {"file": report_file})
