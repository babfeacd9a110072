"""`huiying data`: how long what people said is kept, what has come to its time, and erasing what was agreed on."""

import sys

import click

from huiying.config import ready

_BATCH = 50


@click.group()
def data() -> None:
    """How long matters are kept, what has come to its time, erasing what was agreed on."""


def _start() -> None:
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()


@data.command()
@click.option("--dry-run", is_flag=True, help="Say so aloud: this command never changes a matter.")
def retention(dry_run: bool) -> None:
    """The terms in force, and how many matters have come to their time, by kind and unit.

    Two persons propose and decide on the pages; nothing is erased by this command.
    """
    del dry_run
    _start()
    from huiying.core import clock
    from huiying.core.retention import indexing, queries
    from huiying.core.retention.schedule import schedule
    from huiying.core.units import queries as units
    from huiying.rulepacks.keeping import NoSchedule

    at = clock.now()
    try:
        plan = schedule()
    except NoSchedule as wrong:
        raise click.ClickException(str(wrong)) from None
    click.echo(f"Schedule {plan.version}, agency standard: {plan.named('en')}")
    for term in plan.terms.values():
        click.echo(f"  {term.kind:<16} {term.months:>4} months  {term.id}")
    while indexing.index(at, 500):
        pass
    found = queries.counts(at)
    click.echo(f"{sum(count for _, _, count in found):,} matters have come to their time.")
    for kind, unit_id, count in found:
        click.echo(f"  {units.unit(unit_id).code if unit_id else '-':<16} {kind:<16} {count:>8,}")


@data.command()
def erase() -> None:
    """Erase now what two persons agreed on, instead of leaving it to `huiying work`.

    Broken off at any moment, even killed, it goes on from there. Run as the role that owns the tables it
    also erases the reasons of looks that the other role had to leave. 1 if some are left.
    """
    _start()
    from huiying.core import clock
    from huiying.core.access.looks import MayNotErase
    from huiying.core.retention import erasing

    done = 0
    while some := erasing.erase_approved(clock.now(), _BATCH):
        done += some
        click.echo(f"{done:>10,} matters dealt with")
    try:
        while erasing.erase_reasons_left(_BATCH):
            pass
    except MayNotErase:
        click.echo(
            "Reasons of looks are left: only the database role that owns the tables can lift the guard of the\n"
            "read log. Run this once with its DATABASE_URL."
        )
        sys.exit(1)
    click.echo("Nothing is left to erase.")


@data.command()
def compact() -> None:
    """Drop what erased words left behind in the index and in free pages. Long on a large database.

    `huiying work` does it by itself in the night after something was erased. Backups keep what they hold.
    """
    _start()
    from huiying.core import clock
    from huiying.core.retention import compacting

    compacting.compact(clock.now())
    click.echo("Done. What was erased is in older backups until you destroy them.")


@data.command()
@click.option("--words", is_flag=True, help="Each text too, opened with the keys. Slower.")
def verify(words: bool) -> None:
    """Whether the ledger says what was written: each event against its commitment, what was erased included.

    1 if something is not what was written; then it says on which matters. It changes nothing. Somebody who can change
    events and commitments together is found by comparing with an older copy alone.
    """
    _start()
    from huiying.core.ledger import checking

    seen, wrong = 0, 0
    for found in checking.every_matter(words=words):
        seen += 1
        if found.events or found.texts:
            wrong += 1
            click.echo(
                f"{found.ref}: events {', '.join(map(str, found.events)) or '-'}, texts {len(found.texts)}"
            )
        if seen % 10_000 == 0:
            click.echo(f"{seen:>10,} matters read")
    if wrong:
        click.echo(f"{wrong:,} of {seen:,} matters are not as they were written.")
        sys.exit(1)
    click.echo(
        f"{seen:,} matters: every event{' and every text' if words else ''} is as it was written."
    )
