"""A sealed box: closed with a public key by anybody, opened with the private key that only the outside body holds.

HPKE (RFC 9180), base mode, one message a box: X25519, HKDF-SHA256, AES-256-GCM. A box is
`HYO1 || length of key name || key name || encapsulated key and ciphertext`; the `info` of HPKE names the place it was
closed for, so that it opens nowhere else. Pure: no database and no setting, so that it runs on a machine of the
outside body's own. A browser opens it with `outside.js`, which a test compares with this module.
"""

import base64
import json
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

MAGIC = b"HYO1"
KEY_FORMAT = "huiying-outside-key/1"
BUNDLE_FORMAT = "huiying-outside-boxes/1"
_INFO = b"huiying outside box 1\0"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
# OWASP's figure for PBKDF2 with SHA-256: the only slow derivation that browsers have.
_ROUNDS = 600_000
_MOST_ROUNDS = 10_000_000


class NoKey(ValueError):
    """What should be a key, or an entry of a public key, is none; or the passphrase is not its own."""


class NoBox(ValueError):
    """What should be a box is none, was closed for another place or key, or was altered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicKey:
    """What the service is given: it closes and never opens."""

    name: str
    key: X25519PublicKey

    def entry(self) -> str:
        """As the setting has it."""
        return f"{self.name}:{_b64(self.key.public_bytes_raw())}"


def public_key(entry: str) -> PublicKey:
    """Reads `name:base64 of 32 bytes`. Raises NoKey."""
    name, _colon, encoded = entry.strip().partition(":")
    try:
        raw = base64.b64decode(encoded, validate=True)
        key = X25519PublicKey.from_public_bytes(raw)
    except ValueError as error:
        raise NoKey("not name:base64 of 32 bytes") from error
    # A point of low order would give the same shared secret to everybody.
    if not name or len(name.encode()) > 40 or not any(raw):
        raise NoKey("not name:base64 of 32 bytes")
    return PublicKey(name=name, key=key)


def close(plain: bytes, *, key: PublicKey, place: str) -> bytes:
    """A box that nobody opens but who holds the private key, and only as what lies at `place`."""
    name = key.name.encode()
    return (
        MAGIC + bytes((len(name),)) + name + _SUITE.encrypt(plain, key.key, _INFO + place.encode())
    )


def closed_for(box: bytes) -> str:
    """The name of the key that opens it. Raises NoBox."""
    if box[:4] != MAGIC or len(box) < 5 + box[4] + 48:
        raise NoBox("not a sealed box")
    return box[5 : 5 + box[4]].decode(errors="replace")


def open_box(box: bytes, *, key: X25519PrivateKey, place: str) -> bytes:
    """Raises NoBox."""
    closed_for(box)
    try:
        return bytes(_SUITE.decrypt(box[5 + box[4] :], key, _INFO + place.encode()))
    except (InvalidTag, ValueError) as error:
        raise NoBox("closed with another key, for another place, or altered") from error


# --- the file of the private key ---------------------------------------------------------------------


def new_key_file(*, name: str, passphrase: str) -> tuple[str, PublicKey]:
    """A new private key as the text of a file (locked where a passphrase is given), and its public part."""
    private = X25519PrivateKey.generate()
    public = PublicKey(name=name, key=private.public_key())
    held: dict[str, object] = {"format": KEY_FORMAT, "public": public.entry()}
    raw = private.private_bytes_raw()
    if passphrase:
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = AESGCM(_derived(passphrase, salt, _ROUNDS)).encrypt(
            nonce, raw, KEY_FORMAT.encode()
        )
        held |= {
            "rounds": _ROUNDS,
            "salt": _b64(salt),
            "nonce": _b64(nonce),
            "locked": _b64(sealed),
        }
    else:
        held["private"] = _b64(raw)
    return json.dumps(held, indent=1) + "\n", public


def read_key_file(text: str, *, passphrase: str = "") -> X25519PrivateKey:
    """Raises NoKey."""
    try:
        held = json.loads(text)
        if held["format"] != KEY_FORMAT:
            raise NoKey("not a key file of this kind")
        private = X25519PrivateKey.from_private_bytes(_raw(held, passphrase))
        if public_key(held["public"]).key.public_bytes_raw() != (
            private.public_key().public_bytes_raw()
        ):
            raise NoKey("the two halves of this key do not belong together")
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, NoKey):
            raise
        raise NoKey("not a key file of this kind") from error
    return private


def is_locked(text: str) -> bool:
    """Whether a key file asks for its passphrase."""
    try:
        held = json.loads(text)
    except ValueError:
        return False
    return isinstance(held, dict) and "locked" in held


def _raw(held: dict[str, object], passphrase: str) -> bytes:
    if "private" in held:
        return base64.b64decode(str(held["private"]), validate=True)
    return _unlocked(held, passphrase)


def _unlocked(held: dict[str, object], passphrase: str) -> bytes:
    salt, nonce, sealed = (
        base64.b64decode(str(held[part]), validate=True) for part in ("salt", "nonce", "locked")
    )
    rounds = int(str(held["rounds"]))
    if not 1 <= rounds <= _MOST_ROUNDS:
        raise NoKey("not a key file of this kind")
    try:
        return AESGCM(_derived(passphrase, salt, rounds)).decrypt(
            nonce, sealed, KEY_FORMAT.encode()
        )
    except InvalidTag as error:
        raise NoKey("this is not the passphrase of the key") from error


def _derived(passphrase: str, salt: bytes, rounds: int) -> bytes:
    kdf = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=rounds)
    return kdf.derive(passphrase.encode())


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
