"""Whether complaints come in faster than people write them. Then each costs more work; nobody is shut out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints import events

WINDOW = timedelta(minutes=1)
# Each process asks the database so seldom; in between it goes by what it was told.
ASKED_AGAIN = timedelta(seconds=3)


@dataclass(kw_only=True, slots=True)
class _Told:
    at: datetime | None = None
    flooded: bool = False


_told = _Told()


def flooded(at: datetime) -> bool:
    """Whether more than HUIYING_FLOOD_A_MINUTE complaints came in the minute before `at`.

    Counted from the complaints themselves: a counter of its own would be a row that all filings wait for in turn.
    """
    if _told.at is None or not timedelta(0) <= at - _told.at < ASKED_AGAIN:
        most = settings.HUIYING_FLOOD_A_MINUTE
        _told.flooded = ledger.opened_since(events.KIND, at - WINDOW, most + 1) > most
        _told.at = at
    return _told.flooded


def forget() -> None:
    """Ask again at once (tests)."""
    _told.at = None
