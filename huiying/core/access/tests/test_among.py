"""Which of a page's matters somebody may see: the same as the door says of each, for those too who see none."""

import pytest

from huiying.core.access import doors
from huiying.core.access.among import among
from huiying.core.kinds import Act
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints.tests.support import Service, build, days, file


@pytest.fixture
def service(db: None) -> Service:
    return build()


def test_it_says_of_each_what_the_door_says_whoever_asks(service: Service):
    cases = [file(service), file(service, about=("west-gate",)), file(service, officers=("olga",))]
    ids = [case.matter_id for case in cases]
    for who in service.officers:
        by = service.actor(who)
        seen = {pk for pk in ids if doors.allowed(by, Act.SEE, ledger.parties(pk), pk)}
        assert among(by, ids) == seen, who


def test_an_administrator_and_who_has_no_posting_see_none(service: Service):
    case = file(service)
    for who in ("adam", "rita"):
        assert among(service.actor(who), [case.matter_id]) == set()
    assert among(service.actor("alice", service.at - days(9999)), [case.matter_id]) == set()
