"""What a mechanism adds to the lists of those who work, supervise and oversee, and to the first page.

Panels are of one matter; these are of many. Which mechanisms there are is listed by hand (pages/lists.py).
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from huiying.core.kinds import Act, Actor
from huiying.core.ledger.entries import Entry

Stands = Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class DutyKind:
    """A filter of the worklist: duties that one of these events meets."""

    name: str
    words: str
    events: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What waits for somebody's decision: the event that asks, and which of them this reader may decide.

    `open(what stands of the history, the acts they hold, who they are)` gives when each was asked.
    """

    event: str
    title: str
    open: Callable[[Stands, frozenset[Act], Actor], Iterable[datetime]]


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What oversight reads of all matters it sees: a kind of event, and a title."""

    event: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way in for the public, on the first page: `url` is a URL name; one that isn't there is left out."""

    url: str
    icon: str
    title: str
    text: str
    go: str


class Assign(Protocol):
    """Give a matter to an officer. Raises access.Denied, kinds.Declined."""

    def __call__(
        self, *, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime
    ) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Lists:
    """One mechanism's. `alerts`: lines for the desk by template, msgids; `assign`: by kind of matter."""

    alerts: Mapping[str, str] = field(default_factory=dict)
    duty_kinds: tuple[DutyKind, ...] = ()
    asks: tuple[Ask, ...] = ()
    watched: tuple[Watched, ...] = ()
    ways: tuple[Way, ...] = ()
    assign: Mapping[str, Assign] = field(default_factory=dict)
