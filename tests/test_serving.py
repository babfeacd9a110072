"""`huiying serve`: pages and work share what was read once, end alone, are begun again, and stop together."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

psutil = pytest.importorskip("psutil")
ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.sqlite, pytest.mark.slow, pytest.mark.timeout(240)]


def _environment(home: Path) -> dict[str, str]:
    dropped = ("HUIYING_", "DJANGO_", "DATABASE_URL", "GUNICORN_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "HUIYING_HOME": str(home), "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    subprocess.run(
        [sys.executable, "-m", "huiying", "init"],
        env=_environment(made), check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    return made


class Service:
    def __init__(self, process: subprocess.Popen[str], home: Path) -> None:
        self.process, self.home = process, home
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said
        self.address = found[0]

    def opens(self) -> bool:
        with urllib.request.urlopen(self.address, timeout=30) as page:
            return page.status == 200

    def parts(self) -> set[int]:
        return {one.pid for one in psutil.Process(self.process.pid).children(recursive=True)}

    def at_work(self) -> int:
        """The process of this service that has given a sign of life; 0: none."""
        return max(self.alive() & self.parts(), default=0)

    def alive(self) -> set[int]:
        said = subprocess.run(
            [sys.executable, "-m", "huiying", "work", "--status"],
            env=_environment(self.home), check=True, capture_output=True, text=True, timeout=60,
        ).stdout  # fmt: skip
        return {int(pid) for pid in re.findall(r"/(\d+)/\d+  alive", said)}


@contextlib.contextmanager
def _service(home: Path) -> Iterator[Service]:
    with (
        (home / "log").open("w+") as log,
        subprocess.Popen(
            [sys.executable, "-m", "huiying", "serve", "--bind", "127.0.0.1:0"],
            env=_environment(home), stdout=subprocess.PIPE, stderr=log, text=True,
        ) as process,
    ):  # fmt: skip
        try:
            yield Service(process, home)
        finally:
            process.kill()


def _until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def _gone(pids: set[int]) -> bool:
    left = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    return all(one.status() == psutil.STATUS_ZOMBIE for one in left)


def test_a_killed_worker_is_begun_again_while_pages_are_served(home):
    with _service(home) as service:
        _until(service.at_work)
        first = service.at_work()
        failed: list[str] = []
        done = threading.Event()

        def visit() -> None:
            while not done.is_set():
                try:
                    service.opens()
                except OSError as error:
                    failed.append(str(error))

        visitor = threading.Thread(target=visit)
        visitor.start()
        os.kill(first, signal.SIGKILL)
        try:
            _until(lambda: service.at_work() not in (0, first))
        finally:
            done.set()
            visitor.join()
        assert failed == []
        assert len(service.parts()) == 3


def test_pages_that_are_killed_are_begun_again_while_the_work_goes_on(home):
    with _service(home) as service:
        _until(service.at_work)
        work = service.at_work()
        pages = service.parts() - {work}
        assert len(pages) == 2
        for pid in pages:
            os.kill(pid, signal.SIGKILL)
        _until(lambda: len(service.parts() - pages) == 3)
        assert service.opens()
        assert service.at_work() == work


def test_told_to_stop_all_end_and_the_work_says_so(home):
    with _service(home) as service:
        _until(service.at_work)
        work, parts = service.at_work(), service.parts()
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(40) == 0
        assert _gone(parts)
        assert work not in service.alive()


def test_nothing_is_left_behind_by_one_that_is_killed(home):
    with _service(home) as service:
        _until(service.at_work)
        parts = service.parts()
        assert len(parts) == 3
        service.process.kill()
        service.process.wait(20)
        _until(lambda: _gone(parts))
