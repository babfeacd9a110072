"""Every command has help and a place in docs/commands.md; the ground commands do what they say."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from huiying.config.cli import COMMANDS, EXIT_CODES, huiying

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def _commands() -> list[tuple[str, click.Command]]:
    context = click.Context(huiying)
    found: list[tuple[str, click.Command]] = []

    def walk(name: str, command: click.Command | None) -> None:
        assert command is not None, name
        found.append((name, command))
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                walk(f"{name} {child}", command.get_command(context, child))

    for name in COMMANDS:
        walk(f"huiying {name}", huiying.get_command(context, name))
    return [(name, command) for name, command in found if not command.hidden]


def _section(name: str) -> str:
    match = re.search(rf"^#+ `{re.escape(name)}`$(.*?)(?=^#+ `|\Z)", GUIDE, re.M | re.S)
    return match[1] if match else ""


@pytest.mark.parametrize(("name", "command"), _commands())
def test_each_command_has_help_and_is_documented_with_its_options(name, command):
    assert command.help, f"{name} has no help"
    section = _section(name)
    assert section, f"docs/commands.md lacks a heading `{name}`"
    # What is said of a group holds for all of its commands.
    section += _section(name.rpartition(" ")[0])
    for option in (p for p in command.params if isinstance(p, click.Option) and not p.hidden):
        assert max(option.opts, key=len) in section, f"{name}: {option.opts} is not documented"


def test_the_exit_codes_of_the_help_are_those_of_the_guide():
    told = dict(re.findall(r"^  (\d)  (.+)$", EXIT_CODES, re.M))
    assert told
    for code, meaning in told.items():
        assert re.search(rf"^\| {code} \| {re.escape(meaning)}", GUIDE, re.M), code


def test_the_version_is_told():
    result = CliRunner().invoke(huiying, ["--version"])
    assert result.exit_code == 0
    assert re.search(r"\d+\.\d+", result.output)


# --- as a person would, in processes of their own --------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def _environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIYING_")}
    for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
        kept.pop(name, None)
    return {**kept, "HUIYING_HOME": str(home), **more}


def _huiying(*arguments: str, home: Path, stdin: str = "", **more: str):
    return subprocess.run(
        [sys.executable, "-m", "huiying", *arguments],
        env=_environment(home, **more),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


@pytest.mark.sqlite
def test_a_first_start_writes_secrets_for_its_own_account_alone_and_a_second_keeps_them(home):
    first = _huiying("init", home=home)
    assert first.returncode == 0, first.stderr
    secrets = home / "secrets.env"
    assert secrets.stat().st_mode & 0o777 == 0o600
    assert (home / "huiying.sqlite3").stat().st_mode & 0o077 == 0
    written = secrets.read_text()
    second = _huiying("init", home=home)
    assert second.returncode == 0
    assert secrets.read_text() == written
    assert "Secrets" not in second.stdout


@pytest.mark.sqlite
def test_a_server_database_without_secrets_fails_closed_with_one_sentence(home):
    result = _huiying("init", home=home, DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert result.returncode == 3
    assert "HUIYING_SECRET_KEY" in result.stderr
    assert "Traceback" not in result.stderr
    assert not home.exists()


@pytest.mark.sqlite
def test_a_database_that_does_not_answer_is_one_sentence(home):
    fresh = _huiying("init", "--new-secrets", home=home)
    secrets = dict(line.split("=", 1) for line in fresh.stdout.splitlines())
    result = _huiying(
        "users", "list", home=home, DATABASE_URL="postgres://nobody@127.0.0.1:1/none", **secrets
    )
    assert result.returncode == 3
    assert "does not answer" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.sqlite
def test_what_is_not_ready_is_said_in_the_language_that_was_asked_for(home):
    asked = _huiying("doctor", "--lang", "zh", home=home)
    spoken = _huiying("users", "list", home=home, HUIYING_LANG="zh")
    assert asked.returncode == spoken.returncode == 3
    assert asked.stderr.startswith("尚未就绪：缺少密钥：HUIYING_SECRET_KEY")
    assert spoken.stderr.startswith("尚未就绪：")
    made = _huiying("init", home=home, HUIYING_LANG="zh")
    assert "个数据库迁移" in made.stdout
    assert "准备好了" in made.stdout
    whole = _huiying("duties", "check", home=home, HUIYING_LANG="zh")
    assert whole.stdout == "每一行都与事件一致。\n"


NOW = """
from huiying.config import ready
ready.start_django()
from huiying.core import clock
print(clock.now().timestamp())
"""


@pytest.mark.sqlite
def test_every_command_on_a_demonstration_reads_the_clock_that_was_moved(home):
    assert _huiying("init", home=home).returncode == 0
    (home / "clock").write_text("864000")

    def ahead() -> float:
        read = subprocess.run(
            [sys.executable, "-c", NOW],
            env=_environment(home),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return float(read.stdout) - time.time()

    assert ahead() < 60, "a real installation has no such clock"
    (home / "demo.json").write_text("{}")
    assert ahead() > 863000


@pytest.mark.sqlite
def test_nobody_elsewhere_is_shown_a_chinese_number_or_language(home):
    shown = "print(s.HUIYING_EMERGENCY, s.HUIYING_HOTLINE, s.LANGUAGE_CODE, s.TIME_ZONE)"
    read = "from huiying.config import ready; ready.start_django()\n"
    read += f"from django.conf import settings as s\n{shown}"
    assert _huiying("init", home=home).returncode == 0
    found = {}
    for place in ("cn", "ew", "ie"):
        result = subprocess.run(
            [sys.executable, "-c", read],
            env=_environment(home, HUIYING_JURISDICTION=place),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        found[place] = result.stdout.split()
    assert found == {
        "cn": ["110", "12389", "zh-hans", "Asia/Shanghai"],
        "ew": ["999", "en", "Europe/London"],
        "ie": ["112", "en", "Europe/Dublin"],
    }
    ill = _huiying("doctor", "--lang", "en", home=home, HUIYING_JURISDICTION="ie")
    assert "Set HUIYING_HOTLINE" in ill.stdout


@pytest.mark.sqlite
def test_an_account_is_added_listed_closed_and_its_weak_password_refused(home):
    _huiying("init", home=home)
    add = ["users", "add", "chen", "--officer", "012345", "--name", "陈默", "--password-stdin"]
    weak = _huiying(*add, home=home, stdin="password\n")
    assert weak.returncode == 1
    assert "too" in weak.stderr
    added = _huiying(*add, home=home, stdin="three brown kettles\n")
    assert added.returncode == 0, added.stderr
    again = _huiying(*add, home=home, stdin="three brown kettles\n")
    assert again.returncode == 1
    assert _huiying("users", "close", "chen", home=home).returncode == 0
    listed = _huiying("users", "list", home=home).stdout
    assert "chen" in listed
    assert "012345" in listed
    assert "closed" in listed


@pytest.mark.sqlite
def test_the_doctor_finds_what_is_unsafe_and_says_how_to_fix_it(home):
    _huiying("init", home=home)
    assert _huiying("doctor", home=home).returncode == 0
    (home / "secrets.env").chmod(0o644)
    ill = _huiying("doctor", home=home, HUIYING_HOSTS="*", HUIYING_DEBUG="1")
    assert ill.returncode == 1
    for word in ("secrets.env", "chmod 600", "HUIYING_HOSTS", "HUIYING_DEBUG", "HUIYING_HTTPS"):
        assert word in ill.stdout


@pytest.mark.sqlite
def test_the_doctor_misses_the_guard_of_append_only_tables_and_init_puts_it_back(home):
    import sqlite3

    _huiying("init", home=home)
    with sqlite3.connect(home / "huiying.sqlite3") as database:
        database.execute("DROP TRIGGER ledger_event_no_update")
    database.close()
    ill = _huiying("doctor", home=home)
    assert ill.returncode == 1
    assert "ledger_event_no_update" in ill.stdout
    assert "ledger_event_no_update" in _huiying("init", home=home).stdout
    assert _huiying("doctor", home=home).returncode == 0


@pytest.mark.sqlite
def test_one_process_serves_pages_does_the_work_and_stops_when_told(home, tmp_path):
    # A file for its log: a pipe nobody reads would fill and stop the server.
    with (
        (tmp_path / "log").open("w+") as log,
        subprocess.Popen(
            [sys.executable, "-m", "huiying", "run", "--port", "0"],
            env=_environment(home),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as server,
    ):
        try:
            address = _address(server)
            with urllib.request.urlopen(address, timeout=30) as page:
                assert page.status == 200
            assert _alive_workers(home) == 1
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0
        finally:
            server.kill()
    assert _alive_workers(home) == 0


def _address(server: subprocess.Popen) -> str:
    for line in server.stdout:
        if match := re.search(r"http://\S+", line):
            return match[0]
    raise AssertionError("the server ended before it answered")


def _alive_workers(home: Path) -> int:
    program = (
        "import django, json; django.setup()\n"
        "from huiying.core import clock\n"
        "from huiying.core.work import queries\n"
        "print(json.dumps(sum(row.alive for row in queries.workers(at=clock.now()))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=_environment(home, DJANGO_SETTINGS_MODULE="huiying.config.settings"),
        capture_output=True,
        text=True,
        check=True,
    )
    return int(json.loads(done.stdout))
