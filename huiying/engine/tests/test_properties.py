"""What holds of all duties, whatever the rules and the events."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from huiying.engine.calendars import Calendar
from huiying.engine.duties import Duty, plan, plan_known
from huiying.engine.events import ANNULLED, Event, Known
from huiying.engine.pauses import Stop, time_taken
from huiying.engine.reading import term as read
from huiying.engine.rules import Pack
from huiying.engine.standing import ENDED, State
from huiying.engine.terms import Count, Fixed, Unit, reckon
from huiying.engine.tests.matters import (
    calendars,
    counted_terms,
    facts,
    happenings,
    matters,
    moments,
)

often = settings(max_examples=int(os.environ.get("HUIYING_EXAMPLES", "30")), deadline=None)
LATER = timedelta(days=400)


def due_of(calendar, start, goal, stops=()):
    """A date there must be: no stop of these tests stays open."""
    due_at = reckon(calendar, start, goal, stops).due_at
    assert due_at is not None
    return due_at


def of(matter, events=None, now=None):
    return plan(matter.pack, matter.calendar, events or matter.events, now or matter.now)


def by_key(duties):
    return {duty.key: duty for duty in duties}


@often
@given(matters(), st.randoms())
def test_1_order_and_repetition_do_not_matter(matter, random):
    shuffled = [*matter.events, *random.choices(matter.events, k=3)]
    random.shuffle(shuffled)
    assert of(matter, shuffled) == of(matter)


@often
@given(matters(), moments())
def test_2_what_no_rule_names_changes_nothing(matter, at):
    noise = Event(id="noise", kind="weather.noted", occurred_at=at, recorded_at=at, sequence=3)
    assert of(matter, [*matter.events, noise]) == of(matter)
    foreign = {**matter.pack.table["rule"][0], "id": "z", "trigger": {"kind": "case.filed"}}
    table = {**matter.pack.table, "rule": [foreign, *matter.pack.table["rule"]]}
    assert of(replace(matter, pack=Pack.from_table(table))) == of(matter)


@often
@given(matters(), st.integers(0, 1))
def test_2_a_matter_read_once_is_planned_alike_under_each_of_its_packs(matter, place):
    known = Known(matter.events, matter.now)
    apart = {**matter.pack.table, "rule": matter.pack.table["rule"][place:]}
    for pack in (Pack.from_table(apart), matter.pack):
        found = plan_known(pack, matter.calendar, known)
        assert found == plan(pack, matter.calendar, matter.events, matter.now)


@often
@given(matters())
def test_3_what_is_recorded_later_is_not_known(matter):
    known = [event for event in matter.events if event.recorded_at <= matter.now]
    assert plan(matter.pack, matter.calendar, known, matter.now) == of(matter)


@often
@given(matters(), st.data())
def test_4_an_ended_duty_stays_as_it_is(matter, data):
    now = matter.all_known + LATER
    later = data.draw(happenings(99, matter.all_known + timedelta(seconds=1)))
    assume(later.kind not in (ANNULLED, "scope.answered"))
    now = max(now, later.recorded_at)
    after = by_key(of(matter, [*matter.events, later], now))
    for duty in of(matter, now=now):
        if duty.state in (State.MET, State.MET_LATE, State.USED, State.VOID):
            assert after[duty.key]._replace(lead=duty.lead) == duty


@st.composite
def stops(draw, start, entries=2):
    found = []
    for entry in range(draw(st.integers(0, entries))):
        begun = start + timedelta(minutes=30 * draw(st.integers(-200, 1500)))
        end = begun + timedelta(minutes=30 * draw(st.integers(1, 900)))
        found.append(Stop(entry=entry, cap=None, start=begun, end=end, late=False))
    return found


def goal(table, grants=()):
    term = read(table, "term")
    return Count(term=term, amount=term.amount, grants=grants)


@often
@given(calendars, counted_terms(), moments(), st.data())
def test_5_more_time_never_brings_a_date_nearer(calendar, table, start, data):
    paused = data.draw(stops(start))
    due = due_of(calendar, start, goal(table), paused)
    more = {**table, "amount": table["amount"] + 1}
    assert due_of(calendar, start, goal(more), paused) >= due
    again = data.draw(stops(start, 1))
    again = [stop._replace(entry=7) for stop in again]
    assert due_of(calendar, start, goal(table), paused + again) >= due
    unit = (
        table["unit"]
        if table["unit"] == "hours"
        else data.draw(st.sampled_from(["days", "months"]))
    )
    granted = ((data.draw(st.integers(1, 30)), Unit(unit)),)
    assert due_of(calendar, start, goal(table, granted), paused) >= due


@often
@given(calendars, counted_terms(["working_days", "days", "months"]), moments(), st.integers(0, 60))
def test_5_one_more_day_off_never_brings_a_date_nearer(calendar, table, start, after):
    off = date.fromordinal(calendar.day(start) + after)
    fewer = Calendar(
        id="x", zone=calendar.zone, weekend=calendar.weekend,
        days_off=calendar.days_off | {off}, working_days=calendar.working_days - {off},
        covered_from=calendar.covered_from, covered_until=calendar.covered_until,
    )  # fmt: skip
    due = due_of(calendar, start, goal(table))
    assert due_of(fewer, start, goal(table)) >= due


@often
@given(calendars, counted_terms(), moments(), st.data())
def test_6_a_date_lies_after_its_start_on_the_right_kind_of_day(calendar, table, start, data):
    end = reckon(calendar, start, goal(table), data.draw(stops(start)))
    assert end.due_at is not None
    assert end.due_at > start
    if table["unit"] == "hours":
        return
    moment = table.get("ends") == "moment"
    last = calendar.day(end.due_at - timedelta(seconds=0 if moment else 1))
    if table["unit"] == "working_days" or table.get("roll") == "next_working_day":
        assert calendar.works(last)
    if not moment:
        assert end.due_at == calendar.midnight(last + 1)


@often
@given(calendars, st.integers(0, 400))
def test_6_a_midnight_is_the_first_instant_of_its_day(calendar, after):
    day = date(2026, 1, 1).toordinal() + after
    first = calendar.midnight(day)
    assert calendar.day(first) == day
    assert calendar.day(first - timedelta(seconds=1)) == day - 1
    assert calendar.local(first).time() in (time(), time(1))


@often
@given(matters(), st.data())
def test_7_nothing_changes_before_the_next_check_and_something_at_it(matter, data):
    now = max(matter.now, matter.all_known)
    duties = of(matter, now=now)
    checks = [duty.next_check_at for duty in duties if duty.next_check_at]
    if not checks:
        late = of(matter, now=now + LATER)
        assert [duty._replace(next_check_at=None) for duty in late] == duties
        return
    check = min(checks)
    assert check > now
    between = now + timedelta(
        seconds=data.draw(st.integers(0, int((check - now).total_seconds()) - 1))
    )
    same = [duty._replace(next_check_at=None) for duty in of(matter, now=between)]
    assert same == [duty._replace(next_check_at=None) for duty in duties]
    then = by_key(of(matter, now=check))
    for duty in duties:
        if duty.next_check_at == check:
            new = then[duty.key]
            assert (new.state, new.reached) != (duty.state, duty.reached)


@often
@given(matters(), st.data())
def test_8_a_breach_stays(matter, data):
    now = matter.all_known + timedelta(days=data.draw(st.integers(0, 60)))
    more = [data.draw(happenings(50 + n, now)) for n in range(2)]
    more = [event for event in more if event.kind not in (ANNULLED, "scope.answered")]
    later = by_key(of(matter, [*matter.events, *more], now + LATER))
    for duty in of(matter, now=now):
        if duty.state is State.OVERDUE:
            assert later[duty.key].breached
            assert later[duty.key].state in (State.OVERDUE, State.MET_LATE, State.VOID)


@often
@given(matters(caps=False, plain=True), st.data())
def test_9_recording_later_never_improves(matter, data):
    place = data.draw(st.integers(0, len(matter.events) - 1))
    event = matter.events[place]
    assume(not event.kind.startswith("term.") and event.kind != ANNULLED)
    late = replace(
        event, recorded_at=event.recorded_at + timedelta(hours=data.draw(st.integers(1, 200)))
    )
    events = [*matter.events[:place], late, *matter.events[place + 1 :]]
    now = matter.all_known + LATER
    after = by_key(of(matter, events, now))
    for duty in of(matter, now=now):
        if duty.state is State.MET_LATE:
            assert after[duty.key].state is not State.MET
        if duty.nature == "right":
            assert after[duty.key] == duty._replace(lead=after[duty.key].lead)


@often
@given(calendars, moments(), st.integers(1, 300), st.data())
def test_10_hours_are_running_hours_in_every_zone(calendar, start, hours, data):
    paused = data.draw(stops(start))
    end = reckon(calendar, start, goal({"amount": hours, "unit": "hours"}), paused)
    assert end.due_at is not None
    out, clock = timedelta(), start
    for first, until in sorted(time_taken(paused, start)):
        assert until is not None
        first, until = max(first, clock), min(until, end.due_at)
        out, clock = out + max(until - first, timedelta()), max(clock, until)
    assert end.due_at - start - out == timedelta(hours=hours)


@often
@given(calendars, moments(), st.integers(1, 60), st.integers(1, 60))
def test_10_days_add_up_and_a_week_has_seven(calendar, start, one, other):
    def natural(amount, unit, origin):
        return reckon(calendar, origin, goal({"amount": amount, "unit": unit})).natural

    half = calendar.at(natural(one, "days", start), time(12))
    assert natural(other, "days", half) == natural(one + other, "days", start)
    assert natural(one, "weeks", start) == natural(one * 7, "days", start)


@often
@given(matters(most=16))
def test_11_history_ends_with_the_date_and_each_extension_is_named_once(matter):
    for duty in of(matter, now=matter.all_known + LATER):
        named = [*duty.extensions, *(event for event, _ in duty.refused)]
        assert len(named) == len(set(named))
        if duty.history:
            assert duty.history[-1][0] == duty.due_at
            lines = [due for due, _ in duty.history]
            assert all(one != other for one, other in pairwise(lines))
        else:
            assert duty.due_at is None
            assert duty.state in (State.WAITING, State.VOID)


@often
@given(matters(most=16))
def test_12_the_numbers_of_a_series_rise_and_only_its_last_duty_is_open(matter):
    series: dict[tuple[str, str], list[Duty]] = {}
    for duty in of(matter):
        series.setdefault((duty.rule, duty.trigger), []).append(duty)
    for duties in series.values():
        numbers = [duty.n for duty in duties]
        assert numbers == sorted(set(numbers))
        assert numbers[0] == 1
        assert all(duty.state in ENDED for duty in duties[:-1])


@often
@given(matters(most=16))
def test_13_the_annulled_is_as_if_it_had_never_been(matter):
    known = [event for event in matter.events if event.recorded_at <= matter.now]
    gone = {event.facts.get("event") for event in known if event.kind == ANNULLED}
    left = [event for event in known if event.kind == ANNULLED or event.id not in gone]
    assert plan(matter.pack, matter.calendar, left, matter.now) == of(matter)


@often
@given(matters(), st.data())
def test_14_a_date_or_a_problem_and_no_fact_makes_it_fail(matter, data):
    events = [replace(event, facts=data.draw(facts(event.kind))) for event in matter.events]
    for duty in of(matter, events):
        assert duty.due_at is None or duty.problem is None


@often
@given(matters())
def test_a_plan_is_whole_seconds_in_utc(matter):
    for duty in of(matter):
        for value in (duty.opened_at, duty.due_at, duty.met_at, duty.next_check_at):
            assert value is None or (value.tzinfo is UTC and value.microsecond == 0)
            assert value is None or isinstance(value, datetime)


@given(calendars, moments(), st.booleans())
def test_a_date_from_a_fact_may_be_any_local_day(calendar, moment, rolls):
    day = calendar.day(moment)
    end = reckon(calendar, moment, Fixed(day=day, instant=None, rolls=rolls))
    assert end.natural == day
    assert end.due_at > moment
