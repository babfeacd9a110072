"""The law's own examples, through the real services: reported, decided, told and asked for on dates reckoned by hand.

China unless said otherwise. Holidays of 2026: 4 to 6 April, 1 to 5 May, 19 to 21 June, 25 to 27 September and
1 to 7 October.
"""

from typing import Any

import pytest

from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import PartyRole
from huiying.core.ledger.handing import Handover
from huiying.mechanisms.cases.services import (
    noting,
    passing_on,
    reaching,
    remedying,
    supervised,
)
from huiying.mechanisms.cases.tests import support
from huiying.mechanisms.cases.tests.support import BY_PHONE, Service, who
from huiying.mechanisms.cases.tests.test_remedying import applicant
from huiying.mechanisms.complaints.services.registering import print_slips
from tests.support.law import accept, at, due, duty, none_of, open_up, refuse, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(db: None) -> Service:
    return support.build()


# --- reported ----------------------------------------------------------------------------------------


def test_who_reports_at_the_counter_has_the_receipt_on_the_spot(service: Service) -> None:
    """接报案与立案工作规定 4."""
    ((serial, _code),) = print_slips(by=service.actor("dan"), count=1, at=at("2026-03-02T09:00"))
    with_slip = reported(
        service, "2026-03-02T10:00", who(reported=True, handover=Handover.SLIP, slip=serial)
    )
    assert with_slip.duty("cn.report-receipt").state == "met"
    without = reported(service, "2026-03-02T10:00")
    open_duty = without.duty("cn.report-receipt")
    assert (open_duty.state, open_duty.due_at, open_duty.basis) == ("open", None, "none")


def test_who_wrote_a_letter_before_may_is_contacted_on_the_sixth(service: Service) -> None:
    """接报案与立案工作规定 10: three days from Wednesday 29 April are Saturday 2 May; the 6th comes after."""
    case = reported(service, "2026-04-29T09:00", channel="letter")
    assert due(case.duty("cn.report-contact")) == "2026-05-07T00:00"
    reaching.contact_reporter(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        channel="phone",
        by=service.actor("cai"),
        at=at("2026-05-06T17:00"),
    )
    assert case.duty("cn.report-contact").state == "met"


def test_a_transfer_is_told_within_twenty_four_hours_holiday_or_not(service: Service) -> None:
    """接报案与立案工作规定 8(2): hours run through the October holiday."""
    case = reported(service, "2026-10-01T20:00")
    passing_on.move_case(
        matter_id=case.matter_id,
        to_unit=service.units["east-lake"],
        cause="jurisdiction",
        reason="案件发生在湖区。",
        by=service.actor("cai"),
        at=at("2026-10-01T22:30"),
    )
    owed = case.duty("cn.report-transfer-told")
    assert (due(owed), owed.unit_id) == ("2026-10-02T22:30", service.units["east-gate"])
    open_page(by=case.holder(), at=at("2026-10-02T21:00"))
    assert case.duty("cn.report-transfer-told").state == "met"


def test_a_transfer_that_nobody_told_is_late_the_minute_the_hours_are_over(
    service: Service,
) -> None:
    case = reported(service, "2026-10-01T20:00")
    passing_on.move_case(
        matter_id=case.matter_id,
        to_unit=service.units["east-lake"],
        cause="jurisdiction",
        reason="案件发生在湖区。",
        by=service.actor("cai"),
        at=at("2026-10-01T22:30"),
    )
    sweep(now=at("2026-10-02T22:30"))
    late = case.duty("cn.report-transfer-told")
    assert (late.state, late.breached) == ("overdue", True)
    open_page(by=case.holder(), at=at("2026-10-03T09:00"))
    assert case.duty("cn.report-transfer-told").state == "met_late"


def test_an_opened_case_that_is_moved_is_told_in_three_days(service: Service) -> None:
    """刑事案件程序规定 184: Wednesday 10 June and three days are a Saturday, so Monday 15 June."""
    case = reported(service, "2026-06-08T09:00")
    open_up(service, case, "2026-06-09T09:00")
    passing_on.move_case(
        matter_id=case.matter_id,
        to_unit=service.units["east-lake"],
        cause="jurisdiction",
        reason="案件发生在湖区。",
        by=service.actor("cai"),
        at=at("2026-06-10T09:00"),
    )
    assert due(case.duty("cn.case-transfer-notice")) == "2026-06-16T00:00"
    assert none_of(case.matter_id, "cn.report-transfer-told")


# --- decided -----------------------------------------------------------------------------------------


def test_three_days_to_decide_become_seven_for_leads_and_thirty_with_a_heads_word(
    service: Service,
) -> None:
    """2015年意见 二(一)2."""
    case = reported(service, "2026-03-09T10:00")
    accept(service, case, "2026-03-09T11:00")
    assert due(case.duty("cn.case-decision")) == "2026-03-13T00:00"
    more: dict[str, Any] = {"matter_id": case.matter_id, "reason": "线索需要查证。"}
    noting.extend_filing(ground="leads", by=service.actor("cai"), at=at("2026-03-10T10:00"), **more)
    assert due(case.duty("cn.case-decision")) == "2026-03-17T00:00"
    noting.extend_filing(
        ground="complex", by=service.actor("hong"), at=at("2026-03-16T10:00"), **more
    )
    assert due(case.duty("cn.case-decision")) == "2026-04-09T00:00"
    open_up(service, case, "2026-04-08T10:00")
    assert case.duty("cn.case-decision").state == "met"


