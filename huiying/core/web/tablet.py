"""Private mode of a shared screen: the public forms alone, for one person after another, and nothing of staff.

A signed cookie says that this browser stands at a unit. While it is there every other page leads back to the form,
and a sign-in that the browser may still hold is ended before anything is answered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.core.web import visitor

COOKIE = "hy_tablet"
_SALT = "huiying.core.web.tablet"
# A working day; forgotten switched on, the screen is an ordinary one the next morning.
LASTS = timedelta(hours=12)
# Without a touch for so long the page asks; unanswered, everything is wiped.
WARN_AFTER, WIPE_AFTER = timedelta(minutes=3), timedelta(minutes=1)
# Without script nothing can tell typing from absence: each page has so long, and says until when.
PAGE_LASTS = timedelta(minutes=20)
# What the server keeps of somebody who walked away; a little longer than a page, which must not outlive its words.
DRAFT_LASTS = PAGE_LASTS + timedelta(minutes=2)
_OPEN_PREFIX = "tablet"
_OPEN = frozenset({"web:challenge"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A public form that the screen offers: what the button says, the cookie and purpose of its draft, its first page,
    its last one and the names of all. `here`: whether this service has it; `draft`: what it begins with at a unit."""

    slug: str
    title: str
    text: str
    icon: str
    cookie: str
    purpose: str
    first: tuple[str, str]
    check: str
    pages: frozenset[str]
    draft: Callable[[str], dict[str, object]]
    here: Callable[[], bool] = lambda: True


def forms() -> Sequence[Form]:
    """The public forms of all mechanisms (settings)."""
    listed: Callable[[], Sequence[Form]] = import_string(settings.HUIYING_TABLET_FORMS)
    return listed()


def lock(response: HttpResponseBase, unit_code: str, at: datetime) -> None:
    """Let the browser that gets this response be a tablet of the unit for the day."""
    ends = int((at + LASTS).timestamp())
    response.set_cookie(
        COOKIE,
        signing.dumps({"unit": unit_code, "ends": ends}, salt=_SALT),
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def unlock(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE)


def unit_of(request: HttpRequest) -> UnitRow | None:
    """The unit at which this browser stands in private mode; None in any other browser."""
    if COOKIE not in request.COOKIES:
        return None
    if not hasattr(request, "hy_tablet"):
        request.hy_tablet = _read(request.COOKIES[COOKIE], visitor.at(request))  # type: ignore[attr-defined]
    found: UnitRow | None = request.hy_tablet  # type: ignore[attr-defined]
    return found


def _read(signed: str, at: datetime) -> UnitRow | None:
    try:
        said = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
    if at >= datetime.fromtimestamp(said["ends"], UTC):
        return None
    row = units.unit_by_code(said["unit"])
    return None if row is None or row.closed else row


class TabletMiddleware:
    """Keeps a tablet on the form. Anybody else's request is passed on untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if unit_of(request) is None:
            return self.get_response(request)
        if SESSION_KEY in request.session:
            logout(request)
        response = self.get_response(request) if _is_open(request) else redirect("tablet")
        response.headers["Cache-Control"] = "no-store, private"
        return response


def _is_open(request: HttpRequest) -> bool:
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return False
    if name in _OPEN or name.startswith(_OPEN_PREFIX):
        return True
    return any(name in form.pages for form in forms())
