"""Before something dangerous: show again that it is you. What was being sent is kept meanwhile and then done."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase

from huiying.core.web.signin import begun

View = Callable[..., HttpResponseBase]


def needs_fresh(view: View) -> View:
    """The password, a code or a passkey within the last five minutes, before this page or what it sends."""
    return _guarded(view, frozenset({"GET", "HEAD", "POST"}))


def fresh_to_send(view: View) -> View:
    """As `needs_fresh`, for pages that anybody of the role may read: only sending needs it."""
    return _guarded(view, frozenset({"POST"}))


def _guarded(view: View, methods: frozenset[str]) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (
            request.method in methods
            and request.user.is_authenticated
            and not begun.is_fresh(request)
        ):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return wrapped
