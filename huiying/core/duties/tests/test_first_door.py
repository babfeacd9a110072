"""The first door: whoever may not do an act opens no book of a matter, and nothing of what they meant is written."""

import uuid

import pytest

from huiying.core.access import doors
from huiying.core.duties.matters import matter_page
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, ActorKind
from huiying.core.ledger import events as ledger_events
from huiying.mechanisms.complaints.tests import support

pytestmark = pytest.mark.django_db
# Each with somebody who may not do it on a complaint about the station east-gate that east decides, though others in
# such a seat may.
CLOSED = [
    (Act.WORK, "wanda"),
    (Act.WORK, "olga"),
    (Act.ASSIGN, "alice"),
    (Act.APPROVE, "alice"),
    (Act.OVERSEE, "edith"),
    (Act.HOLD, "alice"),
    (Act.SECOND_RELEASE, "ben"),
    (Act.REVIEW, "clara"),
    (Act.SEE, "accused"),
    (Act.SEE, "chief"),
    (Act.SEE, "adam"),
]


@pytest.fixture
def service() -> support.Service:
    return support.build()


def tries(matter_id: uuid.UUID, by: Actor, *acts: Act) -> None:
    """What every service does: open the book, write, close it."""
    with acting(matter_id=matter_id, act=acts, by=by, at=support.AT) as book:
        book.record(ledger_events.HOLD_PLACED, {"until": "2030-01-01"}, {"reason": "法院调卷"})


@pytest.mark.parametrize(("act", "who"), CLOSED)
def test_it_is_shut_to_who_may_not_and_nothing_is_written(
    service: support.Service, act: Act, who: str
):
    case = support.file(service)
    before = case.kinds()
    with pytest.raises(doors.Denied):
        tries(case.matter_id, service.actor(who), act)
    assert case.kinds() == before


def test_of_several_acts_one_is_enough_and_none_is_not(service: support.Service):
    case = support.file(service)
    with pytest.raises(doors.Denied):
        tries(case.matter_id, service.actor("alice"), Act.ASSIGN, Act.HOLD)
    tries(case.matter_id, service.actor("edith"), Act.ASSIGN, Act.HOLD)
    assert case.kinds()[-1] == ledger_events.HOLD_PLACED.kind


def test_a_matter_that_is_not_there_is_shut_in_the_same_words(service: support.Service):
    case = support.file(service)
    said = []
    for matter_id in (case.matter_id, uuid.uuid4()):
        with pytest.raises(doors.Denied) as shut:
            tries(matter_id, service.actor("wanda"), Act.WORK)
        said.append(str(shut.value))
    assert said[0] == said[1]


def test_a_code_of_another_matter_and_a_client_do_nothing(service: support.Service):
    case, other = support.file(service), support.file(service)
    client = Actor(kind=ActorKind.CLIENT, name="records")
    for by in (other.holder, client):
        for act in (Act.FOLLOW, Act.SEE, Act.WORK):
            with pytest.raises(doors.Denied):
                tries(case.matter_id, by, act)


@pytest.mark.parametrize("who", ["wanda", "accused", "chief", "rita", "adam", "gus", "outsider"])
def test_its_page_is_shut_to_who_may_not_see_it(service: support.Service, who: str):
    case = support.file(service)
    with pytest.raises(doors.Denied):
        matter_page(matter_id=case.matter_id, by=service.actor(who), at=support.AT)
