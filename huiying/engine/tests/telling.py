"""Short words for tests: rules, events, and the duties they make."""

from datetime import datetime

from huiying.engine.duties import plan
from huiying.engine.events import Event
from huiying.engine.rules import Pack
from huiying.engine.tests.matters import CALENDARS

CN, LONDON = CALENDARS[0], CALENDARS[1]
BASE = {
    "id": "r", "nature": "answer", "force": "regulation", "owed_to": "person", "owed_by": "unit",
    "in_force_from": "2020-01-01", "trigger": {"kind": "matter.opened"},
    "term": {"amount": 10, "unit": "days"}, "met_by": [{"kind": "answer.given"}],
    "void_by": [{"kind": "matter.withdrawn"}],
}  # fmt: skip


def at(text):
    """`3-2 10:00` is the second of March 2026, ten o'clock in China."""
    day, _, clock = text.partition(" ")
    month, number = day.split("-")
    return datetime.fromisoformat(f"2026-{int(month):02}-{int(number):02}T{clock or '10:00'}+08:00")


def rule(**fields):
    changed = {**BASE, **fields}
    return {name: value for name, value in changed.items() if value is not None}


def right(**fields):
    return rule(nature="right", **fields)


def event(name, kind, occurred, recorded=None, **facts):
    return Event(
        id=name, kind=kind, occurred_at=at(occurred), recorded_at=at(recorded or occurred),
        sequence=int(name[1:]), facts=facts,
    )  # fmt: skip


def duties(rules, events, now, calendar=CN, **head):
    listed = rules if isinstance(rules, list) else [rules]
    pack = Pack.from_table({"id": "p", "rule": listed, **head})
    return {duty.key: duty for duty in plan(pack, calendar, events, at(now))}


def only(rules, events, now, calendar=CN, **head):
    found = list(duties(rules, events, now, calendar, **head).values())
    assert len(found) == 1
    return found[0]


def opened(when="3-2", **facts):
    return event("e1", "matter.opened", when, **facts)
