"""A notice goes out by mail, and what that evidences is recorded with it."""

from datetime import timedelta

from huiying.core.access.models import Look
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, system
from huiying.core.notices import claims, reasons
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.notices.stopping import stop_mail, stop_token
from huiying.core.notices.telling import page_opened
from huiying.core.people.models import Person
from huiying.core.work.delivery import deliver
from huiying.core.work.tests.conftest import LATER
from tests.support.answered import MONDAY, SPECS


def test_mail_taken_by_the_recipients_own_server_is_told_and_not_confirmed(outbox, mail):
    one = outbox.answered()
    assert outbox.duty(one) == "open"
    assert outbox.send() == 1
    row = outbox.row(one.mail)
    assert (row.state, row.next_attempt_at, row.error) == (State.ACCEPTED, None, "")
    [facts] = outbox.told(one)
    assert facts.pop("about") == str(row.about)
    assert facts.pop("party") == str(one.party)
    assert facts == {
        "channel": "email", "confirmed": False, "word_alone": False, "everyone": True
    }  # fmt: skip
    assert outbox.duty(one) == "met"
    assert mail.recipients == [["wang@example.org"]]


def test_a_mail_says_nothing_of_the_matter_and_how_to_stop(outbox, mail):
    one = outbox.answered()
    outbox.send()
    [message] = mail.messages
    assert message["Subject"] == "您有一条新消息"
    text = message.get_content()
    assert "/m/" in text
    assert f"/stop/{stop_token(one.mail)}" in text
    whole = message.as_string() + text
    for secret in ("王", "投诉", "公安", "complaint", str(one.matter), str(one.person)):
        assert secret not in whole


def test_a_mail_is_in_the_persons_language(outbox, mail):
    outbox.answered(language="en")
    outbox.answered(language="zh-hant")
    outbox.send()
    assert {m["Subject"] for m in mail.messages} == {"You have a new message", "您有一條新消息"}
    assert {m["Content-Language"] for m in mail.messages} == {"en", "zh-hant"}


def test_what_was_sent_is_not_sent_again(outbox, mail):
    outbox.answered()
    assert outbox.send() == 1
    assert outbox.send(LATER + timedelta(days=30)) == 0
    assert len(mail.messages) == 1


def test_a_relay_is_no_evidence(outbox, mail, settings):
    settings.HUIYING_MAIL_FINAL_FOR = ["yunpu.example"]
    one = outbox.answered()
    outbox.send()
    assert outbox.row(one.mail).state == State.RELAYED
    assert outbox.told(one) == []
    assert outbox.duty(one) == "open"


def test_a_server_that_says_later_is_asked_later(outbox, mail):
    one = outbox.answered()
    mail.refuse_messages("451 4.3.0 <wang@example.org> try again later")
    outbox.send()
    row = outbox.row(one.mail)
    assert (row.state, row.error, row.attempts) == (State.WAITING, "not-now 451 4.3.0", 1)
    wait = row.next_attempt_at - LATER
    assert timedelta(seconds=48) <= wait <= timedelta(seconds=73)
    assert outbox.send(LATER + timedelta(seconds=30)) == 0
    mail.accept()
    assert outbox.send(LATER + timedelta(seconds=80)) == 1
    assert outbox.row(one.mail).state == State.ACCEPTED
    assert len({m["Message-ID"] for m in mail.messages}) == 1


def test_after_the_last_attempt_it_is_a_dead_letter(outbox, mail):
    one = outbox.answered()
    mail.refuse_messages()
    at = LATER
    for _ in range(claims.ATTEMPTS):
        assert outbox.send(at) == 1
        at += timedelta(hours=15)
    row = outbox.row(one.mail)
    assert (row.state, row.attempts) == (State.FAILED, claims.ATTEMPTS)
    assert outbox.send(at + timedelta(days=9)) == 0


