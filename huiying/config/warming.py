"""What each process would read for itself at its first request, read once before they are forked: then they share it.

Pages, their words and their addresses; code that has run before is also not rewritten by each interpreter again.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import connections
from django.urls import reverse
from django.utils import translation

from huiying.config.wsgi import application
from huiying.core.access.clients import clients
from huiying.core.people import sealing

log = logging.getLogger("huiying.serve")

PUBLIC_PAGES = (
    "home", "tell_start", "matter_lookup", "account_login", "figures", "rules", "no_receipt",
    "privacy", "accessibility",
)  # fmt: skip
# The interpreter adapts code to what it is given while it runs the first eight times.
ROUNDS = 8


def warm() -> None:
    """Open the public pages as a visitor would; leaves no connection and no thread behind."""
    for address in _addresses():
        for _round in range(ROUNDS):
            _open(address)
    # The library of seals makes tables of its own at its first key: five megabytes, in each process that seals.
    sealing.unseal(sealing.seal(b"", aad="warming"), aad="warming")
    connections.close_all()
    gc.collect()
    # The collector leaves these objects alone from now on, so that their pages stay shared.
    gc.freeze()


def _addresses() -> Iterator[str]:
    for language in dict.fromkeys((settings.LANGUAGE_CODE, "en")):
        with translation.override(language):
            yield from [reverse(name) for name in PUBLIC_PAGES]
    if any(not client.revoked for client in clients()):
        # Else nobody has a token, and its library would be kept for nothing.
        yield reverse("api-1:openapi-json")


def _open(address: str) -> None:
    told: list[str] = []

    def answered(status: str, *_rest: Any) -> Callable[[bytes], object]:
        told.append(status)
        return bytes

    body = application(_visit(address), answered)
    try:
        b"".join(body)
    finally:
        body.close()
    if not told[0].startswith("200"):
        log.warning("%s answered %s before anybody asked for it", address, told[0])


def _visit(address: str) -> dict[str, Any]:
    environ: dict[str, Any] = {
        "PATH_INFO": address,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": _host(),
        "wsgi.url_scheme": "https" if settings.HTTPS else "http",
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        environ[header] = secure
    setup_testing_defaults(environ)
    return environ


def _host() -> str:
    first = next(iter(settings.ALLOWED_HOSTS), "localhost")
    return "localhost" if first == "*" else first.removeprefix(".")
