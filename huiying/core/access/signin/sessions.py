"""Sign-ins: begun, seen, ended. Each request of a signed-in person asks here whether its sign-in still stands."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext

from huiying.core.access.signin.devices import Whence
from huiying.core.access.signin.models import Ending, Remark, SignIn
from huiying.core.composed import Composed
from huiying.core.kinds import N_, Seat, new_id
from huiying.core.units import queries as units

# When it was last seen is written no oftener than this.
_SEEN_EVERY = timedelta(minutes=5)

HOW = {
    "password": N_("password"),
    "totp": N_("authenticator app"),
    "recovery_codes": N_("recovery code"),
    "webauthn": N_("passkey"),
    "sso": N_("the service's single sign-on"),
    "provider": N_("second factor of the single sign-on"),
}
_BROWSERS = {
    "wechat": N_("WeChat"), "qq": N_("QQ Browser"), "uc": N_("UC Browser"), "edge": "Edge",
    "opera": "Opera", "firefox": "Firefox", "chrome": "Chrome", "safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "harmony": "HarmonyOS", "android": "Android", "iphone": "iPhone", "ipad": "iPad",
    "windows": "Windows", "mac": "Mac", "chromeos": "ChromeOS", "linux": "Linux",
}  # fmt: skip


def begin(
    *,
    account_id: int,
    where: Whence,
    seats: Sequence[Seat],
    standing: str,
    how: str,
    at: datetime,
) -> uuid.UUID:
    made = SignIn.objects.create(
        id=new_id(at),
        account_id=account_id,
        browser=where.browser,
        system=where.system,
        network=where.network,
        unit_id=seats[0].unit_id if seats else None,
        how=how,
        standing=standing,
        began_at=at,
        seen_at=at,
    )
    return made.pk


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    id: uuid.UUID
    standing: str
    seen_at: datetime
    # Whether something happened to the account that its holder has not read.
    news: bool


def open_one(*, sign_in_id: uuid.UUID, account_id: int) -> Open | None:
    """The sign-in, if it is this account's and nobody ended it. Asked on every page: one read."""
    for standing, seen_at, news in _OPEN.ask(sign_in_id, account_id):
        return Open(id=sign_in_id, standing=standing, seen_at=seen_at, news=bool(news))
    return None


def _open(sign_in_id: uuid.UUID, account_id: int) -> QuerySet[SignIn, Any]:
    unread = Remark.objects.filter(account_id=OuterRef("account_id"), read_at__isnull=True)
    rows = SignIn.objects.filter(pk=sign_in_id, account_id=account_id, ended_at__isnull=True)
    return rows.values_list("standing", "seen_at", Exists(unread))


_OPEN = Composed(_open)


def seen(sign_in: Open, at: datetime) -> None:
    if at - sign_in.seen_at >= _SEEN_EVERY:
        SignIn.objects.filter(pk=sign_in.id).update(seen_at=at)


def end(*, sign_in_id: uuid.UUID, account_id: int, why: Ending, at: datetime) -> bool:
    """Whether there was one to end."""
    rows = SignIn.objects.filter(pk=sign_in_id, account_id=account_id, ended_at__isnull=True)
    return bool(rows.update(ended_at=at, ended_by=why.value))


def end_all(*, account_id: int, why: Ending, at: datetime, but: uuid.UUID | None = None) -> int:
    """End every sign-in of an account, but for one where that is named; gives how many."""
    rows = SignIn.objects.filter(account_id=account_id, ended_at__isnull=True)
    if but is not None:
        rows = rows.exclude(pk=but)
    return rows.update(ended_at=at, ended_by=why.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignInRow:
    id: uuid.UUID
    device: str
    place: str
    how: str
    began_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    ended_by: str
    current: bool


def sign_ins(
    *, account_id: int, at: datetime, current: uuid.UUID | None = None, ended: int = 10
) -> tuple[list[SignInRow], list[SignInRow]]:
    """Those that are open, and the last that are over: ended by somebody, or run out."""
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    mine = SignIn.objects.filter(account_id=account_id).order_by("-began_at")
    alive = mine.filter(ended_at__isnull=True, seen_at__gt=at - lasts)
    over = mine.exclude(pk__in=alive.values("pk"))[:ended]
    return [_row(s, current) for s in alive], [_row(s, current) for s in over]


def _row(s: SignIn, current: uuid.UUID | None) -> SignInRow:
    return SignInRow(
        id=s.pk,
        device=device_words(s.browser, s.system),
        place=place_words(s.network, s.unit_id),
        how=how_words(s.how),
        began_at=s.began_at,
        seen_at=s.seen_at,
        ended_at=s.ended_at,
        ended_by=gettext(str(Ending(s.ended_by).label)) if s.ended_by else "",
        current=s.pk == current,
    )


def device_words(browser: str, system: str) -> str:
    """A device as its owner would call it."""
    if not browser and not system:
        return gettext("a browser we do not know")
    if not system:
        return gettext(_BROWSERS.get(browser, browser))
    name = gettext(_BROWSERS[browser]) if browser in _BROWSERS else gettext("a browser")
    return gettext("%(browser)s on %(system)s") % {
        "browser": name,
        "system": _SYSTEMS.get(system, system),
    }


def network_words(network: str) -> str:
    """The unit whose network it is, or the name that the service gave it."""
    if not network:
        return gettext("a network that is not the service's")
    unit = units.unit_by_code(network)
    return gettext("network of %(unit)s") % {"unit": unit.name if unit else network}


def place_words(network: str, unit_id: int | None) -> str:
    words = network_words(network)
    if unit_id is None:
        return words
    return gettext("%(network)s; posted to %(unit)s") % {
        "network": words,
        "unit": units.unit(unit_id).name,
    }


def how_words(how: str) -> str:
    return " + ".join(gettext(HOW[part]) for part in how.split("+") if part in HOW)