def test_a_refused_address_is_not_tried_again_and_the_desk_is_told(outbox, mail):
    one = outbox.answered()
    mail.refuse_recipients("550 5.1.1 <wang@example.org>: no such mailbox")
    outbox.send()
    row = outbox.row(one.mail)
    assert (row.state, row.error) == (State.FAILED, "refused 550 5.1.1")
    assert outbox.kinds(one)[-1] == "telling.bounced"
    desk = Notice.objects.get(matter_id=one.matter, channel=Channel.DESK)
    assert (desk.unit_id, desk.template) == (outbox.unit, "telling.bounced")
    assert outbox.duty(one) == "open"


def test_a_server_that_is_away_stops_the_batch_and_loses_nothing(outbox, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    ones = [outbox.answered() for _ in range(3)]
    assert outbox.send() == 1
    states = [outbox.row(one.mail) for one in ones]
    assert [row.state for row in states] == [State.WAITING] * 3
    assert sorted(row.error for row in states) == ["", "", reasons.NO_SERVER]


def test_with_mail_off_everything_waits_without_error(outbox):
    one = outbox.answered()
    assert deliver(LATER, 50, senders=[], specs=SPECS) == 0
    row = outbox.row(one.mail)
    assert (row.state, row.error, row.attempts) == (State.WAITING, "", 0)


def test_an_address_cannot_add_a_header_or_a_recipient(outbox, mail):
    one = outbox.answered(email="wang@example.org\r\nBcc: spy@example.org")
    outbox.send()
    assert (outbox.row(one.mail).state, mail.messages) == (State.FAILED, [])
    assert outbox.row(one.mail).error == reasons.BAD_ADDRESS


def test_erased_contact_data_stops_its_notice(outbox, mail):
    one = outbox.answered()
    Person.objects.filter(pk=one.person).update(sealed=None, erased_at=MONDAY)
    outbox.send()
    assert (outbox.row(one.mail).state, mail.messages) == (State.STOPPED, [])


def test_each_opening_of_an_address_counts_as_the_systems(outbox, mail):
    one = outbox.answered()
    outbox.send()
    [look] = Look.objects.filter(matter_id=one.matter)
    assert (look.what, look.role, look.officer_id) == ("contact", "system", None)


def open_page(one, at):
    with acting(matter_id=one.matter, act=Act.WORK, by=system("test"), at=at) as book:
        party = next(p for p in book.parties if p.id == one.party)
        return page_opened(book, party=party, specs=SPECS, at=at)


def test_what_was_read_on_the_page_is_told_once(outbox, mail):
    one = outbox.answered()
    open_page(one, MONDAY)
    outbox.send()
    assert outbox.row(one.mail).state == State.ACCEPTED
    assert [facts["channel"] for facts in outbox.told(one)] == ["portal"]


def test_what_waited_a_day_and_was_read_meanwhile_is_not_sent(outbox, mail):
    one = outbox.answered()
    open_page(one, MONDAY)
    outbox.send(MONDAY + timedelta(days=2))
    assert (outbox.row(one.mail).error, mail.messages) == (reasons.READ_ALREADY, [])


def test_the_link_in_a_mail_stops_further_mail_and_nothing_else(outbox, mail):
    one = outbox.answered()
    assert not stop_mail(token=stop_token(one.mail)[:-2] + "AA", at=LATER)
    assert stop_mail(token=stop_token(one.mail), at=LATER)
    assert outbox.send() == 0
    assert outbox.row(one.mail).state == State.STOPPED
    assert outbox.row(one.portal).state == State.WAITING
    assert not Person.objects.get(pk=one.person).by_email


def test_a_worker_that_lost_its_lease_sends_nothing(outbox, mail):
    one = outbox.answered()
    taken = claims.claim(at=LATER, channels=[Channel.EMAIL])
    assert taken is not None
    assert claims.claim(at=LATER + claims.LEASE, channels=[Channel.EMAIL]) is not None
    assert not claims.begin_handing(taken, at=LATER + claims.LEASE)
    assert not claims.finish(taken, state=State.ACCEPTED, at=LATER)
    assert outbox.row(one.mail).state == State.CLAIMED


def test_one_connection_carries_a_batch(outbox, mail):
    for _ in range(3):
        outbox.answered()
    outbox.send()
    assert len(mail.messages) == 3
    assert mail.greetings == 1
