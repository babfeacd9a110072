"""What the public log will hold of an event: a salted commitment to its canonical bytes, never the bytes.

The leaf of the log is SHA-256(0x00 || salt || canonical bytes); the leading byte is the leaf prefix of RFC 9162 2.1.1,
so that a commitment can never be mistaken for an inner node.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping

SALT_BYTES = 16
_SPELLING = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def canonical(body: Mapping[str, object]) -> bytes:
    """One spelling for one body: UTF-8 JSON, keys sorted, no blanks."""
    return _SPELLING.encode(body).encode()


def commit(salt: bytes, data: bytes) -> bytes:
    """32 bytes that say nothing of `data` without `salt`."""
    return hashlib.sha256(b"\x00" + salt + data).digest()
