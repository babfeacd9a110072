"""Sealing of personal data: AES-256-GCM under a key ring, and keyed hashes.

A sealed value is `1 || length of key id || key id || 12-byte nonce || ciphertext and tag`. The associated data names
table, column and row, so that a value moved to another row does not open. The newest key writes, all keys read.
Keys come from the settings, which fail closed. NIST SP 800-38D 8.2.2 allows 2^32 random nonces a key.
"""

import base64
import hmac
import logging
import os
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

log = logging.getLogger("huiying.keys")

_VERSION = 1
_NONCE = 12
_LOOK_SECONDS = 1.0
_next_look = 0.0


class CannotOpen(ValueError):
    """A sealed value does not open: a key is missing from the ring, or the value was moved or altered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ring:
    """Every key that opens, and the newest, which seals; `head` is what each value sealed by it begins with."""

    keys: dict[str, AESGCM]
    newest: AESGCM
    head: bytes


def _parsed(text: str) -> _Ring:
    keys: dict[str, AESGCM] = {}
    for entry in text.split(","):
        name, _, encoded = entry.strip().partition(":")
        key = base64.b64decode(encoded, validate=True)
        if not name or len(key) != 32:
            raise ImproperlyConfigured("HUIYING_KEYS must be id:base64 of 32 bytes, newest first")
        keys[name] = AESGCM(key)
    first = next(iter(keys))
    return _Ring(keys=keys, newest=keys[first], head=head_of(first))


@lru_cache
def _read_ring() -> _Ring:
    return _parsed(settings.HUIYING_KEYS)


def _ring() -> _Ring:
    if monotonic() >= _next_look:
        _follow()
    return _read_ring()


def _follow() -> None:
    """Where the ring came from a file, a running process takes a changed one over; looked at once a second."""
    global _next_look
    _next_look = monotonic() + _LOOK_SECONDS
    changed = settings.HUIYING_KEYS_CHANGED()
    if changed is None:
        return
    try:
        _parsed(changed)
    except (ImproperlyConfigured, ValueError):
        # Half written, or a slip of the hand: go on with the ring that works.
        log.error(
            "HUIYING_KEYS was changed into something that is no ring of keys; it is not taken over"
        )
        return
    settings.HUIYING_KEYS = changed
    _read_ring.cache_clear()


def forget_keys() -> None:
    """Read the key ring anew (after a rotation, and in tests)."""
    _read_ring.cache_clear()
    _index_key.cache_clear()


def key_names() -> list[str]:
    """The ids of the ring, newest first."""
    return list(_ring().keys)


def head_of(name: str) -> bytes:
    """What every value begins with that the key of this id sealed."""
    return bytes((_VERSION, len(name.encode()))) + name.encode()


def key_of(blob: bytes | memoryview) -> str:
    """The id of the key that sealed a value; it need not be in the ring."""
    blob = bytes(blob)
    return blob[2 : 2 + blob[1]].decode(errors="replace") if len(blob) > 2 else ""


def seal(plain: bytes, *, aad: str) -> bytes:
    ring = _ring()
    nonce = os.urandom(_NONCE)
    return ring.head + nonce + ring.newest.encrypt(nonce, plain, aad.encode())


def unseal(blob: bytes | memoryview, *, aad: str) -> bytes:
    """Raises CannotOpen."""
    blob = bytes(blob)
    name = blob[2 : 2 + blob[1]].decode(errors="replace") if len(blob) > 2 else ""
    key = _ring().keys.get(name)
    if key is None:
        # Another process may have put a new key into the file a moment ago and sealed with it.
        _follow()
        key = _read_ring().keys.get(name)
    if not blob or blob[0] != _VERSION or key is None:
        raise CannotOpen(f"no key {name!r} in the ring")
    at = 2 + blob[1]
    if len(blob) < at + _NONCE:
        raise CannotOpen("the value was cut short")
    try:
        return key.decrypt(blob[at : at + _NONCE], blob[at + _NONCE :], aad.encode())
    except InvalidTag as error:
        raise CannotOpen("the value was altered, or belongs to another row") from error


@lru_cache
def _index_key(purpose: str) -> bytes:
    """One key for each purpose, from the root: HMAC as a key derivation (NIST SP 800-108r1 4.1, one block)."""
    root = base64.b64decode(settings.HUIYING_INDEX_KEY, validate=True)
    if len(root) < 32:
        raise ImproperlyConfigured("HUIYING_INDEX_KEY must be base64 of 32 bytes or more")
    return hmac.digest(root, b"huiying/" + purpose.encode(), "sha256")


def keyed_hash(value: bytes, *, purpose: str) -> bytes:
    """HMAC-SHA-256 under the key of a purpose; 32 bytes."""
    return hmac.digest(_index_key(purpose), value, "sha256")


def index_key(purpose: str) -> bytes:
    """The key of a purpose, for those who hash much in a row."""
    return _index_key(purpose)


def phone_index(number: str) -> bytes | None:
    """The blind index of a telephone number; None where there is no number in it."""
    folded = unicodedata.normalize("NFKC", number)
    digits = "".join(c for c in folded if c.isdigit())
    digits = digits.removeprefix("0086") if digits.startswith("0086") else digits
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    return keyed_hash(digits.encode(), purpose="people.phone") if len(digits) >= 5 else None
