"""One rule tried on events typed at a command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from huiying.engine.calendars import Calendar
from huiying.engine.duties import Duty, plan
from huiying.engine.events import Event, RecordedTooEarly, Value
from huiying.engine.rules import Pack, Rule
from huiying.rulepacks import words


class BadEvent(ValueError):
    """What was typed is no event; the message says what to write instead, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.zh = zh


@dataclass(frozen=True, kw_only=True)
class Trial:
    calendar: Calendar
    events: tuple[Event, ...]
    duties: tuple[Duty, ...]

    def shown(self, at: datetime) -> str:
        return self.calendar.local(at).strftime("%Y-%m-%d %H:%M")

    def kind(self, event_id: str | None) -> str:
        return next((e.kind for e in self.events if e.id == event_id), "")

    def why_not(self, rule: Rule) -> list[tuple[str, ...]]:
        """What kept each event from starting the rule: a word's key, then its parts."""
        same = [event for event in self.events if event.kind == rule.trigger.kind]
        if not same:
            return [("why-kind", ", ".join(sorted({event.kind for event in self.events})))]
        return [reason for event in same for reason in self._missed(rule, event)]

    def _missed(self, rule: Rule, event: Event) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        if not rule.in_force_on(self.calendar.day(event.occurred_at)):
            since = rule.in_force_from.isoformat() if rule.in_force_from else ""
            found.append(("why-force", since))
        for name, values in rule.trigger.where:
            given = event.facts.get(name)
            if not any(type(given) is type(value) and given == value for value in values):
                wanted = " | ".join(words.plain(value) for value in values)
                said = "–" if given is None else words.plain(given)
                found.append(("why-fact", name, wanted, said))
        return found


def trial(pack: Pack, calendar: Calendar, typed: Sequence[str], now: str | None) -> Trial:
    events = tuple(_event(text, place, calendar) for place, text in enumerate(typed, 1))
    at = instant(now, calendar) if now else max(event.recorded_at for event in events)
    return Trial(calendar=calendar, events=events, duties=tuple(plan(pack, calendar, events, at)))


def _event(text: str, place: int, calendar: Calendar) -> Event:
    head, *rest = text.split()
    kind, at_sign, when = head.partition("@")
    if not at_sign or not kind or not when:
        raise BadEvent(
            f"--event {text!r}: write it like complaint.received@2026-03-12T09:00 identified=true",
            f"--event {text!r}：写法像 complaint.received@2026-03-12T09:00 identified=true",
        )
    occurred = instant(when, calendar)
    facts = dict(_fact(item, text) for item in rest)
    recorded = facts.pop("recorded", None)
    try:
        return Event(
            id=f"e{place}",
            kind=kind,
            occurred_at=occurred,
            recorded_at=instant(str(recorded), calendar) if recorded is not None else occurred,
            sequence=place,
            facts=facts,
        )
    except RecordedTooEarly:
        raise BadEvent(
            f"--event {text!r}: it cannot be recorded before it happened",
            f"--event {text!r}：记录时间（recorded）不能早于发生时间",
        ) from None


def _fact(item: str, text: str) -> tuple[str, Value]:
    name, equals, value = item.partition("=")
    if not equals or not name:
        raise BadEvent(
            f"--event {text!r}: {item!r} is no fact; write it like identified=true",
            f"--event {text!r}：{item!r} 不是事实，写法像 identified=true",
        )
    if value in {"true", "false"}:
        return name, value == "true"
    return name, int(value) if value.isascii() and value.isdigit() else value


def instant(text: str, calendar: Calendar) -> datetime:
    """A day (its first instant), or a time; without offset, local to the pack's calendar."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise BadEvent(
            f"{text!r} is no time; write 2026-03-12, 2026-03-12T09:00 or 2026-03-12T09:00+08:00",
            f"{text!r} 不是时间，请写成 2026-03-12、2026-03-12T09:00 或 2026-03-12T09:00+08:00",
        ) from None
    if given.tzinfo is not None:
        return given
    wall = given.time()
    day = given.toordinal()
    return calendar.midnight(day) if wall == time() else calendar.at(day, wall)
