"""Between every page and whoever is signed in: does the sign-in still stand, and was a second factor shown?

Denied by default: a page of the sign-in itself says so by its name in `SET_UP`; everything else waits.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from huiying.core.access.signin import factors, sessions
from huiying.core.access.signin.models import Ending
from huiying.core.access.signin.standing import factor_required, standing
from huiying.core.web import visitor
from huiying.core.web.signin import begun

# All that somebody can do who must show a second factor and has none.
SET_UP = frozenset(
    {
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
        "account_logout", "account_reauthenticate", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn", "web:stay",
    }
)  # fmt: skip


class SignInMiddleware:
    """After allauth's, whose session records it reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if SESSION_KEY not in request.session or not request.user.is_authenticated:
            return None
        ended = _ended(request)
        if ended is not None:
            return _sign_in_again(request, ended)
        if getattr(view, "guard", "") == "public" or not factor_required(visitor.staff(request)):
            return None
        if begun.factor_shown(request):
            return None
        if factors.has_factor(begun.account_of(request)):
            # Set up in another browser meanwhile: this one has not shown it.
            _end(request, Ending.FACTOR)
            return _sign_in_again(request, Ending.FACTOR)
        match = request.resolver_match
        if match is not None and match.view_name in SET_UP:
            return None
        return redirect("mfa_index")


def _ended(request: HttpRequest) -> Ending | None:
    """Why the sign-in is over; None while it stands."""
    found = begun.current(request)
    if found is None:
        begun.begin(request, begun.account_of(request))
        return None
    row = sessions.open_one(sign_in_id=found, account_id=begun.account_of(request))
    if row is None:
        return Ending.REVOKED
    actor = visitor.staff(request)
    if row.standing != standing(actor.seats if actor else ()):
        _end(request, Ending.POSTING)
        return Ending.POSTING
    sessions.seen(row, visitor.at(request))
    request.hy_news = row.news  # type: ignore[attr-defined]
    return None


def _end(request: HttpRequest, why: Ending) -> None:
    found = begun.current(request)
    if found is not None:
        sessions.end(
            sign_in_id=found, account_id=begun.account_of(request), why=why, at=visitor.at(request)
        )


def _sign_in_again(request: HttpRequest, why: Ending) -> HttpResponseBase:
    sentences = {
        Ending.POSTING: gettext("Your posting has changed. Sign in again: you see what it is now."),
        Ending.FACTOR: gettext("Your second factor has changed. Sign in again with it."),
    }
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else "/desk/"
    logout(request)
    if hasattr(request, "hy_staff"):
        # Asked before the sign-in was over; nobody is signed in any more.
        del request.hy_staff
    messages.info(
        request, sentences.get(why, gettext("This sign-in was ended. Sign in again to go on."))
    )
    return redirect_to_login(path)
