"""It becomes known later whom a complaint is about."""

import pytest

from huiying.core.access.doors import Denied, allowed
from huiying.core.kinds import Act, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints.services import handling
from huiying.mechanisms.complaints.services.shape import NotAChoice
from huiying.mechanisms.complaints.tests.support import Case, Service, accepted, days, file


def identify(service: Service, case: Case, officer: str, name: str = "alice") -> bool:
    return handling.identify_accused(
        matter_id=case.matter_id,
        officer_id=service.officers[officer],
        by=service.actor(name),
        at=service.at + days(2),
    )


def sees(service: Service, case: Case, name: str) -> bool:
    return allowed(service.actor(name), Act.SEE, ledger.parties(case.matter_id), case.matter_id)


def test_an_officer_of_the_handling_unit_takes_the_matter_away_from_it(service: Service):
    case = accepted(service, about=("east-lake",))
    assert sees(service, case, "ben")
    assert identify(service, case, "edith") is True
    assert case.unit(PartyRole.HANDLING) == service.units["city"]
    assert not any(sees(service, case, name) for name in ("alice", "ben", "edith", "dora"))
    assert case.last("complaint.transferred")["cause"] == "conflict"


def test_an_officer_of_the_station_leaves_the_matter_where_it_is(service: Service):
    case = accepted(service, category="unsure")
    assert identify(service, case, "accused") is False
    assert case.unit(PartyRole.HANDLING) == service.units["east"]
    assert case.duty("agency.recordings-preserved").state == "open"


def test_an_officer_is_named_once(service: Service):
    case = accepted(service)
    identify(service, case, "accused")
    with pytest.raises(NotAChoice, match="named already"):
        identify(service, case, "accused")


def test_the_accused_cannot_name_somebody_else(service: Service):
    case = accepted(service, officers=("accused",))
    with pytest.raises(Denied):
        identify(service, case, "gus", "accused")


def test_a_whole_city_goes_to_the_outside_seat(service: Service):
    case = file(service, about=("city",))
    assert case.unit(PartyRole.HANDLING) == service.units["outside"]
    handling.accept_complaint(
        matter_id=case.matter_id, by=service.actor("outsider"), at=service.at + days(1)
    )
    assert not any(sees(service, case, n) for n in ("clara", "hugo", "sven", "olga", "adam"))
