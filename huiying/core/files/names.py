"""Names of files: made harmless when they come in, given an honest ending when they go out."""

import unicodedata
import uuid

from huiying.core.files.signatures import SERVED, FileKind
from huiying.core.people.services import from_token, under_token

_LONGEST = 120
# Marks that turn the direction of writing: `photo‮gpj.exe` would read as a picture.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def sealed_as(file_id: uuid.UUID) -> str:
    return f"files.file.name:{file_id}"


def key_sealed_as(place: str) -> str:
    return f"files.file.key:{place}"


def held(name: str, token: str) -> bytes:
    """What is sealed of a name. Of a form that is not sent yet it lies under the form's own token as well, so that
    nobody reads it in what is left of a form that was dropped."""
    plain = folded(name).encode()
    return b"\0" + under_token(token, plain) if token else plain


def shown(held: bytes, token: str = "") -> str:
    """The name of what `held` gave; empty where it lies under a token that is not at hand."""
    if held[:1] == b"\0":
        return (from_token(token, held[1:]) or b"").decode()
    return held.decode()


def folded(name: str) -> str:
    """The last part of a path, without marks that deceive the eye, at most 120 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in _TURNING)
    stem, dot, ending = seen.strip(" .").rpartition(".")
    if not dot:
        return ending[:_LONGEST] or "file"
    ending = ending[:12]
    return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"


def outgoing(name: str, kind: FileKind) -> str:
    """The name with the ending of what the file is, whatever it was called."""
    ending = SERVED[kind].ending
    stem, dot, given = name.rpartition(".")
    if dot and given.lower() in {ending, kind.value, "jpeg" if ending == "jpg" else ending}:
        return name
    return f"{name if not dot else stem}.{ending}"
