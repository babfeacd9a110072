"""What is owed to several complainants is met with the last of them; one who leaves closes nothing for the others."""

import pytest

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, PartyRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import print_pad
from huiying.core.notices.models import Notice
from huiying.core.people.services import Contact
from huiying.core.work.delivery import bring_about
from huiying.core.work.returns import mail_bounced
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.queries import citizen_page
from huiying.mechanisms.complaints.queries_asking import to_ask
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services import conversing, following, withdrawing
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.joining import Joining, join_complaint
from huiying.mechanisms.complaints.services.registering import hand_over_slip
from huiying.mechanisms.complaints.services.withdrawing import let_withdrawals_take_effect
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    accepted,
    days,
)


def bring(service: Service, case: Case, contact=BY_PHONE):
    code = join_complaint(
        matter_id=case.matter_id,
        joining=Joining(narrative="我也在场，也没给我回执。", contact=contact),
        by=case.holder,
        at=service.at + days(2),
    )
    opened = following.look_up(typed=code, at=service.at + days(2))
    assert opened is not None
    return opened.actor


def answer(service: Service, case: Case, day: float = 5) -> None:
    answer_complaint(
        matter_id=case.matter_id,
        finding="upheld",
        answer="属实。",
        reasons="看了录像。",
        by=service.actor("alice"),
        at=service.at + days(day),
    )


def missed(service: Service, case: Case, party, day: float) -> None:
    conversing.record_contact_failed(
        matter_id=case.matter_id,
        channel="telephone",
        party_id=party,
        by=service.actor("alice"),
        at=service.at + days(day),
    )


def leave(service: Service, case: Case, who) -> None:
    """Ask, be spoken with alone, think it over for a week."""
    withdrawing.ask_withdrawal(matter_id=case.matter_id, by=who, at=service.at + days(3))
    withdrawing.record_spoken_apart(
        matter_id=case.matter_id,
        wants=True,
        pressed=False,
        party_id=who.party_id,
        by=service.actor("clara"),
        at=service.at + days(4),
    )
    assert let_withdrawals_take_effect(service.at + days(10)) == 1


