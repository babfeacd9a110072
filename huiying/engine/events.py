"""What happened: events, the order they stand in, and the conditions that rules put on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import attrgetter

Value = str | bool | int
Facts = Mapping[str, Value]
Order = tuple[datetime, int, str]

ANNULLED = "event.annulled"


class NoOffset(ValueError):
    """An instant without offset could mean any of 24 hours."""


class RecordedTooEarly(ValueError):
    """Nothing is recorded before it happened."""


class ConflictingEvents(ValueError):
    """Two different events carry one id."""


def instant(value: datetime) -> datetime:
    """The same instant in UTC, whole seconds."""
    if value.tzinfo is UTC:
        part = value.microsecond
        return value - timedelta(microseconds=part) if part else value
    if value.utcoffset() is None:
        raise NoOffset(f"{value.isoformat()} has no offset: write it with Z or ±HH:MM")
    return value.astimezone(UTC).replace(microsecond=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    id: str
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    sequence: int
    facts: Facts = field(default_factory=dict)
    order: Order = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        occurred_at, recorded_at = instant(self.occurred_at), instant(self.recorded_at)
        if recorded_at < occurred_at:
            raise RecordedTooEarly(f"{self.id} is recorded before it occurred: check its two times")
        put(self, "occurred_at", occurred_at)
        put(self, "recorded_at", recorded_at)
        put(self, "order", (occurred_at, self.sequence, self.id))


Placed = tuple[int, Event]
"""An event and its place in the order of its matter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    kind: str
    where: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    _accepted: tuple[tuple[str, tuple[tuple[type, Value], ...]], ...] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        # Types must be equal: to Python, True == 1.
        typed = [(name, tuple((type(v), v) for v in values)) for name, values in self.where]
        object.__setattr__(self, "_accepted", tuple(typed))

    def fits(self, facts: Facts) -> bool:
        for name, accepted in self._accepted:
            found = facts.get(name)
            if (type(found), found) not in accepted:
                return False
        return True

    def matches(self, event: Event) -> bool:
        return event.kind == self.kind and self.fits(event.facts)


def _same(one: Event, other: Event) -> bool:
    def types(event: Event) -> dict[str, type]:
        return {name: type(value) for name, value in event.facts.items()}

    return one == other and types(one) == types(other)


class Known:
    """What is known of a matter at `now`, by kind: read once, for all the packs it comes under."""

    __slots__ = ("by_kind", "now")

    def __init__(self, events: Iterable[Event], now: datetime) -> None:
        self.now = instant(now)
        self.by_kind: dict[str, list[Placed]] = {}
        for place in enumerate(_standing(events, self.now)):
            self.by_kind.setdefault(place[1].kind, []).append(place)


def _standing(events: Iterable[Event], now: datetime) -> list[Event]:
    """The events recorded by `now`, once each, without the annulled ones, in their order."""
    by_id: dict[str, Event] = {}
    annulled: set[str] = set()
    for event in events:
        if event.recorded_at > now:
            continue
        other = by_id.setdefault(event.id, event)
        if other is not event and not _same(other, event):
            raise ConflictingEvents(f"two different events are called {event.id}")
        if event.kind == ANNULLED:
            target = event.facts.get("event")
            if isinstance(target, str):
                annulled.add(target)
    found: Iterable[Event] = by_id.values()
    if annulled:
        found = [e for e in found if e.kind == ANNULLED or e.id not in annulled]
    return sorted(found, key=attrgetter("order"))
