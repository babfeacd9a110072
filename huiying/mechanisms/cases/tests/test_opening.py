"""A case is opened, and those to whom it is owed are told: each by evidence of their own, and nobody else."""

from datetime import UTC, datetime

import pytest

from huiying.core.access.doors import Denied
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import PartyRole
from huiying.mechanisms.cases import rules
from huiying.mechanisms.cases.services import deciding
from huiying.mechanisms.cases.standing import Stage
from huiying.mechanisms.cases.tests.support import (
    SILENT,
    Service,
    accepted,
    days,
    opened,
    report,
    who,
)


def open_by(service: Service, case, name: str = "cai") -> None:
    deciding.open_case(
        matter_id=case.matter_id,
        regime="criminal",
        by=service.actor(name),
        at=service.at + days(1),
    )


def test_it_is_open_and_the_row_says_since_when(service: Service):
    case = opened(service)
    assert case.standing().stage is Stage.OPEN
    assert case.row().opened_at == service.at + days(1)


def test_victim_and_accuser_are_told_and_a_mere_reporter_is_not(service: Service):
    case = opened(service, who(), who(PartyRole.ACCUSER), who(PartyRole.REPORTER))
    assert case.waiting("case.opened") == [0, 1]


def test_it_is_told_once_they_open_their_page(service: Service):
    case = opened(service)
    assert case.all("opening.told") == []
    open_page(by=case.holder(), at=service.at + days(2))
    told = case.last("opening.told")
    assert (told["channel"], told["confirmed"], told["everyone"]) == ("portal", True, True)


def test_what_is_owed_to_several_is_met_with_the_last_of_them(service: Service):
    case = opened(service, who(), who(), who(PartyRole.ACCUSER))
    met = []
    for place in range(3):
        open_page(by=case.holder(place), at=service.at + days(2 + place))
        met.append(case.last("opening.told")["everyone"])
    assert met == [False, False, True]


def test_who_left_no_channel_is_told_by_posting(service: Service):
    case = opened(service, who(contact=SILENT))
    assert case.last("opening.told")["channel"] == "posting"


def test_with_nobody_on_the_case_nothing_is_owed_to_anybody(service: Service):
    case = opened(service, who(PartyRole.REPORTER))
    assert case.last("case.opened")["owed"] is False
    assert "opening.told" not in case.kinds()


def test_no_message_of_a_case_of_domestic_violence_leaves_by_itself(service: Service):
    from huiying.mechanisms.cases.tests.support import BY_MAIL

    case = opened(service, who(contact=BY_MAIL), crime="domestic-violence")
    assert case.waiting("case.opened") == [0]
    assert case.mails(case.parties[0]) == []


def test_nor_does_posting_count_there(service: Service):
    case = opened(service, who(contact=SILENT), crime="sexual-offence")
    assert "opening.told" not in case.kinds()


def test_a_public_order_case_comes_under_the_law_in_force_on_the_day(service: Service):
    case = opened(service, regime="administrative")
    assert case.last("case.opened")["law"] == "2025"
    before = datetime(2025, 12, 31, 12, tzinfo=UTC)
    assert rules.law_of("administrative", before) == "2012"
    assert rules.law_of("criminal", before) == ""


def test_it_is_opened_once(service: Service):
    case = opened(service)
    with pytest.raises(rules.IllegalMove, match="decided before"):
        open_by(service, case)


@pytest.mark.parametrize("name", ["dan", "lei", "wei", "alice", "su", "fa", "rita", "olga", "adam"])
def test_nobody_but_the_unit_that_has_it_opens_it(service: Service, name: str):
    case = accepted(service)
    with pytest.raises(Denied):
        open_by(service, case, name)


def test_the_holder_of_a_code_does_not_open_it(service: Service):
    case = report(service)
    with pytest.raises(Denied):
        deciding.open_case(
            matter_id=case.matter_id, regime="criminal", by=case.holder(), at=service.at
        )
