"""Events and rules in, duties out."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from huiying.engine.calendars import Calendar
from huiying.engine.events import Event, Known, Value
from huiying.engine.facts import Problem
from huiying.engine.folding import Opening, Run
from huiying.engine.repeating import Series
from huiying.engine.rules import Pack, Rule
from huiying.engine.shapes import Basis, Nature
from huiying.engine.standing import (
    WAITING,
    Standing,
    State,
    calls,
    recorded_late,
    stand,
)
from huiying.engine.timeline import ByKind, Timeline

Shared = tuple[tuple[type, Value] | None, ...]


class Duty(NamedTuple):
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
    return plan_known(pack, calendar, Known(events, now))


def plan_known(pack: Pack, calendar: Calendar, known: Known) -> list[Duty]:
    """The same, from what has been read already: a matter comes under several packs."""
    now = known.now
    standings: list[Standing] = []
    for rule in pack.opened_by(known.by_kind):
        standings += _of_rule(rule, known, calendar, pack.tolerance)
    if not pack.rivals:
        return [_duty(standing, True, now) for standing in standings]
    leads = _leads(standings)
    return [_duty(standing, id(standing) in leads, now) for standing in standings]


def _of_rule(rule: Rule, known: Known, calendar: Calendar, tolerance: timedelta) -> list[Standing]:
    found: list[Standing] = []
    timelines: dict[Shared, Timeline] = {}
    for position, trigger in known.by_kind[rule.trigger.kind]:
        if not rule.is_opened_by(trigger, calendar.day(trigger.occurred_at)):
            continue
        shared = _shared(rule, trigger) if rule.match else ()
        timeline = timelines.get(shared)
        if timeline is None:
            events = _sharing(rule, known, shared) if rule.match else known.by_kind
            timeline = timelines[shared] = Timeline(rule, events, tolerance)
        found += _series(Series(rule, trigger, position, calendar, timeline), known.now)
    return found


def _shared(rule: Rule, event: Event) -> Shared:
    facts = event.facts
    return tuple((type(facts[name]), facts[name]) if name in facts else None for name in rule.match)


def _sharing(rule: Rule, known: Known, shared: Shared) -> ByKind:
    return {
        kind: [
            place
            for place in known.by_kind[kind]
            if (own := _shared(rule, place[1])) == shared or _ends_all(rule, place[1], own, shared)
        ]
        for kind in rule.kinds
        if kind in known.by_kind
    }


def _ends_all(rule: Rule, event: Event, own: Shared, shared: Shared) -> bool:
    """An ending that says nothing of a fact ends it for all: the matter is over for each of its people."""
    if event.kind not in rule.ending_kinds or own == shared:
        return False
    silent = all(mine is None or mine == wanted for mine, wanted in zip(own, shared, strict=True))
    return silent and rule.ended_by(event) and not rule.met_by_event(event)


def _series(series: Series, now: datetime) -> list[Standing]:
    found: list[Standing] = []
    timeline = series.timeline
    opening: Opening | None = series.first()
    while opening is not None:
        run = Run(series.rule, series.calendar, opening)
        run.fold(timeline)
        if run.ended_before:
            break
        standing = stand(run, timeline.scope, now)
        found.append(standing)
        opening = series.following(run) if standing.out is None else None
    return found


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
    run, out = standing.run, standing.out
    rule, opening = run.rule, run.opening
    # Waiting or out of scope, a duty is bare: no date, problem, history or extension.
    bare = out is not None or standing.state is WAITING
    met = None if bare else run.met
    void = out if bare else run.void
    reached, next_check_at = calls(standing, lead, now)
    # In the order of the fields: to name all 26 takes three times as long.
    return Duty(
        f"{rule.id}/{opening.trigger}/{opening.n}",
        rule.id,
        opening.trigger,
        opening.n,
        rule.nature,
        rule.group,
        rule.owed_to,
        rule.owed_by,
        opening.basis,
        None if bare else run.problem,
        opening.opened_at,
        standing.due_at,
        standing.state,
        met.time if met else None,
        met.event.id if met else None,
        void.time if void else None,
        void.event.id if void else None,
        standing.breached,
        () if bare else tuple(run.extensions),
        () if bare else tuple(run.refused),
        () if bare else tuple(run.history),
        not bare and run.end.provisional,
        out.late if out else not bare and recorded_late(run),
        lead,
        reached,
        next_check_at,
    )
