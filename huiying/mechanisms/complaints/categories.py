"""The tree of categories, read from data/categories.toml."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    code: str
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    conduct: bool = False
    straight: bool = False
    parent: str = ""

    def name(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh

    def hint(self, language: str) -> str:
        return self.hint_en if language.startswith("en") else self.hint_zh


@lru_cache
def tree() -> dict[str, Category]:
    """All categories by code, each main one followed by its parts."""
    table = tomllib.loads((Path(__file__).parent / "data" / "categories.toml").read_text("utf-8"))
    found: dict[str, Category] = {}
    for entry in table["category"]:
        subs = entry.pop("sub", [])
        main = Category(**entry)
        found[main.code] = main
        for sub in subs:
            found[sub["code"]] = Category(
                parent=main.code, conduct=main.conduct, straight=main.straight, **sub
            )
    return found


def main_categories() -> list[Category]:
    return [c for c in tree().values() if not c.parent]


def category(code: str) -> Category | None:
    return tree().get(code)
