"""Whose looks at a matter the person is shown later: for a time approved from outside, and then all of them."""

from collections.abc import Iterable
from datetime import datetime

from huiying.core.access.looks import Delay
from huiying.core.disclosure import queries
from huiying.core.disclosure.standing import State
from huiying.core.ledger.entries import Entry


def delays(history: Iterable[Entry], at: datetime) -> list[Delay]:
    """What runs now. Who is asked whether even the existence of something may be withheld has to read it, and that
    they did would tell the person that there is something."""
    return [
        Delay(unit_id=line.existence_unit, since=line.existence_asked_at)
        for line in queries.gate(history).lines.values()
        if line.state in {State.EXISTENCE_ASKED, State.EXISTENCE}
        and line.existence_unit is not None
        and line.existence_asked_at is not None
    ]
