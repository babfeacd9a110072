"""Proof of work against floods: no third party, no puzzle for people, nothing stored until it is spent.

A challenge is a signed text; its answer is, for each part n, a number whose SHA-256 together with the text begins
with zero bits. Who has no script may send the text alone after a wait that is written into it; the caller limits
how often that way is open (`may_wait`). A challenge is good once: the caller's `spend` says whether it was new.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext, ngettext

_SALT = "huiying.core.web.proof"
_VERSION = "1"
# About 260,000 hashes: half a second on a desk, a few seconds on an old phone, while the person reads.
BITS = 15
PARTS = 8
WAIT = timedelta(seconds=20)
LIFE = timedelta(hours=2)

# Given the id of a challenge and when it ends: True the first time, False ever after.
Spend = Callable[[str, datetime], bool]


class NoProof(ValueError):
    """The form came without a valid proof; the text is a sentence for the person."""


class ProofStale(NoProof):
    """The challenge is too old, forged or already used: a fresh one is on the page."""


class ProofTooSoon(NoProof):
    """Sent without script before the wait was over."""


class Way(StrEnum):
    WORK = "work"
    WAIT = "wait"


@dataclass(frozen=True, kw_only=True)
class Challenge:
    token: str
    id: str
    bits: int
    parts: int
    issued_at: datetime
    wait: timedelta

    @property
    def ends_at(self) -> datetime:
        return self.issued_at + LIFE


def usual_bits() -> int:
    """The work of a quiet hour, by the settings."""
    return int(getattr(settings, "HUIYING_PROOF_BITS", BITS))


def challenge(at: datetime, *, bits: int | None = None, wait: timedelta = WAIT) -> Challenge:
    """A fresh challenge. Under a flood the caller raises `bits` (each one doubles the work) and `wait`."""
    bits = bits or usual_bits()
    made = [
        _VERSION,
        str(bits),
        str(PARTS),
        str(int(at.timestamp())),
        str(int(wait.total_seconds())),
    ]
    number = secrets.token_urlsafe(12)
    body = ".".join([*made, number])
    return Challenge(
        token=f"{body}.{_mac(body)}",
        id=number,
        bits=bits,
        parts=PARTS,
        issued_at=datetime.fromtimestamp(int(at.timestamp()), UTC),
        wait=timedelta(seconds=int(wait.total_seconds())),
    )


def as_dict(given: Challenge) -> dict[str, Any]:
    """As the page's script reads it."""
    return {"token": given.token, "bits": given.bits, "parts": given.parts}


def verify(
    payload: str,
    at: datetime,
    *,
    spend: Spend,
    may_wait: Callable[[], bool] = lambda: True,
    least: int = 0,
) -> Way:
    """Which way was taken; raises a NoProof whose text can be shown. Spends the challenge last.

    `least`: bits that are asked for now. An easier challenge, from a quiet hour or another page, is not enough.
    """
    numbers = payload.partition(":")[2]
    paid(payload, at, spend=spend, may_wait=may_wait, least=least)
    return Way.WORK if numbers else Way.WAIT


def paid(
    payload: str,
    at: datetime,
    *,
    spend: Spend,
    may_wait: Callable[[], bool] = lambda: True,
    least: int = 0,
) -> Challenge:
    """The challenge that was answered; otherwise as `verify`."""
    token, _colon, numbers = payload.partition(":")
    given = _read(token)
    if not given.issued_at <= at < given.ends_at:
        raise ProofStale(_stale())
    if numbers:
        if given.bits < least:
            raise ProofStale(_too_easy())
        _check_work(given, numbers)
    else:
        _check_wait(given, at, may_wait)
    if not spend(given.id, given.ends_at):
        raise ProofStale(_stale())
    return given


def still_good(payload: str, at: datetime) -> Challenge | None:
    """The challenge of a form that is shown again, so that its wait goes on and its work is not lost."""
    try:
        given = _read(payload.partition(":")[0])
    except ProofStale:
        return None
    return given if given.issued_at <= at < given.ends_at - LIFE / 4 else None


