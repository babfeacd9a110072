"""What was typed in the public form: a sealed draft, found by a cookie, kept for a day."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from huiying.core.people import services as people

COOKIE = "hy_draft"
PURPOSE = "complaint"


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def open_draft(request: HttpRequest, at: datetime) -> dict[str, Any]:
    token = token_of(request)
    return people.open_draft(token=token, purpose=PURPOSE, at=at) if token else {}


def keep(token: str, response: HttpResponseBase, data: dict[str, Any], at: datetime) -> None:
    """Seal what was typed and give the browser the cookie that finds it."""
    people.keep_draft(token=token, purpose=PURPOSE, data=data, at=at)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(people.DRAFT_LIFE.total_seconds()),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def receipt_statement(
    token: str, receipt: dict[str, str], at: datetime
) -> tuple[str, list[object]]:
    """What was typed gives way to the receipt, in the transaction that files the complaint."""
    return people.draft_replacement(token=token, data={"receipt": receipt}, at=at)


def drop(request: HttpRequest, response: HttpResponseBase) -> None:
    if token := token_of(request):
        people.drop_draft(token=token)
    response.delete_cookie(COOKIE)
