"""Each act of the person, through the page: one form, one service, and back; what is refused keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiying.core.files import queries as files
from huiying.core.files.services import clean_waiting
from huiying.core.files.tests.samples import picture
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_contact
from huiying.mechanisms.complaints.queries import citizen_page
from huiying.mechanisms.complaints.services import asking, conversing, withdrawing
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
from huiying.mechanisms.complaints.tests.visiting import Visitor, words


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service.at + days(2))


def own(case: Case, service: Service):
    return citizen_page(by=case.holder, at=service.at + days(20))


def test_a_message_reaches_the_desk_and_stands_on_the_page(service: Service, visitor: Visitor):
    case = accepted(service)
    visitor.open(case)
    answer = visitor.act("write", {"text": "我找到了录音。"})
    assert answer["Location"].endswith("?done=write#talk")
    assert "Your message is with us" in words(visitor.get(answer["Location"]))
    assert "我找到了录音。" in visitor.page()
    assert case.kinds()[-1] == "message.received"


def test_an_empty_message_gets_a_sentence(service: Service, visitor: Visitor):
    visitor.open(accepted(service))
    answer = visitor.act("write", {"text": "  "})
    assert answer.status_code == 422
    assert "Write your message." in words(answer)


def test_files_come_with_a_message_and_can_be_fetched_again(
    service: Service, visitor: Visitor, settings, tmp_path
):
    settings.HUIYING_FILES = tmp_path
    case = accepted(service)
    visitor.open(case)
    photo = SimpleUploadedFile("车牌.jpg", picture())
    visitor.act("write", {"text": "照片", "files": photo})
    assert "It is being checked" in visitor.page() or "车牌" in visitor.page()
    clean_waiting(at=visitor.at, limit=10)
    (row,) = files.files_of(case.matter_id)
    fetched = visitor.get(f"{visitor.home}file/{row.id}")
    assert fetched.status_code == 200
    assert b"".join(fetched.streaming_content)[:2] == b"\xff\xd8"
    assert "attachment" in fetched["Content-Disposition"]
    stranger = Visitor(visitor.at)
    stranger.open(file(service))
    assert stranger.get(f"{stranger.home}file/{row.id}").status_code == 404


def test_a_file_that_is_not_taken_loses_neither_the_words_nor_the_other_files(
    service: Service, visitor: Visitor, settings, tmp_path
):
    settings.HUIYING_FILES = tmp_path
    case = accepted(service)
    visitor.open(case)
    good, bad = (
        SimpleUploadedFile("a.jpg", picture()),
        SimpleUploadedFile("b.docx", b"PK\x03\x04word/"),
    )
    answer = visitor.act("write", {"text": "两份", "files": [good, bad]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "两份" in page
    assert "is with us already" in page
    assert "message.received" not in case.kinds()
    (row,) = files.files_of(case.matter_id)
    assert f'name="taken" value="{row.id}"' in page
    visitor.act("write", {"text": "两份", "taken": str(row.id)})
    assert files.files_of(case.matter_id)[0].event_id == case.event_id("message.received")


def test_files_alone_need_a_file(service: Service, visitor: Visitor):
    visitor.open(accepted(service))
    answer = visitor.act("files")
    assert answer.status_code == 422
    assert "Choose a file first." in words(answer)


def test_a_question_is_answered_at_the_top_of_the_page(service: Service, visitor: Visitor):
    case = accepted(service)
    conversing.ask_complainant(
        matter_id=case.matter_id, question="几点？", by=service.actor("alice"), at=visitor.at
    )
    visitor.open(case)
    (question,) = own(case, service).open_questions
    field = f"q{question.id.hex[-8:]}-text"
    assert "We have a question for you" in visitor.page()
    assert f'name="{field}"' in visitor.get(visitor.home).content.decode()
    visitor.act(f"reply/{question.id}", {field: "晚上九点。"})
    assert case.kinds()[-1] == "question.answered"
    again = visitor.act(f"reply/{question.id}", {field: "九点半。"})
    assert again.status_code == 409
    assert "九点半。" in again.content.decode()
    assert "not open any more" in words(again)


def test_disagreeing_names_who_looks_again_before_anything_is_sent(service: Service):
    case = answered(service)
    visitor = Visitor(service.at + days(11))
    visitor.open(case)
    before = words(visitor.get(f"{visitor.home}disagree"))
    assert "city . It had nothing to do with the answer" in before
    assert visitor.act("disagree", {"reason": ""}).status_code == 422
    visitor.act("disagree", {"reason": "没有看录像。"})
    assert case.stage() is Stage.REVIEWING
    assert case.unit(PartyRole.REVIEWING) == service.units["city"]
    twice = visitor.act("disagree", {"reason": "再说一次。"})
    assert twice.status_code == 409
    assert "再说一次。" in twice.content.decode()
    assert "once with each answer" in words(twice)


def test_disagreeing_is_closed_before_there_is_an_answer(service: Service, visitor: Visitor):
    visitor.open(accepted(service))
    page = visitor.get(f"{visitor.home}disagree")
    assert "You can disagree once we have answered" in words(page)
    assert "<textarea" not in page.content.decode()


def test_withdrawing_says_who_speaks_with_the_person_and_can_be_undone(
    service: Service, visitor: Visitor
):
    case = accepted(service)
    visitor.open(case)
    assert "speaks with you alone" in words(visitor.get(f"{visitor.home}withdraw"))
    visitor.act("withdraw", {"reason": ""})
    assert case.stage() is Stage.WITHDRAWING
    assert "Go on with my complaint" in visitor.page()
    visitor.act("go-on")
    assert case.stage() is Stage.ACCEPTED


def test_a_withdrawn_complaint_is_taken_up_again(service: Service, visitor: Visitor):
    case = accepted(service)
    visitor.open(case)
    visitor.act("withdraw", {"reason": ""})
    withdrawing.record_spoken_apart(
        matter_id=case.matter_id,
        wants=True,
        pressed=False,
        by=service.actor("clara"),
        at=service.at + days(3),
    )
    withdrawing.let_withdrawals_take_effect(service.at + days(10))
    assert case.stage() is Stage.WITHDRAWN
    visitor = Visitor(service.at + days(11))
    visitor.open(case)
    visitor.act("take-up-again", {"reason": ""})
    assert case.stage() is Stage.ACCEPTED


def test_a_view_is_given_only_when_somebody_else_asked(service: Service):
    case = answered(service)
    visitor = Visitor(service.at + days(11))
    visitor.open(case)
    assert "How do you see it?" not in visitor.page()
    given = dict.fromkeys(("acceptance", "investigation", "result", "attitude"), "fair")
    assert visitor.act("view", given).status_code == 409
    asking.ask_view(matter_id=case.matter_id, by=service.actor("rita"), at=service.at + days(15))
    visitor = Visitor(service.at + days(16))
    visitor.open(case)
    assert "Collected" not in visitor.page()
    assert "How do you see it?" in visitor.page()
    partly = visitor.act("view", {"acceptance": "fair", "words": "拖得太久"})
    assert partly.status_code == 422
    assert "拖得太久" in partly.content.decode()
    visitor.act("view", given)
    assert case.last("satisfaction.given")["result"] == "fair"


def test_pressure_goes_to_oversight_from_every_page(service: Service, visitor: Visitor):
    case = accepted(service)
    visitor.open(case)
    assert f"{visitor.home}pressure" in visitor.get(visitor.home).content.decode()
    visitor.act("pressure", {"text": "所长打电话让我改成满意。"})
    assert case.kinds()[-1] == "pressure.reported"


def test_ways_of_contact_are_shown_in_part_and_can_be_stopped(service: Service, visitor: Visitor):
    case = accepted(service, contact=BY_PHONE)
    visitor.open(case)
    page = words(visitor.get(f"{visitor.home}contact"))
    assert "••••0000" in page
    assert BY_PHONE.phone not in page
    both = visitor.act("contact", {"phone": "13911112222", "no_phone": "on", "wishes": "晚上"})
    assert both.status_code == 422
    assert "not both" in words(both)
    visitor.act("contact", {"email": "new@example.org", "no_phone": "on", "wishes": "晚上"})
    party = next(p for p in ledger.parties(case.matter_id) if p.role is PartyRole.COMPLAINANT)
    assert party.person_id
    contact = open_contact(party.person_id)
    assert (contact.phone, contact.email) == ("", "new@example.org")
    assert (contact.name, contact.wishes) == (BY_PHONE.name, "晚上")
    assert case.last("contact.changed")["contactable"] is True


def test_what_is_left_empty_stays(service: Service, visitor: Visitor):
    case = accepted(service, contact=BY_MAIL)
    visitor.open(case)
    visitor.act("contact", {"wishes": ""})
    party = next(p for p in ledger.parties(case.matter_id) if p.role is PartyRole.COMPLAINANT)
    assert party.person_id
    assert open_contact(party.person_id) == BY_MAIL
