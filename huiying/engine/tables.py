"""Reading a table that came from TOML (dates native) or JSON (dates as ISO text)."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from huiying.engine.events import Value, instant

Table = Mapping[str, object]


class BadTable(ValueError):
    """The table does not say what it must."""


def table(value: object, where: str) -> Table:
    if not isinstance(value, Mapping):
        raise BadTable(f"{where} must be a table, not {value!r}")
    return value


def items(value: object, where: str) -> list[object]:
    if value is None:
        return []
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise BadTable(f"{where} must be a list, not {value!r}")
    return list(value)


def text(source: Table, name: str, where: str, default: str | None = None) -> str:
    value = source.get(name, default)
    if not isinstance(value, str):
        raise BadTable(f"{where}: {name} must be text, not {value!r}")
    # Packs name the same events, parties and laws hundreds of times: each name is kept once.
    return sys.intern(value)


def maybe_text(source: Table, name: str, where: str) -> str | None:
    return text(source, name, where) if source.get(name) is not None else None


def whole(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadTable(f"{where} must be a whole number, not {value!r}")
    return value


def wholes(source: Table, name: str, where: str) -> list[int]:
    return [whole(item, f"{where}: {name}") for item in items(source.get(name), name)]


def flag(source: Table, name: str, where: str, default: bool) -> bool:
    value = source.get(name, default)
    if not isinstance(value, bool):
        raise BadTable(f"{where}: {name} must be true or false, not {value!r}")
    return value


def texts(source: Table, name: str, where: str) -> tuple[str, ...]:
    found = items(source.get(name), f"{where}: {name}")
    return tuple(text({"": item}, "", f"{where}: {name}") for item in found)


def day(value: object, where: str) -> date:
    if isinstance(value, datetime):
        raise BadTable(f"{where} must be a date, not {value.isoformat()}")
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise BadTable(f"{where} must be a date like 2026-03-02, not {value!r}") from None


def dates(source: Table, name: str, where: str) -> list[date]:
    return [day(item, f"{where}: {name}") for item in items(source.get(name), name)]


def moment(value: object, where: str) -> datetime:
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return instant(found)
    except ValueError:
        raise BadTable(
            f"{where} must be an instant like 2026-03-02T10:00:00+08:00, not {value!r}"
        ) from None


def facts(value: object, where: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, fact in table({} if value is None else value, where).items():
        if not isinstance(fact, str | bool | int):
            raise BadTable(f"{where}: {name} must be text, a truth value or a whole number")
        found[name] = fact
    return found
