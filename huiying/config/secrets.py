"""The installation's secrets: from the environment, or from the file that `huiying init` writes.

`HUIYING_SECRET_KEY` signs cookies; `HUIYING_KEYS` is the key ring that seals personal data (`id:base64`, newest first,
comma separated); `HUIYING_INDEX_KEY` is the root of every keyed hash (receipt codes, look-up by phone, search tokens).
"""

import base64
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

NAMES = ("HUIYING_SECRET_KEY", "HUIYING_KEYS", "HUIYING_INDEX_KEY")
FILE = "secrets.env"
# Public, and beside the secrets only so that it is found: the key that closes boxes for the outside body.
OUTSIDE = "outside.pub"


def fresh() -> dict[str, str]:
    """New random secrets, one of each name."""
    return {
        "HUIYING_SECRET_KEY": secrets.token_urlsafe(48),
        "HUIYING_KEYS": fresh_key("k1"),
        "HUIYING_INDEX_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    }


def fresh_key(name: str) -> str:
    """An entry of the key ring."""
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def ensure(home: Path) -> Path:
    """Write fresh secrets for an embedded installation that has none; an existing file is never touched."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    if not path.exists():
        _write(path, (f"{name}={value}" for name, value in fresh().items()))
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


def origin(name: str, home: Path) -> Path | None:
    """The file that a secret comes from; None where it stands in the environment itself."""
    if os.environ.get(name):
        return None
    if pointer := os.environ.get(f"{name}_FILE"):
        return Path(pointer)
    return home / FILE


def follow(name: str, home: Path) -> Callable[[], str | None]:
    """Gives the secret anew when the file it comes from was changed, else None."""
    path = origin(name, home)
    seen = _stamp(path)

    def changed() -> str | None:
        nonlocal seen
        stamp = _stamp(path)
        if stamp is None or stamp == seen:
            return None
        seen = stamp
        return load(home).get(name) or None

    return changed


def _stamp(path: Path | None) -> tuple[int, int] | None:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_ino) if found else None


def replace(name: str, value: str, home: Path) -> None:
    """Write another value of one secret into the installation's own file; whole or not at all."""
    path = home / FILE
    lines = [line for line in path.read_text().splitlines() if line.partition("=")[0] != name]
    _write(path, [*lines, f"{name}={value}"])


def _write(path: Path, lines: Iterable[str]) -> None:
    partial = path.with_suffix(".new")
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as out:
        out.writelines(f"{line}\n" for line in lines)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)


def kept(home: Path, name: str) -> str:
    """What stands in a file of the installation; empty where there is none."""
    path = home / name
    return path.read_text().strip() if path.exists() else ""


def keep(home: Path, name: str, value: str) -> None:
    """Write a file of the installation, whole or not at all."""
    home.mkdir(parents=True, exist_ok=True)
    _write(home / name, [value])


def one(name: str) -> str:
    """A secret that not every installation has: from the environment, or from the file that `NAME_FILE` names."""
    if pointer := os.environ.get(f"{name}_FILE"):
        return Path(pointer).read_text().strip()
    return os.environ.get(name, "")
