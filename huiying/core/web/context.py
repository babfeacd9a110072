"""What every template may read: the service, the instant, and the shell around the page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from huiying.core.web import site as shell
from huiying.core.web import visitor


def site(request: HttpRequest) -> dict[str, Any]:
    around = shell.site()
    return {
        "site": around,
        # allauth's views call something else `site`, so the base templates read this name.
        "shell": around,
        "now": visitor.at(request),
        "languages": SimpleLazyObject(lambda: shell.languages(request)),
        "public_menu": SimpleLazyObject(lambda: shell.public_menu(request)),
        "staff_menu": SimpleLazyObject(lambda: shell.staff_menu(request)),
        "foot_menu": SimpleLazyObject(lambda: shell.foot_menu(request)),
        "staff_badge": SimpleLazyObject(lambda: shell.badge(request)),
        "visitors": SimpleLazyObject(shell.visitors),
        "session_seconds": settings.SESSION_COOKIE_AGE,
    }
