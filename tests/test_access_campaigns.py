"""Every role from every place, at every page and act of a campaign, and of what was raised: what opens is granted."""

from datetime import timedelta
from typing import Any

import pytest

from huiying.core.access.matrix import Place
from huiying.core.kinds import PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.units.models import Level
from huiying.mechanisms.campaigns.services import (
    declaring,
    handling,
    planning,
    publishing,
    raising,
    reviewing,
)
from huiying.mechanisms.campaigns.services.planning import NewArea
from huiying.mechanisms.campaigns.services.raising import Raising
from huiying.mechanisms.campaigns.tests.support import holder_of, plan
from tests.support.access_walk import AT, NOW, TEST, Stand, Walk, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.timeout(900),
]
UNITS: tuple[tuple[str, str, Level, dict[str, Any]], ...] = (
    ("city", "", Level.CITY, {"complaints_office": True}),
    ("east", "city", Level.COUNTY, {"complaints_office": True}),
    ("west", "city", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("west-gate", "west", Level.STATION, {}),
)
ADDRESSES = ("staff_matter", "staff_person", "staff_act")
OF_CAMPAIGN = Walk(
    kind="campaign",
    addresses=ADDRESSES,
    stands=(
        Stand(places=(Place.OWN,), unit="east", matter="campaign"),
        Stand(places=(Place.BELOW,), unit="city", matter="campaign"),
        Stand(places=(Place.ELSEWHERE,), unit="west", matter="campaign"),
        Stand(places=(Place.ELSEWHERE,), unit="east-gate", matter="campaign"),
        Stand(
            places=(Place.VISITING,), unit="east-gate", matter="campaign", named=PartyRole.VISITING
        ),
    ),
)
OF_RAISED = Walk(
    kind="raised",
    addresses=ADDRESSES,
    stands=(
        Stand(places=(Place.OWN,), unit="east-gate", matter="raised"),
        Stand(places=(Place.BELOW,), unit="east", matter="raised"),
        Stand(places=(Place.ELSEWHERE,), unit="west-gate", matter="raised"),
        Stand(
            places=(Place.ASSIGNED,), unit="west-gate", matter="raised", named=PartyRole.ASSIGNED
        ),
        Stand(places=(Place.BELOW, Place.REVIEWING), unit="east", matter="reviewed"),
        Stand(places=(Place.BELOW, Place.OVER_REVIEWING), unit="city", matter="reviewed"),
        Stand(places=(Place.ACCUSED_UNIT,), unit="east-gate", matter="complaint"),
    ),
)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    made.build(UNITS)
    lead = made.actor(made.officer("east", SeatRole.HEAD))
    goes = made.officer("east-gate", SeatRole.DESK)
    campaign = declaring.declare_campaign(plan=plan(), by=lead, at=AT)
    made.matters["campaign"] = campaign
    first = (AT + timedelta(days=7)).date()
    code = planning.add_area(
        matter_id=campaign.matter_id,
        area=NewArea(
            unit=made.units["east-gate"], place="household", planned=60, first=first,
            last=first + timedelta(days=20), words="青禾路", officers=(goes,),
        ),
        by=lead, at=AT,
    )  # fmt: skip
    publishing.publish_plan(matter_id=campaign.matter_id, by=lead, at=AT + timedelta(days=1))
    publishing.announce_area(
        matter_id=campaign.matter_id, area=code, way="notice", by=lead, at=AT + timedelta(days=1)
    )
    for name, what in (("raised", "hazard"), ("reviewed", "hazard"), ("complaint", "complaint")):
        made.matters[name] = raising.raise_matter(
            raising=Raising(
                what=what, narrative="楼道的灯坏了。", unit=made.units["east-gate"],
                campaign=campaign.matter_id, channel="portal",
            ),
            by=TEST, at=AT + timedelta(days=8),
        )  # fmt: skip
    chief = made.actor(made.officer("east-gate", SeatRole.HEAD))
    reviewed = made.matters["reviewed"].matter_id
    handling.answer_raised(
        matter_id=reviewed, result="done", answer="换好了。", by=chief, at=AT + timedelta(days=9)
    )
    reviewing.disagree(reason="又坏了。", by=holder_of(reviewed), at=AT + timedelta(days=10))
    monkeypatch.setattr("huiying.core.clock.now", lambda: NOW)
    return made


@pytest.mark.parametrize("role", list(SeatRole))
@pytest.mark.parametrize("walk", [OF_CAMPAIGN, OF_RAISED], ids=lambda walk: walk.kind)
def test_what_opens_to_a_role_from_each_place_is_what_the_table_grants(
    world: World, walk: Walk, role: SeatRole
):
    wrong = walk.go(world, role)
    assert wrong == [], "\n".join(map(str, wrong))


def test_each_matter_of_the_walks_is_of_its_kind(world: World):
    kinds = {name: ledger.matter(m.matter_id).kind for name, m in world.matters.items()}
    assert kinds == {
        "campaign": "campaign", "raised": "raised", "reviewed": "raised", "complaint": "raised",
    }  # fmt: skip