def _check_work(given: Challenge, numbers: str) -> None:
    found = numbers.split(",")
    if len(found) != given.parts:
        raise ProofStale(_stale())
    for part, number in enumerate(found):
        if not number.isascii() or not number.isdigit() or len(number) > 12:
            raise ProofStale(_stale())
        digest = hashlib.sha256(f"{given.token}.{part}.{number}".encode()).digest()
        if int.from_bytes(digest[:4], "big") >> (32 - given.bits):
            raise ProofStale(_stale())


def _check_wait(given: Challenge, at: datetime, may_wait: Callable[[], bool]) -> None:
    remaining = int((given.issued_at + given.wait - at).total_seconds())
    if remaining > 0:
        text = ngettext(
            "Please wait %(count)d more second, then send again. What you wrote is still here.",
            "Please wait %(count)d more seconds, then send again. What you wrote is still here.",
            remaining,
        )
        raise ProofTooSoon(text % {"count": remaining})
    if not may_wait():
        raise ProofTooSoon(
            gettext(
                "A great deal is coming in just now. Wait a minute, then send again, or ring us. "
                "What you wrote is still here."
            )
        )


def _read(token: str) -> Challenge:
    body, _dot, mac = token.rpartition(".")
    fields = body.split(".")
    if len(fields) != 6 or not constant_time_compare(mac, _mac(body)) or fields[0] != _VERSION:
        raise ProofStale(_stale())
    return Challenge(
        token=token,
        id=fields[5],
        bits=int(fields[1]),
        parts=int(fields[2]),
        issued_at=datetime.fromtimestamp(int(fields[3]), UTC),
        wait=timedelta(seconds=int(fields[4])),
    )


def _mac(body: str) -> str:
    return hmac.digest(_mac_key(settings.SECRET_KEY), body.encode(), "sha256").hex()[:32]


@lru_cache(maxsize=2)
def _mac_key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), _SALT.encode(), "sha256")


def _stale() -> str:
    return gettext(
        "This page had been open too long. Please send again: what you wrote is still here."
    )


def _too_easy() -> str:
    return gettext(
        "A great deal is coming in just now, so your browser must work a little longer. Please "
        "send again: what you wrote is still here."
    )


def wait_words(given: Challenge) -> str:
    """What somebody without script is told."""
    count = int(given.wait.total_seconds())
    return ngettext(
        "Without script the page can be sent %(count)d second after it was opened. That keeps machines out.",
        "Without script the page can be sent %(count)d seconds after it was opened. That keeps machines out.",
        count,
    ) % {"count": count}


# --- in a form -----------------------------------------------------------------------------------


class ProofField(forms.CharField):
    """Shown by `{% hy_proof form.proof %}`; judged by ProofForm when all else is right."""

    widget = forms.HiddenInput
    current: Challenge

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=600, label="", **kwargs)


class ProofForm(forms.Form):
    """A form that machines cannot send by the thousand. `way` says how a valid form was let in."""

    proof = ProofField()

    def __init__(
        self,
        *args: Any,
        at: datetime,
        spend: Spend,
        may_wait: Callable[[], bool] = lambda: True,
        bits: int | None = None,
        refused: NoProof | None = None,
        **kwargs: Any,
    ) -> None:
        """`refused`: what was wrong with its proof, where the caller judged it already."""
        super().__init__(*args, **kwargs)
        self.refused = refused
        self.at, self.spend, self.may_wait = at, spend, may_wait
        self.least = bits or 0
        self.way: Way | None = None
        self.fields["proof"] = self.fields.pop("proof")  # last, beside the button
        sent = str(self.data.get(self.add_prefix("proof"), "")) if self.is_bound else ""
        self.current = (sent and still_good(sent, at)) or challenge(at, bits=bits)
        self.sent = sent if sent.startswith(self.current.token) else ""

    def _post_clean(self) -> None:
        # Last of all, so that a form sent back for another reason keeps its proof unspent.
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            if self.refused is not None:
                raise self.refused
            self.way = verify(
                str(self.cleaned_data.get("proof", "")),
                self.at,
                spend=self.spend,
                may_wait=self.may_wait,
                least=self.least,
            )
        except ProofStale as error:
            self.current, self.sent = challenge(self.at, bits=self.least or None), ""
            self.add_error(None, str(error))
        except NoProof as error:
            self.add_error(None, str(error))
