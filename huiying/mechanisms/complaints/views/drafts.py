"""What was typed in the public form: a sealed draft, found by a cookie, kept for a day; on a tablet, for minutes."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from huiying.core.people import services as people
from huiying.core.web import tablet

COOKIE = "hy_draft"
PURPOSE = "complaint"


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def open_draft(request: HttpRequest, at: datetime) -> dict[str, Any]:
    token = token_of(request)
    return people.open_draft(token=token, purpose=PURPOSE, at=at) if token else {}


def lasts(request: HttpRequest) -> timedelta:
    """How long a draft outlives the last touch."""
    return tablet.DRAFT_LASTS if tablet.unit_of(request) else people.DRAFT_LIFE


def keep(
    token: str,
    response: HttpResponseBase,
    data: dict[str, Any],
    at: datetime,
    life: timedelta = people.DRAFT_LIFE,
) -> None:
    """Seal what was typed and give the browser the cookie that finds it."""
    people.keep_draft(token=token, purpose=PURPOSE, data=data, at=at, lasts=life)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(life.total_seconds()),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def receipt_statement(
    token: str, receipt: dict[str, str], at: datetime, life: timedelta = people.DRAFT_LIFE
) -> tuple[str, list[object]]:
    """What was typed gives way to the receipt, in the transaction that files the complaint."""
    return people.draft_replacement(token=token, data={"receipt": receipt}, at=at, lasts=life)


def drop(request: HttpRequest, response: HttpResponseBase) -> None:
    if token := token_of(request):
        people.drop_draft(token=token)
    response.delete_cookie(COOKIE)
