"""What an idle installation holds in memory: `huiying serve`, two processes for pages and one for the work, together.

PSS: pages that processes share are counted once between them. Each public page was opened four times by now, so that
what is loaded late is loaded. Beside it the same begun apart (gunicorn, preloaded, and `huiying work`), the single
process of `make run`, and the bare framework on the same server.

    python -m benchmarks.memory [--modules]
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from benchmarks import installation

WEB, BARE, ALONE = 8107, 8108, 8109
PAGES = (
    "/", "/tell/", "/m/", "/account/login/", "/figures/", "/rules/", "/no-receipt", "/privacy", "/accessibility",
)  # fmt: skip
# What neither web nor worker needs before somebody asks for it.
HEAVY = (
    "openpyxl", "pikepdf", "PIL", "rapidfuzz", "opencc", "segno", "weasyprint", "scipy", "statsmodels", "numpy",
    "pydantic", "fido2", "qrcode", "cryptography", "lxml", "ninja", "allauth", "asyncio", "email",
)  # fmt: skip


def measure(settle: float = 6) -> dict[str, Any]:
    with installation.postgres() as socket:
        env = installation.start_django(socket, "huiying")
        from huiying.config.demo.city import found_city

        found_city()
        with installation.serving(WEB, env) as keeper:
            _visit_often(WEB, settle)
            together = installation.resident_mib(keeper)
            worker = installation.resident_mib(_work_of(keeper))
            found = {"web_mib": round(together - worker, 1), "worker_mib": round(worker, 1)}
        with (
            installation.gunicorn("huiying.config.wsgi:application", WEB, env) as web,
            _command(env, "work") as lone,
        ):
            _visit_often(WEB, settle)
            apart = installation.resident_mib(web) + installation.resident_mib(lone.pid)
        with installation.gunicorn("benchmarks.bare:application", BARE, env) as bare:
            _visit(BARE, ("/",))
            time.sleep(settle / 3)
            found["bare_mib"] = round(installation.resident_mib(bare), 1)
    with (
        _environment() as home,
        _command(home, "run", "--port", str(ALONE)) as alone,
    ):
        installation._wait(ALONE)
        _visit(ALONE)
        time.sleep(settle)
        found["single_process_mib"] = round(installation.resident_mib(alone.pid), 1)
    return {
        "name": "idle memory",
        "together_mib": round(together, 1),
        **found,
        "apart_mib": round(apart, 1),
    }


def _work_of(keeper: int) -> int:
    """It is the one that has given a sign of life."""
    import psutil

    from huiying.core import clock
    from huiying.core.work.queries import workers

    alive = {row.name.split("/")[1] for row in workers(at=clock.now()) if row.alive}
    [work] = [one for one in psutil.Process(keeper).children() if str(one.pid) in alive]
    return int(work.pid)


def _command(env: dict[str, str], *words: str) -> "subprocess.Popen[bytes]":
    return _Stopped(
        [sys.executable, "-c", "from huiying.config.cli import main; main()", *words],
        cwd=installation.ROOT, env=env, stdout=subprocess.DEVNULL,
    )  # fmt: skip


class _Stopped(subprocess.Popen):  # type: ignore[type-arg]
    """Ends with its block."""

    def __exit__(self, *why: Any) -> None:
        self.terminate()
        super().__exit__(*why)


def _visit_often(port: int, settle: float) -> None:
    for _ in range(4):
        _visit(port)
    time.sleep(settle)


def _visit(port: int, pages: tuple[str, ...] = PAGES) -> None:
    for page in pages:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=20).read()
        except urllib.error.HTTPError as error:
            click.echo(f"{page}: {error.code}", err=True)


@contextlib.contextmanager
def _environment() -> Iterator[dict[str, str]]:
    """Of an installation without PostgreSQL, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="huiying-bench-") as folder:
        found = installation.environment(Path(folder) / "cluster" / "socket", "none")
        found.pop("DATABASE_URL")
        yield found


def modules() -> dict[str, Any]:
    """Which heavy libraries the application has loaded before the first request, and what each module weighs."""
    with _environment() as environment:
        return _modules(environment)


def _modules(environment: dict[str, str]) -> dict[str, Any]:
    os.environ.update(environment, DATABASE_URL="sqlite:///:memory:")
    from huiying.config import wsgi  # noqa: F401, I001 - settings first
    from huiying.config import urls, work  # noqa: F401

    roots: dict[str, int] = {}
    for name in sys.modules:
        root = name.partition(".")[0]
        roots[root] = roots.get(root, 0) + 1
    return {
        "heavy": [name for name in HEAVY if name in sys.modules],
        "modules": len(sys.modules),
        "most": sorted(roots.items(), key=lambda item: -item[1])[:25],
    }


@click.command()
@click.option(
    "--modules", "show_modules", is_flag=True, help="Say what is imported; start nothing."
)
def main(show_modules: bool) -> None:
    """Idle memory of web and worker."""
    click.echo(json.dumps(modules() if show_modules else measure()))


if __name__ == "__main__":
    main()
