"""Whether matters of a kind come in faster than people write them. Then each costs more work; nobody is shut out."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from huiying.core.ledger import queries as ledger
from huiying.core.web import flood
from huiying.core.web.proof import usual_bits

WINDOW = timedelta(minutes=1)
# Each process asks the database so seldom; in between it goes by what it was told.
ASKED_AGAIN = timedelta(seconds=3)
# In a flood each costs four times the work: a person waits some seconds, the flood dries up.
MORE_BITS = 2


@dataclass(kw_only=True, slots=True)
class _Told:
    at: datetime
    flooded: bool


@dataclass(kw_only=True, slots=True)
class _Known:
    of: dict[str, _Told] = field(default_factory=dict)


_known = _Known()


def flooded(kind: str, at: datetime) -> bool:
    """Whether more than HUIYING_FLOOD_A_MINUTE matters of a kind came in the minute before `at`.

    Counted from the matters themselves: a counter of its own would be a row that all filings wait for in turn.
    """
    told = _known.of.get(kind)
    if told is None or not timedelta(0) <= at - told.at < ASKED_AGAIN:
        most = settings.HUIYING_FLOOD_A_MINUTE
        told = _Told(at=at, flooded=ledger.opened_since(kind, at - WINDOW, most + 1) > most)
        _known.of[kind] = told
    return told.flooded


def bits(kind: str, at: datetime) -> int | None:
    """The least work of a form that brings a matter of this kind; None: that of a quiet hour."""
    return usual_bits() + MORE_BITS if flooded(kind, at) else None


def waited(kind: str) -> flood.Budget:
    """Waiting instead of work is open to so many a minute, from all visitors together: else it would be the way of
    floods."""
    return flood.Budget(name=f"waited.{kind}", most=60, lasts=timedelta(minutes=1))


def forget() -> None:
    """Ask again at once (tests)."""
    _known.of.clear()
