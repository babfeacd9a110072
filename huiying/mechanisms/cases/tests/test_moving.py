"""A case goes to the unit it belongs to."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole
from huiying.mechanisms.cases.services import deciding
from huiying.mechanisms.cases.services.passing_on import move_case
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.standing import Stage
from huiying.mechanisms.cases.tests.support import Service, days, opened, report, who


def move(service: Service, case, to: str = "east-lake", by: str = "cai") -> None:
    move_case(
        matter_id=case.matter_id,
        to_unit=service.units[to],
        cause="jurisdiction",
        reason="案件发生在湖区。",
        by=service.actor(by),
        at=service.at + days(1),
    )


def test_the_other_unit_has_it_and_the_first_has_it_no_more(service: Service):
    case = report(service)
    move(service, case)
    assert case.unit(PartyRole.INVESTIGATING) == service.units["east-lake"]
    with pytest.raises(Denied):
        move(service, case, to="west-gate")


def test_everybody_on_the_case_is_told_where_it_went(service: Service):
    case = report(service, who(), who(PartyRole.REPORTER))
    move(service, case)
    assert case.waiting("case.moved") == [0, 1]
    assert case.last("case.moved")["filed"] is False


def test_a_case_that_was_opened_is_moved_as_filed(service: Service):
    case = opened(service)
    move(service, case)
    assert case.last("case.moved")["filed"] is True


def test_with_a_body_outside_it_is_no_longer_ours(service: Service):
    case = report(service)
    move(service, case, to="outside")
    assert case.standing().stage is Stage.OUTSIDE
    assert case.unit(PartyRole.INVESTIGATING) == service.units["east-gate"]


def test_unclear_is_settled_by_moving_it(service: Service):
    case = report(service)
    deciding.find_unclear(matter_id=case.matter_id, by=service.actor("cai"), at=service.at)
    move(service, case)
    assert case.last("case.jurisdiction-settled")["ours"] is False


def test_it_is_not_moved_to_where_it_is(service: Service):
    with pytest.raises(NotAChoice, match="with this unit already"):
        move(service, report(service), to="east-gate")
