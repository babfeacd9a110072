"""What every page goes through: its headers, its language, and what is to be said on it.

Nothing personal is kept by a browser or a cache, nothing is shown elsewhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.utils import build_policy
from django.conf import settings
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.messages.storage import default_storage
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.functional import SimpleLazyObject, empty

from huiying.core.web import problems

_NOTHING = dict.fromkeys(
    ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort"), "()"
)


def permissions(**allowed: str) -> str:
    """What of the device a page may use: nothing but what is named here."""
    return ", ".join(f"{name}={who}" for name, who in {**_NOTHING, **allowed}.items())


_PERMISSIONS = permissions()
Response = HttpResponseBase
View = Callable[..., Response]


class PolicyMiddleware:
    """One policy for every page, without anything that differs from one to the next: so it is built once."""

    def __init__(self, get_response: Callable[[HttpRequest], Response]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> Response:
        response = self.get_response(request)
        if response.status_code == 405 and problems.for_systems(request):
            response = _not_allowed(request, response)
        # A file that is handed out has a stricter one of its own.
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class PageMiddleware:
    """Whoever holds a session may be shown something personal, so those pages are never stored.

    An address with a NUL in it names nothing, and PostgreSQL takes none: it ends here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Response]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Response:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            _never_store(response)
        return response


class LanguageMiddleware:
    """The address alone decides the language: its prefix, else the default.

    Django's own also asks cookie and browser, only to set the answer aside where the default has no prefix, and tells
    caches that pages differ by the browser's language, which they do not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Response]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Response:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class NewsMiddleware(MessageMiddleware):
    """Django's messages, opened when a page shows or adds one: most do neither."""

    def process_request(self, request: HttpRequest) -> None:
        request._messages = SimpleLazyObject(lambda: default_storage(request))  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        waiting = getattr(request, "_messages", None)
        if isinstance(waiting, SimpleLazyObject) and waiting._wrapped is empty:
            return response
        return super().process_response(request, response)


def _not_allowed(request: HttpRequest, response: Response) -> Response:
    """What the address does take, as a document that other systems read."""
    allowed = response.headers.get("Allow", "")
    detail = f"{request.method} is not taken here. Use {allowed or 'another method'}."
    told = problems.document(405, "Method Not Allowed", detail)
    if allowed:
        told.headers["Allow"] = allowed
    return told


def personal_page(view: View) -> View:
    """For pages that show something personal even before there is a session."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        response = view(request, *args, **kwargs)
        _never_store(response)
        return response

    return wrapped


def _never_store(response: Response) -> None:
    if "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "no-store, private"
