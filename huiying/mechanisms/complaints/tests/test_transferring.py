"""A complaint goes to another unit."""

import pytest

from huiying.core.access.doors import Denied, allowed
from huiying.core.kinds import Act, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, handling, transferring
from huiying.mechanisms.complaints.services.routing import InConflict
from huiying.mechanisms.complaints.services.shape import NotAChoice, WordsNeeded
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
)


def transfer(service: Service, case: Case, to: str, name: str = "alice", **given: str) -> None:
    words = {"cause": "competence", "reason": "西区分局管这件事。"} | given
    transferring.transfer_complaint(
        matter_id=case.matter_id,
        to_unit=service.units[to],
        by=service.actor(name),
        at=service.at + days(2),
        **words,
    )


def test_the_other_office_handles_decides_and_starts_anew(service: Service):
    case = accepted(service)
    transfer(service, case, "west")
    assert case.unit(PartyRole.HANDLING) == service.units["west"]
    assert case.unit(PartyRole.DECIDING) == service.units["west"]
    assert case.stage() is Stage.RECEIVED
    handling.accept_complaint(
        matter_id=case.matter_id, by=service.actor("wanda"), at=service.at + days(3)
    )
    parties = ledger.parties(case.matter_id)
    assert not allowed(service.actor("alice"), Act.SEE, parties, case.matter_id)
    assert case.duty("agency.answer").unit_id == service.units["west"]


def test_the_one_who_passed_it_on_owes_the_telling(service: Service):
    case = accepted(service, contact=BY_PHONE)
    transfer(service, case, "west")
    duty = case.duty("agency.transfer-told")
    assert (duty.state, duty.unit_id) == ("open", service.units["east"])
    following.open_page(by=case.holder, at=service.at + days(3))
    assert case.duty("agency.transfer-told").state == "met"


@pytest.mark.parametrize("to", ["east-gate"])
def test_it_never_goes_to_the_unit_complained_of(service: Service, to: str):
    with pytest.raises(InConflict):
        transfer(service, accepted(service), to)


def test_it_never_goes_back_into_the_chain_below_the_one_that_decides(service: Service):
    case = accepted(service, about=("east-lake",), officers=())
    handling.identify_accused(
        matter_id=case.matter_id,
        officer_id=service.officers["edith"],
        by=service.actor("alice"),
        at=service.at + days(1),
    )
    with pytest.raises(InConflict):
        transfer(service, case, "east", "clara")


def test_a_station_that_is_not_complained_of_may_take_it(service: Service):
    case = accepted(service)
    transfer(service, case, "west-lake")
    assert case.unit(PartyRole.HANDLING) == service.units["west-lake"]
    assert case.unit(PartyRole.DECIDING) == service.units["east"]


def test_an_outside_body_takes_it_out_of_the_house(service: Service):
    case = accepted(service)
    transfer(service, case, "outside", cause="jurisdiction")
    assert case.stage() is Stage.OUTSIDE
    assert case.duty("agency.answer").state == "void"
    with pytest.raises(rules.IllegalMove):
        transfer(service, case, "west")


def test_an_answered_complaint_stays(service: Service):
    with pytest.raises(rules.IllegalMove, match="ask for a review"):
        transfer(service, answered(service), "west")


def test_it_says_why(service: Service):
    with pytest.raises(WordsNeeded):
        transfer(service, accepted(service), "west", reason="")
    with pytest.raises(NotAChoice):
        transfer(service, accepted(service), "west", cause="trouble")


def test_not_to_itself(service: Service):
    with pytest.raises(NotAChoice, match="already"):
        transfer(service, accepted(service), "east")


@pytest.mark.parametrize("name", ["accused", "chief", "wanda", "olga", "clara"])
def test_only_the_unit_that_has_it_passes_it_on(service: Service, name: str):
    with pytest.raises(Denied):
        transfer(service, file(service, officers=("accused",)), "west", name)


def test_the_holder_passes_nothing_on(service: Service):
    case = accepted(service)
    with pytest.raises(Denied):
        transferring.transfer_complaint(
            matter_id=case.matter_id,
            to_unit=service.units["west"],
            cause="competence",
            reason="x",
            by=case.holder,
            at=service.at + days(2),
        )
