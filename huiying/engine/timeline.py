"""What happens to the duties of one rule: acts in the order in which they count."""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from huiying.engine.events import Event, Order, Placed
from huiying.engine.pauses import Stop
from huiying.engine.rules import Rule
from huiying.engine.shapes import ENDS, EXTENDS, RESUMES, STOPS, Needs, Pause, Role

ByKind = Mapping[str, list[Placed]]
NEVER = datetime.max.replace(tzinfo=UTC)


class Act(NamedTuple):
    order: Order
    time: datetime
    role: Role
    place: int
    """Which extension of the rule, or which stop of the timeline."""
    position: int
    event: Event
    late: bool
    ends: bool

    @property
    def id(self) -> str:
        return self.event.id


class Paused(NamedTuple):
    stop: Stop
    begun_by: Event
    ended_by: Event | None

    @property
    def begins(self) -> Order:
        return (self.stop.start, self.begun_by.sequence, self.begun_by.id)

    def resumed_by(self, opening: Order) -> bool:
        return self.ended_by is not None and self.ended_by.order <= opening


class Scope(NamedTuple):
    """Whether the scope question is answered, and the first no of a run that lasts."""

    answered: bool
    out: Act | None


UNASKED = Scope(False, None)


class Timeline:
    """One rule's reading of the events that share the match facts."""

    __slots__ = ("_events", "_rule", "_times", "_tolerance", "acts", "pauses", "scope")

    def __init__(self, rule: Rule, events: ByKind, tolerance: timedelta) -> None:
        self._rule = rule
        self._events = events
        self._tolerance = tolerance
        self.acts = self._acts()
        self.pauses: list[Paused] = []
        if rule.pauses:
            self._pause()
        if len(self.acts) > 1:
            self.acts.sort(key=itemgetter(0))
        self._times = [act.time for act in self.acts]
        self.scope = UNASKED if rule.needs is None else self._scope(rule.needs)

    def since(self, moment: datetime) -> list[Act]:
        return self.acts[bisect_left(self._times, moment) :]

    def stops_before(self, opening: Order, start: datetime) -> dict[int, Stop]:
        """The stops that had begun when the duty opened and reach into its count."""
        found: dict[int, Stop] = {}
        for place, paused in enumerate(self.pauses):
            stop = paused.stop
            if paused.begins > opening or (stop.end is not None and stop.end <= start):
                continue
            found[place] = stop if paused.resumed_by(opening) else still_open(stop)
        return found

    def _late(self, event: Event) -> bool:
        """What helps the service is believed from its recording, if that came late."""
        if self._rule.is_right:
            return False
        return event.recorded_at - event.occurred_at > self._tolerance

    def _acts(self) -> list[Act]:
        events, found = self._events, []
        for kind, roles in self._rule.acting.items():
            for position, event in events.get(kind, ()):
                # The first role that fits: one event meets, ends or extends.
                for role, when, place in roles:
                    if not when.where or when.fits(event.facts):
                        found.append(self._act(role, place, position, event))
                        break
        return found

    def _act(self, role: Role, place: int, position: int, event: Event) -> Act:
        rule = self._rule
        if role is EXTENDS:
            # A longer term has to be on the record while the old one runs.
            time = event.occurred_at if rule.is_right else event.recorded_at
            order = (time, event.sequence, event.id)
            return Act(order, time, role, place, position, event, False, False)
        ends = role is ENDS or (event.kind in rule.ending_kinds and rule.ended_by(event))
        return self._counted(role, place, position, event, ends)

    def _counted(self, role: Role, place: int, position: int, event: Event, ends: bool) -> Act:
        if self._late(event):
            time = event.recorded_at
            order = (time, event.sequence, event.id)
            return Act(order, time, role, place, position, event, True, ends)
        return Act(event.order, event.occurred_at, role, place, position, event, False, ends)

    def _pause(self) -> None:
        for entry, pause in enumerate(self._rule.pauses):
            self.pauses += self._pairs(entry, pause)
        for place, (stop, begun, ended) in enumerate(self.pauses):
            order = (stop.start, begun.sequence, begun.id)
            self.acts.append(Act(order, stop.start, STOPS, place, -1, begun, stop.late, False))
            if stop.end is not None and ended is not None:
                self.acts.append(
                    Act(ended.order, stop.end, RESUMES, place, -1, ended, False, False)
                )

    def _pairs(self, entry: int, pause: Pause) -> list[Paused]:
        starts, ends = pause.starts, pause.ends
        found: list[Paused] = []
        begun: Event | None = None
        start, late = NEVER, False
        for _, event in self._of(starts.kind, ends.kind):
            kind = event.kind
            if begun is not None and kind == ends.kind and ends.fits(event.facts):
                # What was recorded only after it was over was no pause.
                if start < event.occurred_at:
                    stop = Stop(entry, pause.cap, start, event.occurred_at, late)
                    found.append(Paused(stop, begun, event))
                begun = None
            elif kind == starts.kind and starts.fits(event.facts):
                was_late = self._late(event)
                time = event.recorded_at if was_late else event.occurred_at
                if begun is None or time < start:
                    begun, start, late = event, time, was_late
        if begun is not None:
            found.append(Paused(Stop(entry, pause.cap, start, None, late), begun, None))
        return found

    def _of(self, one: str, other: str) -> list[Placed]:
        """The events of two kinds, in their order."""
        events = self._events.get(one, [])
        return events if one == other else sorted([*events, *self._events.get(other, ())])

    def _scope(self, needs: Needs) -> Scope:
        answered, out = False, None
        for position, event in self._events.get(needs.kind, ()):
            answered = True
            if needs.answer.fits(event.facts):
                out = None
            elif out is None:
                out = self._counted(ENDS, 0, position, event, True)
        return Scope(answered, out)


def still_open(stop: Stop) -> Stop:
    if stop.end is None:
        return stop
    return Stop(stop.entry, stop.cap, stop.start, None, stop.late)
