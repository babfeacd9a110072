"""Excluded time where the vectors do not reach: caps, moments, other people's clocks."""

import pytest

from huiying.engine.standing import State
from huiying.engine.tests.telling import at, event, only, opened, rule


def paused(cap=None, **fields):
    entry = {"from": {"kind": "clock.stopped"}, "to": {"kind": "clock.resumed"}}
    return rule(pause=[{**entry, "max": cap} if cap else entry], **fields)


def stop(name, when, recorded=None, **facts):
    return event(name, "clock.stopped", when, recorded, **facts)


def resume(name, when, recorded=None, **facts):
    return event(name, "clock.resumed", when, recorded, **facts)


def test_a_clock_stopped_before_the_trigger_still_stands():
    events = [stop("e0", "2-27"), opened(), resume("e2", "3-4")]
    assert only(paused(), events[:2], "3-3").history == ((None, "e1"),)
    duty = only(paused(), events, "3-5")
    assert duty.due_at == at("3-15 00:00")
    assert duty.history == ((None, "e1"), (at("3-15 00:00"), "e2"))


def test_a_clock_resumed_before_the_trigger_is_nothing_to_it():
    events = [stop("e0", "2-20", "2-28"), resume("e2", "3-1"), opened("3-2")]
    duty = only(paused(), events, "3-5", tolerance_hours=1)
    assert (duty.due_at, duty.recorded_late) == (at("3-13 00:00"), False)


def test_a_cap_counts_only_dates_from_the_start_on():
    events = [stop("e0", "2-20"), opened()]
    duty = only(paused({"amount": 3, "unit": "days"}), events, "3-3")
    assert (duty.state, duty.due_at) == (State.PAUSED, at("3-16 00:00"))
    assert duty.next_check_at == at("3-5 00:00")


def test_a_cap_that_is_used_up_pauses_nothing_more():
    events = [opened(), stop("e2", "3-3"), resume("e3", "3-6"), stop("e4", "3-9")]
    duty = only(paused({"amount": 3, "unit": "days"}), events, "3-9 12:00")
    assert (duty.state, duty.due_at) == (State.OPEN, at("3-16 00:00"))


def test_a_clock_stopped_after_it_has_run_out_counts_once_the_term_is_longer():
    longer = {"event": {"kind": "term.longer"}, "to": {"amount": 30, "unit": "days"}}
    run_out = [opened(), stop("e2", "3-13"), resume("e3", "3-18")]
    duty = only(paused(), run_out, "3-20")
    assert duty.history == ((at("3-13 00:00"), "e1"),)
    # Granted by whom a right is against, who may do so after the date.
    rule = paused(nature="right", extension=[{**longer, "before_expiry": False}])
    duty = only(rule, [*run_out, event("e4", "term.longer", "3-19")], "3-20")
    assert duty.history == ((at("3-13 00:00"), "e1"), (at("4-7 00:00"), "e4"))


def test_hours_have_a_cap_to_the_second():
    capped = paused(
        {"amount": 5, "unit": "hours"}, term={"amount": 24, "unit": "hours"}, due_soon="due-1h"
    )
    events = [opened(), stop("e2", "3-2 12:00")]
    duty = only(capped, events, "3-2 13:00")
    assert (duty.state, duty.due_at) == (State.PAUSED, at("3-3 15:00"))
    assert duty.next_check_at == at("3-2 17:00")
    assert only(capped, events, "3-2 17:00").state is State.OPEN


def test_the_last_of_two_stopped_clocks_says_when_to_look_again():
    def entry(n, cap):
        names = {"from": {"kind": f"stopped.by{n}"}, "to": {"kind": f"resumed.by{n}"}}
        return {**names, "max": {"amount": cap, "unit": "days"}} if cap else names

    events = [opened(), event("e2", "stopped.by1", "3-3"), event("e3", "stopped.by2", "3-4")]
    both = rule(pause=[entry(1, 3), entry(2, 9)])
    assert only(both, events, "3-4").next_check_at == at("3-13 00:00")
    assert only(both, events, "3-6").state is State.PAUSED
    endless = rule(pause=[entry(1, 3), entry(2, None)])
    assert only(endless, events, "3-4").next_check_at is None


def test_of_several_stops_the_earliest_effective_one_counts():
    events = [opened(), stop("e2", "3-3", "3-9"), stop("e3", "3-5"), resume("e4", "3-10")]
    duty = only(paused(), events, "3-11")
    assert (duty.due_at, duty.recorded_late) == (at("3-18 00:00"), False)
    assert duty.history[1] == (None, "e3")


