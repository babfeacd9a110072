"""`huiying data`: how long what people said is kept, what has come to its time, and erasing what was agreed on."""

import sys

import click

from huiying.config.commands.language import SPOKEN, said
from huiying.config.commands.starting import start

_BATCH = 50


@click.group()
def data() -> None:
    """How long matters are kept, what has come to its time, erasing what was agreed on."""


@data.command()
@click.option("--dry-run", is_flag=True, help="Say so aloud: this command never changes a matter.")
@SPOKEN
def retention(dry_run: bool) -> None:
    """The terms in force, and how many matters have come to their time, by kind and unit.

    Two persons propose and decide on the pages; nothing is erased by this command.
    """
    del dry_run
    start()
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
    click.echo(
        said(
            f"Schedule {plan.version}, agency standard: {plan.named('en')}",
            f"保存期限表 {plan.version}，本局标准：{plan.named('zh')}",
        )
    )
    for term in plan.terms.values():
        months = said(f"{term.months:>4} months", f"{term.months:>4} 个月")
        click.echo(f"  {term.kind:<16} {months}  {term.id}")
    while indexing.index(at, 500):
        pass
    found = queries.counts(at)
    come = sum(count for _, _, count in found)
    click.echo(
        said(
            f"{come:,} {'matter has' if come == 1 else 'matters have'} come to their time.",
            f"{come:,} 件事已到期限。",
        )
    )
    for kind, unit_id, count in found:
        click.echo(f"  {units.unit(unit_id).code if unit_id else '-':<16} {kind:<16} {count:>8,}")


@data.command()
@SPOKEN
def erase() -> None:
    """Erase now what two persons agreed on, instead of leaving it to `huiying work`.

    Broken off at any moment, even killed, it goes on from there. Run as the role that owns the tables it
    also erases the reasons of looks that the other role had to leave. 1 if some are left.
    """
    start()
    from huiying.core import clock
    from huiying.core.access.looks import MayNotErase
    from huiying.core.retention import erasing

    done = 0
    while some := erasing.erase_approved(clock.now(), _BATCH):
        done += some
        click.echo(said(f"{done:>10,} matters dealt with", f"{done:>10,} 件已处理"))
    try:
        while erasing.erase_reasons_left(_BATCH):
            pass
    except MayNotErase:
        click.echo(
            said(
                "Reasons of looks are left: only the database role that owns the tables can lift the guard of the\n"
                "read log. Run this once with its DATABASE_URL.",
                "查看理由还没有删完：查看记录有保护，只有拥有这些表的数据库角色才能解除。\n"
                "请用该角色的 DATABASE_URL 再运行一次。",
            )
        )
        sys.exit(1)
    click.echo(said("Nothing is left to erase.", "没有还要删除的。"))


@data.command()
@SPOKEN
def compact() -> None:
    """Drop what erased words left behind in the index and in free pages. Long on a large database.

    `huiying work` does it by itself in the night after something was erased. Backups keep what they hold.
    """
    start()
    from huiying.core import clock
    from huiying.core.retention import compacting

    compacting.compact(clock.now())
    click.echo(
        said(
            "Done. What was erased is in older backups until you destroy them.",
            "好了。删掉的内容在旧备份里还有，直到您销毁那些备份。",
        )
    )


@data.command()
@click.option("--words", is_flag=True, help="Each text too, opened with the keys. Slower.")
@SPOKEN
def verify(words: bool) -> None:
    """Whether the ledger says what was written: each event against its commitment, what was erased included.

    1 if something is not what was written; then it says on which matters. It changes nothing. Somebody who can change
    events and commitments together is found by comparing with an older copy alone.
    """
    start()
    from huiying.core.ledger import checking

    seen, wrong = 0, 0
    for found in checking.every_matter(words=words):
        seen += 1
        if found.events or found.texts:
            wrong += 1
            events = ", ".join(map(str, found.events)) or "-"
            click.echo(
                said(
                    f"{found.ref}: events {events}, texts {len(found.texts)}",
                    f"{found.ref}：事件 {events}，文字 {len(found.texts)} 段",
                )
            )
        if seen % 10_000 == 0:
            click.echo(said(f"{seen:>10,} matters read", f"{seen:>10,} 件已读"))
    if wrong:
        click.echo(
            said(
                f"{wrong:,} of {seen:,} matters are not as they were written.",
                f"{seen:,} 件中有 {wrong:,} 件与当初写下的不一致。",
            )
        )
        sys.exit(1)
    click.echo(
        said(
            f"{seen:,} matters: every event{' and every text' if words else ''} is as it was written.",
            f"共 {seen:,} 件：每个事件{'和每段文字' if words else ''}都和当初写下的一样。",
        )
    )
