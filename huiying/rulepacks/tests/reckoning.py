"""Events and dates for tests of the shipped rules, in the local time of their calendar."""

from datetime import datetime

from huiying.engine.duties import Duty, plan
from huiying.engine.events import Event, Value
from huiying.rulepacks import loader

OFFSETS = {"cn": "+08:00", "england-wales": "+00:00", "ireland": "+00:00"}


def at(text: str, offset: str) -> datetime:
    return datetime.fromisoformat(f"{text}{offset}")


Happened = tuple[str, str, dict[str, Value]]


def ev(kind: str, when: str, **facts: Value) -> Happened:
    return kind, when, facts


def duties(rule_id: str, now: str, *events: Happened) -> list[Duty]:
    """The duties of one rule at `now`, each event recorded when it happened."""
    each = loader.loaded_rule(rule_id)
    pack = loader.pack(each.pack).pack
    calendar = loader.calendar(pack.calendar)
    offset = OFFSETS[pack.calendar]
    happened = [
        Event(
            id=f"e{place}",
            kind=kind,
            occurred_at=at(when, offset),
            recorded_at=at(when, offset),
            sequence=place,
            facts=facts,
        )
        for place, (kind, when, facts) in enumerate(events, 1)
    ]
    found = plan(pack, calendar, happened, at(now, offset))
    return [duty for duty in found if duty.rule == rule_id]


def due(duty: Duty, offset: str = "+08:00") -> str:
    assert duty.due_at is not None
    return duty.due_at.astimezone(at("2026-01-01T00:00", offset).tzinfo).isoformat()[:16]
