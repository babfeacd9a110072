"""`huiying work`: the work behind the pages, in a process of its own, and what it left undone."""

import signal
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from huiying.config import ready
from huiying.config.commands.language import SPOKEN, said
from huiying.config.commands.starting import start

if TYPE_CHECKING:
    from huiying.core.kinds import Actor
    from huiying.core.work.queries import WorkerRow

_STATES = {
    "unsure": ("unsure", "不确定是否送到"),
    "bounced": ("bounced", "被退回"),
    "failed": ("failed", "发送失败"),
}


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@click.option(
    "--status", is_flag=True, help="Show workers, what waits and dead letters; do nothing."
)
@click.option(
    "--retry",
    metavar="ID",
    help="Queue a dead letter again; `failed`: all that failed on our side.",
)
@click.option("--stop", "stopped", metavar="ID", help="Take a dead letter off the list for good.")
@click.option(
    "--bounces",
    multiple=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Read a delivery report (RFC 3464) from this file, or `-`; may be repeated.",
)
@SPOKEN
def work(
    once: bool, status: bool, retry: str | None, stopped: str | None, bounces: tuple[Path, ...]
) -> None:
    """Send notices, watch deadlines, index texts, until Ctrl-C or SIGTERM.

    Any number of these may run beside one another: each row is claimed by one of them, and what a
    killed worker held is taken over when its lease runs out. A mail server can pipe reports in:
    `|huiying work --bounces -`.
    """
    if not (status or retry or stopped or bounces):
        _do_work(once)
        return
    start()
    from huiying.core import clock

    if status:
        _show_status(clock.now())
    if retry:
        _retry(retry, clock.now())
    if stopped:
        _stop(stopped, clock.now())
    if bounces:
        sys.exit(_read_reports(bounces, clock.now()))


def _do_work(once: bool) -> None:
    # What it writes to people is in their language, so none is set for the process.
    ready.start_django()
    ready.require_migrated()
    from huiying.config.work import kinds
    from huiying.core import clock
    from huiying.core.work import loop

    if once:
        counts = loop.run_once(clock.now(), kinds())
        for name, count in counts.items():
            failed = said("failed, see the log", "出错，见日志")
            click.echo(f"{name:22} {failed if count < 0 else count}")
        sys.exit(1 if min(counts.values()) < 0 else 0)
    work_until_stopped()


def work_until_stopped() -> None:
    from huiying.config.work import kinds
    from huiying.core.work import loop

    stop = threading.Event()
    for signalled in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signalled, lambda _signal, _frame: stop.set())
    loop.run_forever(stop, kinds())


def _show_status(at: datetime) -> None:
    from django.utils.translation import gettext

    from huiying.core.notices import queries as notices
    from huiying.core.work import queries

    workers = queries.workers(at=at)
    for row in workers:
        click.echo(_worker(row))
    if not workers:
        click.echo(said("No worker was seen in the last day.", "最近一天没有后台进程运行过。"))
    left, dead = notices.waiting(at=at), notices.count_dead()
    waiting = said(
        f"{left.count} {'e-mail waits' if left.count == 1 else 'e-mails wait'}",
        f"{left.count} 封邮件待发",
    )
    if left.oldest:
        waiting += said(
            f", the oldest since {_when(left.oldest)}", f"，最早的从 {_when(left.oldest)} 等起"
        )
    click.echo(waiting)
    click.echo(
        said(f"{dead} dead {'letter' if dead == 1 else 'letters'}", f"{dead} 封发不出去的邮件")
    )
    for letter in notices.dead_letters():
        why = f"{gettext(letter.why)} {letter.figures}".rstrip()
        state = said(*_STATES.get(letter.state, (letter.state,) * 2))
        click.echo(f"  {letter.id}  {state}  {_when(letter.created_at)}  {why}")


def _when(at: datetime) -> str:
    """In the service's own time zone, as on its pages."""
    from huiying.core.web import dates

    return f"{dates.local(at):%Y-%m-%d %H:%M}"


def _worker(row: "WorkerRow") -> str:
    state = (
        said("stopped", "已停止")
        if row.stopped
        else said("alive", "在运行")
        if row.alive
        else said("SILENT", "没有动静")
    )
    line = said(
        f"worker {row.name}  {state}, last seen {_when(row.beat_at)}",
        f"后台进程 {row.name}  {state}，最近一次动静 {_when(row.beat_at)}",
    )
    trouble = [
        said(f"{kind} failed {times} times", f"{kind} 连续出错 {times} 次")
        for kind, times in row.failing
    ]
    return "  ".join([line, *trouble])


def _operator() -> "Actor":
    """Whoever may run this command on the machine may do what an administrator may."""
    from huiying.core.kinds import system

    return system("command-line")


def _retry(which: str, at: datetime) -> None:
    from huiying.core.notices import services

    if which == "failed":
        count = services.retry_failed(by=_operator(), at=at)
        click.echo(said(f"{count} queued again", f"{count} 封重新排队"))
        return
    try:
        services.retry_notice(notice_id=_id(which), by=_operator(), at=at)
    except services.NothingToRetry:
        raise _no_letter(which) from None
    click.echo(said("queued again", "已重新排队"))


def _stop(which: str, at: datetime) -> None:
    from huiying.core.notices import services

    try:
        services.stop_notice(notice_id=_id(which), by=_operator(), at=at)
    except services.NothingToRetry:
        raise _no_letter(which) from None
    click.echo(said("stopped", "不再发送"))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise click.BadParameter(
            said(
                f"{text} is no id. `huiying work --status` shows them.",
                f"{text} 不是编号。`huiying work --status` 列出编号。",
            )
        ) from None


def _no_letter(which: str) -> click.ClickException:
    return click.ClickException(
        said(
            f"No dead letter has the id {which}. `huiying work --status` shows them.",
            f"没有编号为 {which} 的发不出去的邮件。`huiying work --status` 列出编号。",
        )
    )


def _read_reports(files: tuple[Path, ...], at: datetime) -> int:
    """Each file by itself: one that is no report does not stop the others. The exit code says whether all were."""
    from django.utils.translation import gettext

    from huiying.config.apps import event_specs
    from huiying.core.notices.reports import NoReport, read_report
    from huiying.core.work.returns import NoSuchNotice, take_report

    refused = 0
    for path in files:
        try:
            raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
            changed = take_report(read_report(raw), specs=event_specs(), at=at)
        except OSError as error:
            refused += 1
            click.echo(
                said(
                    f"{path}: cannot be read: {error.strerror}",
                    f"{path}：读不了：{error.strerror}",
                ),
                err=True,
            )
        except (NoReport, NoSuchNotice) as error:
            refused += 1
            why = (
                gettext(str(error))
                if isinstance(error, NoReport)
                else said("it is about a message that is not here", "说的邮件不在这里")
            )
            click.echo(said(f"{path}: not taken: {why}", f"{path}：没有采用：{why}"), err=True)
        else:
            click.echo(
                said(f"{path}: taken", f"{path}：已采用")
                if changed
                else said(f"{path}: read, changes nothing", f"{path}：已读，没有变化")
            )
    return 1 if refused else 0
