"""What happened: events, the order they stand in, and the conditions that rules put on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

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
    if value.tzinfo is UTC and value.microsecond == 0:
        return value
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "occurred_at", instant(self.occurred_at))
        object.__setattr__(self, "recorded_at", instant(self.recorded_at))
        if self.recorded_at < self.occurred_at:
            raise RecordedTooEarly(f"{self.id} is recorded before it occurred: check its two times")

    @property
    def order(self) -> Order:
        return (self.occurred_at, self.sequence, self.id)


def _order(event: Event) -> Order:
    return (event.occurred_at, event.sequence, event.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    kind: str
    where: tuple[tuple[str, tuple[Value, ...]], ...] = ()

    def fits(self, facts: Facts) -> bool:
        if not self.where:
            return True
        return all(_one_of(facts.get(name), values) for name, values in self.where)

    def matches(self, event: Event) -> bool:
        return event.kind == self.kind and self.fits(event.facts)


def _one_of(found: Value | None, values: tuple[Value, ...]) -> bool:
    # Types must be equal: to Python, True == 1.
    return any(type(found) is type(value) and found == value for value in values)


def _same(one: Event, other: Event) -> bool:
    def types(event: Event) -> dict[str, type]:
        return {name: type(value) for name, value in event.facts.items()}

    return one == other and types(one) == types(other)


def known(events: Iterable[Event], now: datetime) -> list[Event]:
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
    found = by_id.values()
    if annulled:
        return sorted((e for e in found if e.kind == ANNULLED or e.id not in annulled), key=_order)
    return sorted(found, key=_order)
