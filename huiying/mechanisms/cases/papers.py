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
    """`after`: what has to have been decided before; `where`: the places whose paper it is; empty: of any."""

    title: str
    after: str
    where: frozenset[str]
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
                after=entry.get("after", ""),
                where=frozenset(entry.get("where", ())),
                head=words.get("head", ""),
                paragraphs=tuple(words["paragraphs"]),
                lines=tuple(words.get("lines", ())),
                foot=words.get("foot", ""),
            )
            for language, words in entry.items()
            if isinstance(words, dict)
        }
        for slug, entry in table["paper"].items()
    }


def paper(slug: str, language: str) -> Paper | None:
    entry = _table().get(slug)
    return None if entry is None else entry["en" if language.startswith("en") else "zh"]


def slugs(place: str) -> list[str]:
    """The papers of a place."""
    return [slug for slug, words in _table().items() if _is_of(words["en"], place)]


def after(slug: str) -> str:
    return _table()[slug]["en"].after


def _is_of(paper: Paper, place: str) -> bool:
    return not paper.where or place in paper.where
