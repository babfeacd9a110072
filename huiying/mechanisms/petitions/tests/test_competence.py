"""What another body forwarded: judged, objected to within five working days, given back or handled."""

import pytest

from huiying.core.kinds import WordsNeeded
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services import competence
from huiying.mechanisms.petitions.services.registering import Handover
from huiying.mechanisms.petitions.tests.support import Case, Service, days, file


def forwarded(service: Service) -> Case:
    return file(
        service, channel="forwarded", forwarded_by="市信访局", by=service.actor("alice"),
        handover=Handover.NONE,
    )  # fmt: skip


def judge(service: Service, case: Case, competent: bool, day: float = 1, reason: str = "") -> None:
    competence.judge_competence(
        matter_id=case.matter_id, competent=competent, reason=reason, by=service.actor("alice"),
        at=service.at + days(day),
    )  # fmt: skip


def object_to(service: Service, case: Case, day: float = 3) -> None:
    competence.object_to_forwarding(
        matter_id=case.matter_id, reason="拆墙由街道决定。", by=service.actor("alice"),
        at=service.at + days(day),
    )  # fmt: skip


def test_the_five_working_days_run_from_when_it_came_in(service: Service):
    case = forwarded(service)
    assert case.duty("cn.petition-matter-objection").state == "waiting"
    judge(service, case, False, day=2, reason="不属于公安机关职权。")
    duty = case.duty("cn.petition-matter-objection")
    # Monday 2 March: 3, 4, 5, 6 and 9 March.
    assert duty.due_at.isoformat() == "2026-03-09T16:00:00+00:00"
    object_to(service, case)
    assert case.duty("cn.petition-matter-objection").state == "met"


def test_what_is_for_us_needs_no_objection(service: Service):
    case = forwarded(service)
    judge(service, case, True)
    assert case.duty("cn.petition-matter-objection").state == "void"
    with pytest.raises(IllegalMove, match="not for us"):
        object_to(service, case)


def test_agreed_it_goes_back_and_is_no_longer_with_us(service: Service):
    case = forwarded(service)
    judge(service, case, False, reason="不属于公安机关职权。")
    object_to(service, case)
    competence.hear_objection(
        matter_id=case.matter_id, upheld=True, by=service.actor("alice"), at=service.at + days(6)
    )
    assert case.stage() is Stage.OUTSIDE
    moved = case.last("petition.moved")
    assert (moved["cause"], moved["outside"]) == ("objection", True)
    assert case.duty("cn.petition-matter-forwarded-notice").state == "void"


def test_not_agreed_it_is_for_us_to_handle(service: Service):
    case = forwarded(service)
    judge(service, case, False, reason="不属于公安机关职权。")
    object_to(service, case)
    competence.hear_objection(
        matter_id=case.matter_id, upheld=False, by=service.actor("alice"), at=service.at + days(6)
    )
    assert case.standing().competent is True
    assert case.stage() is Stage.RECEIVED


def test_an_objection_says_why(service: Service):
    case = forwarded(service)
    with pytest.raises(WordsNeeded):
        judge(service, case, False)


def test_what_came_directly_is_not_objected_to(service: Service):
    with pytest.raises(IllegalMove, match="forwarded"):
        judge(service, file(service), True)
