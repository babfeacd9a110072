"""What a campaign asks, and which other bodies answer what is not for the police: replaceable data (data/*.toml)."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Worded:
    """An entry of a file: its code, and its words in both languages."""

    code: str
    zh: str
    en: str

    def words(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@lru_cache
def questions() -> dict[str, Worded]:
    """What can be asked at a door, by code."""
    return _read("questions.toml", "question")


@lru_cache
def bodies() -> dict[str, Worded]:
    """Other bodies to which something raised is passed on, by code."""
    return _read("bodies.toml", "body")


def _read(name: str, table: str) -> dict[str, Worded]:
    found = tomllib.loads((Path(__file__).parent / "data" / name).read_text("utf-8"))
    return {entry["code"]: Worded(**entry) for entry in found[table]}


def codes_of(text: str) -> list[str]:
    """The codes of a fact such as "safety,lights", as far as the file still has them."""
    known = questions()
    return [code for code in text.split(",") if code in known]
