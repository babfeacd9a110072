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

if TYPE_CHECKING:
    from huiying.core.kinds import Actor


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
def work(
    once: bool, status: bool, retry: str | None, stopped: str | None, bounces: tuple[Path, ...]
) -> None:
    """Send notices, watch deadlines, index texts, until Ctrl-C or SIGTERM.

    Any number of these may run beside one another: each row is claimed by one of them, and what a
    killed worker held is taken over when its lease runs out. A mail server can pipe reports in:
    `|huiying work --bounces -`.
    """
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()
    from huiying.core import clock

    if status:
        _show_status(clock.now())
    if retry:
        _retry(retry, clock.now())
    if stopped:
        _stop(stopped, clock.now())
    if bounces:
        sys.exit(_read_reports(bounces, clock.now()))
    if not (status or retry or stopped):
        _do_work(once)


def _do_work(once: bool) -> None:
    from huiying.config.work import kinds
    from huiying.core import clock
    from huiying.core.work import loop

    if once:
        counts = loop.run_once(clock.now(), kinds())
        for name, count in counts.items():
            click.echo(f"{name:10} {'failed, see the log' if count < 0 else count}")
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
    from huiying.core.notices import queries as notices
    from huiying.core.work import queries

    for row in queries.workers(at=at):
        state = "stopped" if row.stopped else "alive" if row.alive else "SILENT"
        trouble = ", ".join(f"{kind} failed {times} times" for kind, times in row.failing)
        click.echo(
            f"worker {row.name}  {state}, last seen {row.beat_at:%Y-%m-%d %H:%M:%S}Z  {trouble}"
        )
    left = notices.waiting(at=at)
    since = f", the oldest since {left.oldest:%Y-%m-%d %H:%M}Z" if left.oldest else ""
    click.echo(f"{left.count} e-mails wait{since}")
    click.echo(f"{notices.count_dead()} dead letters")
    for letter in notices.dead_letters():
        click.echo(
            f"  {letter.id}  {letter.state:8} {letter.created_at:%Y-%m-%d %H:%M}Z  "
            f"{letter.why} {letter.figures}".rstrip()
        )


def _operator() -> "Actor":
    """Whoever may run this command on the machine may do what an administrator may."""
    from huiying.core.kinds import system

    return system("command-line")


def _retry(which: str, at: datetime) -> None:
    from huiying.core.notices import services

    if which == "failed":
        click.echo(f"{services.retry_failed(by=_operator(), at=at)} queued again")
        return
    try:
        services.retry_notice(notice_id=_id(which), by=_operator(), at=at)
    except services.NothingToRetry:
        raise _no_letter(which) from None
    click.echo("queued again")


def _stop(which: str, at: datetime) -> None:
    from huiying.core.notices import services

    try:
        services.stop_notice(notice_id=_id(which), by=_operator(), at=at)
    except services.NothingToRetry:
        raise _no_letter(which) from None
    click.echo("stopped")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise click.BadParameter(f"{text} is no id. `huiying work --status` shows them.") from None


def _no_letter(which: str) -> click.ClickException:
    return click.ClickException(
        f"No dead letter has the id {which}. `huiying work --status` shows them."
    )


def _read_reports(files: tuple[Path, ...], at: datetime) -> int:
    """Each file by itself: one that is no report does not stop the others. The exit code says whether all were."""
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
            click.echo(f"{path}: cannot be read: {error.strerror}", err=True)
        except (NoReport, NoSuchNotice) as error:
            refused += 1
            why = error if isinstance(error, NoReport) else "it is about a message that is not here"
            click.echo(f"{path}: not taken: {why}", err=True)
        else:
            click.echo(f"{path}: {'taken' if changed else 'read, changes nothing'}")
    return 1 if refused else 0
