"""An accusation among petitions becomes a complaint; the petitioner takes its receipt, and no accused sees either."""

from datetime import timedelta

import pytest

from huiying.core.access import doors
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_contact
from huiying.flows import reactions
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.petitions.events import BY_KIND
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services import classing, passing
from huiying.mechanisms.petitions.tests import support
from huiying.mechanisms.petitions.tests.support import Case, Service, days, file


@pytest.fixture
def service(db: None) -> Service:
    return support.build()


def accuse(service: Service, **given) -> Case:
    case = file(service, narrative="民警朵拉收了拆迁方的钱。", **given)
    classing.class_petition(
        matter_id=case.matter_id, class_="accusation", about_officers=[service.officers["dora"]],
        by=service.actor("alice"), at=service.at + days(1),
    )  # fmt: skip
    return case


def test_it_goes_on_once_with_the_same_words_and_the_same_person(service: Service):
    case = accuse(service)
    for minutes in (1, 2, 90):
        reactions.run(service.at + days(1) + timedelta(minutes=minutes))
    complaint = Complaint.objects.get()
    assert case.stage() is Stage.PASSED
    assert complaint.conduct
    [person] = [p for p in ledger.parties(complaint.pk) if p.role is PartyRole.COMPLAINANT]
    assert person.person_id is not None
    assert open_contact(person.person_id).name == support.NAMED.name
    assert case.duty("agency.petition-accusation").state == "met"


def test_nobody_accused_sees_the_petition_or_the_complaint(service: Service):
    case = accuse(service)
    reactions.run(service.at + days(1))
    complaint = Complaint.objects.get().pk
    for matter in (case.matter_id, complaint):
        parties = ledger.parties(matter)
        for name in ("dora", "chief"):
            assert doors.acts_on(service.actor(name), parties, matter) == frozenset()


def test_the_petitioner_takes_the_receipt_of_the_complaint_once(service: Service):
    case = accuse(service)
    reactions.run(service.at + days(1))
    code = passing.fetch_receipt(by=case.holder, at=service.at + days(2))
    opened = following.look_up(typed=code, at=service.at + days(2))
    assert opened is not None
    assert opened.holder.matter_id == Complaint.objects.get().pk
    with pytest.raises(IllegalMove):
        passing.fetch_receipt(by=case.holder, at=service.at + days(3))


def test_staff_are_not_shown_which_complaint_it_became(service: Service):
    accuse(service)
    reactions.run(service.at + days(1))
    shown = {audience.value for audience in BY_KIND["petition.passed-on"].seen_by}
    assert shown == {"person", "oversight"}


def test_what_is_no_accusation_stays_a_petition(service: Service):
    case = support.classed(service, "claim")
    reactions.run(service.at + days(2))
    assert case.stage() is Stage.RECEIVED
    assert not Complaint.objects.exists()
