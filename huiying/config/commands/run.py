"""`huiying run`: web and work in one process, for the demonstration and for a single machine."""

import contextlib
import logging
import os
import signal
import threading
from types import FrameType

import click

from huiying.config import ready
from huiying.config.commands.init import prepare
from huiying.config.commands.language import LANG, said

log = logging.getLogger("huiying.run")

WEB_THREADS = 8
WORKER_GRACE_SECONDS = 15


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with a fictional city first.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--threads", default=WEB_THREADS, show_default=True, type=click.IntRange(1, 64))
@LANG
def run(demo: bool, host: str, port: int, threads: int, lang: str) -> None:
    """Serve pages and do the work behind them in one process, until Ctrl-C or SIGTERM.

    For real use there is `huiying serve` (docs/operating.md).
    """
    if demo:
        os.environ["HUIYING_DEMONSTRATION"] = "1"
    if ready.embedded():
        prepare(collect=False, say=click.echo)
    else:
        ready.start_django()
        ready.require_migrated()
    if demo:
        from huiying.config.commands.demo import make_if_empty

        make_if_empty(say=click.echo, lang=lang)
    raise SystemExit(_serve(host=host, port=port, threads=threads))


class _Worker(threading.Thread):
    """The work behind the pages. If it dies the process ends too: silence would miss deadlines."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self.stop = threading.Event()
        self.died = False

    def run(self) -> None:
        from huiying.config.work import kinds
        from huiying.core.work.loop import run_forever

        try:
            run_forever(self.stop, kinds())
        except Exception:
            log.exception("the worker stopped")
            self.died = True
            os.kill(os.getpid(), signal.SIGTERM)


def _serve(*, host: str, port: int, threads: int) -> int:
    from waitress.server import create_server

    from huiying.config.wsgi import application

    try:
        server = create_server(application, host=host, port=port, threads=threads, ident="huiying")
    except OSError as error:
        raise click.ClickException(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
    signal.signal(signal.SIGTERM, _leave)
    worker = _Worker()
    worker.start()
    address = f"http://{host}:{server.effective_port}"
    click.echo(
        said(
            f"Huiying answers at {address}  (Ctrl-C stops it)",
            f"回应已启动：{address}（Ctrl-C 停止）",
        )
    )
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        server.run()
    worker.stop.set()
    server.close()
    worker.join(WORKER_GRACE_SECONDS)
    return 1 if worker.died else 0


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit
