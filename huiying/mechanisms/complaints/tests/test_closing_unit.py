"""A unit closes only when each thing it owes has a successor."""

from datetime import date

import pytest

from huiying.core.access.doors import Denied
from huiying.core.holders.handing_on import move_unit
from huiying.core.kinds import PartyRole
from huiying.core.units import queries as units
from huiying.core.units.services import UnitStillOwes
from huiying.mechanisms.complaints.services import handling
from huiying.mechanisms.complaints.tests.support import Service, accepted, days, file


def close(service: Service, unit: str, successor: str | None, name: str = "adam") -> int:
    return move_unit(
        unit_id=service.units[unit],
        successor=service.units[successor] if successor else None,
        on=date(2026, 3, 10),
        by=service.actor(name),
        at=service.at + days(8),
    )


def test_who_owes_an_answer_does_not_close(service: Service):
    accepted(service)
    with pytest.raises(UnitStillOwes):
        close(service, "east", None)
    assert not units.unit(service.units["east"]).closed


def test_the_successor_takes_over_each_open_matter(service: Service):
    case = accepted(service)
    assert close(service, "east", "west") == 1
    assert case.unit(PartyRole.HANDLING) == service.units["west"]
    assert case.duty("agency.answer").unit_id == service.units["west"]
    assert units.unit(service.units["east"]).closed
    handling.class_complaint(
        matter_id=case.matter_id,
        class_="claim",
        by=service.actor("wanda"),
        at=service.at + days(9),
    )


def test_a_successor_that_is_complained_of_does_not_get_it(service: Service):
    case = file(service, about=("east-gate", "west"))
    assert case.unit(PartyRole.HANDLING) == service.units["city"]
    other = accepted(service, about=("east-gate",))
    handling.identify_accused(
        matter_id=other.matter_id,
        unit_id=service.units["west"],
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    close(service, "east", "west")
    assert other.unit(PartyRole.HANDLING) != service.units["west"]


def test_a_unit_that_owes_nothing_closes_alone(service: Service):
    close(service, "west-lake", None)
    assert units.unit(service.units["west-lake"]).closed


@pytest.mark.parametrize("name", ["alice", "edith", "sven", "olga"])
def test_only_an_administrator_closes_units(service: Service, name: str):
    with pytest.raises(Denied):
        close(service, "west-lake", None, name)
