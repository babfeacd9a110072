"""Dates and amounts that a fact says, and events that were entered by mistake."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from huiying.engine import reading
from huiying.engine.events import (
    ConflictingEvents,
    Event,
    NoOffset,
    RecordedTooEarly,
)
from huiying.engine.standing import State
from huiying.engine.tests.telling import at, duties, event, only, opened, rule

PROMISE = rule(
    term={"at_fact": "due_on"},
    extension=[
        {"event": {"kind": "promise.moved"}, "to": {"at_fact": "due_on"}, "times": 5},
        {"event": {"kind": "term.by"}, "by": {"amount": 5, "unit": "days"}},
        {"event": {"kind": "term.reset"}, "to": {"amount": 20, "unit": "days"}},
    ],
    pause=[{"from": {"kind": "clock.stopped"}, "to": {"kind": "clock.resumed"}}],
)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "missing"),
        ("2026-02-30", "malformed"),
        ("2026-3-5", "malformed"),
        ("20260305", "malformed"),
        (" 2026-03-05", "malformed"),
        ("2026-03-05\n", "malformed"),
        ("٢٠٢٦-٠٣-٠٥", "malformed"),
        ("2026-03-05T17:00", "malformed"),
        ("2026-03-05 17:00Z", "malformed"),
        ("2026-03-05T17:00z", "malformed"),
        ("2026-03-05T17:00+0800", "malformed"),
        ("2026-03-05T17:00+08:00:00", "malformed"),
        ("2026-03-05T17:00+24:00", "malformed"),
        ("2026-03-05T17:00+08:60", "malformed"),
        ("2026-03-05T24:00Z", "malformed"),
        ("2026-03-05T17:00:00.5Z", "malformed"),
        ("2026-W10-4", "malformed"),
        ("1899-12-31", "malformed"),
        ("2200-01-01", "malformed"),
        (20260305, "malformed"),
        (True, "malformed"),
        (0, "malformed"),
        (1.5, "malformed"),
        ("1900-01-01", "past"),
        ("2026-03-01", "past"),
        ("2026-03-02T10:00+08:00", "past"),
    ],
)
def test_what_cannot_be_used_is_named_and_never_guessed(said, reason):
    duty = only(PROMISE, [opened(due_on=said)], "6-1")
    assert duty.problem == ("due_on", reason)
    assert (duty.due_at, duty.state, duty.breached) == (None, State.OPEN, False)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("2199-12-31", datetime(2199, 12, 31, 16, tzinfo=UTC)),
        ("2026-03-02", at("3-3 00:00")),
        ("2026-03-02T10:00:01+08:00", at("3-2 10:00") + timedelta(seconds=1)),
        ("2026-03-05T09:00:30-11:30", datetime(2026, 3, 5, 20, 30, 30, tzinfo=UTC)),
    ],
)
def test_what_can_be_used_is(said, due):
    assert only(PROMISE, [opened(due_on=said)], "3-2").due_at == due


@pytest.mark.parametrize("said", ["3", 0, -1, 1001, True, 2.0, ""])
def test_an_amount_is_a_whole_number_from_1_to_1000(said):
    counted = rule(term={"amount": {"fact": "n"}, "unit": "years"})
    assert only(counted, [opened(n=said)], "3-3").problem is not None
    assert only(counted, [opened(n=1000)], "3-3").due_at.year == 3026


def test_by_cannot_change_what_is_no_term_or_fixed():
    unusable = [opened(due_on="soon"), event("e2", "term.by", "3-3")]
    assert only(PROMISE, unusable, "3-4").refused == (("e2", "no_term"),)
    fixed = [opened(due_on="2026-03-20"), event("e2", "term.by", "3-3")]
    assert only(PROMISE, fixed, "3-4").refused == (("e2", "fixed"),)


def test_a_plain_total_gives_a_promise_a_count_that_pauses_and_extends():
    events = [
        opened(due_on="soon"),
        event("e2", "clock.stopped", "3-3"),
        event("e3", "clock.resumed", "3-5"),
        event("e4", "term.reset", "3-6"),
        event("e5", "term.by", "3-7"),
    ]
    assert only(PROMISE, events[:3], "3-6").state is State.OPEN
    duty = only(PROMISE, events, "3-8")
    assert (duty.due_at, duty.problem) == (at("3-30 00:00"), None)
    assert duty.history == (
        (None, "e1"), (at("3-25 00:00"), "e4"), (at("3-30 00:00"), "e5"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "reason"),
    [("2026-03-12", "shorter"), ("2026-02-01", "past"), ("soon", "malformed"), (None, "missing")],
)
def test_a_new_day_that_is_no_later_day_is_refused(said, reason):
    said_facts = {} if said is None else {"due_on": said}
    moved = event("e2", "promise.moved", "3-4", **said_facts)
    duty = only(PROMISE, [opened(due_on="2026-03-12"), moved], "3-5")
    assert duty.refused == (("e2", reason),)
    assert duty.problem is None


def test_from_a_count_to_a_day_pauses_are_as_if_they_were_not_there():
    counted = {**PROMISE, "term": {"amount": 10, "unit": "days"}}
    events = [
        opened(),
        event("e2", "clock.stopped", "3-3", "3-9"),
        event("e3", "promise.moved", "3-9", due_on="2026-03-20"),
    ]
    duty = only(counted, events, "3-10", tolerance_hours=1)
    assert (duty.state, duty.due_at, duty.recorded_late) == (State.OPEN, at("3-21 00:00"), False)
    assert duty.history[-1] == (at("3-21 00:00"), "e3")


def test_the_first_variant_that_fits_reads_its_own_fact():
    choosing = rule(
        variant=[
            {"where": {"urgent": True}, "term": {"at_fact": "due_on"}},
            {"where": {"urgent": [True, "yes"]}, "no_number": "at once"},
        ]
    )
    assert only(choosing, [opened(urgent=True)], "3-3").problem == ("due_on", "missing")
    assert only(choosing, [opened(urgent="yes")], "3-3").basis == "none"
    assert only(choosing, [opened()], "3-3").due_at == at("3-13 00:00")


def test_an_annulment_that_names_no_event_changes_nothing():
    noted = [event("e3", "event.annulled", "3-4", event=name) for name in ("e9", 7)]
    for each in noted:
        assert only(rule(), [opened(), each], "3-5").state is State.OPEN


def test_a_rule_may_name_the_annulment_itself():
    told = rule(trigger={"kind": "event.annulled"})
    events = [opened(), event("e2", "event.annulled", "3-4", event="e1")]
    assert list(duties([told], events, "3-5")) == ["r/e2/1"]


def test_an_annulled_stop_never_stood():
    events = [
        opened(due_on=""),
        event("e2", "clock.stopped", "3-3"),
        event("e3", "event.annulled", "3-6", event="e2"),
    ]
    counted = {**PROMISE, "term": {"amount": 10, "unit": "days"}}
    assert only(counted, events, "3-5").state is State.PAUSED
    assert only(counted, events, "3-6").due_at == at("3-13 00:00")


def test_two_different_events_of_one_id_are_an_error_also_if_only_a_type_differs():
    events = [opened(n=1), opened(n=True)]
    with pytest.raises(ConflictingEvents, match="e1"):
        only(rule(), events, "3-5")
    assert only(rule(), [opened(n=1), opened(n=1)], "3-5").state is State.OPEN


def test_an_instant_without_offset_is_refused():
    with pytest.raises(NoOffset):
        Event(
            id="e1", kind="x.y", sequence=1,
            occurred_at=datetime(2026, 3, 2), recorded_at=datetime(2026, 3, 2),
        )  # fmt: skip


def test_nothing_is_recorded_before_it_happened():
    with pytest.raises(RecordedTooEarly):
        event("e1", "x.y", "3-3", "3-2")


def test_instants_are_held_in_utc_and_whole_seconds():
    shanghai = datetime(2026, 3, 2, 10, 0, 0, 999, tzinfo=timezone(timedelta(hours=8)))
    held = Event(id="e1", kind="x.y", sequence=1, occurred_at=shanghai, recorded_at=shanghai)
    assert held.occurred_at == datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert held.occurred_at.tzinfo is UTC


def test_conditions_that_differ_in_type_alone_stay_two() -> None:
    true, one = (reading.when({"kind": "x", "where": {"n": said}}, "") for said in (True, 1))
    assert true.fits({"n": True})
    assert not true.fits({"n": 1})
    assert one.fits({"n": 1})
    assert not one.fits({"n": True})
