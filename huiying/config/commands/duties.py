"""`huiying duties`: the index of what is owed, looked at and derived anew."""

import uuid
from collections.abc import Iterator, Sequence

import click

from huiying.config import ready
from huiying.config.commands.language import said

_STEP = 200


@click.group()
def duties() -> None:
    """What is owed: listed, checked against the events, derived anew."""


@duties.command(name="list")
@click.option("--unit", "code", help="Only what the unit of this code owes.")
@click.option("--late", is_flag=True, help="Only what is overdue.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
def list_(code: str | None, late: bool, limit: int) -> None:
    """What is owed now, the earliest date first: date, unit, rule, reference. Names nobody."""
    _start()
    from huiying.core import clock
    from huiying.core.duties.models import Duty
    from huiying.core.units import queries as units

    rows = Duty.objects.filter(ended=False, nature="answer", due_at__isnull=False, lead=True)
    if code is not None:
        unit = units.unit_by_code(code)
        if unit is None:
            raise click.ClickException(f"There is no unit with the code {code}.")
        rows = rows.filter(unit_id=unit.id)
    now = clock.now()
    if late:
        rows = rows.filter(due_at__lt=now)
    for row in rows.select_related("matter").order_by("due_at", "id")[:limit]:
        owing = units.unit(row.unit_id).code if row.unit_id else "-"
        mark = "late" if row.due_at is not None and row.due_at < now else ""
        click.echo(
            f"{row.due_at:%Y-%m-%d %H:%MZ}  {owing:<8} {row.rule:<34} {row.matter.ref}  {mark}"
        )


@duties.command()
def check() -> None:
    """Derive every duty anew and compare, changing nothing. Exit code 1 if a row differs."""
    _start()
    from django.db import transaction

    with transaction.atomic():
        differing = _derive()
        transaction.set_rollback(True)
    click.echo(
        said(f"{differing} rows differ.", f"有 {differing} 行不一致。")
        if differing
        else said("Every row is as its events say.", "每一行都与事件一致。")
    )
    raise SystemExit(1 if differing else 0)


@duties.command()
def rebuild() -> None:
    """Derive every duty anew from its matter's events and write what differs. It should be nothing.

    Needed after an update that changes how rules are read; safe to run at any time, and to break off.
    """
    _start()
    differing = _derive()
    click.echo(
        said(f"{differing} rows were put right.", f"改正了 {differing} 行。")
        if differing
        else said("Nothing had to be changed.", "没有需要改的。")
    )


def _start() -> None:
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()


def _derive() -> int:
    from huiying.core import clock
    from huiying.core.duties.services import rebuild as rebuild_matters

    now, differing, done = clock.now(), 0, 0
    for ids in _matters():
        differing += rebuild_matters(matter_ids=list(ids), now=now)
        done += len(ids)
        click.echo(f"\r{done:,} matters", nl=False, err=True)
    click.echo("", err=True)
    return differing


def _matters() -> Iterator[Sequence[uuid.UUID]]:
    """All matters by the step, in the order of their ids."""
    from huiying.core.ledger.queries import matter_ids

    last: uuid.UUID | None = None
    while ids := matter_ids(after=last, limit=_STEP):
        yield ids
        last = ids[-1]
