"""Taking a complaint up."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, handling
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Service,
    accepted,
    answered,
    days,
    file,
)


def accept(service: Service, case, name: str) -> None:
    handling.accept_complaint(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(1)
    )


def test_a_complaint_about_a_station_goes_to_the_county_above_it(service: Service):
    case = file(service)
    assert case.unit(PartyRole.HANDLING) == service.units["east"]
    assert case.unit(PartyRole.DECIDING) == service.units["east"]
    assert case.unit(PartyRole.ASKING) == service.units["response"]


def test_accepting_begins_the_handling_and_meets_the_duty_to_decide(service: Service):
    case = file(service)
    accept(service, case, "alice")
    assert case.stage() is Stage.ACCEPTED
    assert "complaint.handling-started" in case.kinds()
    assert case.duty("agency.accepted-or-refused").state == "met"


def test_who_left_no_channel_is_told_by_posting(service: Service):
    case = accepted(service)
    told = case.last("acceptance.told")
    assert told["channel"] == "posting"
    assert told["confirmed"] is False
    assert told["word_alone"] is False


def test_who_can_be_reached_is_told_when_they_open_their_page(service: Service):
    case = accepted(service, contact=BY_PHONE)
    assert "acceptance.told" not in case.kinds()
    following.open_page(by=case.holder, at=service.at + days(2))
    assert case.last("acceptance.told")["confirmed"] is True
    assert case.last("acceptance.told")["party"] == str(case.holder.party_id)


def test_opening_the_page_twice_tells_once(service: Service):
    case = accepted(service, contact=BY_PHONE)
    following.open_page(by=case.holder, at=service.at + days(2))
    assert following.open_page(by=case.holder, at=service.at + days(3)) == 0
    assert case.kinds().count("acceptance.told") == 1


def test_it_is_accepted_once(service: Service):
    case = accepted(service)
    with pytest.raises(rules.IllegalMove, match="accepted or decided before"):
        accept(service, case, "ben")


def test_an_answered_complaint_is_not_accepted_again(service: Service):
    case = answered(service)
    with pytest.raises(rules.IllegalMove):
        accept(service, case, "alice")


@pytest.mark.parametrize(
    "name", ["accused", "chief", "gus", "wanda", "clara", "sven", "olga", "rita", "adam"]
)
def test_nobody_but_the_unit_that_handles_may(service: Service, name: str):
    case = file(service, officers=("accused",))
    with pytest.raises(Denied):
        accept(service, case, name)


def test_the_holder_of_the_code_may_not(service: Service):
    case = file(service)
    with pytest.raises(Denied):
        handling.accept_complaint(matter_id=case.matter_id, by=case.holder, at=service.at)
