"""Who can help somebody beside the police: local data by jurisdiction, read from data/support.toml."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Help:
    """A service that supports people. `groups`: kinds of case it is for (crimes.Crime.group, or a kind); empty: all."""

    code: str
    zh: str
    en: str
    what_zh: str
    what_en: str
    jurisdiction: str
    telephone: str = ""
    basis_zh: str = ""
    basis_en: str = ""
    groups: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh

    def what(self, language: str) -> str:
        return self.what_en if language.startswith("en") else self.what_zh

    def basis(self, language: str) -> str:
        return self.basis_en if language.startswith("en") else self.basis_zh


@lru_cache
def services() -> dict[str, Help]:
    table = tomllib.loads((Path(__file__).parent / "data" / "support.toml").read_text("utf-8"))
    return {
        entry["code"]: Help(**{**entry, "groups": tuple(entry.get("groups", ()))})
        for entry in table["service"]
    }


def for_case(*, jurisdiction: str, crime: str, group: str) -> list[Help]:
    """What there is where the service works, for this kind of case."""
    return [
        h
        for h in services().values()
        if h.jurisdiction == jurisdiction and (not h.groups or {crime, group} & set(h.groups))
    ]
