"""The wording of papers to print, read from data/papers.toml. A place {so} that nothing is known of becomes a line to
write on."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

BLANK = "________________"
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    title: str
    head: str
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...]
    foot: str

    def filled(self, known: Mapping[str, str]) -> "Paper":
        def fill(text: str) -> str:
            return _PLACE.sub(lambda found: known.get(found[1]) or BLANK, text)

        return replace(
            self,
            head=fill(self.head),
            paragraphs=tuple(map(fill, self.paragraphs)),
            lines=tuple(map(fill, self.lines)),
            foot=fill(self.foot),
        )


@lru_cache
def _table() -> dict[str, dict[str, Paper]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "papers.toml").read_text("utf-8"))
    return {
        slug: {
            language: Paper(
                title=words["title"],
                head=words.get("head", ""),
                paragraphs=tuple(words["paragraphs"]),
                lines=tuple(words.get("lines", ())),
                foot=words.get("foot", ""),
            )
            for language, words in entry.items()
        }
        for slug, entry in table["paper"].items()
    }


def paper(slug: str, language: str) -> Paper | None:
    entry = _table().get(slug)
    return None if entry is None else entry["en" if language.startswith("en") else "zh"]


def slugs() -> list[str]:
    return list(_table())
