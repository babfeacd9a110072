"""Which duties are promises to the public: those owed to people, and to whoever forwarded something for them."""

from collections.abc import Iterable

from huiying.core.duties.owed import OWED_TO
from huiying.core.duties.queries import DutyRow

# What is owed to another body, to an officer complained of, to oversight or between units is in no figure.
COUNTED: tuple[str, ...] = tuple(sorted({*OWED_TO, "forwarder"}))


def to_people(duties: Iterable[DutyRow]) -> list[DutyRow]:
    return [duty for duty in duties if duty.owed_to in COUNTED]
