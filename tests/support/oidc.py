"""A real OpenID Connect provider (Authlib's, in a process of its own) for the suite: people and groups as told."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


class _Stay(urllib.request.HTTPRedirectHandler):
    """The way back is the browser's to go."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True, kw_only=True)
class Provider:
    url: str
    client: str = ""
    secret: str = ""

    def person(self, sub: str, **claims: Any) -> None:
        """Say who somebody is; claims go into the ID token and into the user's details."""
        self._send("PUT", f"/users/{sub}", claims)

    def agree(self, address: str, sub: str) -> str:
        """At the provider's page, as `sub`; gives the address that the browser is sent back to."""
        return self._choose(address, {"sub": sub})

    def refuse(self, address: str) -> str:
        return self._choose(address, {"action": "deny"})

    def _choose(self, address: str, form: dict[str, str]) -> str:
        request = urllib.request.Request(address, urlencode(form).encode(), method="POST")
        try:
            urllib.request.build_opener(_Stay).open(request, timeout=10)
        except urllib.error.HTTPError as answer:
            with answer:
                return str(answer.headers["Location"])
        raise AssertionError("the provider sent nobody back")

    def register(self, redirect: str) -> "Provider":
        """A client with a secret that the provider checks."""
        made = self._send(
            "POST",
            "/oauth2/clients",
            {
                "redirect_uris": [redirect],
                "token_endpoint_auth_method": "client_secret_basic",
            },
        )
        return Provider(url=self.url, client=made["client_id"], secret=made["client_secret"])

    def _send(self, method: str, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self.url + path,
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None


@contextlib.contextmanager
def provider(redirect: str) -> Iterator[Provider]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"]
    running = subprocess.Popen(
        [*command, "--port", str(port), "--require-registration", "true"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"},
    )
    found = Provider(url=f"http://127.0.0.1:{port}")
    try:
        _wait(found, running)
        yield found.register(redirect)
    finally:
        running.terminate()
        running.wait(10)


def _wait(found: Provider, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(found.url + "/jwks", timeout=5).close()
            return
        assert running.poll() is None, "the provider did not start"
        time.sleep(0.1)
    raise AssertionError("the provider does not answer")