def test_the_first_who_is_told_does_not_stand_for_the_other(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    answer(service, case)
    following.open_page(by=case.holder, at=service.at + days(6))
    assert case.last("outcome.told")["everyone"] is False
    assert [case.duty(f"agency.{d}").state for d in ("outcome-told", "review-right-told")] == [
        "open",
        "open",
    ]
    assert not case.duty("agency.answer").ended
    following.open_page(by=other, at=service.at + days(7))
    assert case.last("outcome.told")["everyone"] is True
    assert case.duty("agency.answer").met_at == service.at + days(7)
    assert case.duty("agency.review-right-told").state == "met"


def test_who_was_told_first_may_disagree_from_then_on(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    answer(service, case)
    following.open_page(by=case.holder, at=service.at + days(6))
    at = service.at + days(6)
    mine = citizen_page(by=case.holder, at=at).rights
    assert "agency.review-window" in [right.rule for right in mine]
    assert citizen_page(by=other, at=at).rights == ()


def test_who_joined_after_it_was_accepted_is_not_owed_the_news_of_it(service: Service):
    case = accepted(service, contact=BY_PHONE)
    bring(service, case)
    following.open_page(by=case.holder, at=service.at + days(3))
    assert case.last("acceptance.told")["everyone"] is True


def test_a_joined_complainant_is_owed_a_receipt_of_their_own(service: Service):
    case = accepted(service)
    join_complaint(
        matter_id=case.matter_id,
        joining=Joining(narrative="我也在场。", contact=BY_PHONE),
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    assert case.duty("agency.joined-receipt").state == "open"
    serial, _ = print_pad(unit_id=service.units["east"], prefix="EA", count=1, at=service.at)[0]
    joined = next(p for p in ledger.parties(case.matter_id) if p.since == service.at + days(2))
    hand_over_slip(
        matter_id=case.matter_id,
        slip=serial,
        party_id=joined.id,
        by=service.actor("alice"),
        at=service.at + days(3),
    )
    assert case.duty("agency.joined-receipt").state == "met"
    bring(service, case)
    assert case.kinds().count("complainant.acknowledged") == 2


def test_who_cannot_be_reached_on_three_days_is_told_by_posting(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    answer(service, case)
    following.open_page(by=case.holder, at=service.at + days(6))
    for day in (6.1, 6.2, 7):
        missed(service, case, other.party_id, day)
        assert not case.duty("agency.answer").ended
    missed(service, case, other.party_id, 8)
    told = case.last("outcome.told")
    assert (told["channel"], told["word_alone"], told["everyone"]) == ("posting", True, True)
    assert case.duty("agency.answer").met_at == service.at + days(8)
    following.open_page(by=other, at=service.at + days(9))
    assert case.kinds().count("outcome.told") == 2


def test_being_reached_begins_the_tries_anew(service: Service):
    case = accepted(service, contact=BY_PHONE)
    answer(service, case)
    for day in (6, 7):
        missed(service, case, case.holder.party_id, day)
    following.write_message(text="在吗？", by=case.holder, at=service.at + days(7.5))
    missed(service, case, case.holder.party_id, 8)
    assert "outcome.told" not in case.kinds()


def test_a_bounce_to_one_opens_what_the_last_had_closed(service: Service):
    both = Contact(name="林小满", email="lin@example.org", phone="13800000000")
    case = accepted(service, contact=both)
    other = bring(service, case)
    answer(service, case)
    mail = Notice.objects.get(matter_id=case.matter_id, channel="email", template="answered")
    at = service.at + days(6)
    with acting(matter_id=case.matter_id, act=Act.WORK, by=system("mail"), at=at) as book:
        bring_about(book, mail.pk, events.BY_KIND)
    Notice.objects.filter(pk=mail.pk).update(state="accepted")
    following.open_page(by=other, at=service.at + days(7))
    assert case.duty("agency.answer").state == "met"
    mail_bounced(notice_id=mail.pk, specs=events.BY_KIND, at=service.at + days(8))
    assert not case.duty("agency.answer").ended
    following.open_page(by=case.holder, at=service.at + days(9))
    assert case.duty("agency.answer").met_at == service.at + days(9)


def test_one_of_several_leaves_and_it_goes_on_for_the_other(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    leave(service, case, case.holder)
    assert case.stage() is Stage.ACCEPTED
    assert "complaint.withdrawn" not in case.kinds()
    assert case.unit(PartyRole.REVIEWING) is None
    answer(service, case, 11)
    following.open_page(by=other, at=service.at + days(12))
    assert case.duty("agency.answer").state == "met"
    page = citizen_page(by=case.holder, at=service.at + days(12))
    assert Move.TAKE_UP_AGAIN in page.moves
    assert Move.DISAGREE not in page.moves


def test_what_waited_for_who_leaves_is_posted_and_keeps_nobody_waiting(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    conversing.tell_progress(
        matter_id=case.matter_id,
        text="录像已调。",
        by=service.actor("alice"),
        at=service.at + days(2.5),
    )
    following.open_page(by=other, at=service.at + days(2.6))
    assert case.last("progress.told")["everyone"] is False
    leave(service, case, case.holder)
    assert case.last("progress.told")["everyone"] is True


def test_who_left_comes_back(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    leave(service, case, case.holder)
    with pytest.raises(rules.IllegalMove, match="left"):
        withdrawing.ask_withdrawal(
            matter_id=case.matter_id, by=case.holder, at=service.at + days(11)
        )
    withdrawing.take_up_again(matter_id=case.matter_id, by=case.holder, at=service.at + days(11))
    answer(service, case, 12)
    following.open_page(by=other, at=service.at + days(13))
    assert not case.duty("agency.answer").ended
    following.open_page(by=case.holder, at=service.at + days(14))
    assert case.duty("agency.answer").state == "met"


def test_it_is_withdrawn_once_the_last_of_them_withdraws(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    withdrawing.ask_withdrawal(matter_id=case.matter_id, by=case.holder, at=service.at + days(3))
    assert case.stage() is Stage.ACCEPTED
    assert [one.move for one in to_ask(by=service.actor("rita"), at=service.at + days(3))] == [
        Move.SPEAK_APART
    ]
    withdrawing.ask_withdrawal(matter_id=case.matter_id, by=other, at=service.at + days(4))
    assert case.stage() is Stage.WITHDRAWING
    for who in (case.holder, other):
        withdrawing.record_spoken_apart(
            matter_id=case.matter_id,
            wants=True,
            pressed=False,
            party_id=who.party_id,
            by=service.actor("clara"),
            at=service.at + days(5),
        )
    assert let_withdrawals_take_effect(service.at + days(10)) == 1
    assert case.kinds().count("party.left") == 1
    assert let_withdrawals_take_effect(service.at + days(11)) == 1
    assert case.stage() is Stage.WITHDRAWN
    withdrawing.take_up_again(matter_id=case.matter_id, by=case.holder, at=service.at + days(12))
    assert case.stage() is Stage.ACCEPTED
    assert case.standing().left == {str(other.party_id)}


def test_a_message_of_one_is_not_answered_by_an_answer_to_the_other(service: Service):
    case = accepted(service, contact=BY_PHONE)
    other = bring(service, case)
    for who, day in ((case.holder, 3), (other, 3.1)):
        following.write_message(text="有进展吗？", by=who, at=service.at + days(day))
    first = case.standing().open_messages[0]
    conversing.answer_message(
        matter_id=case.matter_id,
        message_id=first.id,
        text="录像已调。",
        by=service.actor("alice"),
        at=service.at + days(4),
    )
    assert case.duty("agency.message-answered").state in {"open", "due_soon"}
    mine = {d.rule: d.state for d in citizen_page(by=case.holder, at=service.at + days(4)).duties}
    assert mine["agency.message-answered"] == "met"
