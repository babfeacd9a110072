"""Events and rules in, duties out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.engine.calendars import Calendar
from huiying.engine.events import Event, Value, instant, known
from huiying.engine.facts import Problem
from huiying.engine.folding import Run
from huiying.engine.repeating import Series
from huiying.engine.rules import Pack, Rule
from huiying.engine.shapes import Basis, Nature
from huiying.engine.standing import (
    Standing,
    State,
    breached,
    ladder,
    next_check,
    outside,
    stand,
    touching,
)
from huiying.engine.timeline import Placed, Timeline

Shared = tuple[tuple[type, Value] | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    key: str
    rule: str
    trigger: str
    n: int
    nature: Nature
    group: str
    owed_to: str
    owed_by: str
    basis: Basis
    problem: Problem | None
    opened_at: datetime
    due_at: datetime | None
    state: State
    met_at: datetime | None
    met_by: str | None
    void_at: datetime | None
    void_by: str | None
    breached: bool
    extensions: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    history: tuple[tuple[datetime | None, str], ...]
    provisional: bool
    recorded_late: bool
    lead: bool
    reached: tuple[str, ...]
    next_check_at: datetime | None


def plan(pack: Pack, calendar: Calendar, events: Iterable[Event], now: datetime) -> list[Duty]:
    """The duties of one matter as known at `now`, by rule, trigger and number."""
    now = instant(now)
    placed = list(enumerate(known(events, now)))
    opened: dict[int, list[Placed]] = {}
    for place in placed:
        event = place[1]
        rules = pack.by_trigger.get(event.kind)
        if rules is not None:
            day = calendar.day(event.occurred_at)
            for index, rule in rules:
                if rule.in_force_on(day) and rule.trigger.fits(event.facts):
                    opened.setdefault(index, []).append(place)
    standings = [
        standing
        for index, triggers in sorted(opened.items())
        for standing in _of_rule(pack.rules[index], triggers, placed, calendar, pack.tolerance, now)
    ]
    if not pack.rivals:
        return [_duty(standing, True, now) for standing in standings]
    leads = _leads(standings)
    return [_duty(standing, id(standing) in leads, now) for standing in standings]


def _of_rule(
    rule: Rule,
    triggers: list[Placed],
    placed: list[Placed],
    calendar: Calendar,
    tolerance: timedelta,
    now: datetime,
) -> Iterator[Standing]:
    read = [place for place in placed if place[1].kind in rule.kinds]
    timelines: dict[Shared, Timeline] = {}
    for position, trigger in triggers:
        shared = _shared(rule, trigger) if rule.match else ()
        timeline = timelines.get(shared)
        if timeline is None:
            acting = (
                [place for place in read if _shared(rule, place[1]) == shared] if shared else read
            )
            timeline = timelines[shared] = Timeline(rule, acting, tolerance)
        series = Series(
            rule=rule, trigger=trigger, position=position, calendar=calendar, timeline=timeline
        )
        for run in _runs(series):
            yield stand(run, timeline.scope, now)


def _shared(rule: Rule, event: Event) -> Shared:
    facts = event.facts
    return tuple((type(facts[name]), facts[name]) if name in facts else None for name in rule.match)


def _runs(series: Series) -> Iterator[Run]:
    opening = series.first()
    while True:
        run = Run(series.rule, series.calendar, opening)
        run.fold(series.timeline)
        if run.ended_before:
            return
        yield run
        following = series.following(run)
        if following is None or outside(run, series.timeline.scope) is not None:
            return
        opening = following


def _leads(standings: list[Standing]) -> set[int]:
    groups: dict[tuple[str, str, int], list[Standing]] = {}
    for standing in standings:
        rule, opening = standing.run.rule, standing.run.opening
        groups.setdefault((rule.group, opening.trigger, opening.n), []).append(standing)
    return {id(_lead(rivals)) for rivals in groups.values()}


def _lead(rivals: list[Standing]) -> Standing:
    if len(rivals) == 1:
        return rivals[0]
    standing = [each for each in rivals if not each.ended] or rivals
    return min(
        standing,
        key=lambda each: (
            each.due_at is None,
            each.due_at or each.run.opening.opened_at,
            each.run.rule.id,
        ),
    )


def _duty(standing: Standing, lead: bool, now: datetime) -> Duty:
    run = standing.run
    rule, opening = run.rule, run.opening
    out = standing.out
    # Waiting or out of scope, a duty is bare: no date, problem, history or extension.
    bare = out is not None or standing.state is State.WAITING
    met = None if bare else run.met
    void = out if bare else run.void
    steps = ladder(standing, lead)
    return Duty(
        key=f"{rule.id}/{opening.trigger}/{opening.n}",
        rule=rule.id,
        trigger=opening.trigger,
        n=opening.n,
        nature=rule.nature,
        group=rule.group,
        owed_to=rule.owed_to,
        owed_by=rule.owed_by,
        basis=opening.basis,
        problem=None if bare else run.problem,
        opened_at=opening.opened_at,
        due_at=standing.due_at,
        state=standing.state,
        met_at=met.time if met else None,
        met_by=met.id if met else None,
        void_at=void.time if void else None,
        void_by=void.id if void else None,
        breached=not bare and breached(standing, now),
        extensions=() if bare else tuple(run.extensions),
        refused=() if bare else tuple(run.refused),
        history=() if bare else tuple(run.history),
        provisional=not bare and run.end.provisional,
        recorded_late=_recorded_late(standing, bare),
        lead=lead,
        reached=tuple(to for at, to in steps if at <= now),
        next_check_at=next_check(standing, steps, now),
    )


def _recorded_late(standing: Standing, bare: bool) -> bool:
    if bare:
        return standing.out is not None and standing.out.late
    ending = standing.run.ending
    if ending is not None and ending.late:
        return True
    return any(stop.late for stop in touching(standing.run))
