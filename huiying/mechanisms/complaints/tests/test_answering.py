"""The answer, and what it carries."""

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, handling
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.shape import NotAChoice, WordsNeeded
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import (
    BY_MAIL,
    BY_PHONE,
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
)


def answer(service: Service, case: Case, name: str = "alice", **given: str) -> None:
    words = {"finding": "upheld", "answer": "属实。", "reasons": "看了录像。"} | given
    answer_complaint(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(10), **words
    )


def test_an_answer_that_was_posted_meets_the_duty_and_opens_the_right(service: Service):
    case = answered(service)
    assert case.stage() is Stage.ANSWERED
    assert case.duty("agency.answer").state == "met"
    assert case.duty("agency.review-right-told").state == "met"
    assert case.duty("agency.review-window").state == "open"


@pytest.mark.parametrize("contact", [BY_MAIL, BY_PHONE])
def test_an_answer_nobody_has_read_meets_nothing(service: Service, contact):
    case = answered(service, contact=contact)
    assert case.duty("agency.answer").state == "open"
    following.open_page(by=case.holder, at=service.at + days(12))
    assert case.duty("agency.answer").state == "met"
    assert case.duty("agency.answer").met_at == service.at + days(12)
    assert case.last("review-right.told")["about"] == case.last("outcome.told")["about"]


def test_a_late_answer_stays_late(service: Service):
    case = accepted(service)
    answer_complaint(
        matter_id=case.matter_id,
        finding="upheld",
        answer="属实。",
        reasons="看了录像。",
        why_late="录像来晚了，让您久等。",
        by=service.actor("alice"),
        at=service.at + days(60),
    )
    duty = case.duty("agency.answer")
    assert (duty.state, duty.breached) == ("met_late", True)


def test_it_is_accepted_first(service: Service):
    with pytest.raises(rules.IllegalMove, match="Accept the complaint first"):
        answer(service, file(service))


def test_an_answer_has_a_finding_an_answer_and_reasons(service: Service):
    case = accepted(service)
    with pytest.raises(NotAChoice):
        answer(service, case, finding="maybe")
    with pytest.raises(WordsNeeded):
        answer(service, case, answer="")
    with pytest.raises(WordsNeeded):
        answer(service, case, reasons="")


@pytest.mark.parametrize("name", ["accused", "chief", "gus", "wanda", "clara", "sven"])
def test_nobody_but_the_unit_that_handles_answers(service: Service, name: str):
    with pytest.raises(Denied):
        answer(service, accepted(service, officers=("accused",)), name)


def test_no_word_of_the_answer_is_a_fact(service: Service):
    case = answered(service)
    assert case.last("complaint.answered") == {"finding": "upheld", "conduct": True}


def test_a_unit_may_take_it_up_again_and_answer_anew(service: Service):
    case = answered(service)
    handling.reopen_complaint(
        matter_id=case.matter_id,
        reason="找到了新的录像。",
        by=service.actor("alice"),
        at=service.at + days(12),
    )
    assert case.stage() is Stage.ACCEPTED
    assert case.duty("agency.reopened-answer").state == "open"
    with pytest.raises(rules.IllegalMove, match="open"):
        handling.reopen_complaint(
            matter_id=case.matter_id,
            reason="x",
            by=service.actor("alice"),
            at=service.at + days(13),
        )
