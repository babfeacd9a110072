"""Ready sentences for an answer, from data/answers.toml. Each leaves gaps that a person has to fill."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# 【…】 in Chinese, [[…]] in English.
_GAP = re.compile(r"【[^】]*】|\[\[[^\]]*\]\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    code: str
    finding: str
    title: str
    answer: str
    reasons: str
    remedy: str


@lru_cache
def sentences(language: str) -> tuple[Ready, ...]:
    """The ready answers in a language, in the order of the file."""
    table = tomllib.loads((Path(__file__).parent / "data" / "answers.toml").read_text("utf-8"))
    key = "en" if language.startswith("en") else "zh"
    return tuple(
        Ready(
            code=entry["code"],
            finding=entry["finding"],
            title=entry["title"][key],
            answer=entry["answer"][key],
            reasons=entry["reasons"][key],
            remedy=entry["remedy"][key],
        )
        for entry in table["answer"]
    )


def gap(text: str) -> str:
    """The first gap that nobody filled; empty where there is none."""
    found = _GAP.search(text)
    return found.group(0) if found else ""
