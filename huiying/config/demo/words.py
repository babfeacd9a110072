"""What people in the demonstration write, from words.toml. Chosen by a seeded draw: the same city each time."""

import random
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def pick(draw: random.Random, name: str, *, english: bool = False) -> str:
    """One of the texts of a name; Chinese where there is no English one."""
    table: Any = _table()
    for part in name.split("."):
        table = table[part]
    texts: list[str] = table.get("en", table["zh"]) if english else table["zh"]
    return draw.choice(texts)


def listed(name: str) -> list[str]:
    """All texts of a name such as `refusal.reason_zh`."""
    table: Any = _table()
    for part in name.split("."):
        table = table[part]
    return list(table)


def complaint(draw: random.Random, main: str, *, english: bool) -> str:
    """A narrative of a main category, filled in and sometimes with a sentence more."""
    language = "en" if english else "zh"
    told = draw.choice(_table()[language][main]["told"])
    fill: dict[str, list[str]] = _table()["fill"][language]
    text = told.format(**{slot: draw.choice(choices) for slot, choices in fill.items()})
    if not english:
        text = text.strip()
    also = pick(draw, "also", english=english)
    return f"{text}\n{also}".strip()


def has_english(main: str) -> bool:
    return main in _table()["en"]
