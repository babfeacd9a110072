"""What is held back is asked again: on its day the duty stands on the desk; anybody at the gate may ask earlier."""

from datetime import timedelta

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure import queries
from huiying.core.disclosure.services.again import ask_again
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import asked, decide, held, said, second, stands
from huiying.core.duties.services import sweep
from huiying.core.kinds import IllegalMove
from huiying.core.ledger import queries as ledger
from huiying.core.notices.desk import waiting_for
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import days


def again(service, case, line, who: str = "alice") -> None:
    ask_again(matter_id=case.matter_id, line=line, by=service.actor(who), at=service.at + days(3))


def test_on_the_day_the_duty_is_there_and_the_desk_is_told(service):
    case = support.file(service)
    held(service, case)
    duty = case.duty("agency.gate-asked-again")
    # By the end of 20 March in Shanghai.
    assert duty.due_at.isoformat() == "2026-03-20T16:00:00+00:00"
    assert (duty.owed_to, duty.unit_id) == ("person", service.units["east"])
    sweep(now=duty.due_at - timedelta(hours=23))
    assert "escalated.desk" in {n.template for n in waiting_for(by=service.actor("alice"))}
    sweep(now=duty.due_at)
    assert case.duty("agency.gate-asked-again").state == "overdue"


def test_only_a_decision_meets_it(service):
    case = support.file(service)
    line = held(service, case)
    again(service, case, line)
    assert case.duty("agency.gate-asked-again").state == "open"
    decide(service, case, line, "told", at=service.at + days(4))
    assert case.duty("agency.gate-asked-again").state == "met"


def test_asked_again_it_is_still_held_back_and_what_was_said_in_part_is_said_no_more(service):
    case = support.file(service)
    line = held(service, case, "part")
    again(service, case, line)
    assert stands(case, line).state is State.REOPENED
    assert said(case) == []
    [still] = queries.withheld(ledger.history(case.matter_id))
    assert still.ask_again_on == "2026-03-20"


def test_a_later_decision_that_nobody_agreed_to_moves_no_day(service):
    case = support.file(service)
    line = held(service, case)
    at = service.at + days(3)
    decide(service, case, line, "withheld", at=at, ask_again_on=(at + days(60)).date())
    second(service, case, line, agreed=False, at=at)
    [still] = queries.withheld(ledger.history(case.matter_id))
    assert still.ask_again_on == "2026-03-20"


def test_what_was_released_can_be_taken_back(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line)
    again(service, case, line)
    assert said(case) == []
    with pytest.raises(IllegalMove):
        again(service, case, line)


@pytest.mark.parametrize("who", ["olga", "wanda", "accused", "rita"])
def test_somebody_with_nothing_to_do_with_it_asks_nothing(service, who: str):
    case = support.file(service)
    line = held(service, case)
    with pytest.raises(Denied):
        again(service, case, line, who)