def test_the_accuser_is_told_of_a_refusal_by_the_first_day_after_the_holiday(
    service: Service,
) -> None:
    """刑事案件程序规定 178(2), 刑事诉讼法 105: three days from Monday 28 September are 1 October; 8 October."""
    case = reported(service, "2026-09-25T10:00", who(PartyRole.ACCUSER, BY_PHONE, reported=True))
    accept(service, case, "2026-09-25T11:00")
    refuse(service, case, "2026-09-28T10:00")
    assert due(case.duty("cn.non-filing-notice")) == "2026-10-09T00:00"
    sweep(now=at("2026-10-08T09:00"))
    assert not case.duty("cn.non-filing-notice").breached
    open_page(by=case.holder(), at=at("2026-10-08T17:00"))
    assert case.duty("cn.non-filing-notice").state == "met"


def test_a_reporter_who_was_told_is_no_answer_to_the_accuser(service: Service) -> None:
    case = reported(
        service,
        "2026-09-25T10:00",
        who(PartyRole.ACCUSER, BY_PHONE, reported=True),
        who(PartyRole.REPORTER, BY_PHONE, reported=True),
    )
    accept(service, case, "2026-09-25T11:00")
    refuse(service, case, "2026-09-28T10:00")
    open_page(by=case.holder(1), at=at("2026-09-29T09:00"))
    assert case.last("non-opening.told")["accuser"] is False
    assert case.duty("cn.non-filing-notice").state in {"open", "due_soon"}
    assert none_of(case.matter_id, "cn.reconsideration-request")


def test_seven_days_run_from_receipt_and_an_accuser_who_uses_them_has_a_matter_with_thirty(
    service: Service,
) -> None:
    """刑事案件程序规定 179: received 24 September, day 7 is 1 October, so 8 October; then thirty days."""
    case = reported(service, "2026-09-20T10:00", who(PartyRole.ACCUSER, BY_PHONE, reported=True))
    accept(service, case, "2026-09-20T11:00")
    refuse(service, case, "2026-09-22T10:00")
    open_page(by=case.holder(), at=at("2026-09-24T11:00"))
    right = case.duty("cn.reconsideration-request")
    assert (due(right), right.nature) == ("2026-10-09T00:00", "right")
    asked = remedying.ask_reconsideration(
        reason="这是诈骗，不是纠纷。", by=case.holder(), at=at("2026-10-08T23:00")
    )
    assert case.duty("cn.reconsideration-request").state == "used"
    # 8 October and thirty days are Saturday 7 November, so Monday 9 November.
    assert due(duty(asked.matter_id, "cn.reconsideration-decided")) == "2026-11-10T00:00"
    remedying.extend_request(
        matter_id=asked.matter_id,
        days=30,
        reason="案情复杂。",
        by=service.actor("alice"),
        at=at("2026-11-02T10:00"),
    )
    # Sixty days in all: Monday 7 December.
    assert due(duty(asked.matter_id, "cn.reconsideration-decided")) == "2026-12-08T00:00"
    assert duty(asked.matter_id, "cn.reconsideration-extension-told").due_at is None


def test_refused_again_the_level_above_is_asked_within_seven_days(service: Service) -> None:
    """刑事案件程序规定 179(2): on the page of the reconsideration, and with thirty days of its own."""
    case = reported(service, "2026-02-25T10:00", who(PartyRole.ACCUSER, BY_PHONE, reported=True))
    accept(service, case, "2026-02-25T11:00")
    refuse(service, case, "2026-02-26T10:00")
    open_page(by=case.holder(), at=at("2026-02-27T11:00"))
    asked = remedying.ask_reconsideration(
        reason="不服。", by=case.holder(), at=at("2026-02-28T10:00")
    )
    remedying.decide_request(
        matter_id=asked.matter_id,
        decision=remedying.Decision(reversed=False, answer="维持。", reasons="属于纠纷。"),
        by=service.actor("alice"),
        at=at("2026-03-01T10:00"),
    )
    open_page(by=applicant(asked.matter_id), at=at("2026-03-02T10:00"))
    assert duty(asked.matter_id, "cn.reconsideration-decided").state == "met"
    assert due(duty(asked.matter_id, "cn.case-review-request")) == "2026-03-10T00:00"
    above = remedying.ask_review(
        reason="还是不服。", by=applicant(asked.matter_id), at=at("2026-03-09T10:00")
    )
    assert duty(asked.matter_id, "cn.case-review-request").state == "used"
    # 9 March and thirty days: Wednesday 8 April.
    assert due(duty(above.matter_id, "cn.case-review-decided")) == "2026-04-09T00:00"


def test_the_procuratorate_has_reasons_in_seven_days_and_a_case_in_fifteen(
    service: Service,
) -> None:
    """人民检察院刑事诉讼规则 560, 564; 刑事案件程序规定 182."""
    case = reported(service, "2026-09-01T10:00", who(PartyRole.ACCUSER, BY_PHONE, reported=True))
    accept(service, case, "2026-09-01T11:00")
    refuse(service, case, "2026-09-02T10:00")
    at_work: dict[str, Any] = {"matter_id": case.matter_id, "by": service.actor("cai")}
    supervised.prosecutor_asked(subject="non-filing", at=at("2026-09-09T10:00"), **at_work)
    assert due(case.duty("cn.reasons-to-procuratorate")) == "2026-09-17T00:00"
    supervised.answer_prosecutor(at=at("2026-09-16T10:00"), **at_work)
    assert case.duty("cn.reasons-to-procuratorate").state == "met"
    supervised.prosecutor_ordered(at=at("2026-09-16T12:00"), **at_work)
    assert due(case.duty("cn.opening-as-ordered")) == "2026-10-09T00:00"
    open_up(service, case, "2026-09-18T10:00")
    assert case.duty("cn.opening-as-ordered").state == "met"
