"""`huiying serve`: pages and the work behind them, each in processes of their own, begun from one."""

import logging
from typing import Any

import click

from huiying.config import ready
from huiying.config.commands.language import SPOKEN, said
from huiying.config.commands.work import work_until_stopped


@click.command()
@click.option(
    "--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT",
    help="Where to listen; also unix:PATH.",
)  # fmt: skip
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64),
    help="Processes that serve pages.",
)  # fmt: skip
@click.option(
    "--work", "works", default=1, show_default=True, type=click.IntRange(0, 16),
    help="Processes that do the work behind them.",
)  # fmt: skip
@SPOKEN
def serve(bind: str, workers: int, works: int) -> None:
    """Serve pages by gunicorn and do the work behind them, until Ctrl-C or SIGTERM.

    Everything is read once and shared by all processes. One that ends is begun again, and the others do not notice.
    Anything else that gunicorn can be told goes into GUNICORN_CMD_ARGS.
    """
    ready.start_django()
    ready.require_migrated()
    from huiying.config import work  # noqa: F401 - read here, used by each that works
    from huiying.config.serving import Serving
    from huiying.config.warming import warm
    from huiying.config.wsgi import application

    told = {
        "bind": bind,
        "workers": workers,
        "preload_app": True,
        "control_socket_disable": True,
        "loglevel": logging.getLevelName(logging.getLogger().level).lower(),
        "when_ready": lambda server: _say(server, workers, works),
    }
    serving = Serving(application, told, works=works, work=work_until_stopped)
    warm()
    serving.run()


def _say(server: Any, workers: int, works: int) -> None:
    addresses = " ".join(str(one) for one in server.LISTENERS)
    click.echo(
        said(
            f"Huiying answers at {addresses}  (pages: {workers}, work: {works}; Ctrl-C stops it)",
            f"回应已启动：{addresses}（网页进程 {workers} 个，后台进程 {works} 个；Ctrl-C 停止）",
        )
    )
