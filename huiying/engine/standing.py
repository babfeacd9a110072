"""Where a duty stands at an instant, whom that calls, and when to look again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter

from huiying.engine.folding import Run
from huiying.engine.pauses import Stop, over
from huiying.engine.terms import Count, Unit
from huiying.engine.timeline import Act, Scope


class State(StrEnum):
    MET = "met"
    MET_LATE = "met_late"
    USED = "used"
    VOID = "void"
    WAITING = "waiting"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    PAUSED = "paused"
    DUE_SOON = "due_soon"
    OPEN = "open"


ENDED = frozenset({State.MET, State.MET_LATE, State.USED, State.VOID, State.LAPSED})
SILENT = ENDED | {State.WAITING, State.PAUSED}


@dataclass(slots=True)
class Standing:
    """A folded duty, read at `now` under the answer to its scope question."""

    run: Run
    state: State
    due_at: datetime | None
    out: Act | None
    paused_until: datetime | None
    due_soon_at: datetime | None

    @property
    def ended(self) -> bool:
        return self.state in ENDED


def stand(run: Run, scope: Scope, now: datetime) -> Standing:
    out = outside(run, scope)
    if out is not None:
        return Standing(run, State.VOID, None, out, None, None)
    if run.rule.needs is not None and not scope.answered and run.ending is None:
        return Standing(run, State.WAITING, None, None, None, None)
    due_at = run.due_at
    if run.ending is not None:
        return Standing(run, _ended(run), due_at, None, None, None)
    if due_at is not None and now >= due_at:
        late = State.LAPSED if run.rule.is_right else State.OVERDUE
        return Standing(run, late, due_at, None, None, None)
    paused, until = pause_at(run, now)
    if paused:
        return Standing(run, State.PAUSED, due_at, None, until, None)
    soon = None
    if due_at is not None:
        soon = run.rule.due_soon.instant(run.calendar, run.opening.opened_at, due_at)
    state = State.DUE_SOON if soon is not None and soon <= now else State.OPEN
    return Standing(run, state, due_at, None, None, soon)


def outside(run: Run, scope: Scope) -> Act | None:
    """The answer that puts the duty out of scope: a lasting no before it was met or ended."""
    if scope.out is None:
        return None
    if run.ending is not None and run.ending.order < scope.out.order:
        return None
    return scope.out


def _ended(run: Run) -> State:
    if run.met is None:
        return State.VOID
    if run.rule.is_right:
        return State.USED
    in_time = run.due_at is None or run.met.time < run.due_at
    return State.MET if in_time else State.MET_LATE


def breached(standing: Standing, now: datetime) -> bool:
    run = standing.run
    if run.rule.is_right or standing.due_at is None:
        return False
    end = run.ending.time if run.ending is not None else now
    return end >= standing.due_at


def touching(run: Run) -> list[Stop]:
    """The stops that reach into the count."""
    if not (run.stops and run.pausable):
        return []
    start, due_at = run.opening.start, run.due_at
    return [
        stop
        for stop in run.stops.values()
        if (stop.end is None or stop.end > start) and (due_at is None or stop.start < due_at)
    ]


def pause_at(run: Run, now: datetime) -> tuple[bool, datetime | None]:
    """Whether the clock stands at `now`, and when it will run on by itself."""
    stops = touching(run)
    if all(stop.end is not None for stop in stops):
        return False, None
    in_hours = isinstance(run.goal, Count) and run.goal.term.unit is Unit.HOURS
    ends = [
        over_at
        for stop, over_at in over(stops, run.calendar, run.opening.start, in_hours=in_hours)
        if stop.end is None and (over_at is None or over_at > now)
    ]
    if None in ends:
        return True, None
    return bool(ends), max((end for end in ends if end is not None), default=None)


Ladder = Sequence[tuple[datetime, str]]


def ladder(standing: Standing, lead: bool) -> Ladder:
    """The steps of the lead, by instant, then as listed; nobody is called while it is silent."""
    run = standing.run
    rule = run.rule
    if not lead or rule.is_right or not rule.escalate or standing.state in SILENT:
        return ()
    opened_at, due_at = run.opening.opened_at, standing.due_at
    steps = [
        (at, step.to)
        for step in rule.escalate
        if (at := step.at.instant(run.calendar, opened_at, due_at)) is not None
    ]
    steps.sort(key=itemgetter(0))
    return steps


def next_check(standing: Standing, steps: Ladder, now: datetime) -> datetime | None:
    if standing.state is State.PAUSED:
        return standing.paused_until
    if standing.state in SILENT:
        return None
    due_at, soon = standing.due_at, standing.due_soon_at
    instants = [at for at, _ in steps]
    if due_at is not None:
        instants.append(due_at)
        if soon is not None and soon < due_at:
            instants.append(soon)
    return min((at for at in instants if at > now), default=None)
