"""Keys are made, rotated and retired while the service runs, and nobody who is at a form notices."""

import os
import re
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.timeout(300)]
NAME = "慕容雪芹"


def _environment(home: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HUIYING_", "DATABASE_", "DJANGO_"))
    }
    return {**kept, "HUIYING_HOME": str(home)}


def _keys(home: Path, *act: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huiying", "keys", *act],
        env=_environment(home), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


class Visitor:
    """A browser without script at the first step of the public form."""

    def __init__(self, address: str) -> None:
        self.step = f"{address.rstrip('/')}/tell/how"
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))

    def page(self) -> str:
        return self.browser.open(self.step, timeout=30).read().decode()

    def type(self, name: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page())
        assert token is not None
        typed = {
            "csrfmiddlewaretoken": token[1],
            "how": "named",
            "name": name,
            "phone": "13800000000",
        }
        with self.browser.open(self.step, urlencode(typed).encode(), timeout=30) as answer:
            assert answer.status == 200


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if match := re.search(r"http://[\w.:]+", line):
            return match[0]
    raise AssertionError("the server said no address")


def test_a_form_begun_under_the_old_key_goes_on_under_the_new_one(tmp_path: Path):
    home = tmp_path / "home"
    with (
        (tmp_path / "log").open("w+") as log,
        subprocess.Popen(
            [sys.executable, "-m", "huiying", "run", "--port", "0"],
            env=_environment(home), stdout=subprocess.PIPE, stderr=log, text=True,
        ) as server,
    ):  # fmt: skip
        try:
            address = _address(server)
            early, late = Visitor(address), Visitor(address)
            early.type(NAME)
            refused = _keys(home, "retire", "k1")
            assert refused.returncode == 1
            assert "newest key" in refused.stderr or "stays" in refused.stdout
            assert _keys(home, "new").returncode == 0
            rotated = _keys(home, "rotate")
            assert rotated.returncode == 0, rotated.stdout + rotated.stderr
            assert "1 value to seal anew under k2" in rotated.stdout
            # What another process sealed with a key that this one had never seen.
            assert NAME in early.page()
            time.sleep(1.1)
            late.type(f"{NAME}二")
            retired = _keys(home, "retire", "k1")
            assert retired.returncode == 0, retired.stdout + retired.stderr
            assert re.search(r"^k1:[\w+/=]{44}$", retired.stdout, re.M)
            early.type(f"{NAME}三")
            assert f"{NAME}三" in early.page()
            assert f"{NAME}二" in late.page()
            listed = _keys(home, "list")
            assert listed.returncode == 0
            assert re.search(r"^k2  newest: seals 2 values$", listed.stdout, re.M), listed.stdout
            assert "k1" not in listed.stdout
            assert (home / "secrets.env").stat().st_mode & 0o777 == 0o600
        finally:
            server.terminate()
            server.wait(30)


def test_outside_its_own_file_a_new_key_is_printed_and_nothing_is_written(tmp_path: Path):
    home = tmp_path / "home"
    fresh = subprocess.run(
        [sys.executable, "-m", "huiying", "init", "--new-secrets"],
        env=_environment(home), capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    given = dict(line.split("=", 1) for line in fresh.stdout.splitlines())
    given["HUIYING_KEYS"] = f"k7:{given['HUIYING_KEYS'].partition(':')[2]}"
    made = subprocess.run(
        [sys.executable, "-m", "huiying", "keys", "new"],
        env=_environment(home) | given, capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    assert re.fullmatch(r"k8:[\w+/=]{44}\n", made.stdout)
    assert "in front" in made.stderr
    assert not (home / "secrets.env").exists()
