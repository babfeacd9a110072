"""Excluded time: which dates or seconds the stops of a clock take out of a count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from huiying.engine.calendars import LAST_DAY, Calendar

FOREVER = LAST_DAY + 1
Span = tuple[int, int]
Gap = tuple[datetime, datetime | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cap:
    """The most that one entry may take out over a duty's life."""

    amount: int
    in_hours: bool

    @property
    def days(self) -> int:
        return self.amount // 24 if self.in_hours else self.amount

    @property
    def time(self) -> timedelta:
        return timedelta(hours=self.amount if self.in_hours else self.amount * 24)


class Stop(NamedTuple):
    entry: int
    cap: Cap | None
    start: datetime
    end: datetime | None
    late: bool


class Taken(NamedTuple):
    """What one stop takes out of the count, and when it is over."""

    stop: Stop
    first: int
    until: int
    over_at: datetime | None


def _by_start(stops: Iterable[Stop]) -> list[Stop]:
    listed = list(stops)
    if len(listed) > 1:
        listed.sort(key=lambda stop: (stop.start, stop.entry))
    return listed


def days_taken(stops: Iterable[Stop], calendar: Calendar, first_day: int) -> list[Taken]:
    """The dates each stop takes out, on or after `first_day`, each entry within its cap."""
    left: dict[int, int] = {}
    taken = []
    for stop in _by_start(stops):
        first = max(calendar.day(stop.start), first_day)
        until = FOREVER if stop.end is None else max(calendar.day(stop.end), first)
        over_at = stop.end
        if stop.cap is not None:
            budget = left.get(stop.entry, stop.cap.days)
            if first + budget <= until:
                until = first + budget
                over_at = calendar.midnight(until) if budget else stop.start
                over_at = over_at if stop.end is None else min(over_at, stop.end)
            left[stop.entry] = budget - (until - first)
        taken.append(Taken(stop, first, until, over_at))
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
    return [(each.stop, each.over_at) for each in taken]


@dataclass(frozen=True, slots=True)
class Line:
    """The dates that count: all but the spans taken out, which do not touch or overlap."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def without(cls, taken: Iterable[Taken]) -> "Line":
        merged: list[Span] = []
        for first, until in sorted([(t.first, t.until) for t in taken if t.first < t.until]):
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], until))
            else:
                merged.append((first, until))
        return cls(tuple(merged))

    def advance(self, day: int, count: int) -> int | None:
        """The date `count` dates after the first date of the line at or after `day`."""
        if not self.spans:
            return min(day + count, LAST_DAY)
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
