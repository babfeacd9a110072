"""What a session knows of its sign-in: which row it is, by what it was begun, whether a second factor was shown."""

import uuid
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from huiying.core import clock
from huiying.core.access.signin import devices, sessions
from huiying.core.access.signin.devices import Whence
from huiying.core.access.signin.standing import standing
from huiying.core.web import flood, visitor

SIGN_IN = "signin"
# Where a factor was shown in another way than to us: to the single sign-on, or by setting one up just now.
_FACTOR = "signin_factor"
BY_PROVIDER = "provider"
BY_SETTING_UP = "set up"
# A password, a code or a passkey counts as fresh for this long.
FRESH_SECONDS = 300


def whence(request: HttpRequest) -> Whence:
    return devices.whence(
        agent=request.META.get("HTTP_USER_AGENT", "")[:400], address=flood.address_of(request)
    )


def account_of(request: HttpRequest) -> int:
    """Of somebody who is signed in."""
    user: Any = request.user
    return int(user.pk)


def begin(request: HttpRequest, account_id: int) -> uuid.UUID:
    """Open the row of this sign-in and tie the session to it."""
    actor = visitor.staff(request)
    seats = actor.seats if actor else ()
    at = visitor.at(request)
    made = sessions.begin(
        account_id=account_id,
        where=whence(request),
        seats=seats,
        standing=standing(seats),
        how=_how(request),
        at=at,
    )
    request.session[SIGN_IN] = str(made)
    return made


def current(request: HttpRequest) -> uuid.UUID | None:
    found = request.session.get(SIGN_IN)
    return uuid.UUID(found) if isinstance(found, str) else None


def _how(request: HttpRequest) -> str:
    parts = []
    for record in records(request):
        if record.get("reauthenticated"):
            continue
        if record.get("method") == "mfa":
            parts.append(str(record.get("type")))
        elif record.get("method") == "socialaccount":
            parts.append("sso")
        elif record.get("method") == "password":
            parts.append("password")
    if factor_elsewhere(request, request.user.pk) == BY_PROVIDER:
        parts.append("provider")
    return "+".join(dict.fromkeys(parts))[:40]


def records(request: HttpRequest) -> list[dict[str, Any]]:
    user: Any = request.user
    found: list[dict[str, Any]] = get_authentication_records(request, user)
    return found


def set_factor(request: HttpRequest, how: str, account_id: int) -> None:
    """Tied to the account: a sign-in that was broken off must not speak for the next one in this browser."""
    request.session[_FACTOR] = [how, account_id]


def factor_elsewhere(request: HttpRequest, account_id: Any) -> str:
    found = request.session.get(_FACTOR)
    return str(found[0]) if found and found[1] == account_id else ""


def factor_shown(request: HttpRequest) -> bool:
    if factor_elsewhere(request, request.user.pk):
        return True
    return any(record.get("method") == "mfa" for record in records(request))


def is_fresh(request: HttpRequest) -> bool:
    """Whether a password, a passkey or a code was shown within five minutes, at sign-in or since."""
    found = records(request)
    # allauth writes the machine's time into its records.
    return (
        bool(found) and clock.machine_seconds() - max(float(r["at"]) for r in found) < FRESH_SECONDS
    )
