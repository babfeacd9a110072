"""A lost code: by the way that was left and by no other; the page tells nobody whether there is a complaint."""

import re

import pytest

from huiying.core.access.looks import looks_at
from huiying.core.notices.mail import Mail
from huiying.core.notices.models import Channel, Notice
from huiying.core.notices.renewing import renewal_token
from huiying.core.people.services import Contact
from huiying.core.web import proof
from huiying.core.work.delivery import deliver
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.tests.support import BY_PHONE, Service, days, file
from huiying.mechanisms.complaints.tests.visiting import Visitor, words

BOTH = Contact(name="林小满", phone="138 0000 0000", email="lin@example.org")


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service.at + days(1))


def ask(visitor: Visitor, name: str, phone: str):
    token = proof.challenge(visitor.at - 2 * proof.WAIT).token
    return visitor.post("/en/m/lost", {"name": name, "phone": phone, "proof": token})


def link_for(visitor: Visitor, mail) -> str:
    """The address that was mailed, once everything waiting was sent."""
    while deliver(visitor.at, 50, senders=[Mail()], specs=events.BY_KIND):
        pass
    found = re.search(r"/m/renew/\S+", "\n".join(m.get_content() for m in mail.messages))
    assert found
    return found[0]


def test_the_answer_is_the_same_for_the_right_and_the_wrong_name(
    service: Service, visitor: Visitor
):
    file(service, contact=BOTH)
    right, wrong = ask(visitor, "林小满", "13800000000"), ask(visitor, "王大", "13800000000")
    unknown = ask(visitor, "林小满", "13900000000")
    assert right["Location"] == wrong["Location"] == unknown["Location"]
    assert Notice.objects.filter(template="new-code").count() == 1


def test_who_left_an_address_gets_a_link_there_that_works_once(
    service: Service, visitor: Visitor, mail
):
    case = file(service, contact=BOTH)
    ask(visitor, "林 小满", "+86 138-0000-0000")
    while deliver(visitor.at, 50, senders=[Mail()], specs=events.BY_KIND):
        pass
    sent = "\n".join(m.get_content() for m in mail.messages)
    link = re.search(r"/m/renew/\S+", sent)
    assert link
    assert case.filed.code not in sent
    # Looking at the link ends no code; pressing the button does.
    assert visitor.get(link[0]).status_code == 200
    assert Visitor(visitor.at).look_up(case.filed.code).status_code == 302
    shown = visitor.post(link[0])
    assert "hy-code" in visitor.get(shown["Location"]).content.decode()
    assert Visitor(visitor.at).look_up(case.filed.code).status_code == 422
    assert visitor.post(link[0]).status_code == 404


def test_a_link_ends_after_a_day(service: Service, visitor: Visitor):
    file(service, contact=BOTH)
    ask(visitor, "林小满", "13800000000")
    token = renewal_token(Notice.objects.get(template="new-code").pk)
    visitor.at += days(1)
    assert visitor.get(f"/en/m/renew/{token}").status_code == 404
    assert visitor.get("/en/m/renew/abc").status_code == 404


def test_who_left_a_telephone_alone_is_rung_by_those_who_ask_for_views(
    service: Service, visitor: Visitor
):
    file(service, contact=BY_PHONE)
    ask(visitor, BY_PHONE.name, BY_PHONE.phone)
    (line,) = Notice.objects.filter(template="code-lost", channel=Channel.DESK)
    assert line.unit_id == service.units["response"]


def test_opening_the_contact_data_for_it_is_a_look_that_the_person_sees(
    service: Service, visitor: Visitor
):
    case = file(service, contact=BY_PHONE)
    ask(visitor, "王大", BY_PHONE.phone)
    assert [look.what for look in looks_at(case.matter_id)] == ["contact"]


def test_it_can_be_asked_for_a_few_times_an_hour(service: Service, visitor: Visitor):
    answers = [ask(visitor, "王大", "13900000000").status_code for _ in range(7)]
    assert answers == [302] * 5 + [422] * 2
    assert "Try again in an hour" in words(ask(visitor, "王大", "13900000000"))
