"""What was typed in the public form of a petition: a sealed draft, kept for a day; on a tablet, for minutes."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from huiying.core.kinds import N_
from huiying.core.people import services as people
from huiying.core.web import draft_cookie, tablet
from huiying.mechanisms.petitions.services import registering

COOKIE, PURPOSE = "hy_petition", "petition"
FORM = tablet.Form(
    slug="petition",
    title=N_("Raise a matter: petition"),
    text=N_(
        "You want something looked into, decided and explained, or you have a suggestion. The complaints office of "
        "the bureau answers in writing."
    ),
    icon="doc",
    cookie=COOKIE,
    purpose=PURPOSE,
    first=("petition_step", "what"),
    check="petition_check",
    pages=frozenset({"petition_start", "petition_step", "petition_check", "petition_receipt"}),
    draft=lambda unit: {"typed": {"what": {"unit": unit}}},
    here=registering.takes_petitions,
)


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def open_draft(request: HttpRequest, at: datetime) -> dict[str, Any]:
    token = token_of(request)
    return people.open_draft(token=token, purpose=PURPOSE, at=at) if token else {}


def keep(
    token: str, answer: HttpResponse, data: dict[str, Any], at: datetime, life: timedelta
) -> None:
    """Seal what was typed and give the browser the cookie that finds it."""
    people.keep_draft(token=token, purpose=PURPOSE, data=data, at=at, lasts=life)
    draft_cookie.give(answer, COOKIE, token, life)
    answer["Cache-Control"] = "no-store"