def test_another_persons_clock_does_not_stop_this_one():
    events = [opened(person="p1"), stop("e2", "3-3", person="p2")]
    assert only(paused(match=["person"]), events, "3-4").state is State.OPEN


def test_a_stop_after_the_moment_of_the_last_day_is_too_late():
    moment = paused(term={"amount": 3, "unit": "days", "ends": "moment"})
    events = [opened(), stop("e2", "3-5 15:00"), resume("e3", "3-7 15:00")]
    for now in ("3-6", "3-8"):
        duty = only(moment, events, now)
        assert (duty.state, duty.due_at, duty.breached) == (State.OVERDUE, at("3-5 10:00"), True)
    in_time = [opened(), stop("e2", "3-5 09:00"), resume("e3", "3-7 09:00")]
    assert only(moment, in_time, "3-7").due_at == at("3-7 10:00")


def test_one_event_may_meet_and_stop_the_clock():
    both = rule(pause=[{"from": {"kind": "answer.given"}, "to": {"kind": "clock.resumed"}}])
    duty = only(both, [opened(), event("e2", "answer.given", "3-4")], "3-5")
    assert (duty.state, duty.due_at) == (State.MET, at("3-13 00:00"))


def test_without_a_number_the_clock_can_stand_too():
    words = paused(term=None, no_number="promptly", escalate=[{"at": "open+3d", "to": "desk"}])
    duty = only(words, [opened(), stop("e2", "3-3")], "3-10")
    assert (duty.state, duty.reached, duty.next_check_at) == (State.PAUSED, (), None)


EXTENDED = {
    "extension": [
        {"event": {"kind": "term.reset"}, "to": {"amount": 20, "unit": "days"}},
        {"event": {"kind": "term.cut"}, "to": {"amount": 5, "unit": "days"}},
        {"event": {"kind": "term.by"}, "by": {"amount": 5, "unit": "days"}, "times": 9},
    ]
}


@pytest.mark.parametrize(
    ("kind", "extensions", "due"),
    [("term.reset", ("e3",), "3-25"), ("term.cut", (), "3-15"), ("term.by", ("e3",), "3-20")],
)
def test_while_the_clock_stands_a_longer_total_is_granted_and_a_shorter_refused(
    kind, extensions, due
):
    events = [opened(), stop("e2", "3-3"), event("e3", kind, "3-4"), resume("e4", "3-5")]
    duty = only(paused(**EXTENDED), events[:3], "3-4")
    assert (duty.extensions, duty.due_at) == (extensions, None)
    assert only(paused(**EXTENDED), events, "3-6").due_at == at(f"{due} 00:00")


def test_a_new_total_replaces_the_grants_before_it_and_later_ones_add_to_it():
    events = [opened(), event("e2", "term.by", "3-3"), event("e3", "term.reset", "3-4")]
    assert only(rule(**EXTENDED), events, "3-5").due_at == at("3-23 00:00")
    events.append(event("e4", "term.by", "3-6"))
    duty = only(rule(**EXTENDED), events, "3-7")
    assert (duty.extensions, duty.due_at) == (("e2", "e3", "e4"), at("3-28 00:00"))


def test_reasons_are_tested_in_their_order():
    strict = rule(
        extension=[
            {
                "event": {"kind": "term.upto"},
                "up_to": {"amount": 9, "unit": "days"},
                "needs_facts": ["approver"],
            }
        ]
    )
    events = [
        opened(),
        event("e2", "term.upto", "3-3", amount=50),
        event("e3", "term.upto", "3-4", approver="u", amount=50),
        event("e4", "term.upto", "3-5", approver="u", amount=0),
        event("e5", "term.upto", "3-6", approver="u", amount=9),
        event("e6", "term.upto", "3-7", approver="u", amount=50),
        event("e7", "term.upto", "3-30", amount=50),
    ]
    duty = only(strict, events, "3-31")
    assert duty.refused == (
        ("e2", "facts"), ("e3", "too_long"), ("e4", "amount"), ("e6", "times"), ("e7", "late"),
    )  # fmt: skip
    assert duty.extensions == ("e5",)


def test_without_a_term_there_is_nothing_to_change():
    words = rule(term=None, no_number="promptly", **EXTENDED)
    events = [opened(), event("e2", "term.reset", "3-3"), event("e3", "term.by", "3-4")]
    assert only(words, events, "3-5").refused == (("e2", "no_term"), ("e3", "no_term"))
