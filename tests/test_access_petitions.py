"""Every role from every place, at every page and act of a petition: what opens is what the table grants."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from huiying.core.access.matrix import Place
from huiying.core.files import services as files
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.kinds import PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import draft_digest, new_draft_token
from huiying.core.units.models import Level
from huiying.mechanisms.petitions.services import accepting, answering, classing, reviewing
from huiying.mechanisms.petitions.services.registering import Petitioning, register_petition
from huiying.mechanisms.petitions.tests.support import holder, opinion
from tests.support.access_walk import AT, NOW, OF_EVERY_KIND, TEST, Stand, Walk, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.timeout(900),
]
STANDS = (
    Stand(places=(Place.OWN,), unit="east", matter="accepted"),
    Stand(places=(Place.BELOW,), unit="city", matter="accepted"),
    Stand(places=(Place.ELSEWHERE,), unit="west", matter="accepted"),
    Stand(places=(Place.ANSWERABLE,), unit="west", matter="accepted", named=PartyRole.ANSWERABLE),
    Stand(places=(Place.VISITING,), unit="west", matter="accepted", named=PartyRole.VISITING),
    Stand(places=(Place.OWN,), unit="east", matter="reviewed"),
    Stand(places=(Place.BELOW, Place.REVIEWING), unit="city", matter="reviewed"),
    Stand(places=(Place.BELOW, Place.OVER_REVIEWING), unit="province", matter="reviewed"),
    Stand(places=(Place.ACCUSED_UNIT,), unit="east-gate", matter="accusation"),
)  # fmt: skip
UNITS: tuple[tuple[str, str, Level, dict[str, Any]], ...] = (
    ("province", "", Level.PROVINCE, {"complaints_office": True}),
    ("city", "province", Level.CITY, {"complaints_office": True}),
    ("east", "city", Level.COUNTY, {"complaints_office": True}),
    ("west", "city", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("west-gate", "west", Level.STATION, {}),
)
WALK = Walk(kind="petition", stands=STANDS, addresses=(*OF_EVERY_KIND, "petition_paper"))


def bring(world: World, name: str) -> uuid.UUID:
    draft = draft_digest(new_draft_token())
    kept = files.receive_file(chunks=[picture("PNG")], name="a.png", by=None, at=AT, draft=draft)
    made = register_petition(
        petition=Petitioning(
            narrative="院墙被拆，请求恢复。", about_unit=world.units["east-gate"], files_of=draft
        ),
        by=TEST,
        at=AT,
    )
    world.matters[name], world.files[made.matter_id] = made, kept
    return made.matter_id


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    made.build(UNITS)
    worker = made.actor(made.officer("east", SeatRole.COMPLAINTS))
    accused = bring(made, "accusation")
    classing.class_petition(
        matter_id=accused, class_="accusation", about_units=[made.units["east-gate"]], by=worker,
        at=AT + timedelta(days=1),
    )  # fmt: skip
    for name in ("accepted", "reviewed"):
        matter_id = bring(made, name)
        classing.class_petition(
            matter_id=matter_id, class_="claim", by=worker, at=AT + timedelta(days=1)
        )
        accepting.accept_petition(
            matter_id=matter_id, path="由信访室办理。", by=worker, at=AT + timedelta(days=1)
        )
    reviewed = made.matters["reviewed"].matter_id
    answering.answer_petition(
        matter_id=reviewed, opinion=opinion(), by=worker, at=AT + timedelta(days=2)
    )
    reviewing.ask_review(reason="不同意。", by=holder(reviewed), at=AT + timedelta(days=3))
    assert clean_waiting(at=NOW, limit=9) == 3
    monkeypatch.setattr("huiying.core.clock.now", lambda: NOW)
    return made


@pytest.mark.parametrize("role", list(SeatRole))
def test_what_opens_to_a_role_from_each_place_is_what_the_table_grants(
    world: World, role: SeatRole
):
    wrong = WALK.go(world, role)
    assert wrong == [], "\n".join(map(str, wrong))


def test_each_matter_of_the_walk_is_a_petition(world: World):
    kinds = {ledger.matter(m.matter_id).kind for m in world.matters.values()}
    assert kinds == {"petition"}
