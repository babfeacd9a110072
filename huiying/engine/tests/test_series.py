"""What follows a met duty."""

import pytest

from huiying.engine.standing import State
from huiying.engine.tests.telling import at, duties, event, opened, rule


def repeating(starts, every, **fields):
    until = [{"kind": "matter.closed"}]
    return rule(repeat={"every": every, "from": starts, "until": until}, **fields)


def given(name, when, recorded=None):
    return event(name, "answer.given", when, recorded)


DAYS = {"amount": 10, "unit": "days"}


def test_from_due_the_first_day_is_excluded_whatever_the_term_says():
    included = {**DAYS, "first_day": "included"}
    found = duties(repeating("due", included, term=included), [opened(), given("e2", "3-4")], "3-5")
    assert found["r/e1/1"].due_at == at("3-12 00:00")
    assert found["r/e1/2"].due_at == at("3-22 00:00")
    assert found["r/e1/2"].opened_at == at("3-12 00:00")


def test_from_due_an_interval_in_hours_starts_at_the_due_instant():
    hours = {"amount": 24, "unit": "hours"}
    found = duties(repeating("due", hours, term=hours), [opened(), given("e2", "3-2 12:00")], "3-3")
    assert found["r/e1/2"].due_at == at("3-4 10:00")


def test_from_due_a_moment_keeps_the_wall_time_of_the_start():
    moment = {**DAYS, "ends": "moment"}
    found = duties(repeating("due", moment, term=moment), [opened(), given("e2", "3-4")], "3-5")
    assert found["r/e1/2"].opened_at == at("3-12 10:00")
    assert found["r/e1/2"].due_at == at("3-22 10:00")


def test_from_due_the_next_period_runs_from_the_unrolled_end():
    rolled = {"amount": 5, "unit": "days", "roll": "next_working_day"}
    found = duties(repeating("due", DAYS, term=rolled), [opened(), given("e2", "3-4")], "3-5")
    assert found["r/e1/1"].due_at == at("3-10 00:00")
    assert found["r/e1/2"].due_at == at("3-18 00:00")


def test_met_without_a_date_the_next_runs_from_the_meeting():
    paused = [{"from": {"kind": "clock.stopped"}, "to": {"kind": "clock.resumed"}}]
    events = [opened(), event("e2", "clock.stopped", "3-3"), given("e3", "3-4")]
    events.append(event("e4", "clock.resumed", "3-6"))
    found = duties(repeating("due", DAYS, pause=paused), events, "3-8")
    assert found["r/e1/1"].due_at is None
    assert found["r/e1/2"].opened_at == at("3-4")
    assert found["r/e1/2"].due_at == at("3-17 00:00")
    assert found["r/e1/2"].history == ((None, "e3"), (at("3-17 00:00"), "e4"))


def test_an_amount_that_cannot_be_used_sends_the_grid_to_the_meeting():
    fact = {"amount": {"fact": "n"}, "unit": "days"}
    found = duties(repeating("trigger", DAYS, term=fact), [opened(), given("e2", "3-4")], "3-5")
    assert found["r/e1/1"].problem == ("n", "missing")
    assert found["r/e1/2"].due_at == at("3-15 00:00")


def test_an_interval_that_cannot_be_used_leaves_the_next_without_a_date():
    fact = {"amount": {"fact": "n"}, "unit": "days"}
    for starts in ("met", "due", "trigger"):
        found = duties(repeating(starts, fact), [opened(n=0), given("e2", "3-4")], "3-5")
        assert found["r/e1/2"].problem == ("n", "malformed")
        assert found["r/e1/2"].due_at is None
        assert found["r/e1/2"].state is State.OPEN


def test_ended_by_an_answer_that_closes_before_the_next_period_opens():
    closing = repeating("due", DAYS, met_by=[{"kind": "answer.given"}, {"kind": "matter.closed"}])
    events = [opened(), given("e2", "3-4"), event("e3", "matter.closed", "3-6")]
    assert list(duties(closing, events, "3-7")) == ["r/e1/1"]


def test_ended_exactly_when_the_next_period_opens_it_came_to_be_and_is_void():
    events = [opened(), given("e2", "3-4"), event("e3", "matter.closed", "3-13 00:00")]
    found = duties(repeating("due", DAYS), events, "3-14")
    assert found["r/e1/2"].state is State.VOID


def test_withdrawn_before_the_next_period_opens_nothing_more_is_owed():
    events = [opened(), given("e2", "3-4"), event("e3", "matter.withdrawn", "3-6")]
    assert list(duties(repeating("trigger", DAYS), events, "3-7")) == ["r/e1/1"]


@pytest.mark.parametrize("starts", ["due", "trigger"])
@pytest.mark.parametrize("unit", ["hours", "days", "weeks", "working_days"])
def test_skipped_periods_are_counted_as_if_each_had_been_reckoned(starts, unit):
    every = {"amount": 2, "unit": unit}
    found = list(
        duties(
            repeating(starts, every, term=every), [opened(), given("e2", "9-9 09:00")], "9-10"
        ).values()
    )
    skipped = found[1]
    # The period before it must have passed; the one that opens must not.
    assert skipped.due_at > at("9-9 09:00") > skipped.due_at - 2 * (at("9-2") - at("8-26"))
    pauses = [{"from": {"kind": "clock.stopped"}, "to": {"kind": "clock.resumed"}}]
    # Ten minutes out of the last day move no date, but every period is then reckoned by itself.
    events = [opened(), given("e2", "9-9 09:00")]
    events += [event("e3", "clock.stopped", "9-9 08:00"), event("e4", "clock.resumed", "9-9 08:10")]
    slow = duties(repeating(starts, every, term=every, pause=pauses), events, "9-10")
    assert skipped.key in slow
    assert unit == "hours" or slow[skipped.key].due_at == skipped.due_at


def test_an_extension_between_meeting_and_opening_extends_the_next():
    extension = [{"event": {"kind": "term.extended"}, "by": {"amount": 3, "unit": "days"}}]
    events = [opened(), given("e2", "3-4"), event("e3", "term.extended", "3-6")]
    found = duties(repeating("due", DAYS, extension=extension), events, "3-7")
    assert found["r/e1/1"].extensions == ()
    assert found["r/e1/2"].extensions == ("e3",)
    assert found["r/e1/2"].due_at == at("3-26 00:00")
