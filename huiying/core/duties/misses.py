"""Which step was missed, of a duty to say why: without it several such duties of one matter read alike."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Protocol

from huiying.core import lateness
from huiying.core.duties.services import explains_a_miss
from huiying.core.kinds import Fact
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger


class _Owed(Protocol):
    @property
    def rule(self) -> str: ...
    @property
    def trigger(self) -> str: ...


class _Line(Protocol):
    @property
    def id(self) -> uuid.UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Fact]: ...


# The rule of the missed step, by the event that opened the duty to say why.
Missed = Mapping[str, str]
_OPENS = frozenset({ledger_events.ESCALATED.kind, lateness.OWED_AGAIN.kind})


def in_history(history: Iterable[_Line]) -> Missed:
    """Of one matter, from its history."""
    return {str(e.id): str(e.facts["rule"]) for e in history if e.kind in _OPENS}


def of(duties: Iterable[_Owed]) -> Missed:
    """Of duties of many matters: one more query, where any of them is to say why."""
    asked = {uuid.UUID(d.trigger) for d in duties if explains_a_miss(d.rule)}
    return {str(e): str(facts["rule"]) for e, facts in ledger.facts_of(asked).items()}
