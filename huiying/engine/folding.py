"""One duty from its opening to its end: the acts folded in the order in which they count."""

from datetime import datetime
from typing import NamedTuple

from huiying.engine.calendars import Calendar
from huiying.engine.events import Order
from huiying.engine.facts import Problem, Unusable, read_date
from huiying.engine.pauses import Stop
from huiying.engine.rules import Rule
from huiying.engine.shapes import ENDS, EXTENDS, RESUMES, STOPS, Basis, Extension
from huiying.engine.terms import NO_END, Count, End, Fixed, Goal, Unit, reckon
from huiying.engine.timeline import Act, Timeline, still_open


class Opening(NamedTuple):
    """How a duty begins: what is counted, from when, and which events come after it."""

    trigger: str
    n: int
    opened_at: datetime
    start: datetime
    goal: Goal | None
    problem: Problem | None
    fixed: bool
    basis: Basis
    order: Order
    event: str
    after: int
    since: datetime


class Run:
    """A duty while its acts are folded."""

    __slots__ = (
        "calendar", "end", "ended_before", "extensions", "goal", "history", "met", "opening",
        "pending", "problem", "refused", "rule", "stops", "used", "void",
    )  # fmt: skip

    def __init__(self, rule: Rule, calendar: Calendar, opening: Opening) -> None:
        self.rule = rule
        self.calendar = calendar
        self.opening = opening
        self.goal = opening.goal
        self.problem = opening.problem
        self.end: End = NO_END
        self.stops: dict[int, Stop] = {}
        self.history: list[tuple[datetime | None, str]] = []
        self.extensions: list[str] = []
        self.refused: list[tuple[str, str]] = []
        self.used: dict[int, int] = {}
        self.pending: list[Act] = []
        self.met: Act | None = None
        self.void: Act | None = None
        self.ended_before = False

    @property
    def due_at(self) -> datetime | None:
        return self.end.due_at

    @property
    def pausable(self) -> bool:
        """A date said by a fact knows no pauses."""
        if self.goal is None:
            return not self.opening.fixed
        return isinstance(self.goal, Count)

    def fold(self, timeline: Timeline) -> None:
        opening = self.opening
        if timeline.pauses:
            self.stops = timeline.stops_before(opening.order, opening.start)
        self._reckon()
        self.history.append((self.end.due_at, opening.event))
        after, order = opening.after, opening.order
        for act in timeline.since(opening.since):
            role = act.role
            if role is STOPS or role is RESUMES:
                if act.order > order:
                    self._pause(act, timeline)
            elif act.position > after:
                self._act(act)
                if self.met or self.void or self.ended_before:
                    return

    def _act(self, act: Act) -> None:
        role = act.role
        if role is EXTENDS:
            self._extend(act)
        elif act.time < self.opening.opened_at:
            self.ended_before = act.ends
        elif role is ENDS:
            self.void = act
        elif self.rule.is_right and self.due_at is not None and act.time >= self.due_at:
            self.pending.append(act)
        else:
            self.met = act

    def _reckon(self) -> None:
        goal = self.goal
        if goal is not None:
            stops = list(self.stops.values()) if self.stops and self.pausable else ()
            self.end = reckon(self.calendar, self.opening.start, goal, stops)

    def _changed(self, act: Act) -> None:
        self._reckon()
        due_at = self.end.due_at
        if due_at != self.history[-1][0]:
            self.history.append((due_at, act.event.id))

    def _pause(self, act: Act, timeline: Timeline) -> None:
        stop = timeline.pauses[act.place].stop
        self.stops[act.place] = still_open(stop) if act.role is STOPS else stop
        # What stops the clock after it has run out takes nothing out of the count.
        due_at = self.end.due_at
        if due_at is None or stop.start < due_at:
            self._changed(act)

    def _extend(self, act: Act) -> None:
        extension = self.rule.extensions[act.place]
        goal = self._granted(extension, act)
        if isinstance(goal, str):
            self.refused.append((act.id, goal))
            return
        self.goal, self.problem = goal, None
        self.extensions.append(act.id)
        self.used[act.place] = self.used.get(act.place, 0) + 1
        self._changed(act)
        # A late extension of a right saves the first application it now covers.
        for application in self.pending:
            if self.due_at is None or application.time < self.due_at:
                self.met = application
                return

    def _granted(self, extension: Extension, act: Act) -> Goal | str:
        """The new goal, or why there is none; the tests stand in the order of the reasons."""
        reason = self._untimely(extension, act)
        if reason is not None:
            return reason
        if extension.up_to is not None:
            said = act.event.facts.get("amount")
            if type(said) is not int or said < 1:
                return "amount"
            if said > extension.up_to.amount:
                return "too_long"
            return self._longer(said, extension.up_to.unit)
        if extension.by is not None:
            return self._longer(extension.by.amount, extension.by.unit)
        return self._anew(extension, act)

    def _untimely(self, extension: Extension, act: Act) -> str | None:
        in_time_only = extension.before_expiry or not self.rule.is_right
        if in_time_only and self.due_at is not None and act.time >= self.due_at:
            return "late"
        if not all(act.event.facts.get(name) for name in extension.needs_facts):
            return "facts"
        return "times" if self.used.get(act.place, 0) >= extension.times else None

    def _longer(self, amount: int, unit: Unit) -> Goal | str:
        if self.goal is None:
            return "no_term"
        if isinstance(self.goal, Fixed):
            return "fixed"
        if (unit is Unit.HOURS) is not (self.goal.term.unit is Unit.HOURS):
            return "no_term"
        grants = (*self.goal.grants, (amount, unit))
        return Count(term=self.goal.term, amount=self.goal.amount, grants=grants)

    def _anew(self, extension: Extension, act: Act) -> Goal | str:
        to = extension.to
        if to is None or (self.goal is None and self.problem is None):
            return "no_term"
        goal: Goal
        if to.at_fact is not None:
            read = read_date(
                act.event.facts,
                to.at_fact,
                rolls=to.rolls,
                calendar=self.calendar,
                opened_at=self.opening.opened_at,
            )
            if isinstance(read, Unusable):
                return str(read)
            goal = read
        else:
            goal = Count(term=to, amount=to.amount)
        return goal if self._later(goal, act.time) else "shorter"

    def _later(self, goal: Goal, time: datetime) -> bool:
        if self.goal is None:
            return True
        # While the clock stands without end there is no date: compare as if it ran on from here.
        stops = [
            stop._replace(end=max(time, stop.start))
            if stop.end is None and stop.cap is None
            else stop
            for stop in self.stops.values()
        ]
        start = self.opening.start
        new = reckon(self.calendar, start, goal, stops).due_at
        old = reckon(self.calendar, start, self.goal, stops).due_at
        return new is not None and old is not None and new > old
