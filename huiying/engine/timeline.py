"""What happens to the duties of one rule: acts in the order in which they count."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from huiying.engine.events import Event, Order
from huiying.engine.pauses import Stop
from huiying.engine.rules import Rule
from huiying.engine.shapes import Pause, Role

Placed = tuple[int, Event]


class Act(NamedTuple):
    time: datetime
    sequence: int
    id: str
    role: Role
    place: int
    """Which extension of the rule, or which stop of the timeline."""
    position: int
    event: Event
    late: bool
    ends: bool

    @property
    def order(self) -> Order:
        return self[:3]


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

    __slots__ = ("_times", "acts", "pauses", "scope")

    def __init__(self, rule: Rule, placed: list[Placed], tolerance: timedelta) -> None:
        reader = _Reader(rule, tolerance)
        self.pauses = reader.pauses(placed) if rule.pauses else []
        self.acts = reader.acts(placed)
        for place, paused in enumerate(self.pauses):
            self.acts += _marks(place, paused)
        if len(self.acts) > 1:
            self.acts.sort(key=itemgetter(0, 1, 2))
        self._times = [act.time for act in self.acts]
        self.scope = reader.scope(placed)

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


def still_open(stop: Stop) -> Stop:
    return stop if stop.end is None else stop._replace(end=None)


def _marks(place: int, paused: Paused) -> Iterator[Act]:
    stop, begun, ended = paused
    yield Act(stop.start, begun.sequence, begun.id, Role.STOPS, place, -1, begun, stop.late, False)
    if stop.end is not None and ended is not None:
        yield Act(stop.end, ended.sequence, ended.id, Role.RESUMES, place, -1, ended, False, False)


class _Reader:
    __slots__ = ("rule", "tolerance")

    def __init__(self, rule: Rule, tolerance: timedelta) -> None:
        self.rule = rule
        self.tolerance = tolerance

    def effective(self, event: Event) -> tuple[datetime, bool]:
        """What helps the service is believed from its recording, if that came late."""
        late = event.recorded_at - event.occurred_at > self.tolerance
        if late and not self.rule.is_right:
            return event.recorded_at, True
        return event.occurred_at, False

    def acts(self, placed: list[Placed]) -> list[Act]:
        acting = self.rule.acting
        return [
            act
            for position, event in placed
            if event.kind in acting and (act := self.act(position, event)) is not None
        ]

    def act(self, position: int, event: Event) -> Act | None:
        found = self.rule.role_of(event)
        if found is None:
            return None
        role, _, place = found
        time, late = self.effective(event)
        if role is Role.EXTENDS:
            # A longer term has to be on the record while the old one runs.
            late = False
            time = event.occurred_at if self.rule.is_right else event.recorded_at
        ends = role is Role.ENDS or (role is Role.MEETS and self.rule.ended_by(event))
        return Act(time, event.sequence, event.id, role, place, position, event, late, ends)

    def pauses(self, placed: list[Placed]) -> list[Paused]:
        return [
            paused
            for entry, pause in enumerate(self.rule.pauses)
            for paused in self._pairs(entry, pause, placed)
        ]

    def _pairs(self, entry: int, pause: Pause, placed: Iterable[Placed]) -> Iterator[Paused]:
        starts, ends = pause.starts, pause.ends
        begun: Paused | None = None
        for _, event in placed:
            kind = event.kind
            if begun is not None and kind == ends.kind and ends.fits(event.facts):
                # What was recorded only after it was over was no pause.
                if begun.stop.start < event.occurred_at:
                    yield Paused(begun.stop._replace(end=event.occurred_at), begun.begun_by, event)
                begun = None
            elif kind == starts.kind and starts.fits(event.facts):
                time, late = self.effective(event)
                if begun is None or time < begun.stop.start:
                    stop = Stop(entry=entry, cap=pause.cap, start=time, end=None, late=late)
                    begun = Paused(stop, event, None)
        if begun is not None:
            yield begun

    def scope(self, placed: Iterable[Placed]) -> Scope:
        needs = self.rule.needs
        if needs is None:
            return UNASKED
        answered, out = False, None
        for position, event in placed:
            if event.kind != needs.kind:
                continue
            answered = True
            if needs.answer.fits(event.facts):
                out = None
            elif out is None:
                time, late = self.effective(event)
                out = Act(time, event.sequence, event.id, Role.ENDS, 0, position, event, late, True)
        return Scope(answered, out)
