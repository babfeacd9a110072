"""`huiying units`: the tree of units of an installation, from a file and as it stands."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from huiying.config.commands.language import LANG, speaking
from huiying.config.commands.starting import start

if TYPE_CHECKING:
    from huiying.core.units.planning import Plan
    from huiying.core.units.reading import Fault, UnitRow
    from huiying.core.units.register import Entry


@click.group()
def units() -> None:
    """The tree of units: bring it in from a file, look at it."""


@units.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--dry-run", is_flag=True, help="Read, check and say what would be done; write nothing."
)
@LANG
def import_units(file: Path, dry_run: bool, lang: str) -> None:
    """Open, rename, describe and close units as FILE (CSV or TOML) says.

    All of it or nothing: if one row is wrong, every fault is listed with row, column, value and reason, and nothing is
    written. Run again, it changes nothing. Exit code 0: done; 1: some rows are wrong; 2: the file can't be read.
    """
    start()
    with speaking(lang):
        plan, faults = _read(file)
        if not faults and not dry_run:
            faults = _carry_out(plan)
        if faults:
            _tell_faults(faults)
            raise SystemExit(1)
        _tell(plan, dry_run)


def _read(file: Path) -> tuple["Plan", list["Fault"]]:
    from django.utils.translation import gettext as _

    from huiying.core.registers.encodings import CannotRead, detect
    from huiying.core.units import planning, reading, register

    faults: list[Fault] = []
    raw = file.read_bytes()
    try:
        text = raw.decode(detect([raw]).name)
        cells = list(reading.cells_of(text, toml=file.suffix.lower() == ".toml"))
    except CannotRead as error:
        click.echo(f"{file}: {error}", err=True)
        raise SystemExit(2) from None
    except reading.NotAFileOfUnits as error:
        click.echo(f"{file}: {_(str(error))}", err=True)
        raise SystemExit(2) from None
    if not cells:
        click.echo(f"{file}: " + _("There is no unit in this file."), err=True)
        raise SystemExit(2)
    read = [reading.read_row(number, row, faults) for number, row in cells]
    rows = [row for row in read if row is not None]
    # A row that is wrong by itself must not make others look as if their parent were missing.
    if len(rows) < len(read):
        return planning.Plan(), faults
    return planning.plan(rows, register.register(), faults), faults


def _carry_out(plan: "Plan") -> list["Fault"]:
    """In one transaction; a unit that still owes answers is a fault, and nothing is written."""
    from django.db import transaction

    from huiying.core.kinds import N_
    from huiying.core.units import queries, services
    from huiying.core.units.reading import Fault

    with transaction.atomic():
        for row in plan.to_open:
            _open(row)
        for row in plan.to_rename:
            if row.name_since is not None:
                services.rename_unit(
                    unit_id=_id(row.code), zh=row.zh, en=row.en, since=row.name_since
                )
        for row in plan.to_describe:
            services.describe_unit(unit_id=_id(row.code), switches=row.switches, texts=row.texts)
        for row in plan.to_close:
            try:
                _close(row)
            except services.UnitStillOwes:
                transaction.set_rollback(True)
                owes = N_("This unit still owes answers. Name the unit that takes them over.")
                return [Fault(row=row.row, column="successor", value=row.successor, reason=owes)]
    queries.forget_tree()
    return []


def _id(code: str) -> int:
    from huiying.core.units import queries

    found = queries.unit_by_code(code)
    if found is None:
        raise LookupError(code)
    return found.id


def _open(row: "UnitRow") -> None:
    from huiying.core.units import services

    services.open_unit(
        code=row.code,
        zh=row.zh,
        en=row.en,
        level=row.level,
        opened_on=row.opened,
        parent=_id(row.parent) if row.parent else None,
        complaints_office=row.switches.get("complaints_office", False),
        response_centre=row.switches.get("response_centre", False),
        oversight_seat=row.switches.get("oversight_seat", False),
        telephone=row.texts.get("telephone", ""),
        address=(row.texts.get("address_zh", ""), row.texts.get("address_en", "")),
    )


def _close(row: "UnitRow") -> None:
    from huiying.core import clock
    from huiying.core.holders.handing_on import move_unit
    from huiying.core.kinds import system

    if row.closed is not None:
        move_unit(
            unit_id=_id(row.code),
            successor=_id(row.successor) if row.successor else None,
            on=row.closed,
            by=system("units import"),
            at=clock.now(),
        )


def _tell_faults(faults: list["Fault"]) -> None:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    for fault in sorted(faults, key=lambda f: (f.row, f.column)):
        said = _("row %(row)d, %(column)s: “%(value)s”: %(reason)s")
        click.echo(
            said
            % {
                "row": fault.row,
                "column": fault.column or "?",
                "value": fault.value,
                "reason": _(fault.reason),
            },
            err=True,
        )
    told = ngettext(
        "%(count)d fault. Nothing was written.",
        "%(count)d faults. Nothing was written.",
        len(faults),
    )
    click.echo(told % {"count": len(faults)}, err=True)


def _tell(plan: "Plan", dry_run: bool) -> None:
    from django.utils.translation import gettext as _

    for rows, words in (
        (plan.to_open, _("opened")),
        (plan.to_rename, _("named anew")),
        (plan.to_describe, _("described anew")),
        (plan.to_close, _("closed")),
    ):
        for row in rows:
            click.echo(f"  {words}: {row.code}  {row.zh} / {row.en}")
        click.echo(f"{words}: {len(rows)}")
    click.echo(_("as they were: %(count)d") % {"count": plan.unchanged})
    if dry_run:
        click.echo(_("Nothing was written (--dry-run)."))


@units.command("list")
@click.option("--open", "open_only", is_flag=True, help="Only units that are open.")
@click.option("--csv", "as_csv", is_flag=True, help="As a file that `huiying units import` reads.")
@LANG
def list_units(open_only: bool, as_csv: bool, lang: str) -> None:
    """Every unit in the order of the tree: code, name, level, when it opened and closed, what it was called."""
    start()
    from django.utils.translation import gettext as _

    from huiying.core.units import register
    from huiying.core.units.models import Level

    rows = [row for row in register.register() if not (open_only and row.closed)]
    if as_csv:
        _write_csv(rows)
        return
    with speaking(lang):
        for row in rows:
            name = row.zh if lang == "zh" else row.en
            days = f"{row.opened}–{row.closed or ''}"
            level = str(_(Level(row.level).label))
            click.echo(f"{'  ' * row.depth}{row.code}  {name}  [{level}]  {days}")
            for since, zh, en in row.names[:-1]:
                earlier = _("called %(name)s from %(since)s")
                told = earlier % {"name": zh if lang == "zh" else en, "since": since}
                click.echo(f"{'  ' * row.depth}    {told}")


def _write_csv(rows: list["Entry"]) -> None:
    import csv
    import io

    from huiying.core.units.reading import COLUMNS, SWITCHES

    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        since = row.names[-1][0] if len(row.names) > 1 else ""
        writer.writerow(
            {
                **{name: "yes" if getattr(row, name) else "" for name in SWITCHES},
                **{n: getattr(row, n) for n in ("telephone", "address_zh", "address_en")},
                "code": row.code,
                "name_zh": row.zh,
                "name_en": row.en,
                "level": row.level,
                "opened": row.opened,
                "parent": row.parent,
                "closed": row.closed or "",
                "successor": row.successor,
                "name_since": since,
            }
        )
    click.echo(out.getvalue(), nl=False)
