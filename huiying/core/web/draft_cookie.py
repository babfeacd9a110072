"""The cookie by which a browser finds what was typed in a public form; the words themselves are a sealed draft."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponseBase


def give(response: HttpResponseBase, name: str, token: str, life: timedelta) -> None:
    response.set_cookie(
        name,
        token,
        max_age=int(life.total_seconds()),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
