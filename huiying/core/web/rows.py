"""The plain values that components take. Views fill them; templates only show them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext

from huiying.core.web import dates


class Tone(StrEnum):
    """How a tag looks: a shape and a colour that go with its words."""

    LATE = "late"
    SOON = "soon"
    KEPT = "kept"
    HELD = "held"
    DUE = "due"
    LINE = "line"


class Standing(StrEnum):
    """How a promise stands."""

    NEXT = "next"
    LATE = "late"
    KEPT = "kept"
    NONE = "none"
    PROVISIONAL = "provisional"


class Mark(StrEnum):
    """The dot of a step in the timeline."""

    KEPT = "kept"
    LATE = "late"
    HELD = "held"
    NEXT = "next"
    EVENT = "event"
    MESSAGE = "message"
    FILE = "file"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Link:
    label: str
    url: str
    # What a screen reader adds, where several links on a page have the same words.
    about: str = ""
    external: bool = False
    # The key that opens it at the desk.
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Tag:
    tone: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The rule behind a date; `force` says in words whether law, an order or a promise."""

    label: str
    url: str = ""
    id: str = ""
    force: str = ""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What is owed, by whom, by when, under which rule."""

    standing: str
    title: str
    big: str = ""
    small: str = ""
    kicker: str = ""
    lines: tuple[str, ...] = ()
    rule: Rule | None = None
    note: str = ""
    actions: tuple[Link, ...] = ()
    level: int = 2


def promise_until(
    *,
    due_at: datetime,
    now: datetime,
    title: str,
    kicker: str = "",
    lines: tuple[str, ...] = (),
    rule: Rule | None = None,
    provisional: bool = False,
    note: str = "",
    actions: tuple[Link, ...] = (),
    level: int = 2,
) -> Promise:
    """The card of a duty not yet met: its day in large, weekday and what is left below, late as late."""
    last = dates.due_day(due_at)
    late = dates.is_late(due_at, now)
    hours = abs(due_at - now) < dates.A_DAY and not dates.ends_with_the_day(due_at)
    big = dates.time_of_day(due_at) if hours else dates.short_day(last)
    this_year = last.year == dates.local(now).year
    far = dates.weekday(last) if this_year else dates.day_week(last)
    where = dates.short_day(last) if hours else far
    open_standing = Standing.PROVISIONAL if provisional else Standing.NEXT
    return Promise(
        standing=Standing.LATE if late else open_standing,
        title=title,
        big=big,
        small=f"{where} · {dates.left(due_at, now)}",
        kicker=kicker or (gettext("We are late") if late else gettext("What happens next")),
        lines=lines,
        rule=rule,
        note=note
        or (
            gettext("This date is provisional: the calendar for that year is not out yet.")
            if provisional
            else ""
        ),
        actions=actions,
        level=level,
    )


@dataclass(frozen=True, kw_only=True)
class Step:
    """A line of the timeline."""

    mark: str
    title: str
    when: str = ""
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    tag: Tag | None = None
    annulled: bool = False


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`code` only on the page that hands it over, or on the holder's own; `log` once the log has sequenced it."""

    title: str
    lines: tuple[str, ...] = ()
    code: str = ""
    look_up_url: str = ""
    log_number: str = ""
    log_hash: str = ""
    log_note: str = ""
    verify_url: str = ""
    level: int = 2


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """A duty on the desk. `pick` is the value of its check box; empty rows cannot be chosen."""

    id: str
    url: str
    title: str
    ref: str
    due: str
    tag: Tag | None = None
    to: str = ""
    rule: Rule | None = None
    owner: str = ""
    note: str = ""
    pick: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class DutyGroup:
    """`tone`: late, today or nothing."""

    id: str
    title: str
    rows: tuple[DutyRow, ...]
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Message:
    who: str
    when: str
    text: str
    mine: bool = False
    files: tuple[Link, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A line of a check-answers page."""

    question: str
    answer: str
    change_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with its unit, what it counts, and its range or the number of cases."""

    value: str
    label: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A share with its likely range, all 0 to 1. `n` is the number of cases."""

    label: str
    value: float
    low: float
    high: float
    n: int
    target: float | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """A bar of a chart or a part of a whole. `mark` is "", "mark" or "late"."""

    label: str
    value: float
    text: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a line with its likely range."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class FunnelPoint:
    """A unit in a funnel plot: its share, of how many; `mark` is "", "mark" or "late", and `text` says it."""

    label: str
    value: float
    of: int
    text: str
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class FunnelStep:
    """The limits of a funnel at one size, as shares: 95 % inside, 99.8 % outside."""

    of: int
    low: float
    high: float
    lowest: float
    highest: float


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column of a plain table."""

    label: str
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class Pager:
    """`previous` and `next` are addresses; empty where there is none."""

    page: int
    pages: int
    previous: str = ""
    next: str = ""
