"""Mail that comes back undoes what it stood for; mail that arrives late counts; neither overrules the other."""

import uuid
from datetime import timedelta

import pytest

from huiying.core.ledger import queries as ledger
from huiying.core.notices import claims
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.notices.reports import Fate, Report, read_report
from huiying.core.notices.returned import returned
from huiying.core.people import queries as people
from huiying.core.work.returns import NoSuchNotice, mail_arrived, mail_bounced, take_report
from huiying.core.work.tests.conftest import LATER
from huiying.core.work.tests.test_delivering import open_page
from tests.support.answered import MONDAY, SPECS
from tests.support.smtp import bounce_of

NEXT_DAY = MONDAY + timedelta(days=1)


def bounce(one, at=NEXT_DAY):
    return mail_bounced(notice_id=one.mail, specs=SPECS, at=at, status="5.1.1")


def test_a_bounce_opens_the_duty_again(outbox, mail):
    one = outbox.answered()
    outbox.send()
    assert outbox.duty(one) == "met"
    report = read_report(bounce_of(mail.messages[0]))
    assert report == Report(notice_id=one.mail, fate=Fate.FAILED, status="5.1.1")
    assert take_report(report, specs=SPECS, at=NEXT_DAY)
    row = outbox.row(one.mail)
    assert (row.state, row.error) == (State.BOUNCED, "bounced 5.1.1")
    assert outbox.duty(one) == "open"
    assert outbox.told(one) == []
    assert outbox.kinds(one)[-3:] == ["outcome.told", "telling.bounced", "event.annulled"]
    annulment = ledger.history(one.matter)[-1]
    assert annulment.facts == {
        "event": str(row.evidence),
        "kind": "outcome.told",
        "opened_duty": True,
    }
    assert (annulment.by_kind, annulment.by_name) == ("system", "mail")
    assert Notice.objects.filter(matter_id=one.matter, channel=Channel.DESK).count() == 1
    on_page = Notice.objects.filter(matter_id=one.matter, channel=Channel.PORTAL)
    assert on_page.filter(template="event.annulled", about=annulment.id).count() == 1


def test_the_address_is_not_used_again_and_the_page_says_so(outbox, mail):
    one = outbox.answered()
    outbox.send()
    assert bounce(one)
    assert not people.person(one.person).by_email
    assert returned(one.person)
    assert Notice.objects.filter(template="mail-returned", channel=Channel.PORTAL).count() == 1
    assert Notice.objects.filter(state=State.WAITING, channel=Channel.EMAIL).count() == 0


def test_who_left_nothing_else_is_told_by_posting_from_then_on(outbox, mail):
    one = outbox.answered(phone="")
    outbox.send()
    assert bounce(one)
    [told] = outbox.told(one)
    assert (told["channel"], told["word_alone"]) == ("posting", False)
    assert outbox.duty(one) == "met"


@pytest.mark.parametrize("status", ["5.2.2", "4.2.2", "5.7.1"])
def test_a_full_mailbox_says_nothing_of_the_address(outbox, mail, status):
    one = outbox.answered(phone="")
    outbox.send()
    assert mail_bounced(notice_id=one.mail, specs=SPECS, at=NEXT_DAY, status=status)
    assert people.person(one.person).by_email
    assert not returned(one.person)
    assert outbox.duty(one) == "open"


def test_the_same_bounce_twice_changes_nothing_more(outbox, mail):
    one = outbox.answered()
    outbox.send()
    assert bounce(one)
    before = outbox.kinds(one)
    assert not bounce(one)
    assert outbox.kinds(one) == before


def test_after_a_bounce_the_page_still_tells(outbox, mail):
    one = outbox.answered()
    outbox.send()
    bounce(one)
    open_page(one, NEXT_DAY)
    assert [facts["channel"] for facts in outbox.told(one)] == ["portal"]
    assert outbox.duty(one) == "met"


def test_what_was_read_before_the_bounce_stays_told_from_when_it_was_read(outbox, mail):
    one = outbox.answered()
    outbox.send()
    read_at = LATER + timedelta(hours=3)
    open_page(one, read_at)
    assert [facts["channel"] for facts in outbox.told(one)] == ["email"]
    bounce(one)
    [facts] = outbox.told(one)
    assert (facts["channel"], facts["confirmed"]) == ("portal", True)
    assert ledger.history(one.matter)[-1].occurred_at == read_at
    assert outbox.duty(one) == "met"


def test_a_late_delivered_never_overwrites_a_bounce(outbox, mail):
    one = outbox.answered()
    outbox.send()
    bounce(one)
    assert not mail_arrived(notice_id=one.mail, specs=SPECS, at=NEXT_DAY)
    assert outbox.row(one.mail).state == State.BOUNCED
    assert outbox.told(one) == []


def test_a_late_delivered_never_overwrites_a_refusal(outbox, mail):
    one = outbox.answered()
    mail.refuse_recipients()
    outbox.send()
    assert not mail_arrived(notice_id=one.mail, specs=SPECS, at=NEXT_DAY)
    assert outbox.row(one.mail).state == State.FAILED


def test_what_a_relay_reports_as_delivered_is_told_from_then_on(outbox, mail, settings):
    settings.HUIYING_MAIL_FINAL_FOR = []
    one = outbox.answered()
    outbox.send()
    assert mail_arrived(notice_id=one.mail, specs=SPECS, at=NEXT_DAY)
    assert outbox.row(one.mail).state == State.ACCEPTED
    assert [facts["channel"] for facts in outbox.told(one)] == ["email"]
    assert ledger.history(one.matter)[-1].occurred_at == NEXT_DAY


def test_a_bounce_that_overtakes_its_worker_wins(outbox, mail):
    one = outbox.answered()
    taken = claims.claim(at=LATER, channels=[Channel.EMAIL])
    assert taken is not None
    assert claims.begin_handing(taken, at=LATER)
    assert bounce(one)
    assert not claims.finish(taken, state=State.ACCEPTED, at=LATER)
    assert outbox.row(one.mail).state == State.BOUNCED


def test_a_bounce_of_what_was_never_sent_is_refused(outbox):
    one = outbox.answered()
    assert not bounce(one)
    assert outbox.row(one.mail).state == State.WAITING
    with pytest.raises(NoSuchNotice):
        mail_bounced(notice_id=uuid.uuid4(), specs=SPECS, at=NEXT_DAY)
    with pytest.raises(NoSuchNotice):
        mail_bounced(notice_id=one.portal, specs=SPECS, at=NEXT_DAY)


def test_a_crash_in_the_hand_over_ends_as_unsure_and_a_report_settles_it(outbox, mail):
    one = outbox.answered()
    taken = claims.claim(at=LATER, channels=[Channel.EMAIL])
    assert taken is not None
    assert claims.begin_handing(taken, at=LATER)
    assert outbox.send(LATER + claims.LEASE) == 1
    row = outbox.row(one.mail)
    assert (row.state, row.error, mail.messages) == (State.UNSURE, "unsure", [])
    assert mail_arrived(notice_id=one.mail, specs=SPECS, at=NEXT_DAY)
    assert outbox.duty(one) == "met"
