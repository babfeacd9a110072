"""Instants before, at and after a date: 50%, due, due-24h, due+3d, open+5d."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from huiying.engine.calendars import Calendar
from huiying.engine.tables import BadTable

_PERCENT = re.compile(r"([1-9][0-9]?)%")
_OFFSET = re.compile(r"(due(?=[+-])|open(?=\+))([+-][1-9][0-9]{0,3})([hd])")


class Base(StrEnum):
    SHARE = "%"
    DUE = "due"
    OPEN = "open"


SHARE, DUE, OPEN = Base
HUNDRED_SECONDS = timedelta(seconds=100)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class At:
    text: str
    base: Base
    number: int = 0
    in_days: bool = False
    hours: timedelta = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hours", timedelta(hours=0 if self.in_days else self.number))

    @classmethod
    @lru_cache(maxsize=256)
    def parse(cls, text: str) -> "At":
        if text == "due":
            return cls(text=text, base=Base.DUE)
        if share := _PERCENT.fullmatch(text):
            return cls(text=text, base=Base.SHARE, number=int(share[1]))
        if offset := _OFFSET.fullmatch(text):
            base, number, unit = offset.groups()
            return cls(text=text, base=Base(base), number=int(number), in_days=unit == "d")
        raise BadTable(f"{text!r} is not understood; write 50%, due, due-24h, due+3d or open+5d")

    @property
    def needs_date(self) -> bool:
        return self.base is not Base.OPEN

    def instant(
        self, calendar: Calendar, opened_at: datetime, due_at: datetime | None
    ) -> datetime | None:
        base = self.base
        if base is OPEN:
            return self._moved(calendar, opened_at)
        if due_at is None:
            return None
        if base is SHARE:
            return opened_at + (due_at - opened_at) * self.number // HUNDRED_SECONDS * SECOND
        return self._moved(calendar, due_at) if self.number else due_at

    def _moved(self, calendar: Calendar, origin: datetime) -> datetime:
        if not self.in_days:
            return origin + self.hours
        local = calendar.local(origin)
        return calendar.at(local.toordinal() + self.number, local.time())
