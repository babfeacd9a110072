"""Where a term ends: units, first day, roll, moments, extensions, over a line of dates."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from huiying.engine.calendars import LAST_DAY, Calendar
from huiying.engine.pauses import WHOLE_LINE, Line, Stop, days_taken, run_on, time_taken

LATEST = datetime(9999, 12, 30, tzinfo=UTC)


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term as the pack writes it: counted, or (with at_fact) a date said by a fact."""

    unit: Unit
    amount: int = 0
    amount_fact: str | None = None
    at_fact: str | None = None
    first_included: bool = False
    rolls: bool = False
    to_moment: bool = False
    count: "Count | None" = field(init=False, repr=False, compare=False, default=None)
    """The goal, where no fact has to be read for it."""

    def __post_init__(self) -> None:
        if self.at_fact is None and self.amount_fact is None:
            object.__setattr__(self, "count", Count(term=self, amount=self.amount))


_IN_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_IN_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
HOURS, WORKING_DAYS = Unit.HOURS, Unit.WORKING_DAYS
HOUR = timedelta(hours=1)

Grant = tuple[int, Unit]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A term whose amount is known, with the extensions granted to it."""

    term: Term
    amount: int
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixed:
    """A date from a fact: a local day, or (day and) instant."""

    day: int
    instant: datetime | None
    rolls: bool


Goal = Count | Fixed


class End(NamedTuple):
    due_at: datetime | None = None
    natural: int | None = None
    provisional: bool = False


NO_END = End()


def reckon(calendar: Calendar, start: datetime, goal: Goal, stops: Sequence[Stop] = ()) -> End:
    if isinstance(goal, Fixed):
        return _fixed(calendar, goal)
    if goal.term.unit is HOURS:
        return _hours(calendar, start, goal, stops)
    if not (stops and goal.term.to_moment):
        return _dates(calendar, start, goal, stops)
    # A moment lies inside its day: a stop later on that day comes too late to take it out.
    in_time: list[Stop] = []
    end = _dates(calendar, start, goal, ())
    for stop in sorted(stops, key=lambda each: each.start):
        if end.due_at is None or stop.start >= end.due_at:
            break
        in_time.append(stop)
        end = _dates(calendar, start, goal, in_time)
    return end


def _fixed(calendar: Calendar, goal: Fixed) -> End:
    if goal.instant is not None:
        return End(goal.instant, goal.day, False)
    if not goal.rolls:
        return End(calendar.midnight(goal.day + 1), goal.day, False)
    last = calendar.nth_working(goal.day, 1)
    return End(calendar.midnight(last + 1), goal.day, not calendar.covers(goal.day, last))


def _hours(calendar: Calendar, start: datetime, goal: Count, stops: Sequence[Stop]) -> End:
    hours = goal.amount + sum(amount for amount, _ in goal.grants)
    if hours > (LATEST - start) // HOUR:
        return End(LATEST, LAST_DAY, False)
    running = hours * HOUR
    due_at = run_on(start, running, time_taken(stops, start)) if stops else start + running
    return NO_END if due_at is None else End(due_at, calendar.day(due_at), False)


def _dates(calendar: Calendar, start: datetime, goal: Count, stops: Sequence[Stop]) -> End:
    first = calendar.day(start)
    term = goal.term
    line = Line.without(days_taken(stops, calendar, first)) if stops else WHOLE_LINE
    walk = _Walk(calendar, line)
    grants = goal.grants
    amount = goal.amount
    if grants:
        amount += sum(granted for granted, unit in grants if unit is term.unit)
    natural = walk.count(first, amount, term.unit, term.first_included)
    for granted, unit in grants:
        if natural is not None and unit is not term.unit:
            natural = walk.count(natural, granted, unit, False)
    last = walk.working(natural, 1) if natural is not None and term.rolls else natural
    if natural is None or last is None:
        return NO_END
    if term.to_moment:
        return End(calendar.at(last, calendar.local(start).time()), natural, walk.guessed)
    return End(calendar.midnight(last + 1), natural, walk.guessed)


class _Walk:
    """Counting on a line, noting whether the calendar was asked where it knows nothing."""

    __slots__ = ("calendar", "guessed", "line")

    def __init__(self, calendar: Calendar, line: Line) -> None:
        self.calendar = calendar
        self.line = line
        self.guessed = False

    def working(self, day: int, count: int) -> int | None:
        line = self.line
        first = line.advance(day, 0) if line.spans else day
        if first is None:
            return None
        last = line.nth_working(self.calendar, first, count)
        if last is not None and not self.calendar.covers(first, last):
            self.guessed = True
        return last

    def count(self, day: int, amount: int, unit: Unit, included: bool) -> int | None:
        if unit in _IN_DAYS:
            return self.line.advance(day, amount * _IN_DAYS[unit] - included)
        if unit is WORKING_DAYS:
            begin = self.line.advance(day, 0 if included else 1)
            return None if begin is None else self.working(begin, amount)
        if unit is HOURS:
            raise ValueError("hours do not add to a term in days")
        target, exact = corresponding(day, amount * _IN_MONTHS[unit])
        return self.line.advance(day, target - day - (included and exact))


def corresponding(day: int, months: int) -> tuple[int, bool]:
    """The same day number so many months on; else (False) that month's last day."""
    origin = date.fromordinal(day)
    years, month = divmod(origin.year * 12 + origin.month - 1 + months, 12)
    if years > 9998:
        return LAST_DAY, True
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(origin.day, last)).toordinal(), origin.day <= last
