"""A PostgreSQL cluster with default settings, an installation on it, and servers in front: made, used, thrown away."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from tests.support.postgres import cluster

ROOT = Path(__file__).resolve().parents[1]
# Nothing is turned off: every commit reaches the disk.
DEFAULTS = "-c max_connections=120"
SECRETS = {
    "HUIYING_SECRET_KEY": "benchmark-only-" + "x" * 40,
    "HUIYING_KEYS": "b1:" + b64encode(bytes(range(32))).decode(),
    "HUIYING_INDEX_KEY": b64encode(bytes(range(32, 64))).decode(),
}


@contextlib.contextmanager
def postgres() -> Iterator[Path]:
    """A cluster in a temporary folder; yields the folder of its socket."""
    with (
        tempfile.TemporaryDirectory(prefix="huiying-bench-", ignore_cleanup_errors=True) as folder,
        cluster(Path(folder) / "cluster", DEFAULTS) as socket,
    ):
        yield socket


def create_database(socket: Path, name: str) -> None:
    import psycopg

    with psycopg.connect(
        host=str(socket), user="huiying", dbname="postgres", autocommit=True
    ) as link:
        link.execute(f'create database "{name}"')


def url(socket: Path, name: str) -> str:
    return f"postgres://huiying@/{name}?host={socket}"


def environment(socket: Path, name: str, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        **SECRETS,
        "DATABASE_URL": url(socket, name),
        # Beside the cluster, and thrown away with it.
        "HUIYING_HOME": tempfile.mkdtemp(prefix="home-", dir=socket.parents[1]),
        "DJANGO_SETTINGS_MODULE": "huiying.config.settings",
        "HUIYING_LANGUAGE": "zh-hans",
        **more,
    }


def start_django(socket: Path, name: str, **more: str) -> dict[str, str]:
    """Migrate a database of this name and set Django up in this process; gives the environment for servers."""
    create_database(socket, name)
    env = environment(socket, name, **more)
    os.environ.update(env)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return env


@contextlib.contextmanager
def gunicorn(application: str, port: int, env: dict[str, str], workers: int = 2) -> Iterator[int]:
    """A server of two workers; yields its process id."""
    command = [
        sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}", "-w", str(workers),
        "--preload", "--no-control-socket", "--log-level", "error",
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, env=env) as server:
        try:
            _wait(port)
            yield server.pid
        finally:
            server.terminate()
            server.wait(20)


@contextlib.contextmanager
def serving(port: int, env: dict[str, str], workers: int = 2) -> Iterator[int]:
    """`huiying serve`, as docs/operating.md has it: processes for pages, one for the work; yields its process id."""
    command = [
        sys.executable, "-m", "huiying", "serve",
        "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield server.pid
        finally:
            server.terminate()
            server.wait(50)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not answer in a minute")


def resident_mib(pid: int) -> float:
    """Memory of a process and its children, shared pages counted once between them (PSS), in MiB."""
    import psutil

    tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(p.memory_full_info().pss for p in tree) / 1024 / 1024


def processor_seconds(pid: int) -> float:
    """What a process and its children have used of the processor so far."""
    import psutil

    tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(sum(p.cpu_times()[:2]) for p in tree)


def postmaster(socket: Path) -> int:
    """The process whose children are the connections of the cluster."""
    import psutil
    import psycopg

    with psycopg.connect(host=str(socket), user="huiying", dbname="postgres") as link:
        return int(psutil.Process(link.info.backend_pid).ppid())
