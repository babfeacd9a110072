"""`huiying work`: the work behind the pages, in a process of its own."""

import signal
import threading

import click

from huiying.config import ready


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def work(once: bool) -> None:
    """Send notices, watch deadlines, scan files, index texts, until Ctrl-C or SIGTERM.

    Any number of these may run beside one another: each row is claimed by one of them, and what a
    killed worker held is taken over when its lease runs out.
    """
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()
    from huiying.core.work import loop

    if once:
        click.echo(f"{loop.run_once()} done")
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _signal, _frame: stop.set())
    loop.run_forever(stop)
