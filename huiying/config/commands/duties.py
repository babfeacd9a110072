"""`huiying duties`: the index of what is owed, looked at and derived anew."""

import uuid
from collections.abc import Iterator, Sequence

import click

from huiying.config.commands.language import SPOKEN, said
from huiying.config.commands.starting import start

_STEP = 200


@click.group()
def duties() -> None:
    """What is owed: listed, checked against the events, derived anew."""


@duties.command(name="list")
@click.option("--unit", "code", help="Only what the unit of this code owes.")
@click.option("--late", is_flag=True, help="Only what is overdue.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@SPOKEN
def list_(code: str | None, late: bool, limit: int) -> None:
    """What is owed now, the earliest date first: date, unit, rule, reference. Names nobody.

    Dates are in the service's own time zone, as on its pages: a duty of a whole day ends with that day.
    """
    start()
    from huiying.core import clock
    from huiying.core.duties.models import Duty
    from huiying.core.units import queries as units
    from huiying.core.web import dates

    rows = Duty.objects.filter(ended=False, nature="answer", due_at__isnull=False, lead=True)
    if code is not None:
        unit = units.unit_by_code(code)
        if unit is None:
            raise click.ClickException(
                said(f"There is no unit with the code {code}.", f"没有代码为 {code} 的单位。")
            )
        rows = rows.filter(unit_id=unit.id)
    now = clock.now()
    if late:
        rows = rows.filter(due_at__lt=now)
    listed = list(rows.select_related("matter").order_by("due_at", "id")[:limit])
    for row in listed:
        if row.due_at is None:
            continue
        owing = units.unit(row.unit_id).code if row.unit_id else "-"
        mark = said("late", "逾期") if row.due_at < now else ""
        ends = dates.ends_with_the_day(row.due_at)
        at = (
            f"{dates.due_day(row.due_at)} 24:00"
            if ends
            else f"{dates.local(row.due_at):%Y-%m-%d %H:%M}"
        )
        click.echo(f"{at}  {owing:<8} {row.rule:<34} {row.matter.ref}  {mark}".rstrip())
    if not listed:
        click.echo(said("Nothing is owed.", "没有待办的事项。"), err=True)


@duties.command()
@SPOKEN
def check() -> None:
    """Derive every duty anew and compare, changing nothing. Exit code 1 if a row differs."""
    start()
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
@SPOKEN
def rebuild() -> None:
    """Derive every duty anew from its matter's events and write what differs. It should be nothing.

    Needed after an update that changes how rules are read; safe to run at any time, and to break off.
    """
    start()
    differing = _derive()
    click.echo(
        said(f"{differing} rows were put right.", f"改正了 {differing} 行。")
        if differing
        else said("Nothing had to be changed.", "没有需要改的。")
    )


def _derive() -> int:
    from huiying.core import clock
    from huiying.core.duties.services import rebuild as rebuild_matters

    now, differing, done = clock.now(), 0, 0
    for ids in _matters():
        differing += rebuild_matters(matter_ids=list(ids), now=now)
        done += len(ids)
        click.echo(said(f"\r{done:,} matters", f"\r{done:,} 件"), nl=False, err=True)
    click.echo("", err=True)
    return differing


def _matters() -> Iterator[Sequence[uuid.UUID]]:
    """All matters by the step, in the order of their ids."""
    from huiying.core.ledger.queries import matter_ids

    last: uuid.UUID | None = None
    while ids := matter_ids(after=last, limit=_STEP):
        yield ids
        last = ids[-1]
