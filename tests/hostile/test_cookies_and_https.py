"""With HTTPS switched on: cookies that travel by it alone and belong to this host, a year of HSTS, no way around."""

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huiying.core import clock
from huiying.core.access.signin import devices
from huiying.core.kinds import system
from huiying.core.people.services import open_account
from huiying.core.web.tablet import COOKIE
from huiying.mechanisms.complaints.services.filing import Filing, file_complaint
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.visiting import words

NAMES = (
    "HTTPS", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_AGE", "DEBUG",
)  # fmt: skip
LOOK = """
import json, sys
from huiying.config import settings as s
print(json.dumps({name: getattr(s, name) for name in sys.argv[1:] if hasattr(s, name)}))
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings of an installation behind HTTPS, as its own process reads them."""
    secrets = {
        "HUIYING_SECRET_KEY": "for-tests-only-" + "x" * 50,
        "HUIYING_KEYS": "t1:" + b64encode(bytes(range(32))).decode(),
        "HUIYING_INDEX_KEY": b64encode(bytes(range(32, 64))).decode(),
    }
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("HUIYING_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *NAMES],
        cwd=Path(__file__).parents[2],
        env={
            **kept,
            **secrets,
            "HUIYING_HTTPS": "1",
            "HUIYING_HOME": str(tmp_path_factory.mktemp("home")),
        },
        capture_output=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


@pytest.fixture
def https(real: dict[str, Any], settings: Any, service: support.Service) -> Client:
    for name, value in real.items():
        setattr(settings, name, value)
    return Client()


def get(client: Client, path: str, **headers: str):
    return client.get(path, secure=True, headers=headers)


def test_every_answer_says_that_only_https_is_spoken_for_a_year(https: Client):
    for path in ("/", "/m/", "/nothing-here", "/desk/", "/api/v1/units"):
        said = get(https, path)["Strict-Transport-Security"]
        assert "max-age=31536000" in said
        assert "includeSubDomains" in said


def test_who_comes_in_clear_is_sent_to_https_and_gets_no_cookie(https: Client):
    answer = https.get("/m/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/m/")
    assert not answer.cookies


def test_nobody_talks_us_into_https_by_a_header(https: Client):
    answer = https.get("/m/", headers={"x-forwarded-proto": "https"})
    assert answer.status_code == 301


def test_each_cookie_is_for_https_for_this_host_and_not_for_script(https: Client, settings: Any):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = False
    page = get(https, reverse("account_login"))
    form = page.cookies["__Host-form"]
    step = reverse("tell_step", kwargs={"slug": "how"})
    draft = https.post(step, {"how": "anonymous"}, secure=True).cookies["hy_draft"]
    session = https.post("/m/", {"code": _code()}, secure=True).cookies["__Host-session"]
    for cookie in (form, draft, session):
        assert cookie["secure"], cookie.key
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert cookie["path"] == "/", cookie.key
        assert not cookie["domain"], cookie.key


def test_the_cookies_of_a_petition_a_tablet_and_a_known_device_are_the_same(
    https: Client, settings: Any, service: support.Service
):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = False
    typed = {"narrative": "路灯坏了。"}
    petition = https.post(reverse("petition_step", args=["what"]), typed, secure=True)
    login, password = "accused", "a-long-passphrase"
    open_account(username=login, password=password, officer_id=service.officers[login])
    desk = Client()
    who = {"login": login, "password": password}
    signed_in = desk.post(reverse("account_login"), who, secure=True)
    code = re.search(r"\d{4} \d{4}", words(desk.post(reverse("private_tablet"), secure=True)))
    assert code is not None
    tablet = Client().post(reverse("tablet"), {"code": code[0]}, secure=True)
    for cookie in (
        petition.cookies["hy_petition"],
        signed_in.cookies[devices.COOKIE],
        tablet.cookies[COOKIE],
    ):
        assert cookie["secure"], cookie.key
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert not cookie["domain"], cookie.key


def _code() -> str:
    filing = Filing(narrative="窗口没有人。", category="attitude")
    return file_complaint(filing=filing, by=system("web"), at=clock.now()).code


def test_an_installation_shows_no_insides_and_ends_a_sign_in_after_a_working_day(real):
    assert real["DEBUG"] is False
    assert real["SESSION_COOKIE_AGE"] == 8 * 3600


def test_where_a_proxy_is_not_announced_its_headers_are_not_believed(real):
    assert real["SECURE_PROXY_SSL_HEADER"] is None
