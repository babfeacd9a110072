"""Kinds of case, read from data/crimes.toml: whether messages go out by themselves, or somebody tells in person."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Crime:
    """A kind of case. Not `automatic`: no message leaves by itself; a person tells, and the page waits."""

    code: str
    zh: str
    en: str
    group: str
    regime: str = "unknown"
    automatic: bool = True
    # Asked at registration whether it is safe to be reached, and how.
    ask_safety: bool = False

    def name(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@lru_cache
def _table() -> tuple[str, dict[str, Crime]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "crimes.toml").read_text("utf-8"))
    return table["version"], {entry["code"]: Crime(**entry) for entry in table["crime"]}


def version() -> str:
    return _table()[0]


def tree() -> dict[str, Crime]:
    """All kinds by code, in the order of the file."""
    return _table()[1]


def crime(code: str) -> Crime | None:
    return tree().get(code)


def main_kind(code: str) -> str:
    """The kind that sentences are cleared for: `theft.shop` is theft."""
    return code.partition(".")[0]


def automatic(code: str) -> bool:
    """Whether messages may leave by themselves. A kind that is not in the list is held back: somebody looks first."""
    found = crime(code)
    return found is not None and found.automatic
