"""Several people on one matter, each with their own code and their own words."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.ledger.services import print_pad
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.queries import citizen_page
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services import conversing, following
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.asking import ask_view
from huiying.mechanisms.complaints.services.joining import Joining, join_complaint
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    accepted,
    answered,
    days,
)


def bring(service: Service, case: Case, **given) -> following.Opened:
    code = join_complaint(
        matter_id=case.matter_id,
        joining=Joining(narrative="我也在场，也没给我回执。", **given),
        by=case.holder,
        at=service.at + days(2),
    )
    opened = following.look_up(typed=code, at=service.at + days(2))
    assert opened is not None
    return opened


def test_each_has_a_code_of_their_own(service: Service):
    case = accepted(service)
    other = bring(service, case)
    assert other.actor.matter_id == case.matter_id
    assert other.actor.party_id != case.holder.party_id
    assert other.new_code == ""


def test_nobody_reads_the_words_of_the_other(service: Service):
    case = accepted(service)
    other = bring(service, case).actor
    following.write_message(text="只给你们看。", by=case.holder, at=service.at + days(3))
    conversing.ask_complainant(
        matter_id=case.matter_id,
        question="您坐在哪里？",
        party_id=other.party_id,
        by=service.actor("alice"),
        at=service.at + days(4),
    )
    first, second = (
        str(citizen_page(by=by, at=service.at + days(5))) for by in (case.holder, other)
    )
    assert "只给你们看" in first
    assert "只给你们看" not in second
    assert "窗口民警不收材料" not in second
    assert "我也在场" in second
    assert "我也在场" not in first
    assert "您坐在哪里" in second
    assert "您坐在哪里" not in first


def test_nobody_answers_a_question_put_to_the_other(service: Service):
    case = accepted(service)
    other = bring(service, case).actor
    conversing.ask_complainant(
        matter_id=case.matter_id,
        question="您坐在哪里？",
        party_id=other.party_id,
        by=service.actor("alice"),
        at=service.at + days(4),
    )
    with pytest.raises(rules.Declined):
        following.reply_question(
            question_id=case.event_id("question.asked"),
            text="我来答。",
            by=case.holder,
            at=service.at + days(5),
        )


def test_each_is_told_for_themselves(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case, contact=BY_PHONE).actor
    conversing.tell_progress(
        matter_id=case.matter_id,
        text="录像已调。",
        by=service.actor("alice"),
        at=service.at + days(3),
    )
    following.open_page(by=case.holder, at=service.at + days(4))
    assert case.kinds().count("progress.told") == 1
    following.open_page(by=other, at=service.at + days(5))
    assert case.kinds().count("progress.told") == 2


def test_each_gives_a_view_of_their_own_and_is_asked_once(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case, contact=BY_PHONE).actor
    answer_complaint(
        matter_id=case.matter_id,
        finding="upheld",
        answer="属实。",
        reasons="看了录像。",
        by=service.actor("alice"),
        at=service.at + days(5),
    )
    following.open_page(by=case.holder, at=service.at + days(6))
    with pytest.raises(rules.IllegalMove):
        ask_view(matter_id=case.matter_id, by=service.actor("rita"), at=service.at + days(9))
    following.open_page(by=other, at=service.at + days(9.5))
    ask_view(matter_id=case.matter_id, by=service.actor("rita"), at=service.at + days(10))
    assert case.standing().view_asked
    for by in (case.holder, other):
        following.give_view(
            answers=dict.fromkeys(events.VIEWS, "fair"), by=by, at=service.at + days(11)
        )
        assert Move.GIVE_VIEW not in citizen_page(by=by, at=service.at + days(11)).moves
    with pytest.raises(rules.IllegalMove):
        following.give_view(
            answers=dict.fromkeys(events.VIEWS, "fair"), by=other, at=service.at + days(12)
        )


def test_staff_hand_over_a_slip_and_see_no_code(service: Service):
    case = accepted(service)
    serial, printed = print_pad(unit_id=service.units["east"], prefix="EA", count=1, at=service.at)[
        0
    ]
    shown = join_complaint(
        matter_id=case.matter_id,
        joining=Joining(narrative="我也在场。", slip=serial),
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    assert shown == ""
    opened = following.look_up(typed=printed, at=service.at + days(3))
    assert opened is not None
    assert opened.new_code


@pytest.mark.parametrize("name", ["accused", "chief", "wanda", "olga"])
def test_nobody_else_adds_people(service: Service, name: str):
    case = accepted(service, officers=("accused",))
    with pytest.raises(Denied):
        join_complaint(
            matter_id=case.matter_id,
            joining=Joining(narrative="x"),
            by=service.actor(name),
            at=service.at,
        )


def test_an_answered_complaint_is_not_joined(service: Service):
    with pytest.raises(rules.IllegalMove):
        bring(service, answered(service))
