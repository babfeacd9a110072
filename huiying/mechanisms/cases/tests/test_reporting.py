"""A report is taken in: the case, its people, a code for each."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole
from huiying.core.ledger.handing import Handover
from huiying.core.people.models import Person
from huiying.mechanisms.cases.services.registering import NumberTaken, Report, report_case
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.standing import Stage
from huiying.mechanisms.cases.tests.support import (
    BY_MAIL,
    SILENT,
    WEB,
    Service,
    report,
    who,
)
from huiying.mechanisms.complaints.services.registering import print_slips


def test_the_unit_that_takes_it_in_has_it_and_others_ask_for_views(service: Service):
    case = report(service)
    assert case.unit(PartyRole.INVESTIGATING) == service.units["east-gate"]
    assert case.unit(PartyRole.REGISTERED) == service.units["east-gate"]
    assert case.unit(PartyRole.ASKING) == service.units["response"]
    assert case.standing().stage is Stage.REPORTED


def test_it_can_go_to_another_unit_from_the_start(service: Service):
    case = report(service, unit=service.units["east-lake"])
    assert case.unit(PartyRole.INVESTIGATING) == service.units["east-lake"]
    assert case.unit(PartyRole.REGISTERED) == service.units["east-gate"]


def test_each_person_is_a_party_of_their_own_with_a_row_of_their_own(service: Service):
    case = report(service, who(), who(PartyRole.REPORTER, SILENT))
    assert [case.standing().member(str(p)).role for p in case.parties] == ["victim", "reporter"]
    assert Person.objects.count() == 2


def test_the_ledger_holds_no_name_and_no_number_of_anybody(service: Service):
    case = report(service, who(), summary="家里被翻了", place="东门街3号")
    for line in case.history():
        assert "林小满" not in str(line.facts)
        assert "138" not in str(line.facts)
        assert "东门街" not in str(line.facts)


def test_a_slip_is_the_receipt_by_our_word_alone(service: Service):
    ((serial, _),) = print_slips(by=service.actor("dan"), count=1, at=service.at)
    case = report(service, who(handover=Handover.SLIP, slip=serial))
    told = case.last("report.acknowledged")
    assert (told["channel"], told["word_alone"], told["party"]) == (
        "slip",
        True,
        str(case.parties[0]),
    )


def test_who_left_an_address_is_sent_a_link_and_told_once_their_server_has_it(service: Service):
    case = report(service, who(contact=BY_MAIL, handover=Handover.SENT))
    assert case.mails(case.parties[0]) == ["new-code", "report.received"]
    assert "report.acknowledged" not in case.kinds()


def test_who_is_on_their_own_screen_sees_the_code_there(service: Service):
    reported = report_case(
        report=Report(
            crime="theft",
            unit=service.units["east-gate"],
            people=(who(handover=Handover.SHOWN),),
        ),
        by=WEB,
        at=service.at,
    )
    assert len(reported.codes[reported.parties[0]]) == 20


def test_a_number_is_unique_in_its_unit(service: Service):
    report(service, number="A3301-2026-17")
    with pytest.raises(NumberTaken):
        report(service, number="A3301-2026-17")
    report(service, number="A3301-2026-17", unit=service.units["east-lake"])


def test_the_kind_of_case_is_one_of_the_list(service: Service):
    with pytest.raises(NotAChoice, match="kind of case"):
        report(service, crime="witchcraft")


def test_nobody_comes_in_as_a_relative(service: Service):
    with pytest.raises(NotAChoice, match="join once it is in"):
        report(service, who(PartyRole.FAMILY))


@pytest.mark.parametrize("name", ["sven", "olga", "rita", "adam"])
def test_who_registers_nothing_registers_no_case(service: Service, name: str):
    with pytest.raises(Denied):
        report(service, by=name)


def test_the_row_says_how_many_were_harmed_and_not_who(service: Service):
    case = report(service, who(), who(), who(PartyRole.REPORTER))
    assert case.row().harmed == 2
