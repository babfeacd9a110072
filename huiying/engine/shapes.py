"""The parts a rule is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from huiying.engine.events import Facts, When
from huiying.engine.pauses import Cap
from huiying.engine.steps import At
from huiying.engine.terms import Term


class Nature(StrEnum):
    ANSWER = "answer"
    RIGHT = "right"


class Force(StrEnum):
    STATUTE = "statute"
    REGULATION = "regulation"
    GUIDANCE = "guidance"
    AGENCY_STANDARD = "agency-standard"


class Basis(StrEnum):
    LAW = "law"
    STANDARD = "standard"
    NONE = "none"


class From(StrEnum):
    MET = "met"
    DUE = "due"
    TRIGGER = "trigger"


class Role(StrEnum):
    MEETS = "meets"
    ENDS = "ends"
    EXTENDS = "extends"
    STOPS = "stops"
    RESUMES = "resumes"


# Bound once: an act is asked its role far too often to look the role up in its class each time.
MEETS, ENDS, EXTENDS, STOPS, RESUMES = Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    instrument: str
    article: str
    url: str
    read: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What fixes the date of one opening: a number, or no number and perhaps a standard."""

    term: Term | None
    no_number: str | None
    standard: Term | None
    dated_by: Term | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dated_by", self.term or self.standard)


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    where: When
    wording: Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    starts: When
    ends: When
    cap: Cap | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    event: When
    by: Term | None
    up_to: Term | None
    to: Term | None
    times: int
    needs_facts: tuple[str, ...]
    before_expiry: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeat:
    every: Term
    starts: From
    until: tuple[When, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    at: At
    to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Needs:
    answer: When
    question: Words

    @property
    def kind(self) -> str:
        return self.answer.kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    opened_at: datetime
    facts: Facts
    due_at: datetime | None


Acting = tuple[Role, When, int]
