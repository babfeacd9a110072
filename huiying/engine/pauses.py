"""Excluded time: which dates or seconds the stops of a clock take out of a count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from huiying.engine.calendars import LAST_DAY, Calendar

FOREVER = LAST_DAY + 1
Span = tuple[int, int]
Gap = tuple[datetime, datetime | None]
_START = attrgetter("start", "entry")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cap:
    """The most that one entry may take out over a duty's life."""

    amount: int
    in_hours: bool
    days: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", self.amount // 24 if self.in_hours else self.amount)

    @property
    def time(self) -> timedelta:
        return timedelta(hours=self.amount if self.in_hours else self.amount * 24)


class Stop(NamedTuple):
    entry: int
    cap: Cap | None
    start: datetime
    end: datetime | None
    late: bool


Taken = tuple[int, int, bool]
"""The dates that one stop takes out, from the first until before the last; is its cap used up?"""


def _by_start(stops: Iterable[Stop]) -> list[Stop]:
    listed = list(stops)
    if len(listed) > 1:
        listed.sort(key=_START)
    return listed


def days_taken(stops: Iterable[Stop], calendar: Calendar, first_day: int) -> list[Taken]:
    """The dates each stop takes out, on or after `first_day`, each entry within its cap."""
    left: dict[int, int] = {}
    taken = []
    day = calendar.day
    for entry, cap, start, end, _ in _by_start(stops):
        first = day(start)
        if first < first_day:
            first = first_day
        until = FOREVER if end is None else day(end)
        if until < first:
            until = first
        used_up = False
        if cap is not None:
            budget = left.get(entry, cap.days)
            if first + budget <= until:
                until = first + budget
                used_up = True
            left[entry] = budget - (until - first)
        taken.append((first, until, used_up))
    return taken


def time_taken(stops: Iterable[Stop], start: datetime) -> list[Gap]:
    """The real time each stop takes out, from `start` on, each entry within its cap."""
    left: dict[int, timedelta] = {}
    gaps: list[Gap] = []
    for stop in _by_start(stops):
        first = max(stop.start, start)
        until = stop.end if stop.end is None else max(stop.end, first)
        if stop.cap is not None:
            budget = left.get(stop.entry, stop.cap.time)
            if until is None or first + budget < until:
                until = first + budget
            left[stop.entry] = budget - (until - first)
        gaps.append((first, until))
    return gaps


def over(
    stops: Sequence[Stop], calendar: Calendar, start: datetime, *, in_hours: bool
) -> list[tuple[Stop, datetime | None]]:
    """When each stop is over: at its end, or when its entry's cap is used up."""
    if in_hours:
        gaps = time_taken(stops, start)
        return [(stop, gap[1]) for stop, gap in zip(_by_start(stops), gaps, strict=True)]
    taken = days_taken(stops, calendar, calendar.day(start))
    return [
        (stop, _over_at(stop, each, calendar))
        for stop, each in zip(_by_start(stops), taken, strict=True)
    ]


def _over_at(stop: Stop, taken: Taken, calendar: Calendar) -> datetime | None:
    first, until, used_up = taken
    if not used_up:
        return stop.end
    over_at = calendar.midnight(until) if until > first else stop.start
    return over_at if stop.end is None else min(over_at, stop.end)


@dataclass(slots=True)
class Line:
    """The dates that count: all but the spans taken out, which do not touch or overlap."""

    spans: Sequence[Span] = ()

    @classmethod
    def without(cls, taken: Iterable[Taken]) -> "Line":
        """Of what was taken, in order."""
        merged: list[Span] = []
        begun, over = 0, -1
        for first, until, _ in taken:
            if first == until:
                continue
            if first > over:
                if over > 0:
                    merged.append((begun, over))
                begun, over = first, until
            elif until > over:
                over = until
        if over > 0:
            merged.append((begun, over))
        return cls(merged)

    def advance(self, day: int, count: int) -> int | None:
        """The date `count` dates after the first date of the line at or after `day`."""
        if not self.spans:
            day += count
            return day if day < LAST_DAY else LAST_DAY
        for first, until in self.spans:
            if until <= day:
                continue
            if day < first:
                if count < first - day:
                    return day + count
                count -= first - day
            day = until
        return None if day >= FOREVER else min(day + count, LAST_DAY)

    def nth_working(self, calendar: Calendar, day: int, count: int) -> int | None:
        """The count-th working day of the line at or after `day`."""
        for first, until in self.spans:
            if until <= day:
                continue
            if day < first:
                have = calendar.working_between(day, first)
                if count <= have:
                    return calendar.nth_working(day, count)
                count -= have
            day = until
        return None if day >= FOREVER else calendar.nth_working(day, count)


WHOLE_LINE = Line()


def run_on(start: datetime, running: timedelta, gaps: Sequence[Gap]) -> datetime | None:
    """The instant at which so much time has run outside the gaps."""
    clock = start
    for first, until in sorted(gaps, key=lambda gap: gap[0]):
        if first > clock:
            if running <= first - clock:
                break
            running -= first - clock
            clock = first
        if until is None:
            return None
        clock = max(clock, until)
    return clock + running
