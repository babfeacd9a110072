"""A petition comes in by each way, with a receipt, to the office that answers for it; sent twice it is filed once."""

from datetime import timedelta

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import NotAChoice, PartyRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.core.notices.models import Notice
from huiying.mechanisms.petitions.rules import Declined, Stage
from huiying.mechanisms.petitions.services import registering
from huiying.mechanisms.petitions.services.registering import Handover, Petitioning
from huiying.mechanisms.petitions.tests.support import (
    BY_MAIL,
    NAMED,
    SILENT,
    WEB,
    Service,
    days,
    file,
)


def test_the_office_at_or_above_the_unit_answers_for_it(service: Service):
    case = file(service)
    assert case.stage() is Stage.RECEIVED
    assert case.unit(PartyRole.HANDLING) == service.units["east"]
    assert case.unit(PartyRole.ASKING) == service.units["response"]


def test_the_code_that_is_shown_opens_the_petition(service: Service):
    case = file(service)
    found = ledger.holder_of(case.registered.code)
    assert found is not None
    assert found.matter_id == case.matter_id
    assert not found.provisional


def test_what_is_on_record_is_no_name_and_no_word(service: Service):
    case = file(service, contact=NAMED)
    received = case.last("petition.received")
    assert received == {
        "channel": "portal", "identified": True, "contactable": True, "forwarded": False,
    }  # fmt: skip


def test_a_named_petitioner_is_owed_the_notice_of_the_law_and_an_anonymous_one_our_own(
    service: Service,
):
    named, nameless = file(service, contact=NAMED), file(service, contact=SILENT)
    assert named.duty("cn.petition-matter-notice").state == "waiting"
    assert not named.owes("agency.petition-anonymous-notice")
    duty = nameless.duty("agency.petition-anonymous-notice")
    assert (duty.basis, duty.state) == ("standard", "open")
    assert not nameless.owes("cn.petition-matter-notice")


def test_a_letter_is_taken_in_at_a_desk_with_the_day_it_came(service: Service):
    came = service.at - days(1)
    case = file(
        service, channel="letter", by=service.actor("alice"), handover=Handover.NONE,
        occurred_at=came,
    )  # fmt: skip
    assert case.registered.code == ""
    assert ledger.history(case.matter_id)[0].occurred_at == came
    assert case.unit(PartyRole.REGISTERED) == service.units["east"]


def test_a_slip_is_made_for_a_visit_and_its_code_is_of_that_petition_alone(service: Service):
    made = registering.register_with_slip(
        petition=Petitioning(narrative="来访口述。", channel="visit", contact=NAMED),
        by=service.actor("dora"),
        at=service.at,
    )
    found = ledger.holder_of(made.code)
    assert found is not None
    assert (found.matter_id, found.provisional) == (made.matter_id, True)
    assert made.serial.startswith("EASTGATE-")
    # The station's desk took it in; the county's office answers for it.
    assert made.unit == service.units["east"]


def test_a_link_to_the_code_goes_by_mail_where_it_was_wanted(service: Service):
    case = file(
        service, channel="letter", contact=BY_MAIL, by=service.actor("alice"),
        handover=Handover.LINK,
    )  # fmt: skip
    mails = Notice.objects.filter(matter_id=case.matter_id, channel="email")
    assert {m.template for m in mails} == {"new-code", "petition-received"}


def test_what_is_plain_is_classed_and_taken_up_on_the_spot(service: Service):
    case = file(
        service, channel="visit", by=service.actor("alice"), handover=Handover.NONE,
        class_="claim", path="由东区分局信访室办理。",
    )  # fmt: skip
    assert case.stage() is Stage.ACCEPTED
    told = case.last("petition.acceptance-told")
    assert (told["channel"], told["word_alone"], told["everyone"]) == ("in-person", True, True)
    assert case.duty("cn.petition-matter-notice").state == "met"


def test_what_is_classed_as_belonging_elsewhere_is_not_taken_up_on_the_spot(service: Service):
    case = file(
        service, channel="visit", by=service.actor("alice"), handover=Handover.NONE,
        class_="legal-remedy-4", path="…",
    )  # fmt: skip
    assert case.stage() is Stage.RECEIVED


def test_sent_twice_it_is_filed_once_and_the_key_is_forgotten_after_two_days(service: Service):
    petition = Petitioning(narrative="请求恢复院墙。", key="draft-1")
    first = registering.register_petition(petition=petition, by=WEB, at=service.at)
    again = registering.register_petition(petition=petition, by=WEB, at=service.at)
    assert (again.matter_id, again.again, again.code) == (first.matter_id, True, "")
    assert Matter.objects.count() == 1
    assert registering.forget_old_sendings(service.at + timedelta(hours=47)) == 0
    assert registering.forget_old_sendings(service.at + timedelta(hours=49)) == 1


def test_what_is_forwarded_says_by_whom(service: Service):
    with pytest.raises(WordsNeeded):
        file(service, channel="forwarded", by=service.actor("alice"), handover=Handover.NONE)
    case = file(
        service, channel="forwarded", forwarded_by="市信访局", forwarded_ref="信〔2026〕12号",
        by=service.actor("alice"), handover=Handover.NONE,
    )  # fmt: skip
    assert case.last("petition.received")["forwarded"] is True
    assert case.owes("cn.petition-matter-forwarded-notice")


def test_nothing_is_taken_in_without_words_a_way_or_a_right_to_register(service: Service):
    with pytest.raises(WordsNeeded):
        file(service, narrative="  ")
    with pytest.raises(NotAChoice):
        file(service, channel="pigeon")
    with pytest.raises(Denied):
        file(service, by=service.actor("olga"))


def test_where_the_law_knows_no_petitions_none_is_opened(service: Service, settings):
    settings.HUIYING_JURISDICTION = "ew"
    with pytest.raises(Declined, match="takes no petitions"):
        file(service)
