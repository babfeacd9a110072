"""Twice "not now" in a row on one subject goes to the supervisor, who says whether it may stand."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure.services.supervising import supervise_withholding
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import LINES, asked, decide, held, second, stands
from huiying.core.kinds import IllegalMove
from huiying.core.notices.desk import waiting_for
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import days


def twice(service, case) -> str:
    line = held(service, case)
    at = service.at + days(18)
    decide(service, case, line, "withheld", at=at, ask_again_on=support.AT.date() + days(40))
    second(service, case, line, at=at)
    return line


def supervise(service, case, line, *, stands: bool, who: str = "sven") -> None:
    supervise_withholding(
        matter_id=case.matter_id, line=line, stands=stands, reason="看过了。",
        by=service.actor(who), at=service.at + days(19),
    )  # fmt: skip


def test_the_second_not_now_in_a_row_goes_up(service):
    case = support.file(service)
    line = twice(service, case)
    assert stands(case, line).up_to_unit == service.units["city"]
    assert [n.template for n in waiting_for(by=service.actor("sven"))] == ["gate-twice"]
    assert case.duty("agency.gate-supervised").state == "open"


def test_two_lines_on_one_occasion_are_once(service):
    case = support.file(service)
    for line in asked(service, case, *LINES[:2]):
        decide(service, case, line, "withheld")
        second(service, case, line)
    assert "gate.went-up" not in case.kinds()


def test_a_new_line_of_the_same_subject_counts_on(service):
    case = support.file(service)
    held(service, case)
    from huiying.core.disclosure.services.asking import ask_gate

    at = service.at + days(5)
    [new] = ask_gate(
        matter_id=case.matter_id, lines=["换一句话再问。"], by=service.actor("alice"), at=at
    )
    decide(service, case, new, "withheld", at=at)
    second(service, case, new, at=at)
    assert stands(case, new).up_to_unit == service.units["city"]


def test_something_released_between_begins_anew(service):
    case = support.file(service)
    line = held(service, case)
    decide(service, case, line, "told", at=service.at + days(5))
    decide(service, case, line, "withheld", at=service.at + days(6))
    second(service, case, line, at=service.at + days(6))
    assert "gate.went-up" not in case.kinds()


def test_it_stands_or_is_decided_anew(service):
    case = support.file(service)
    line = twice(service, case)
    supervise(service, case, line, stands=True)
    assert stands(case, line).state is State.HELD
    assert case.duty("agency.gate-supervised").state == "met"
    with pytest.raises(IllegalMove):
        supervise(service, case, line, stands=False)
    other = support.file(service)
    line = twice(service, other)
    supervise(service, other, line, stands=False)
    assert stands(other, line).state is State.REOPENED


@pytest.mark.parametrize("who", ["alice", "leo", "olga", "edith"])
def test_only_a_supervisor_says_so(service, who: str):
    case = support.file(service)
    line = twice(service, case)
    with pytest.raises(Denied):
        supervise(service, case, line, stands=True, who=who)
