"""Working days and local time of one place, for the years its calendar covers."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from huiying.engine import tables

DAY = timedelta(days=1)
MIDNIGHT = time()
LAST_DAY = date(9999, 12, 30).toordinal()
MOST_KEPT = 500


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    id: str
    zone: str
    weekend: frozenset[int]
    days_off: frozenset[date]
    working_days: frozenset[date]
    covered_from: date
    covered_until: date
    _tz: ZoneInfo = field(init=False, repr=False, compare=False)
    _first: int = field(init=False, repr=False, compare=False)
    _last: int = field(init=False, repr=False, compare=False)
    _working: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _weekdays: tuple[bool, ...] = field(init=False, repr=False, compare=False)
    _midnights: dict[int, datetime] = field(init=False, repr=False, compare=False)
    _days: dict[datetime, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.weekend) >= 7:
            raise tables.BadTable(f"calendar {self.id}: no weekday is left to work on")
        put = object.__setattr__
        put(self, "_tz", _zone(self.zone))
        put(self, "_first", self.covered_from.toordinal())
        put(self, "_last", self.covered_until.toordinal())
        # date.toordinal() % 7 is 1 for a Monday, 0 for a Sunday.
        put(self, "_weekdays", tuple((n or 7) not in self.weekend for n in range(7)))
        put(self, "_working", tuple(self._listed()))
        put(self, "_midnights", {})
        put(self, "_days", {})

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> "Calendar":
        where = f"calendar {table.get('id', '?')}"
        return cls(
            id=tables.text(table, "id", where),
            zone=tables.text(table, "zone", where),
            weekend=frozenset(tables.wholes(table, "weekend", where)),
            days_off=frozenset(tables.dates(table, "days_off", where)),
            working_days=frozenset(tables.dates(table, "working_days", where)),
            covered_from=tables.day(table.get("covered_from"), f"{where}: covered_from"),
            covered_until=tables.day(table.get("covered_until"), f"{where}: covered_until"),
        )

    def _listed(self) -> list[int]:
        off = {day.toordinal() for day in self.days_off}
        on = {day.toordinal() for day in self.working_days}
        return [
            day
            for day in range(self._first, self._last + 1)
            if day in on or (day not in off and self._weekdays[day % 7])
        ]

    # Days are ordinals here: arithmetic on them is what all terms are made of.

    def covers(self, first: int, last: int) -> bool:
        return self._first <= first and last <= self._last

    def works(self, day: int) -> bool:
        return self.nth_working(day, 1) == day

    def nth_working(self, day: int, count: int) -> int:
        """The count-th working day at or after `day`."""
        if day < self._first:
            before = self._plain_between(day, self._first)
            if count <= before:
                return self._plain_nth(day, count)
            day, count = self._first, count - before
        if day <= self._last:
            place = bisect_left(self._working, day) + count - 1
            if place < len(self._working):
                return self._working[place]
            day, count = self._last + 1, place - len(self._working) + 1
        return self._plain_nth(day, count)

    def working_between(self, first: int, until: int) -> int:
        """How many working days there are from `first` to the day before `until`."""
        low, high = max(first, self._first), min(until, self._last + 1)
        if low >= high:
            return self._plain_between(first, until)
        listed = bisect_left(self._working, high) - bisect_left(self._working, low)
        return self._plain_between(first, low) + listed + self._plain_between(high, until)

    def _plain_between(self, first: int, until: int) -> int:
        if until <= first:
            return 0
        weeks, rest = divmod(until - first, 7)
        return weeks * sum(self._weekdays) + sum(
            self._weekdays[day % 7] for day in range(until - rest, until)
        )

    def _plain_nth(self, day: int, count: int) -> int:
        weeks, rest = divmod(count - 1, sum(self._weekdays))
        day += weeks * 7
        while True:
            if self._weekdays[day % 7]:
                if rest == 0:
                    return min(day, LAST_DAY)
                rest -= 1
            day += 1

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._tz)

    def day(self, moment: datetime) -> int:
        # The rules of a matter ask for the same few instants again and again.
        found = self._days.get(moment)
        if found is None:
            if len(self._days) >= MOST_KEPT:
                self._days.clear()
            found = self._days[moment] = moment.astimezone(self._tz).toordinal()
        return found

    def at(self, day: int, wall: time) -> datetime:
        """That wall time: in a gap by the offset before the change, the first of two."""
        first = wall.replace(fold=0) if wall.fold else wall
        day = min(day, LAST_DAY)
        return datetime.combine(date.fromordinal(day), first, tzinfo=self._tz).astimezone(UTC)

    def midnight(self, day: int) -> datetime:
        """The first instant of a local day."""
        found = self._midnights.get(day)
        if found is None:
            found = self._midnights[day] = self._first_instant(day)
        return found

    def _first_instant(self, day: int) -> datetime:
        found = self.at(day, MIDNIGHT)
        low = found - DAY
        # Where clocks go forward from before midnight, the day begins with the change itself.
        if self.local(found).time() == MIDNIGHT or self.day(low) >= day:
            return found
        while found - low > timedelta(seconds=1):
            middle = low + timedelta(seconds=(found - low).total_seconds() // 2)
            low, found = (low, middle) if self.day(middle) >= day else (middle, found)
        return found
