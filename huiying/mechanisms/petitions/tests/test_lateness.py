"""A late step of a petition says why it was late and who apologises; a late review is explained by who reviews."""

import time_machine

from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.holders.lateness import explain_lateness, unexplained
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing
from huiying.core.ledger.specs import specs
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.work.returns import mail_arrived, mail_bounced
from huiying.mechanisms.petitions.services import reviewing, settling, withdrawing
from huiying.mechanisms.petitions.tests import pages
from huiying.mechanisms.petitions.tests.support import (
    BY_MAIL,
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
)

WHY = "等鉴定等得太久，没有早点告诉您，对不起。"


def missed(case: Case) -> set[str]:
    lines = unexplained(standing(ledger.history(case.matter_id)))
    return {str(line.facts["rule"]) for line in lines}


def explanations(case: Case, rule: str = "agency.miss-explained") -> set[str]:
    """How the duties to explain stand."""
    return set(
        Duty.objects.filter(matter_id=case.matter_id, rule=rule).values_list("state", flat=True)
    )


def swept(service: Service, day: float) -> None:
    while sweep(now=service.at + days(day)):
        pass


def test_a_late_opinion_is_explained_once_and_read_on_the_page(service: Service):
    case = accepted(service)
    swept(service, 70)
    assert "cn.petition-matter-opinion" in missed(case)
    explain_lateness(
        matter_id=case.matter_id, why=WHY, by=service.actor("alice"), at=service.at + days(71)
    )
    assert missed(case) == set()
    with time_machine.travel(service.at + days(72), tick=False):
        client, url = pages.with_code(case)
        page = pages.text(client.get(url))
    assert WHY in page
    owed = Duty.objects.filter(matter_id=case.matter_id, rule="agency.miss-explained")
    assert owed.exists()
    assert {duty.state for duty in owed} <= {"met", "met_late"}


def test_a_late_review_is_owed_an_explanation_by_the_unit_that_reviews(service: Service):
    case = answered(service)
    reviewing.ask_review(reason="录像没有看全。", by=case.holder, at=service.at + days(22))
    swept(service, 70)
    duty = case.duty("agency.review-miss-explained")
    assert duty.unit_id == service.units["city"]
    explain_lateness(
        matter_id=case.matter_id, why=WHY, by=service.actor("clara"), at=service.at + days(71)
    )
    open_page(by=case.holder, at=service.at + days(72))
    assert case.duty("agency.review-miss-explained").state in {"met", "met_late"}


def test_who_says_it_is_settled_is_owed_no_word_more_and_the_miss_stays(service: Service):
    case = accepted(service)
    swept(service, 70)
    settling.settle(by=case.holder, at=service.at + days(70))
    assert missed(case) == set()
    assert explanations(case) == {"void"}
    assert case.duty("cn.petition-matter-opinion").breached
    with time_machine.travel(service.at + days(72), tick=False):
        client, url = pages.with_code(case)
        page = pages.text(client.get(url))
    assert "您说过事情已经了结" in page
    assert "还没有人说明原因" not in page


def test_not_settled_after_all_it_is_owed_anew_from_that_day(service: Service):
    case = accepted(service)
    swept(service, 70)
    late = missed(case)
    settling.settle(by=case.holder, at=service.at + days(70))
    settling.unsettle(reason="墙没有重建。", by=case.holder, at=service.at + days(75))
    assert missed(case) == late
    again = case.duty("agency.miss-explained-again")
    # Saturday 16 May 2026: 18, 19 and 20 May.
    assert (again.state, again.due_at.isoformat()) == ("open", "2026-05-20T16:00:00+00:00")
    explain_lateness(
        matter_id=case.matter_id, why=WHY, by=service.actor("alice"), at=service.at + days(76)
    )
    open_page(by=case.holder, at=service.at + days(77))
    assert explanations(case, "agency.miss-explained-again") == {"met"}


def test_nobody_owes_an_explanation_for_not_explaining_again(service: Service):
    case = accepted(service)
    swept(service, 70)
    settling.settle(by=case.holder, at=service.at + days(70))
    settling.unsettle(reason="墙没有重建。", by=case.holder, at=service.at + days(75))
    swept(service, 100)
    assert explanations(case, "agency.miss-explained-again") == {"overdue"}
    assert not any("miss-explained" in rule for rule in missed(case))


def test_a_withdrawal_that_took_effect_ends_it_and_taking_up_again_owes_it_anew(service: Service):
    case = accepted(service)
    swept(service, 70)
    withdrawing.withdraw(by=case.holder, at=service.at + days(70))
    assert explanations(case) == {"overdue"}
    withdrawing.let_withdrawals_take_effect(service.at + days(78))
    assert explanations(case) == {"void"}
    withdrawing.take_up_again(by=case.holder, at=service.at + days(80))
    assert explanations(case, "agency.miss-explained-again") == {"open"}


def told_of(case: Case) -> list[str]:
    lines = standing(ledger.history(case.matter_id))
    return [str(line.facts["duty"]) for line in lines if line.kind == "lateness.told"]


def test_mail_that_comes_back_takes_back_each_step_that_it_explained(service: Service):
    case = file(service, contact=BY_MAIL)
    swept(service, 30)
    assert len(missed(case)) > 1
    explain_lateness(
        matter_id=case.matter_id, why=WHY, by=service.actor("alice"), at=service.at + days(31)
    )
    mail = Notice.objects.get(matter_id=case.matter_id, template="late", channel=Channel.EMAIL)
    Notice.objects.filter(pk=mail.pk).update(state=State.RELAYED)
    assert mail_arrived(notice_id=mail.pk, specs=specs(), at=service.at + days(31.1))
    told = told_of(case)
    assert len(told) > 1
    assert mail_bounced(notice_id=mail.pk, specs=specs(), at=service.at + days(32), status="5.2.2")
    assert told_of(case) == []
    assert explanations(case) <= {"open", "overdue"}
    open_page(by=case.holder, at=service.at + days(33))
    assert sorted(told_of(case)) == sorted(told)
