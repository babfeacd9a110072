"""Whom this software speaks to is written in its settings; nothing that a visitor types is an address it calls."""

import ast
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

import huiying
from huiying.core.web.signin.sso import _NEEDED, StrictAdapter

HOUSE = Path(huiying.__file__).parent
SPEAKS = {
    "requests", "urllib.request", "http.client", "smtplib", "socket", "ftplib", "imaplib", "poplib", "telnetlib",
    "httpx", "aiohttp", "urllib3", "websockets", "xmlrpc.client",
}  # fmt: skip
# Mail server, scanner and provider come from the settings; the others listen, or ask for the name of the machine.
MAY = {
    "core/notices/mail.py", "core/files/scanning.py", "core/web/signin/sso.py", "core/work/beats.py",
    "config/commands/serve.py",
}  # fmt: skip


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_only_mail_and_single_sign_on_speak_to_others():
    speaking = {
        path.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("*.py")
        if "tests" not in path.parts and imported(path) & SPEAKS
    }
    assert speaking <= MAY, "a new way out: say here why, and that no visitor chooses where to"


class Site(HTTPServer):
    """A provider that answers with what it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status, self.body = 200, b""
        self.headers: dict[str, str] = {}
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def sites() -> Iterator[tuple[Site, Site]]:
    made = (Site(), Site())
    for site in made:
        threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}).start()
    yield made
    for site in made:
        site.shutdown()
        site.server_close()


@pytest.fixture
def sso(settings: Any, sites: tuple[Site, Site]) -> str:
    settings.HUIYING_OIDC_URL = sites[0].url
    settings.HUIYING_OIDC_CLIENT, settings.HUIYING_OIDC_SECRET = "client", "secret"
    settings.HUIYING_OIDC_MAP = "/nowhere.toml"
    return reverse("openid_connect_login", kwargs={"provider_id": "sso"})


def told(site: Site, issuer: str) -> bytes:
    ends = {
        n: f"{site.url}/{n}"
        for n in ("token_endpoint", "authorization_endpoint", "userinfo_endpoint")
    }
    return json.dumps({"issuer": issuer, "jwks_uri": f"{site.url}/jwks", **ends}).encode()


@pytest.mark.django_db
def test_a_provider_sends_us_to_nobody_else(sso: str, sites: tuple[Site, Site]):
    provider, inside = sites
    provider.status, provider.headers = 302, {"Location": f"{inside.url}/latest/meta-data/"}
    answer = Client().get(sso)
    assert answer["Location"] == reverse("account_login")
    assert len(provider.asked) == 1
    assert inside.asked == []


@pytest.mark.django_db
def test_a_provider_that_calls_itself_another_is_refused(sso: str, sites: tuple[Site, Site]):
    provider, other = sites
    provider.body = told(other, other.url)
    assert Client().get(sso)["Location"] == reverse("account_login")
    provider.body = told(provider, provider.url)
    assert Client().get(sso)["Location"].startswith(f"{provider.url}/authorization_endpoint")


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"issuer": 1}', b"\xff" * 9])
def test_a_provider_that_talks_nonsense_is_one_sentence(
    sso: str, sites: tuple[Site, Site], body: bytes
):
    sites[0].body = body
    assert Client().get(sso)["Location"] == reverse("account_login")


@pytest.mark.parametrize(
    "name", ["token_endpoint", "jwks_uri", "userinfo_endpoint", "authorization_endpoint"]
)
def test_no_part_of_single_sign_on_is_spoken_in_clear(rf: RequestFactory, settings: Any, name: str):
    from requests import RequestException

    settings.HUIYING_OIDC_URL = "https://sso.example.org"
    adapter = StrictAdapter(rf.get("/"), "sso")
    good = {n: f"https://sso.example.org/{n}" for n in _NEEDED}
    adapter._openid_config = {"issuer": "https://sso.example.org", **good}
    assert adapter.openid_config["issuer"]
    adapter._openid_config[name] = "http://169.254.169.254/latest"
    with pytest.raises(RequestException):
        _ = adapter.openid_config
