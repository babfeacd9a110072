"""What England and Wales ask for besides."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.notices.models import Notice
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, recording, withdrawing
from huiying.mechanisms.complaints.services.shape import NotAChoice, WordsNeeded
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Service,
    accepted,
    answered,
    days,
)


@pytest.fixture(autouse=True)
def english_law(settings: Any) -> None:
    settings.HUIYING_PACKS = ["ew.complaints"]


def test_a_copy_counts_once_it_has_reached_the_person(service: Service):
    case = accepted(service, contact=BY_PHONE)
    recording.copy_record(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(2)
    )
    assert case.duty("ew.record-copy").state == "open"
    following.open_page(by=case.holder, at=service.at + days(3))
    assert case.duty("ew.record-copy").state == "met"
    with pytest.raises(rules.IllegalMove, match="given already"):
        recording.copy_record(
            matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(4)
        )


def test_what_is_held_back_is_told_and_looked_at_again(service: Service):
    case = accepted(service)
    with pytest.raises(WordsNeeded):
        recording.withhold_record(
            matter_id=case.matter_id, reason="", by=service.actor("alice"), at=service.at
        )
    recording.withhold_record(
        matter_id=case.matter_id,
        reason="A witness would be known.",
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    assert case.duty("ew.record-copy").state == "void"
    assert case.duty("ew.record-withheld-review").state == "open"


def test_a_year_unfinished_is_reported_to_oversight(service: Service):
    case = accepted(service)
    recording.report_timeliness(
        matter_id=case.matter_id,
        months=12,
        reasons="The forensic report is still missing.",
        by=service.actor("alice"),
        at=service.at + days(370),
    )
    assert Notice.objects.filter(matter_id=case.matter_id, template="timeliness").count() == 2
    assert case.duty("ew.timeliness-report").n == 2


def test_what_is_finished_has_no_delay(service: Service):
    case = answered(service)
    with pytest.raises(rules.IllegalMove, match="no delay"):
        recording.report_timeliness(
            matter_id=case.matter_id,
            months=12,
            reasons="x",
            by=service.actor("alice"),
            at=service.at + days(12),
        )


def test_who_asked_to_withdraw_is_written_to(service: Service):
    case = accepted(service)
    withdrawing.ask_withdrawal(matter_id=case.matter_id, by=case.holder, at=service.at + days(2))
    with pytest.raises(NotAChoice):
        recording.send_withdrawal_letter(
            matter_id=case.matter_id, channel="pigeon", by=service.actor("alice"), at=service.at
        )
    recording.send_withdrawal_letter(
        matter_id=case.matter_id,
        channel="letter",
        by=service.actor("alice"),
        at=service.at + days(3),
    )
    assert case.duty("ew.withdrawal-letter").state == "met"
    assert case.duty("ew.withdrawal-reply").state == "open"


@pytest.mark.parametrize("name", ["accused", "chief", "wanda"])
def test_nobody_else_writes_the_record(service: Service, name: str):
    case = accepted(service, officers=("accused",))
    with pytest.raises(Denied):
        recording.copy_record(matter_id=case.matter_id, by=service.actor(name), at=service.at)
