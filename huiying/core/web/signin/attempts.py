"""Guessing costs; nobody is locked out. How often a name, a place and a device may be wrong before a sign-in asks for a
proof of work, and how often one place may be wrong at one name at all.

Whether there is such an account makes no difference anywhere here: names are counted as typed, as a keyed hash. A
device from which the account was signed in before is counted by itself: a flood from elsewhere does not concern it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.http import HttpRequest

from huiying.core.access.signin import devices
from huiying.core.people import sealing
from huiying.core.web import flood, proof
from huiying.core.web.flood import Budget

_WINDOW = timedelta(minutes=15)
# Wrong passwords before a proof is asked: at one name from one place; at one name from anywhere; from one place.
AT_NAME_FROM_PLACE = Budget(name="signin.np", most=5, lasts=_WINDOW)
AT_NAME = Budget(name="signin.n", most=20, lasts=_WINDOW)
FROM_PLACE = Budget(name="signin.p", most=30, lasts=_WINDOW)
# From here on the proof is eight times the work.
MUCH_AT_NAME = Budget(name="signin.n2", most=100, lasts=_WINDOW)
# One place may be wrong at one name this often, whatever it proves. Others, and known devices, go on.
PLACE_IS_CLOSED = Budget(name="signin.np2", most=30, lasts=timedelta(hours=1))
OF_DEVICE = Budget(name="signin.d", most=10, lasts=_WINDOW)
# Waiting instead of working, for who has no script.
WAITS = Budget(name="signin.w", most=6, lasts=timedelta(minutes=2))
MORE_BITS = 3
# Second factors: who types a code has shown the password. Wrong codes from unknown devices at one account.
CODES = Budget(name="signin.c", most=10, lasts=_WINDOW)
CODES_OF_DEVICE = Budget(name="signin.cd", most=10, lasts=_WINDOW)
# The password asked again within a sign-in.
AGAIN = Budget(name="signin.a", most=10, lasts=_WINDOW)


class Price(Enum):
    """What the next try costs."""

    NOTHING = "nothing"
    PROOF = "proof"
    HARD_PROOF = "hard proof"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Try:
    """One try to sign in, by hashes alone."""

    name: str
    place: str
    device: str
    at: datetime

    def both(self) -> str:
        return _hash(f"{self.name}|{self.place}")

    def price(self) -> Price:
        if self.device:
            used_up = flood.exhausted(OF_DEVICE, self.at, self.device)
            if not used_up:
                return Price.NOTHING
        if flood.exhausted(PLACE_IS_CLOSED, self.at, self.both()):
            return Price.CLOSED
        if flood.exhausted(MUCH_AT_NAME, self.at, self.name):
            return Price.HARD_PROOF
        asked = (
            flood.exhausted(AT_NAME_FROM_PLACE, self.at, self.both())
            or flood.exhausted(AT_NAME, self.at, self.name)
            or flood.exhausted(FROM_PLACE, self.at, self.place)
        )
        return Price.PROOF if asked else Price.NOTHING

    def failed(self) -> None:
        if self.device and flood.count(OF_DEVICE, self.at, self.device):
            return
        for budget, key in (
            (AT_NAME_FROM_PLACE, self.both()),
            (PLACE_IS_CLOSED, self.both()),
            (AT_NAME, self.name),
            (MUCH_AT_NAME, self.name),
            (FROM_PLACE, self.place),
        ):
            flood.count(budget, self.at, key)

    def may_wait(self) -> bool:
        return flood.count(WAITS, self.at, self.both())


def of(request: HttpRequest, username: str, at: datetime) -> Try:
    token = request.COOKIES.get(devices.COOKIE, "")
    device = devices.known_by_name(username=username, token=token)
    return Try(
        name=_hash(username.strip().casefold()),
        place=flood.visitor_of(request, at),
        device=_hash(str(device)) if device else "",
        at=at,
    )


def _hash(text: str) -> str:
    return sealing.keyed_hash(text.encode(), purpose="signin.try").hex()[:32]


def bits_for(price: Price) -> int:
    base = int(getattr(settings, "HUIYING_PROOF_BITS", proof.BITS))
    return base + (MORE_BITS if price is Price.HARD_PROOF else 0)


# --- codes of a second factor ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Codes:
    """Codes typed for one account: from a device it knows, or from any other."""

    account: str
    device: str
    at: datetime

    def closed(self) -> bool:
        if self.device:
            return flood.exhausted(CODES_OF_DEVICE, self.at, self.device)
        return flood.exhausted(CODES, self.at, self.account)

    def failed(self) -> bool:
        """Counts; whether this was the one that closed the way, so that the holder is told once."""
        budget, key = (CODES_OF_DEVICE, self.device) if self.device else (CODES, self.account)
        was_open = not self.closed()
        flood.count(budget, self.at, key)
        return was_open and self.closed()

    def spend(self, code: str) -> bool:
        """A code is good once, whichever process it is shown to."""
        return flood.spend(_hash(f"{self.account}|{code}"), self.at + proof.LIFE)


def codes_of(request: HttpRequest, account_id: int, at: datetime) -> Codes:
    device = devices.known(account_id=account_id, token=request.COOKIES.get(devices.COOKIE, ""))
    return Codes(
        account=_hash(f"account {account_id}"), device=_hash(str(device)) if device else "", at=at
    )


def again_allowed(account_id: int, at: datetime) -> bool:
    """Whether the password may be asked for once more within a sign-in; counts it."""
    return flood.count(AGAIN, at, _hash(f"again {account_id}"))
