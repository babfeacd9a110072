"""A wrong entry is put right by a second person; it stays visible."""

import uuid

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.queries import citizen_page, complaint_page
from huiying.mechanisms.complaints.services import annulling, following, handling
from huiying.mechanisms.complaints.services.shape import NotAChoice
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    accepted,
    answered,
    days,
)


def propose(service: Service, case: Case, kind: str, name: str = "alice") -> uuid.UUID:
    return annulling.propose_annulment(
        matter_id=case.matter_id,
        event_id=case.event_id(kind),
        reason="点错了。",
        by=service.actor(name),
        at=service.at + days(11),
    )


def confirm(service: Service, case: Case, proposal: uuid.UUID, name: str = "edith") -> None:
    annulling.confirm_annulment(
        matter_id=case.matter_id,
        proposal_id=proposal,
        reason="确实点错了。",
        by=service.actor(name),
        at=service.at + days(12),
    )


def test_nothing_changes_until_a_second_person_agrees(service: Service):
    case = answered(service)
    proposal = propose(service, case, "complaint.answered")
    assert case.stage() is Stage.ANSWERED
    confirm(service, case, proposal)
    facts = case.last("event.annulled")
    assert facts["second"] == service.officers["edith"]
    page = complaint_page(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(13)
    )
    assert page.standing.stage is Stage.ACCEPTED
    (wrong,) = [line for line in page.lines if line.kind == "complaint.answered"]
    assert wrong.annulled


def test_whoever_proposes_does_not_confirm(service: Service):
    case = answered(service)
    proposal = propose(service, case, "complaint.answered", "edith")
    with pytest.raises(Denied):
        confirm(service, case, proposal, "edith")
    confirm(service, case, proposal, "sven")


@pytest.mark.parametrize("name", ["alice", "ben", "chief", "wanda", "olga"])
def test_a_colleague_of_the_same_desk_is_no_second_person(service: Service, name: str):
    case = answered(service)
    proposal = propose(service, case, "complaint.answered")
    with pytest.raises(Denied):
        confirm(service, case, proposal, name)


def test_annulling_what_opened_a_duty_is_told_to_the_person(service: Service):
    case = accepted(service, contact=BY_PHONE)
    confirm(service, case, propose(service, case, "complaint.accepted"))
    assert case.last("event.annulled")["opened_duty"] is True
    assert following.open_page(by=case.holder, at=service.at + days(13)) > 0
    page = citizen_page(by=case.holder, at=service.at + days(13))
    assert "event.annulled" in {line.kind for line in page.lines}


def test_annulling_a_telling_reopens_the_duty(service: Service):
    case = answered(service)
    assert case.duty("agency.answer").state == "met"
    confirm(service, case, propose(service, case, "outcome.told"))
    assert case.duty("agency.answer").state == "open"


def test_what_the_person_did_is_not_undone(service: Service):
    case = accepted(service)
    following.write_message(text="还要多久？", by=case.holder, at=service.at + days(2))
    with pytest.raises(rules.IllegalMove, match="complainant did"):
        propose(service, case, "message.received")


def test_that_it_came_in_is_never_undone(service: Service):
    with pytest.raises(rules.IllegalMove, match="never undone"):
        propose(service, accepted(service), "complaint.received")


def test_a_declined_proposal_leaves_the_entry(service: Service):
    case = answered(service)
    proposal = propose(service, case, "complaint.answered")
    annulling.decline_annulment(
        matter_id=case.matter_id,
        proposal_id=proposal,
        reason="没有错。",
        by=service.actor("edith"),
        at=service.at + days(12),
    )
    assert case.stage() is Stage.ANSWERED
    with pytest.raises(rules.IllegalMove, match="no proposal"):
        confirm(service, case, proposal)


def test_the_same_is_proposed_once(service: Service):
    case = answered(service)
    propose(service, case, "complaint.answered")
    with pytest.raises(NotAChoice, match="already"):
        propose(service, case, "complaint.answered")


def test_an_annulled_acceptance_can_be_given_anew(service: Service):
    case = accepted(service)
    confirm(service, case, propose(service, case, "complaint.accepted"))
    handling.accept_complaint(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(13)
    )
    assert case.kinds().count("complaint.accepted") == 2
