"""Where a duty stands at an instant, whom that calls, and when to look again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter

from huiying.engine.folding import Run
from huiying.engine.pauses import Stop, over
from huiying.engine.terms import HOURS, Count
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
MET, MET_LATE, USED, VOID, WAITING, OVERDUE, LAPSED, PAUSED, DUE_SOON, OPEN = State


@dataclass(slots=True)
class Standing:
    """A folded duty, read at `now` under the answer to its scope question."""

    run: Run
    state: State
    due_at: datetime | None
    out: Act | None
    breached: bool = False
    paused_until: datetime | None = None
    due_soon_at: datetime | None = None

    @property
    def ended(self) -> bool:
        return self.state in ENDED


def stand(run: Run, scope: Scope, now: datetime) -> Standing:
    rule, due_at = run.rule, run.end.due_at
    ended = run.met is not None or run.void is not None
    if scope.out is not None and (out := outside(run, scope)) is not None:
        return Standing(run, VOID, None, out)
    if ended:
        return _ended(run, due_at)
    if rule.needs is not None and not scope.answered:
        return Standing(run, WAITING, None, None)
    if due_at is not None and now >= due_at:
        if rule.is_right:
            return Standing(run, LAPSED, due_at, None)
        return Standing(run, OVERDUE, due_at, None, True)
    return _running(run, due_at, now)


def _running(run: Run, due_at: datetime | None, now: datetime) -> Standing:
    if run.stops:
        paused, until = pause_at(run, now)
        if paused:
            return Standing(run, PAUSED, due_at, None, False, until)
    if due_at is None:
        return Standing(run, OPEN, None, None)
    soon = run.rule.due_soon.instant(run.calendar, run.opening.opened_at, due_at)
    state = DUE_SOON if soon is not None and soon <= now else OPEN
    return Standing(run, state, due_at, None, False, None, soon)


def outside(run: Run, scope: Scope) -> Act | None:
    """The answer that puts the duty out of scope: a lasting no before it was met or ended."""
    if scope.out is None:
        return None
    ending = run.met or run.void
    return None if ending is not None and ending.order < scope.out.order else scope.out


def _ended(run: Run, due_at: datetime | None) -> Standing:
    right = run.rule.is_right
    if run.met is not None:
        late = not right and due_at is not None and run.met.time >= due_at
        return Standing(run, USED if right else MET_LATE if late else MET, due_at, None, late)
    missed = run.void is not None and due_at is not None and run.void.time >= due_at
    return Standing(run, VOID, due_at, None, missed and not right)


def recorded_late(run: Run) -> bool:
    """Whether what ended or paused it counted from its recording."""
    ending = run.met or run.void
    if ending is not None and ending.late:
        return True
    return bool(run.stops) and any(stop.late for stop in touching(run))


def touching(run: Run) -> list[Stop]:
    """The stops that reach into the count."""
    if not (run.stops and run.pausable):
        return []
    start, due_at = run.opening.start, run.end.due_at
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
    in_hours = isinstance(run.goal, Count) and run.goal.term.unit is HOURS
    ends = [
        over_at
        for stop, over_at in over(stops, run.calendar, run.opening.start, in_hours=in_hours)
        if stop.end is None and (over_at is None or over_at > now)
    ]
    if None in ends:
        return True, None
    return bool(ends), max((end for end in ends if end is not None), default=None)


def calls(standing: Standing, lead: bool, now: datetime) -> tuple[tuple[str, ...], datetime | None]:
    """Whom the lead has called by now, and when to look again; nobody is called while silent."""
    if standing.state in SILENT:
        return (), standing.paused_until
    coming: list[datetime] = []
    due_at, soon = standing.due_at, standing.due_soon_at
    if due_at is not None and due_at > now:
        coming.append(due_at)
        if soon is not None and now < soon < due_at:
            coming.append(soon)
    reached = _climbed(standing.run, due_at, now, coming) if lead else ()
    return reached, min(coming, default=None)


def _climbed(
    run: Run, due_at: datetime | None, now: datetime, coming: list[datetime]
) -> tuple[str, ...]:
    """The steps reached, by instant, then as listed; those to come are noted. A right has none."""
    rule, calendar, opened_at = run.rule, run.calendar, run.opening.opened_at
    if rule.is_right or not rule.escalate:
        return ()
    reached: list[tuple[datetime, str]] = []
    for step in rule.escalate:
        at = step.at.instant(calendar, opened_at, due_at)
        if at is not None:
            if at > now:
                coming.append(at)
            else:
                reached.append((at, step.to))
    if len(reached) > 1:
        reached.sort(key=itemgetter(0))
    return tuple([to for _, to in reached])
