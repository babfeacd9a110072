"""A person's window to act: nothing of it depends on when the service recorded it."""

import pytest

from huiying.engine.standing import State
from huiying.engine.tests.telling import at, duties, event, only, opened, right

LATE = right(
    extension=[
        {
            "event": {"kind": "term.extended"},
            "by": {"amount": 5, "unit": "days"},
            "before_expiry": False,
            "times": 2,
        }
    ]
)


def applied(name, when, recorded=None):
    return event(name, "answer.given", when, recorded)


def extended(name, when, recorded=None):
    return event(name, "term.extended", when, recorded)


def test_an_extension_counts_when_it_was_made_not_when_it_was_recorded():
    in_time = right(
        extension=[{"event": {"kind": "term.extended"}, "by": {"amount": 5, "unit": "days"}}]
    )
    duty = only(in_time, [opened(), extended("e2", "3-12", "3-30")], "3-31")
    assert (duty.extensions, duty.due_at) == (("e2",), at("3-18 00:00"))
    duty = only(in_time, [opened(), extended("e2", "3-13")], "3-31")
    assert duty.refused == (("e2", "late"),)


def test_the_first_application_that_a_late_extension_covers_is_used():
    events = [opened(), applied("e2", "3-15"), applied("e3", "3-16"), extended("e4", "3-20")]
    duty = only(LATE, events, "3-21")
    assert (duty.state, duty.met_by, duty.met_at) == (State.USED, "e2", at("3-15"))
    assert duty.history == ((at("3-13 00:00"), "e1"), (at("3-18 00:00"), "e4"))


def test_a_late_extension_that_falls_short_saves_nothing_yet():
    events = [opened(), applied("e2", "3-20"), extended("e3", "3-21")]
    assert only(LATE, events, "3-22").state is State.LAPSED
    events.append(extended("e4", "3-22"))
    duty = only(LATE, events, "3-23")
    assert (duty.state, duty.met_by) == (State.USED, "e2")


def test_a_stop_of_the_clock_recorded_late_still_counts_from_when_it_happened():
    paused = right(pause=[{"from": {"kind": "clock.stopped"}, "to": {"kind": "clock.resumed"}}])
    events = [
        opened(),
        event("e2", "clock.stopped", "3-4", "3-30"),
        event("e3", "clock.resumed", "3-6"),
    ]
    duty = only(paused, events, "3-30")
    assert (duty.due_at, duty.recorded_late) == (at("3-15 00:00"), False)


def test_a_right_is_never_breached_nor_calls_anybody():
    loud = right(escalate=[{"at": "due", "to": "chief"}])
    duty = only(loud, [opened()], "3-20")
    assert (duty.state, duty.breached, duty.reached) == (State.LAPSED, False, ())
    assert duty.next_check_at is None
    gone = only(loud, [opened(), event("e2", "matter.withdrawn", "3-20")], "3-21")
    assert (gone.state, gone.breached) == (State.VOID, False)


@pytest.mark.parametrize(("now", "leads"), [("3-7", "r.a"), ("3-10", "r.b"), ("3-20", "r.a")])
def test_a_lapsed_right_leaves_the_lead_to_the_one_that_still_runs(now, leads):
    rivals = [
        right(id="r.a", group="g", term={"amount": 5, "unit": "days"}),
        right(id="r.b", group="g"),
    ]
    found = duties(rivals, [opened()], now)
    assert [duty.rule for duty in found.values() if duty.lead] == [leads]
