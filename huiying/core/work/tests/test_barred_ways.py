"""Mail to an address that was barred anywhere is not sent, and nothing tells that from a person's own wish."""

import uuid
from datetime import timedelta

from huiying.core.ledger import queries as ledger
from huiying.core.notices import reasons
from huiying.core.notices.models import Notice, State
from huiying.core.notices.stopping import stop_mail, stop_token
from huiying.core.people import barring
from huiying.core.people.models import Person
from huiying.core.people.services import Contact, change_contact, new_person
from huiying.core.work.tests.conftest import LATER
from tests.support.answered import MONDAY

ADDRESS = "wang@example.org"


def elsewhere(way: str = ADDRESS) -> uuid.UUID:
    """Somebody bars a way on another matter."""
    person = new_person(contact=Contact(email=way), language="zh-hans", at=MONDAY, lookup=False)
    person.save()
    barring.bar(person_id=person.pk, ways=[way], at=MONDAY)
    return person.pk


def test_a_barred_address_gets_no_mail_on_any_matter(outbox, mail):
    elsewhere("WANG@example.org")
    one, other = outbox.answered(), outbox.answered(email="li@example.org")
    assert outbox.send() == 2
    assert mail.recipients == [["li@example.org"]]
    assert outbox.row(one.mail).state == State.STOPPED
    assert outbox.row(other.mail).state == State.ACCEPTED


def test_who_has_a_telephone_is_still_owed_it_and_who_has_none_is_told_by_posting(outbox, mail):
    elsewhere()
    one, silent = outbox.answered(), outbox.answered(phone="")
    outbox.send()
    assert outbox.duty(one) == "open"
    assert outbox.duty(silent) == "met"
    assert [told["channel"] for told in outbox.told(silent)] == ["posting"]
    assert mail.messages == []


def test_it_cannot_be_told_from_mail_stopped_by_its_link(outbox, mail):
    stopped, barred = outbox.answered(email="li@example.org"), outbox.answered()
    stop_mail(token=stop_token(stopped.mail), at=LATER)
    elsewhere()
    outbox.send()
    rows = [outbox.row(one.mail) for one in (stopped, barred)]
    assert {(row.state, row.error) for row in rows} == {(State.STOPPED, reasons.UNWANTED)}
    assert {Person.objects.get(pk=one.person).by_email for one in (stopped, barred)} == {False}
    assert outbox.kinds(stopped) == outbox.kinds(barred)
    assert mail.messages == []


def test_nothing_of_it_is_in_the_history_or_on_a_desk(outbox, mail):
    other = elsewhere()
    one = outbox.answered()
    before = outbox.kinds(one)
    outbox.send()
    assert outbox.kinds(one) == before
    assert not Notice.objects.filter(matter_id=one.matter, channel="desk").exists()
    assert str(other) not in str([e.facts for e in ledger.history(one.matter)])


def test_allowed_again_and_given_again_it_gets_mail(outbox, mail):
    who = elsewhere()
    one = outbox.answered()
    outbox.send()
    barring.lift(person_id=who, ways=[ADDRESS])
    change_contact(person_id=one.person, contact=Contact(email=ADDRESS), lookup=False)
    outbox.answered()
    assert outbox.send(LATER + timedelta(hours=1)) == 1
    assert mail.recipients == [[ADDRESS]]
