"""A line is told, told in part, not now; what that needs, and who has to agree."""

from datetime import date

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure import queries
from huiying.core.disclosure.rules import NoSuchLine
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import AGAIN, asked, decide, held, said, second, stands
from huiying.core.kinds import IllegalMove, NotAChoice, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints.tests import support


def test_what_can_be_said_and_is_not_sensitive_is_released_at_once(service):
    case = support.file(service)
    [line] = asked(service, case)
    assert decide(service, case, line) is State.RELEASED
    assert said(case) == ["我们调取了三处录像。"]


@pytest.mark.parametrize(
    ("decision", "given"),
    [("told", {"sensitive": True}), ("part", {}), ("withheld", {})],
)
def test_what_is_sensitive_or_held_back_waits_for_a_second_person(service, decision, given):
    case = support.file(service)
    [line] = asked(service, case)
    assert decide(service, case, line, decision, **given) is State.SECOND
    assert said(case) == []
    assert queries.withheld(ledger.history(case.matter_id)) == []
    assert stands(case, line).second_unit == service.units["east-legal"]


def test_in_part_is_both_said_and_held_back(service):
    case = support.file(service)
    line = held(service, case, "part")
    assert said(case) == ["我们调取了三处录像。"]
    [rest] = queries.withheld(ledger.history(case.matter_id))
    assert (rest.id, rest.ground, rest.ask_again_on, rest.in_part) == (
        line, "investigation", AGAIN.isoformat(), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("decision", "given", "wrong"),
    [
        ("perhaps", {}, NotAChoice),
        ("told", {"said": " "}, WordsNeeded),
        ("told", {"said": "我们走访了【几】户。"}, WordsNeeded),
        ("told", {"said": "We spoke with [[how many]] households."}, WordsNeeded),
        ("part", {"said": ""}, WordsNeeded),
        ("withheld", {"ground": ""}, NotAChoice),
        ("withheld", {"ground": "no-time"}, NotAChoice),
        ("withheld", {"ask_again_on": None}, WordsNeeded),
        ("withheld", {"ask_again_on": date(2026, 3, 2)}, NotAChoice),
        ("withheld", {"ask_again_on": date(2026, 6, 1)}, NotAChoice),
    ],
)
def test_a_decision_says_all_that_it_must(service, decision, given, wrong):
    case = support.file(service)
    [line] = asked(service, case)
    with pytest.raises(wrong):
        decide(service, case, line, decision, **given)
    assert stands(case, line).state is State.ASKED


def test_a_line_of_another_matter_is_no_line_here(service):
    case, other = support.file(service), support.accepted(service)
    [line] = asked(service, other)
    with pytest.raises(NoSuchLine):
        decide(service, case, line)


@pytest.mark.parametrize("who", ["leo", "olga", "wanda", "accused"])
def test_who_does_not_handle_it_does_not_decide(service, who: str):
    case = support.file(service)
    [line] = asked(service, case)
    with pytest.raises(Denied):
        decide(service, case, line, who=who)


def test_what_waits_can_be_decided_anew_and_the_second_is_asked_anew(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "withheld")
    assert decide(service, case, line, "told") is State.RELEASED
    assert said(case) == ["我们调取了三处录像。"]
    with pytest.raises(IllegalMove):
        second(service, case, line)


def test_deciding_what_was_settled_is_asking_again(service):
    case = support.file(service)
    line = held(service, case)
    decide(service, case, line, "told", at=service.at + support.days(10))
    assert said(case) == ["我们调取了三处录像。"]
    assert queries.withheld(ledger.history(case.matter_id)) == []
    assert "gate.reopened" in case.kinds()
