"""Text folded for searching, and the units it is searched by.

NFKC, traditional to simplified, case-folded, punctuation dropped. Scripts written without spaces are cut into
single characters, others into whole words: a word is found whole, not by its beginning, since each beginning would
have to be indexed and would tell more about the text to whoever steals the database.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Any

# Han, kana, bopomofo, hangul, Thai, Lao, Burmese, Khmer: a word has no visible end.
_CHARACTERS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u318f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U000323af"
)
# Vowel signs and accents, which Python's \w leaves out and which belong to their word.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u0900-\u0903\u093a-\u094f\u0f71-\u0fbc"
)
_UNIT = re.compile(rf"[{_CHARACTERS}]|(?:[^\W_{_CHARACTERS}]|[{_MARKS}])+")
_ALONE = re.compile(rf"[{_CHARACTERS}]")

# A telephone or identity number names a person: it is neither indexed nor searched for (mission N1).
LONG_NUMBER = 7
_NUMBER = re.compile(rf"\d(?:[\s\-‐-―.()+/_]*\d){{{LONG_NUMBER - 1},}}")
_LONGEST_WORD = 64
_EDGE = "\x1f"


@lru_cache
def _simplifier() -> Any:
    # Only who indexes or searches carries the tables of characters.
    from opencc import OpenCC

    return OpenCC("t2s")


def fold(text: str) -> str:
    # The converter takes neither half a surrogate pair nor what follows a NUL.
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode()
    simplified: str = _simplifier().convert(unicodedata.normalize("NFKC", clean))
    return simplified.casefold()


def units(text: str) -> list[str]:
    """Single characters and whole words, in order, without long numbers."""
    found = _UNIT.findall(fold(text))
    return [unit[:_LONGEST_WORD] for unit in found if not _long_number(unit)]


def _long_number(unit: str) -> bool:
    return sum(c.isdigit() for c in unit) >= LONG_NUMBER


def holds_long_number(text: str) -> bool:
    return _NUMBER.search(unicodedata.normalize("NFKC", text)) is not None


def terms(found: list[str]) -> set[str]:
    """What a stretch of text is indexed by: its units, and each pair of neighbouring characters."""
    return set(found) | {a + b for a, b in pairwise(found) if _pair(a, b)}


def narrowest(found: list[str]) -> set[str]:
    """The fewest terms that a text with these units in a row must have: pairs stand for their characters."""
    paired = [_pair(a, b) for a, b in pairwise(found)]
    pairs = {a + b for a, b in pairwise(found) if _pair(a, b)}
    lone = {u for n, u in enumerate(found) if not any(paired[max(0, n - 1) : n + 1])}
    return pairs | lone


def _pair(a: str, b: str) -> bool:
    return _ALONE.fullmatch(a) is not None and _ALONE.fullmatch(b) is not None


def in_a_row(found: list[str]) -> str:
    """Units as one text in which a stretch of units can be looked for."""
    return _EDGE + _EDGE.join(found) + _EDGE
