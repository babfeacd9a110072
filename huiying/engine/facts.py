"""Dates and amounts that a fact says, and why one that cannot be used cannot be used."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum

from huiying.engine.calendars import Calendar
from huiying.engine.events import Facts
from huiying.engine.terms import Count, Fixed, Goal, Term

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-5][0-9])"
)
MOST = 1000


class Unusable(StrEnum):
    MISSING = "missing"
    MALFORMED = "malformed"
    PAST = "past"


Problem = tuple[str, Unusable]


def read_amount(facts: Facts, name: str) -> int | Unusable:
    value = facts.get(name)
    if value is None or value == "":
        return Unusable.MISSING
    if type(value) is int and 1 <= value <= MOST:
        return value
    return Unusable.MALFORMED


def _parse(text: str) -> date | datetime | None:
    try:
        if _DAY.fullmatch(text):
            found: date | datetime = date.fromisoformat(text)
        elif _INSTANT.fullmatch(text):
            found = datetime.fromisoformat(text)
        else:
            return None
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2199 else None


def read_date(
    facts: Facts, name: str, *, rolls: bool, calendar: Calendar, opened_at: datetime
) -> Fixed | Unusable:
    value = facts.get(name)
    if value is None or value == "":
        return Unusable.MISSING
    found = _parse(value) if isinstance(value, str) else None
    if found is None:
        return Unusable.MALFORMED
    if isinstance(found, datetime):
        due_at = found.astimezone(UTC)
        fixed = Fixed(day=calendar.day(due_at), instant=due_at, rolls=False)
    else:
        fixed = Fixed(day=found.toordinal(), instant=None, rolls=rolls)
        due_at = calendar.midnight(fixed.day + 1)
    return fixed if due_at > opened_at else Unusable.PAST


def read_term(term: Term, facts: Facts, calendar: Calendar, opened_at: datetime) -> Goal | Problem:
    if term.count is not None:
        return term.count
    if term.at_fact is not None:
        fixed = read_date(
            facts, term.at_fact, rolls=term.rolls, calendar=calendar, opened_at=opened_at
        )
        return (term.at_fact, fixed) if isinstance(fixed, Unusable) else fixed
    name = term.amount_fact or ""
    amount = read_amount(facts, name)
    if isinstance(amount, Unusable):
        return (name, amount)
    return Count(term=term, amount=amount)
