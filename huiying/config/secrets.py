"""The installation's secrets: from the environment, or from the file that `huiying init` writes.

`HUIYING_SECRET_KEY` signs cookies; `HUIYING_KEYS` is the key ring that seals personal data (`id:base64`, newest first,
comma separated); `HUIYING_INDEX_KEY` is the root of every keyed hash (receipt codes, look-up by phone, search tokens).
"""

import base64
import os
import secrets
from pathlib import Path

NAMES = ("HUIYING_SECRET_KEY", "HUIYING_KEYS", "HUIYING_INDEX_KEY")
FILE = "secrets.env"


def fresh() -> dict[str, str]:
    """New random secrets, one of each name."""
    return {
        "HUIYING_SECRET_KEY": secrets.token_urlsafe(48),
        "HUIYING_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "HUIYING_INDEX_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    }


def ensure(home: Path) -> Path:
    """Write fresh secrets for an embedded installation that has none; an existing file is never touched."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    if not path.exists():
        partial = path.with_suffix(".new")
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as out:
            out.writelines(f"{name}={value}\n" for name, value in fresh().items())
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    return path


def load(home: Path) -> dict[str, str]:
    """The secrets by name: the environment first, then `NAME_FILE`, then the installation's own file."""
    found: dict[str, str] = {}
    path = home / FILE
    if path.exists():
        lines = (line.partition("=") for line in path.read_text().splitlines())
        found.update({name: value for name, _, value in lines if name in NAMES})
    for name in NAMES:
        if pointer := os.environ.get(f"{name}_FILE"):
            found[name] = Path(pointer).read_text().strip()
        if value := os.environ.get(name):
            found[name] = value
    return found


def one(name: str) -> str:
    """A secret that not every installation has: from the environment, or from the file that `NAME_FILE` names."""
    if pointer := os.environ.get(f"{name}_FILE"):
        return Path(pointer).read_text().strip()
    return os.environ.get(name, "")
