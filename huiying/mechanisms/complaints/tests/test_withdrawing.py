"""A withdrawal takes effect only after another unit spoke with the person alone, and a time to think."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole
from huiying.core.notices.models import Notice
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.queries import complaint_page
from huiying.mechanisms.complaints.services import withdrawing
from huiying.mechanisms.complaints.services.withdrawing import let_withdrawals_take_effect
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import Case, Service, accepted, answered, days


def ask(service: Service, case: Case) -> None:
    withdrawing.ask_withdrawal(
        matter_id=case.matter_id, by=case.holder, at=service.at + days(2), reason="不想再提了。"
    )


def speak(service: Service, case: Case, name: str = "clara", **given: Any) -> None:
    said: dict[str, Any] = {"wants": True, "pressed": False} | given
    withdrawing.record_spoken_apart(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(3), **said
    )


def test_it_takes_effect_after_both(service: Service):
    case = accepted(service)
    ask(service, case)
    assert case.stage() is Stage.WITHDRAWING
    assert case.duty("agency.withdrawal-spoken").unit_id == service.units["city"]
    speak(service, case)
    assert case.duty("agency.withdrawal-spoken").state == "met"
    assert let_withdrawals_take_effect(service.at + days(8.9)) == 0
    assert let_withdrawals_take_effect(service.at + days(9)) == 1
    assert case.stage() is Stage.WITHDRAWN
    assert case.duty("agency.answer").state == "void"
    assert let_withdrawals_take_effect(service.at + days(10)) == 0


def test_time_alone_is_not_enough(service: Service):
    case = accepted(service)
    ask(service, case)
    assert let_withdrawals_take_effect(service.at + days(90)) == 0
    assert case.stage() is Stage.WITHDRAWING


@pytest.mark.parametrize("name", ["alice", "edith", "chief", "wanda", "olga"])
def test_the_handling_unit_does_not_speak_with_them(service: Service, name: str):
    case = accepted(service)
    ask(service, case)
    with pytest.raises(Denied):
        speak(service, case, name)


def test_the_response_centre_may_speak_with_them(service: Service):
    case = accepted(service)
    ask(service, case)
    speak(service, case, "rita")
    assert case.standing().leaving[0].spoken


def test_who_does_not_want_it_goes_on(service: Service):
    case = accepted(service)
    ask(service, case)
    speak(service, case, wants=False)
    assert case.stage() is Stage.ACCEPTED
    assert case.unit(PartyRole.REVIEWING) is None
    assert case.duty("agency.answer").state == "open"


def test_pressure_stops_it_and_goes_past_the_handling_unit(service: Service):
    case = accepted(service)
    ask(service, case)
    speak(service, case, pressed=True)
    assert case.stage() is Stage.ACCEPTED
    assert let_withdrawals_take_effect(service.at + days(30)) == 0
    line = Notice.objects.get(matter_id=case.matter_id, template="pressure")
    assert (line.unit_id, line.role) == (service.units["city"], "oversight")
    page = complaint_page(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(4)
    )
    assert "withdrawal.spoken" not in {line.kind for line in page.lines}


def test_the_person_may_think_again_while_it_waits(service: Service):
    case = accepted(service)
    ask(service, case)
    speak(service, case)
    withdrawing.go_on(matter_id=case.matter_id, by=case.holder, at=service.at + days(5))
    assert case.stage() is Stage.ACCEPTED
    assert case.duty("agency.cooling-off").state == "used"
    assert let_withdrawals_take_effect(service.at + days(30)) == 0


def test_a_withdrawn_complaint_can_be_taken_up_again(service: Service):
    case = accepted(service)
    ask(service, case)
    speak(service, case)
    let_withdrawals_take_effect(service.at + days(9))
    with pytest.raises(rules.IllegalMove):
        withdrawing.go_on(matter_id=case.matter_id, by=case.holder, at=service.at + days(10))
    withdrawing.take_up_again(matter_id=case.matter_id, by=case.holder, at=service.at + days(10))
    assert case.stage() is Stage.ACCEPTED
    assert case.duty("agency.reopened-answer").state == "open"


def test_only_an_open_complaint_is_withdrawn(service: Service):
    case = answered(service)
    with pytest.raises(rules.IllegalMove, match="still open"):
        withdrawing.ask_withdrawal(
            matter_id=case.matter_id, by=case.holder, at=service.at + days(12)
        )


def test_staff_and_other_people_withdraw_nothing(service: Service):
    case, other = accepted(service), accepted(service)
    for by in (service.actor("alice"), other.holder):
        with pytest.raises(Denied):
            withdrawing.ask_withdrawal(matter_id=case.matter_id, by=by, at=service.at + days(2))
