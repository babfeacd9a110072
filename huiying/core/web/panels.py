"""What one mechanism shows of a matter and does on it: sections for staff and for the person, acts and deeds.

A kind of matter has one page, made of the panels of every mechanism that has a part in it (pages/kinds.py). A panel
knows no other; what it shows it reads from the common page of the matter, which was opened for this reader.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic

from huiying.core.duties.histories import Line
from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.kinds import Actor
from huiying.core.web import rows
from huiying.core.web.acts import Desk
from huiying.core.web.acts_forms import P
from huiying.core.web.deeds import Deeds, H
from huiying.engine.terms import Term


@dataclass(frozen=True, kw_only=True)
class Section:
    """A card of a page; words come translated. `template` shows it where facts, lines and links don't do; it finds
    `section` with its `values`. `tone`: note, warm, plum, late or nothing."""

    id: str
    title: str
    icon: str = ""
    tone: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[rows.Fact, ...] = ()
    links: tuple[rows.Link, ...] = ()
    steps: tuple[rows.Step, ...] = ()
    template: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a matter is and how it stands, for one reader; `next`: in a sentence what comes now, for the person."""

    title: str
    tag: rows.Tag | None = None
    next: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """Another door: who can help besides, or what time runs on; `basis` cites the rule it stands on.

    `term` is what the law gives, counted from the day on which somebody knew; `until` its last day, in words.
    """

    title: str
    text: str
    basis: str = ""
    hotline: bool = False
    term: Term | None = None
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What runs on whatever is done here, under a title; and the doors outside the service.

    `known`: the day that the person named, from which terms may run; `calendar`: by which they are counted.
    """

    title: str = ""
    runs_on: tuple[Note, ...] = ()
    doors: tuple[Note, ...] = ()
    known: date | None = None
    calendar: str = ""


def _nothing(page: Any, at: datetime) -> tuple[Any, ...]:
    return ()


def _no_head(page: Any, at: datetime) -> Head | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Panel(Generic[P, H]):
    """One mechanism's part of a page; whatever it leaves out is empty.

    `read` and `own_read` make its own page of the common one, once; all else is given that. The kind's first panel that
    has a `head` says what the matter is.

    For staff: `facts` (what it is, without a word of the person's), `sections` in the middle, `asides` at the left,
    `marks` (dots of the history), `desk` (acts), `reaches` (who may read how to reach the people though they don't see
    the matter, such as who asks for views).

    For the person: `own_sections` between what can be done and the history, `own_asides`, `outcomes` (decisions in
    words, with what each is called), `answers` (the kinds of event that those are), `elsewhere` (kinds whose words
    stand in a section of its own), `folded` (kinds of telling that are one line for each thing, and the fact that
    names the thing), `names` (what each thing is called, by that fact), `deeds`, `hints` (of what can't be done yet),
    `held` (what the copy of one's data says besides).
    """

    read: Callable[[MatterPage], P]
    head: Callable[[P, datetime], Head | None] = _no_head
    facts: Callable[[P, datetime], Iterable[rows.Fact]] = _nothing
    sections: Callable[[P, datetime], Iterable[Section]] = _nothing
    asides: Callable[[P, datetime], Iterable[Section]] = _nothing
    marks: Mapping[str, str] = field(default_factory=dict)
    desk: Desk[P] | None = None
    reaches: Callable[[Actor, uuid.UUID, datetime], bool] = lambda by, matter_id, at: False
    own_read: Callable[[HolderPage], H]
    own_head: Callable[[H, datetime], Head | None] = _no_head
    own_sections: Callable[[H, datetime], Iterable[Section]] = _nothing
    own_asides: Callable[[H, datetime], Iterable[Section]] = _nothing
    outcomes: Callable[[H], Iterable[tuple[Line | None, str]]] = lambda page: ()
    answers: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    folded: Mapping[str, str] = field(default_factory=dict)
    names: Callable[[H], Mapping[str, str]] = lambda page: {}
    own_marks: Mapping[str, str] = field(default_factory=dict)
    deeds: Deeds[H] | None = None
    hints: Callable[[H], Iterable[str]] = lambda page: ()
    held: Callable[[H], Mapping[str, Any]] = lambda page: {}
