"""What every map of an import is made of: columns, spellings that are folded, what is left out and why. Values only."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from huiying.core.kinds import N_
from huiying.core.registers.sentences import Sentence, say


class Unlisted(StrEnum):
    """What becomes of a value that the map does not list."""

    REFUSE = "refuse"
    KEEP = "keep"


@lru_cache(maxsize=8192)
def folded(value: str) -> str:
    """A spelling without its accidents: width, case, blanks."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Fold:
    """A column whose spellings are folded to `listed` values; `unknown` ones say nothing and become empty."""

    column: str
    listed: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    unlisted: Unlisted = Unlisted.REFUSE

    def read(self, value: str) -> str | None:
        """The folded value, empty where nothing is known, None where it is not taken."""
        plain = folded(value)
        if not plain or plain in self.unknown:
            return ""
        if plain in self.listed:
            return self.listed[plain]
        return " ".join(value.split()) if self.unlisted is Unlisted.KEEP else None


@dataclass(frozen=True, kw_only=True, slots=True)
class DateColumn:
    column: str
    formats: tuple[str, ...]
    zone: str
    exact: bool
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignored:
    """A column that is not imported, and why. `between`: values outside it are reported all the same."""

    why: str
    between: tuple[int, int] | None = None


class Layout(Protocol):
    """A map: each of its keys that names a column, and the column."""

    def columns(self) -> Iterator[tuple[str, str]]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A mistake in a map: the key it stands under, and what to write."""

    key: str
    sentence: Sentence


class WrongMap(ValueError):
    """A map with mistakes; `findings` has all of them."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(f"{f.key}: {f.sentence}" for f in findings))
        self.findings = findings


def validate(layout: Layout, header: tuple[str, ...]) -> list[Finding]:
    """What does not fit between a map and a file's header, all at once; empty is good."""
    found: list[Finding] = []
    used = {column for _, column in layout.columns()}
    for key, column in layout.columns():
        if column not in header:
            found.append(Finding(key=key, sentence=_absent(column, header)))
    for column in header:
        if column not in used:
            reason = N_(
                'The map does not mention the column %(column)s. Use it, or write under [ignore]: "%(column)s" = '
                '"why it is not needed"'
            )
            found.append(Finding(key="ignore", sentence=say(reason, column=column)))
    return found


def _absent(column: str, header: tuple[str, ...]) -> Sentence:
    alike = {folded(name): name for name in header}
    near = get_close_matches(folded(column), alike, n=1)
    if near:
        reason = N_("The file has no column %(column)s. Did you mean %(near)s?")
        return say(reason, column=column, near=alike[near[0]])
    reason = N_("The file has no column %(column)s. It has: %(header)s.")
    return say(reason, column=column, header=", ".join(header))
