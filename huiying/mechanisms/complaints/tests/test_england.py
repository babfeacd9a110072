"""What the law of England and Wales asks for: each duty is met by an act; nothing ends over somebody's head."""

from typing import Any

import pytest

from huiying.config.apps import PACK_TABLE, wired_kinds
from huiying.core.access.doors import Denied
from huiying.core.duties.services import sweep
from huiying.core.notices.models import Notice
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import england, following, reviewing, withdrawing
from huiying.mechanisms.complaints.services.recording import send_withdrawal_letter
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    accepted,
    answered,
    days,
)
from huiying.rulepacks import loader


@pytest.fixture(autouse=True)
def _england(settings: Any) -> None:
    settings.HUIYING_JURISDICTION = "ew"


def of(service: Service, case: Case, day: float, name: str = "alice") -> dict[str, Any]:
    return {
        "matter_id": case.matter_id,
        "by": service.actor(name),
        "at": service.at + days(day),
    }


def written_to(service: Service) -> Case:
    """Somebody asked to withdraw without a signed notice, and was asked by letter how they wish to proceed."""
    case = accepted(service, contact=BY_PHONE)
    withdrawing.ask_withdrawal(matter_id=case.matter_id, by=case.holder, at=service.at + days(2))
    assert case.duty("ew.withdrawal-letter").state == "open"
    send_withdrawal_letter(channel="letter", **of(service, case, 3))
    assert case.duty("ew.withdrawal-letter").state == "met"
    assert case.duty("ew.withdrawal-reply").state == "open"
    return case


def test_every_rule_of_the_packs_has_something_that_opens_it():
    wired = wired_kinds()
    law = [pack for pack in PACK_TABLE["ew"]["complaint"] if pack.startswith("ew.")]
    rules_of = [rule for pack in law for rule in loader.pack(pack).pack.rules]
    assert rules_of
    assert {r.id for r in rules_of if r.trigger.kind not in wired} == set()


def test_silence_ends_nothing_by_itself(service: Service):
    case = written_to(service)
    sweep(now=service.at + days(40))
    assert case.duty("ew.withdrawal-reply").state == "lapsed"
    assert england.propose_deemed(service.at + days(40)) == 1
    assert england.propose_deemed(service.at + days(41)) == 0
    line = Notice.objects.get(template="withdrawal-deemed")
    assert (line.unit_id, line.role) == (service.units["east"], "head")
    assert case.stage() is Stage.WITHDRAWING


def test_a_head_decides_after_28_days_and_the_person_can_come_back(service: Service):
    case = written_to(service)
    with pytest.raises(england.TooEarly):
        england.deem_withdrawn(**of(service, case, 30, "edith"))
    with pytest.raises(Denied):
        england.deem_withdrawn(**of(service, case, 40, "alice"))
    england.deem_withdrawn(**of(service, case, 40, "edith"))
    assert case.stage() is Stage.WITHDRAWN
    assert case.last("complaint.withdrawn")["deemed"] is True
    assert Notice.objects.filter(matter_id=case.matter_id, template="withdrawn").exists()
    withdrawing.take_up_again(matter_id=case.matter_id, by=case.holder, at=service.at + days(60))
    assert case.stage() is Stage.ACCEPTED


def test_who_replies_goes_on_or_is_spoken_with(service: Service):
    case = written_to(service)
    england.hear_withdrawal(wants=False, **of(service, case, 10))
    assert case.stage() is Stage.ACCEPTED
    assert case.duty("ew.withdrawal-reply").state == "used"
    other = written_to(service)
    england.hear_withdrawal(wants=True, **of(service, other, 10))
    assert other.stage() is Stage.WITHDRAWING
    with pytest.raises(rules.IllegalMove):
        england.deem_withdrawn(**of(service, other, 60, "edith"))


def test_a_meeting_owes_its_record(service: Service):
    case = accepted(service)
    with pytest.raises(rules.IllegalMove):
        england.record_meeting(text="我们谈了。", **of(service, case, 2))
    england.hold_meeting(**of(service, case, 2))
    assert case.duty("ew.meeting-record").state == "open"
    england.record_meeting(text="我们谈了，会调录像。", **of(service, case, 3))
    assert case.duty("ew.meeting-record").state == "met"


def test_a_suspension_ends_with_a_letter_and_a_time_to_reply(service: Service):
    case = accepted(service)
    with pytest.raises(Denied):
        england.suspend_complaint(reason="刑事案件在办。", **of(service, case, 2))
    england.suspend_complaint(reason="刑事案件在办。", **of(service, case, 2, "edith"))
    with pytest.raises(rules.IllegalMove):
        england.suspend_complaint(reason="刑事案件在办。", **of(service, case, 3, "edith"))
    england.end_suspension(**of(service, case, 20))
    assert case.duty("ew.resumption-letter").state == "open"
    england.send_resumption_letter(channel="letter", **of(service, case, 21))
    assert case.duty("ew.resumption-letter").state == "met"
    assert case.duty("ew.resumption-reply").state == "open"
    england.hear_resumption(wants=True, **of(service, case, 25))
    assert case.duty("ew.resumption-reply").state == "used"


@pytest.mark.parametrize(
    ("cause", "rule"), [("serious", "ew.referral"), ("directed", "ew.referral-directed")]
)
def test_a_referral_is_due_by_the_end_of_the_next_day(service: Service, cause: str, rule: str):
    case = accepted(service)
    england.require_referral(cause=cause, reason="重伤。", **of(service, case, 2))
    assert case.duty(rule).state in {"open", "due_soon"}
    england.refer(channel="e-mail", **of(service, case, 3))
    assert case.duty(rule).state == "met"


def test_a_recommendation_is_answered_and_copied(service: Service):
    case = answered(service, contact=BY_PHONE)
    following.open_page(by=case.holder, at=service.at + days(11))
    reviewing.disagree(
        matter_id=case.matter_id, reason="没有说清。", by=case.holder, at=service.at + days(12)
    )
    reviewing.start_review(**of(service, case, 13, "clara"))
    england.recommend(text="重新培训窗口。", **of(service, case, 14, "clara"))
    assert case.duty("ew.recommendation-response").unit_id == service.units["east"]
    england.answer_recommendation(text="下月培训。", **of(service, case, 15))
    assert case.duty("ew.recommendation-response").state == "met"
    england.copy_recommendation(**of(service, case, 16, "clara"))
    assert case.duty("ew.recommendation-copied").state == "open"
    following.open_page(by=case.holder, at=service.at + days(17))
    assert case.duty("ew.recommendation-copied").state == "met"
