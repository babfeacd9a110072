"""The scope question: waiting, no, yes, and what is ended in between."""

from huiying.engine.standing import State
from huiying.engine.tests.telling import at, duties, event, only, opened, rule

ASKED = rule(
    needs={"kind": "scope.answered", "where": {"yes": True}},
    extension=[{"event": {"kind": "term.extended"}, "by": {"amount": 5, "unit": "days"}}],
)


def answer(name, when, yes, recorded=None, **facts):
    return event(name, "scope.answered", when, recorded, yes=yes, **facts)


def given(name, when):
    return event(name, "answer.given", when)


def test_while_nobody_answers_there_is_no_date_history_extension_or_problem():
    extended = event("e2", "term.extended", "3-4")
    duty = only(ASKED, [opened(), extended], "3-5")
    assert duty.state is State.WAITING
    assert (duty.due_at, duty.history, duty.extensions, duty.refused) == (None, (), (), ())
    late = only({**ASKED, "term": {"at_fact": "due_on"}}, [opened()], "3-5")
    assert (late.state, late.problem, late.next_check_at) == (State.WAITING, None, None)


def test_a_yes_finds_the_extension_made_while_waiting():
    events = [opened(), event("e2", "term.extended", "3-4"), answer("e3", "3-6", True)]
    duty = only(ASKED, events, "3-6")
    assert duty.extensions == ("e2",)
    assert duty.due_at == at("3-18 00:00")


def test_out_of_scope_from_the_first_no_of_its_run():
    events = [opened(), answer("e2", "3-3", True), answer("e3", "3-5", False)]
    events.append(answer("e4", "3-7", False))
    duty = only(ASKED, events, "6-1")
    assert (duty.state, duty.void_at, duty.void_by) == (State.VOID, at("3-5"), "e3")
    assert (duty.due_at, duty.breached, duty.met_at) == (None, False, None)


def test_a_no_recorded_late_counts_from_its_recording():
    events = [opened(), answer("e2", "3-3", False, "3-9")]
    duty = only(ASKED, events, "3-20")
    assert (duty.void_at, duty.recorded_late) == (at("3-9"), True)


def test_what_was_met_before_the_no_stands():
    duty = only(ASKED, [opened(), given("e2", "3-4"), answer("e3", "3-5", False)], "3-6")
    assert (duty.state, duty.met_by) == (State.MET, "e2")


def test_what_was_met_during_a_lasting_no_was_never_owed():
    duty = only(ASKED, [opened(), answer("e2", "3-4", False), given("e3", "3-5")], "3-6")
    assert (duty.state, duty.met_by) == (State.VOID, None)


def test_what_was_met_during_a_no_corrected_to_yes_stands_even_if_no_comes_again():
    events = [opened(), answer("e2", "3-4", False), given("e3", "3-5"), answer("e4", "3-6", True)]
    assert only(ASKED, events, "3-7").state is State.MET
    events.append(answer("e5", "3-8", False))
    assert only(ASKED, events, "3-9").state is State.MET


def test_withdrawn_while_nobody_had_answered_is_judged_as_in_scope():
    duty = only(ASKED, [opened(), event("e2", "matter.withdrawn", "3-20")], "3-21")
    assert (duty.state, duty.breached) == (State.VOID, True)


def test_an_answer_about_another_person_does_not_answer():
    shared = {**ASKED, "match": ["person"]}
    events = [opened(person="p1"), answer("e2", "3-4", True, person="p2")]
    assert only(shared, events, "3-5").state is State.WAITING


def test_each_duty_of_a_series_waits_by_itself():
    series = {
        **ASKED,
        "repeat": {
            "every": {"amount": 4, "unit": "weeks"},
            "from": "met",
            "until": [{"kind": "matter.closed"}],
        },
    }
    found = duties(series, [opened(), given("e2", "3-4")], "3-5")
    assert [duty.state for duty in found.values()] == [State.MET, State.WAITING]
    events = [opened(), given("e2", "3-4"), answer("e3", "3-6", False)]
    found = duties(series, events, "3-7")
    assert [duty.state for duty in found.values()] == [State.MET, State.VOID]
