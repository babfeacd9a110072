"""What follows a met duty: the next of its series."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huiying.engine.calendars import Calendar
from huiying.engine.events import Event
from huiying.engine.facts import Problem, read_term
from huiying.engine.folding import Opening, Run
from huiying.engine.rules import Rule
from huiying.engine.shapes import Basis, From, Repeat
from huiying.engine.terms import Count, Fixed, Goal, Term, Unit, reckon
from huiying.engine.timeline import Act, Timeline

_EARLIEST = -(1 << 63)
_LAW, _STANDARD, _NONE = Basis
_MET = From.MET
_FIXED_LENGTH = {
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
    Unit.WEEKS: timedelta(weeks=1),
}


@dataclass(slots=True)
class Series:
    rule: Rule
    trigger: Event
    position: int
    calendar: Calendar
    timeline: Timeline

    def first(self) -> Opening:
        trigger = self.trigger
        wording = self.rule.wording_for(trigger.facts)
        dated_by, opened_at = wording.dated_by, trigger.occurred_at
        goal, problem = self._read(dated_by)
        return Opening(
            trigger.id,
            1,
            opened_at,
            opened_at,
            goal,
            problem,
            dated_by is not None and dated_by.at_fact is not None,
            self.rule.basis_of(wording),
            trigger.order,
            trigger.id,
            self.position,
            opened_at,
        )

    def _read(self, term: Term | None) -> tuple[Goal | None, Problem | None]:
        if term is None:
            return None, None
        if term.count is not None:
            return term.count, None
        read = read_term(term, self.trigger.facts, self.calendar, self.trigger.occurred_at)
        return (read, None) if isinstance(read, Count | Fixed) else (None, read)

    def following(self, run: Run) -> Opening | None:
        repeat = self.rule.repeat
        met = run.met
        if repeat is None or met is None or met.ends or self.rule.is_right:
            return None
        goal, problem = self._read(repeat.every)
        plain = Opening(
            self.trigger.id,
            run.opening.n + 1,
            met.time,
            met.time,
            goal,
            problem,
            False,
            self._basis(run),
            met.order,
            met.event.id,
            met.position,
            met.event.occurred_at,
        )
        if repeat.starts is _MET or run.due_at is None:
            return plain
        opened_at = max(met.time, run.due_at)
        later = plain._replace(
            opened_at=opened_at, order=max(met.order, (opened_at, _EARLIEST, ""))
        )
        if repeat.starts is From.DUE:
            return self._from_due(run, repeat, later, met)
        return self._from_trigger(repeat, later, met) or plain

    def _basis(self, run: Run) -> Basis:
        # A standard of the service stays one; an interval in a rule without a number is its number.
        if run.opening.basis is not _NONE:
            return run.opening.basis
        return _STANDARD if self.rule.is_standard else _LAW

    def _from_due(self, run: Run, repeat: Repeat, later: Opening, met: Act) -> Opening:
        start = run.opening.start
        if repeat.every.unit is Unit.HOURS and run.due_at is not None:
            next_start = run.due_at
        else:
            next_start = self._carried(start, run.end.natural)
        if not isinstance(later.goal, Count):
            return later._replace(start=next_start)
        # The last day of the period before is not the first of the next.
        goal = replace(later.goal, term=replace(later.goal.term, first_included=False))
        n = later.n
        while True:
            stops = self.timeline.stops_before(later.order, next_start)
            end = reckon(self.calendar, next_start, goal, list(stops.values()))
            if end.due_at is None or end.due_at > met.time:
                return later._replace(n=n, start=next_start, goal=goal)
            skipped = 0 if stops else periods(goal, met.time - end.due_at)
            n += 1 + skipped
            if goal.term.unit is Unit.HOURS:
                next_start = end.due_at + skipped * _FIXED_LENGTH[Unit.HOURS] * goal.amount
            else:
                days = skipped * goal.amount * (7 if goal.term.unit is Unit.WEEKS else 1)
                next_start = self._carried(next_start, (end.natural or 0) + days)

    def _carried(self, start: datetime, natural: int | None) -> datetime:
        """The natural end of a period, at the wall time of its start."""
        local = self.calendar.local(start)
        return self.calendar.at(natural or local.toordinal(), local.time())

    def _from_trigger(self, repeat: Repeat, later: Opening, met: Act) -> Opening | None:
        """None when the term of the trigger has no amount to add to."""
        dated_by = self.rule.wording_for(self.trigger.facts).dated_by
        base, _ = self._read(dated_by)
        if not isinstance(base, Count):
            return None
        start = self.trigger.occurred_at
        if not isinstance(later.goal, Count):
            return later._replace(start=start)
        every = later.goal.amount
        term = replace(repeat.every, first_included=base.term.first_included)
        n = later.n
        stops = list(self.timeline.stops_before(later.order, start).values())
        while True:
            goal = Count(term=term, amount=base.amount + (n - 1) * every)
            end = reckon(self.calendar, start, goal, stops)
            if end.due_at is None or end.due_at > met.time:
                return later._replace(n=n, start=start, goal=goal)
            n += 1 + (0 if stops else periods(later.goal, met.time - end.due_at))


def periods(goal: Count, late_by: timedelta) -> int:
    """How many whole periods certainly lie in that time, so that they need no reckoning."""
    length = _FIXED_LENGTH.get(goal.term.unit)
    return 0 if length is None else max(0, late_by // (length * goal.amount) - 1)
