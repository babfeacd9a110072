"""When a matter's time is up, read from its history. Pure but for the calendar day of the installation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.entries import Entry, standing
from huiying.rulepacks.keeping import Term

# What happens to the keeping of a matter, what is read in it, and silence that goes up the ladder: nothing of it is
# something that happens on the matter.
_APART = frozenset(
    {
        ledger_events.HOLD_PLACED.kind,
        ledger_events.HOLD_LIFTED.kind,
        ledger_events.ERASURE_ASKED.kind,
        ledger_events.ERASED.kind,
        ledger_events.EMERGENCY_OPENED.kind,
        ledger_events.EMERGENCY_JUDGED.kind,
        ledger_events.PACKS_MOVED.kind,
        ledger_events.ESCALATED.kind,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """`last_on`: the last thing that happened. `up_on` is None where the kind has no term."""

    last_on: date
    up_on: date | None
    held_until: date | None
    # The hold that runs longest.
    hold: Entry | None
    erased: bool
    # None: nobody reads that from the history of this kind, and what is owed has to be asked for.
    settled: bool | None


def kept(history: Sequence[Entry], opened_on: date, kind: str, term: Term | None) -> Kept:
    """Written after it was erased, words would be there again: then it is not erased any more."""
    lines = standing(history)
    happened = [_day(line) for line in lines if line.kind not in _APART]
    last = max(happened, default=opened_on)
    hold = _hold(lines)
    return Kept(
        last_on=last,
        up_on=term.ends(last) if term else None,
        held_until=date.fromisoformat(str(hold.facts["until"])) if hold else None,
        hold=hold,
        erased=_is_erased(history),
        settled=_reader(kind)(lines) if kind in settings.HUIYING_SETTLED else None,
    )


def _reader(kind: str) -> Callable[[Sequence[Entry]], bool]:
    found: Callable[[Sequence[Entry]], bool] = import_string(settings.HUIYING_SETTLED[kind])
    return found


def _day(line: Entry) -> date:
    return timezone.localtime(max(line.occurred_at, line.recorded_at)).date()


def _hold(lines: Sequence[Entry]) -> Entry | None:
    lifted = {
        str(line.facts["about"]) for line in lines if line.kind == ledger_events.HOLD_LIFTED.kind
    }
    placed = [
        line
        for line in lines
        if line.kind == ledger_events.HOLD_PLACED.kind and str(line.id) not in lifted
    ]
    return max(placed, key=lambda line: str(line.facts["until"]), default=None)


def _is_erased(history: Sequence[Entry]) -> bool:
    done = [line.sequence for line in history if line.kind == ledger_events.ERASED.kind]
    return bool(done) and not any(line.texts for line in history if line.sequence > done[-1])
