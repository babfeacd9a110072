"""What was typed in the public form: a sealed draft, found by a cookie, kept for a day; on a tablet, for minutes."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase

from huiying.core.kinds import N_
from huiying.core.people import services as people
from huiying.core.web import draft_cookie, tablet

COOKIE = "hy_draft"
PURPOSE = "complaint"
FORM = tablet.Form(
    slug="complaint",
    title=N_("Complain or raise an issue"),
    text=N_(
        "About an officer or a station, because nobody acts, or because you are in difficulty."
    ),
    icon="msg",
    cookie=COOKIE,
    purpose=PURPOSE,
    first=("tell_step", "how"),
    check="tell_check",
    pages=frozenset({"tell_start", "tell_step", "tell_check", "tell_receipt"}),
    draft=lambda unit: {"typed": {"who": {"unit": unit}}},
)


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def open_draft(request: HttpRequest, at: datetime) -> dict[str, Any]:
    token = token_of(request)
    return people.open_draft(token=token, purpose=PURPOSE, at=at) if token else {}


def keep(
    token: str,
    response: HttpResponseBase,
    data: dict[str, Any],
    at: datetime,
    life: timedelta = people.DRAFT_LIFE,
) -> None:
    """Seal what was typed and give the browser the cookie that finds it."""
    people.keep_draft(token=token, purpose=PURPOSE, data=data, at=at, lasts=life)
    draft_cookie.give(response, COOKIE, token, life)


def receipt_statement(
    token: str, receipt: dict[str, str], at: datetime, life: timedelta = people.DRAFT_LIFE
) -> tuple[str, list[object]]:
    """What was typed gives way to the receipt, in the transaction that files the complaint."""
    return people.draft_replacement(token=token, data={"receipt": receipt}, at=at, lasts=life)


def right(form: forms.Form, typed: dict[str, str]) -> dict[str, str]:
    """What a form found right, as text, where it is not what was typed: most is, and some of it is long."""
    found = {
        name: value.isoformat() if isinstance(value, date) else str(value or "")
        for name, value in form.cleaned_data.items()
    }
    return {name: value for name, value in found.items() if typed.get(name) != value}


def drop(request: HttpRequest, response: HttpResponseBase) -> None:
    if token := token_of(request):
        people.drop_draft(token=token)
    response.delete_cookie(COOKIE)
