"""What is said about a file, a map or a row: a msgid with its values, translated by whoever shows it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said()

    def said(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.text) % dict(self.values) if self.values else translate(self.text)


_PLACE = re.compile(r"%\(\w+\)[sd]")


def in_general(text: str, translate: Callable[[str], str] = str) -> str:
    """A sentence that stands for many, each with values of its own: those are left open."""
    return _PLACE.sub("…", translate(text)).replace("%%", "%")


def say(text: str, /, **values: str | int) -> Sentence:
    """A sentence; mark `text` with N_ where it stands in the code."""
    return Sentence(text=text, values=values)


class Lost(StrEnum):
    """What is not taken because of a finding: the row, the whole complaint, or the one value."""

    ROW = "row"
    COMPLAINT = "complaint"
    VALUE = "value"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A value that was not taken, where it stands, and why. `row` counts as a spreadsheet does: the header is 1."""

    row: int
    column: str
    value: str
    reason: Sentence
    lost: Lost = Lost.COMPLAINT
    key: str = ""
