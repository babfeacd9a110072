"""Terms after which the words, names and files of a matter are erased: data, with the standard that set them.

No law that was read gives a number, so each term is an agency standard. A kind without a term is never erased by it.
"""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from huiying.rulepacks.words import language

OURS = Path(__file__).parent / "keeping.toml"
FORCE = "agency-standard"


class NoSchedule(ValueError):
    """The file of terms cannot be used; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    id: str
    kind: str
    months: int
    because: Mapping[str, str]

    def ends(self, last: date) -> date:
        """The day on which the time is up: so many months after the last thing that happened."""
        month = last.month - 1 + self.months
        year, month = last.year + month // 12, month % 12 + 1
        return date(year, month, min(last.day, monthrange(year, month)[1]))

    def why(self, lang: str) -> str:
        return self.because[language(lang)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """The terms by kind of matter, and by what they were set."""

    version: str
    standard: Mapping[str, str]
    terms: Mapping[str, Term]

    def named(self, lang: str) -> str:
        return self.standard[language(lang)]


def read(path: Path = OURS) -> Schedule:
    """Raises NoSchedule."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NoSchedule(f"{path}: {error}") from error
    terms = [_term(path, one) for one in given.get("term", [])]
    by_kind = {term.kind: term for term in terms}
    if len(by_kind) != len(terms):
        raise NoSchedule(f"{path}: a kind of matter has two terms")
    version = str(given.get("version", ""))
    if not version or not by_kind:
        raise NoSchedule(f"{path}: a version and at least one term are needed")
    return Schedule(version=version, standard=_both(path, given.get("standard")), terms=by_kind)


def _term(path: Path, given: Mapping[str, Any]) -> Term:
    years, months = given.get("years", 0), given.get("months", 0)
    if type(years) is not int or type(months) is not int or years < 0 or months < 0:
        raise NoSchedule(f"{path}: years and months are whole numbers")
    if not years and not months:
        raise NoSchedule(f"{path}: a term needs years or months")
    if not given.get("id") or not given.get("kind"):
        raise NoSchedule(f"{path}: a term needs an id and a kind of matter")
    return Term(
        id=str(given["id"]),
        kind=str(given["kind"]),
        months=years * 12 + months,
        because=_both(path, given.get("because")),
    )


def _both(path: Path, given: object) -> Mapping[str, str]:
    if not isinstance(given, dict) or not given.get("en") or not given.get("zh"):
        raise NoSchedule(f"{path}: the standard and each reason are said in zh and in en")
    return {"en": str(given["en"]), "zh": str(given["zh"])}
