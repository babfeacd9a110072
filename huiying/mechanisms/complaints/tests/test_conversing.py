"""What the desk says to the person, asks of them, promises them; and reports to who forwarded."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.disclosure.standing import State
from huiying.core.duties.models import Duty
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_texts
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import conversing, following, reviewing
from huiying.mechanisms.complaints.services.shape import NotAChoice, WordsNeeded
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
)


def ask(service: Service, case: Case, name: str = "alice", day: float = 3) -> None:
    conversing.ask_complainant(
        matter_id=case.matter_id,
        question="那天几点？",
        by=service.actor(name),
        at=service.at + days(day),
    )


def reply(service: Service, case: Case, day: float) -> None:
    following.reply_question(
        question_id=case.event_id("question.asked"),
        text="下午三点。",
        by=case.holder,
        at=service.at + days(day),
    )


def test_a_question_stops_the_clock_until_it_is_answered(service: Service):
    case = accepted(service)
    assert case.duty("agency.answer").due_at == datetime(2026, 4, 1, 16, tzinfo=UTC)
    ask(service, case, day=3)
    assert case.duty("agency.answer").state == "paused"
    reply(service, case, 6)
    # Three days on is 4 April, in a holiday; the first day after it is the 7th.
    assert case.duty("agency.answer").due_at == datetime(2026, 4, 7, 16, tzinfo=UTC)
    assert case.duty("agency.reply-taken-up").state == "open"
    assert case.standing().open_questions == ()


def test_a_question_is_answered_once(service: Service):
    case = accepted(service)
    ask(service, case)
    reply(service, case, 4)
    with pytest.raises(rules.IllegalMove, match="Write us a message"):
        reply(service, case, 5)


def test_an_answered_complaint_has_no_more_questions(service: Service):
    with pytest.raises(rules.IllegalMove):
        ask(service, answered(service), day=12)


def test_during_a_review_only_the_reviewing_unit_asks(service: Service):
    case = answered(service)
    reviewing.disagree(
        matter_id=case.matter_id, reason="不同意。", by=case.holder, at=service.at + days(11)
    )
    with pytest.raises(Denied):
        ask(service, case, "alice", day=12)
    ask(service, case, "clara", day=12)


def test_a_message_is_answered_by_a_duty_of_its_own(service: Service):
    case = accepted(service)
    following.write_message(text="还要多久？", by=case.holder, at=service.at + days(2))
    assert case.duty("agency.message-answered").state == "open"
    message = case.event_id("message.received")
    conversing.answer_message(
        matter_id=case.matter_id,
        message_id=message,
        text="本周五前。",
        by=service.actor("alice"),
        at=service.at + days(3),
    )
    assert case.duty("agency.message-answered").state == "met"
    with pytest.raises(rules.IllegalMove):
        conversing.answer_message(
            matter_id=case.matter_id,
            message_id=message,
            text="再说一遍。",
            by=service.actor("alice"),
            at=service.at + days(4),
        )


def test_progress_counts_when_it_has_reached_the_person(service: Service):
    case = accepted(service, contact=BY_PHONE)
    conversing.tell_progress(
        matter_id=case.matter_id,
        text="录像已经调到。",
        by=service.actor("alice"),
        at=service.at + days(5),
    )
    assert case.duty("agency.progress").state == "open"
    following.open_page(by=case.holder, at=service.at + days(6))
    assert "progress.told" in case.kinds()
    assert case.duty("agency.progress").n == 2


def brought_to_the_gate(service: Service, case: Case, *, said: str = "") -> str:
    """A line that waits there; with words, one that was released in them."""
    by, at = service.actor("alice"), service.at + days(5)
    [line] = ask_gate(matter_id=case.matter_id, lines=["录像里有别人。"], by=by, at=at)
    if said:
        proposal = Proposal(decision="told", said=said)
        state = decide_line(matter_id=case.matter_id, line=line, proposal=proposal, by=by, at=at)
        assert state is State.RELEASED
    return line


def tell(service: Service, case: Case, **words: Any) -> None:
    by, at = service.actor("alice"), service.at + days(6)
    conversing.tell_progress(matter_id=case.matter_id, by=by, at=at, **words)


def test_once_something_waits_at_the_gate_no_word_is_told_beside_it(service: Service):
    case = accepted(service, contact=BY_PHONE)
    line = brought_to_the_gate(service, case)
    for words in ({"text": "录像里有别人。"}, {"lines": [line]}, {"lines": ["x"]}, {}):
        with pytest.raises(NotAChoice):
            tell(service, case, **words)
    assert "progress.written" not in case.kinds()


def test_what_was_released_is_told_in_its_own_words_and_once(service: Service):
    case = accepted(service, contact=BY_PHONE)
    line = brought_to_the_gate(service, case, said="录像已经调到。")
    tell(service, case, text="还有一句。", lines=[line])
    [written] = [e for e in ledger.history(case.matter_id) if e.kind == "progress.written"]
    text = uuid.UUID(written.texts["text"])
    assert (open_texts([text])[text], written.facts["line"]) == ("录像已经调到。", line)
    following.open_page(by=case.holder, at=service.at + days(7))
    assert case.duty("agency.progress").n == 2
    with pytest.raises(NotAChoice):
        tell(service, case, lines=[line])


def test_a_call_can_tell_and_says_that_only_our_word_stands_for_it(service: Service):
    case = answered(service, contact=BY_PHONE)
    conversing.record_contact_made(
        matter_id=case.matter_id,
        channel="telephone",
        by=service.actor("alice"),
        at=service.at + days(11),
        tells=["outcome.told"],
    )
    told = case.last("outcome.told")
    assert (told["word_alone"], told["confirmed"]) == (True, False)
    assert case.duty("agency.answer").state == "met"
    assert case.last("review-right.told")["word_alone"] is True


def test_a_call_tells_nothing_that_has_not_happened(service: Service):
    case = accepted(service)
    with pytest.raises(NotAChoice, match="nothing of that kind"):
        conversing.record_contact_made(
            matter_id=case.matter_id,
            channel="telephone",
            by=service.actor("alice"),
            at=service.at + days(2),
            tells=["outcome.told"],
        )
    assert "contact.made" not in case.kinds()


def test_a_call_before_the_answer_did_not_tell_it(service: Service):
    case = answered(service, contact=BY_PHONE)
    with pytest.raises(NotAChoice, match="before"):
        conversing.record_contact_made(
            matter_id=case.matter_id,
            channel="telephone",
            by=service.actor("alice"),
            at=service.at + days(11),
            occurred_at=service.at + days(9),
            tells=["outcome.told"],
        )


def test_an_attempt_that_reached_nobody_meets_nothing(service: Service):
    case = accepted(service, contact=BY_PHONE)
    conversing.record_contact_failed(
        matter_id=case.matter_id,
        channel="telephone",
        note="响了没人接",
        by=service.actor("alice"),
        at=service.at + days(1),
    )
    assert case.duty("agency.first-contact").state != "met"
    conversing.record_contact_made(
        matter_id=case.matter_id,
        channel="telephone",
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    assert case.duty("agency.first-contact").state == "met"


def test_a_promise_is_due_on_its_day_and_kept_once(service: Service):
    case = accepted(service)
    conversing.promise_service(
        matter_id=case.matter_id,
        text="周五前打电话给您。",
        due_on="2026-03-13",
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    assert case.duty("agency.promise").state == "open"
    promise = case.event_id("service.promised")
    conversing.keep_promise(
        matter_id=case.matter_id,
        promise_id=promise,
        by=service.actor("alice"),
        at=service.at + days(5),
    )
    assert case.duty("agency.promise").state == "met"
    with pytest.raises(rules.IllegalMove, match="no promise"):
        conversing.keep_promise(
            matter_id=case.matter_id,
            promise_id=promise,
            by=service.actor("alice"),
            at=service.at + days(6),
        )


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "2026-01-01"])
def test_a_promise_is_for_a_day_to_come(service: Service, day: str):
    with pytest.raises(NotAChoice):
        conversing.promise_service(
            matter_id=accepted(service).matter_id,
            text="会办的。",
            due_on=day,
            by=service.actor("alice"),
            at=service.at + days(2),
        )


def test_who_forwarded_it_is_reported_to_once(service: Service):
    case = file(service, channel="forwarded")
    assert case.duty("agency.reported-back").state == "open"

    def report() -> None:
        conversing.report_back(
            matter_id=case.matter_id,
            channel="letter",
            text="已受理。",
            by=service.actor("alice"),
            at=service.at + days(2),
        )

    report()
    assert case.duty("agency.reported-back").state == "met"
    with pytest.raises(rules.IllegalMove, match="waiting for a report"):
        report()


def test_empty_words_are_not_sent(service: Service):
    case = accepted(service)
    with pytest.raises(WordsNeeded):
        conversing.tell_progress(
            matter_id=case.matter_id, text=" ", by=service.actor("alice"), at=service.at
        )
    with pytest.raises(WordsNeeded):
        following.write_message(text="", by=case.holder, at=service.at)


@pytest.mark.parametrize("name", ["accused", "chief", "wanda", "clara", "rita"])
def test_nobody_else_writes_to_the_person(service: Service, name: str):
    with pytest.raises(Denied):
        ask(service, accepted(service, officers=("accused",)), name)


def test_keeping_one_of_two_promises_keeps_no_other(service: Service):
    case = accepted(service)
    for day, text in (("2026-03-13", "周五前打电话给您。"), ("2026-03-20", "下周把录像放给您看。")):
        conversing.promise_service(
            matter_id=case.matter_id,
            text=text,
            due_on=day,
            by=service.actor("alice"),
            at=service.at + days(2),
        )
    conversing.keep_promise(
        matter_id=case.matter_id,
        promise_id=case.event_id("service.promised"),
        by=service.actor("alice"),
        at=service.at + days(5),
    )
    states = Duty.objects.filter(matter_id=case.matter_id, rule="agency.promise")
    assert sorted(states.values_list("state", flat=True)) == ["met", "open"]
