"""An installation of its own, on the database asked for, whose processes can be killed and whose clock can be moved."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.support import smtp

ROOT = Path(__file__).resolve().parents[2]
WORK = "from huiying.config.cli import main; main()"


class Installation:
    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("HUIYING_", "DJANGO_"))},
            "HUIYING_HOME": str(home),
            "HUIYING_DEMONSTRATION": "1",
            "HUIYING_MAIL_FINAL_FOR": "*",
            "HUIYING_MAIL_FROM": "post@yunpu.example",
            "HUIYING_LOG_LEVEL": "CRITICAL",
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "huiying.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        for name in ("HUIYING_SECRET_KEY", "HUIYING_KEYS", "HUIYING_INDEX_KEY"):
            self.env[name] = os.environ[name]
        self.processes: list[subprocess.Popen[str]] = []
        [said] = self.ask("install")
        self.unit = str(said["unit"])

    def ask(self, *act: str) -> list[dict[str, Any]]:
        """Run an act of `inside` to its end; gives what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.inside", *act],
            env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *command], env=self.env, cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def worker(self) -> subprocess.Popen[str]:
        return self.start("-c", WORK, "work")

    def work_once(self) -> None:
        done = self.start("-c", WORK, "work", "--once")
        out, err = done.communicate(timeout=100)
        assert done.returncode == 0, out + err

    def kill(self, process: subprocess.Popen[str]) -> None:
        """As a power cut does: no signal handler, no clean-up."""
        process.send_signal(signal.SIGKILL)
        process.wait(20)

    def minutes_pass(self, minutes: int) -> None:
        """The demonstration's clock moves forward: leases run out."""
        file = self.home / "clock"
        passed = int(file.read_text()) if file.exists() else 0
        file.write_text(str(passed + minutes * 60))

    def notices(self, mails: Collection[str]) -> dict[str, dict[str, Any]]:
        """What became of these e-mails, by id."""
        return {row["mail"]: row for row in self.ask("notices") if row["mail"] in mails}

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate(timeout=20)


def _database(home: Path) -> str:
    if settings.TEST_DATABASE != "postgres":
        return f"sqlite:///{home / 'huiying.sqlite3'}"
    socket = settings.TEST_CLUSTER / "socket"
    name = f"faults_{secrets.token_hex(4)}"
    where = f"host={socket} user=huiying dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"postgres://huiying@/{name}?host={socket}"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for the tests of a file: making it takes longer than they do, and each looks at its own matters."""
    home = tmp_path_factory.mktemp("installation")
    made = Installation(home, _database(home))
    yield made
    made.stop()


@pytest.fixture
def sink(installation: Installation) -> Iterator[smtp.Sink]:
    """A real mail server, whose hand-over takes a moment: the window in which a kill hurts."""
    made = smtp.Sink(delay=0.03)
    controller = smtp.start(made)
    installation.env["EMAIL_URL"] = f"smtp://127.0.0.1:{made.port}"
    yield made
    controller.stop()


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)
