"""A petitioner is reached on paper where they left an address: nothing is told on a page that they cannot open."""

import pytest
from django.urls import reverse

from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import print_pad
from huiying.core.people.safe import NotSafely, SafePlan, set_plan
from huiying.core.people.services import Contact
from huiying.mechanisms.petitions.queries import waits_to_be_told
from huiying.mechanisms.petitions.rules import IllegalMove, NotAChoice
from huiying.mechanisms.petitions.services import accepting, classing, leading, reaching
from huiying.mechanisms.petitions.services.registering import Handover
from huiying.mechanisms.petitions.tests.pages import ref, signed_in, text
from huiying.mechanisms.petitions.tests.support import Case, Service, days, file

BY_POST = Contact(name="林小满", address="东区桂花巷4号")


def _letter(service: Service, contact: Contact = BY_POST) -> Case:
    """It came by letter, without a receipt so far, and is taken up."""
    alice = service.actor("alice")
    case = file(service, channel="letter", contact=contact, by=alice, handover=Handover.NONE)
    classing.class_petition(matter_id=case.matter_id, class_="claim", by=alice, at=service.at)
    accepting.accept_petition(
        matter_id=case.matter_id, path="由东区分局办理。", by=alice, at=service.at
    )
    return case


def _waiting(case: Case) -> list[str]:
    return [n.tells for n in waits_to_be_told(case.matter_id, case.lines())]


def _told(service: Service, case: Case, channel: str, *kinds: str, after: float = 2) -> None:
    waiting = waits_to_be_told(case.matter_id, case.lines())
    reaching.record_told(
        matter_id=case.matter_id,
        notices=[n.id for n in waiting if n.tells in kinds],
        channel=channel,
        by=service.actor("alice"),
        at=service.at + days(after),
    )


def test_who_wrote_a_letter_has_the_notice_when_a_letter_is_on_record_and_not_by_posting(
    service: Service,
):
    case = _letter(service)
    assert not {"petition.acknowledged", "petition.acceptance-told"} & set(case.kinds())
    assert case.duty("cn.petition-matter-notice").state == "open"
    _told(service, case, "letter", "petition.acceptance-told")
    assert case.last("petition.acceptance-told")["channel"] == "letter"
    assert case.last("petition.acceptance-told")["word_alone"] is True
    assert case.duty("cn.petition-matter-notice").state == "met"
    assert _waiting(case) == []


def test_who_left_nothing_to_be_reached_by_is_told_by_posting_as_before(service: Service):
    case = _letter(service, Contact(name="林小满"))
    assert case.last("petition.acceptance-told")["channel"] == "posting"


def test_what_is_owed_in_writing_is_not_told_by_telephone_to_who_left_an_address(
    service: Service,
):
    case = _letter(service, Contact(name="林小满", phone="13800000000", address="桂花巷4号"))
    with pytest.raises(NotAChoice, match="owed in writing"):
        _told(service, case, "telephone", "petition.acceptance-told")
    leading.give_feedback(
        matter_id=case.matter_id, message="在等鉴定。", by=service.actor("alice"), at=service.at
    )
    _told(service, case, "telephone", "petition-feedback.told")
    assert case.last("petition-feedback.told")["channel"] == "telephone"
    without = _letter(service, Contact(name="林小满", phone="13800000000"))
    _told(service, without, "telephone", "petition.acceptance-told")
    assert without.last("petition.acceptance-told")["channel"] == "telephone"


def test_a_plan_for_safe_contact_is_heeded_and_nothing_is_told_twice_or_before_it_was_written(
    service: Service,
):
    case = _letter(service)
    with pytest.raises(NotAChoice, match="lies before"):
        _told(service, case, "letter", "petition.acceptance-told", after=-1)
    person = next(p.person_id for p in ledger.parties(case.matter_id) if p.person_id)
    set_plan(person_id=person, plan=SafePlan(never=("letter",)))
    with pytest.raises(NotSafely):
        _told(service, case, "letter", "petition.acceptance-told")
    _told(service, case, "in-person", "petition.acceptance-told")
    with pytest.raises(NotAChoice, match="told already"):
        _told(service, case, "in-person", "petition.acceptance-told")


def test_a_receipt_is_handed_over_later_once(service: Service):
    case = _letter(service)
    ((serial, _code), (other, _)) = print_pad(
        unit_id=service.units["east"], prefix="EAST", count=2, at=service.at
    )
    alice = service.actor("alice")
    reaching.hand_over_receipt(matter_id=case.matter_id, slip=serial, by=alice, at=service.at)
    assert case.last("petition.acknowledged")["channel"] == "slip"
    assert case.duty("agency.petition-acknowledgement").state == "met"
    with pytest.raises(IllegalMove, match="has a receipt"):
        reaching.hand_over_receipt(matter_id=case.matter_id, slip=other, by=alice, at=service.at)


def test_the_desk_sees_what_waits_and_puts_on_record_that_it_arrived(service: Service, later: None):
    case = _letter(service)
    client = signed_in(service, "alice")
    page = text(client.get(reverse("staff_matter", args=[ref(case)])))
    assert 'id="untold"' in page
    assert "petition-receipt" in page
    told = reverse("staff_act", args=[ref(case), "petition-told"])
    assert told in page
    waiting = [str(n.id) for n in waits_to_be_told(case.matter_id, case.lines())]
    assert client.post(told, {"tells": waiting, "channel": "letter"}).status_code == 302
    page = text(client.get(reverse("staff_matter", args=[ref(case)])))
    assert 'id="untold"' not in page
    assert told not in page
