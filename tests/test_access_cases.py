"""Every role from every place, at every page and act of a case, its visits, and what is asked about it again."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from huiying.core.access.matrix import Place
from huiying.core.files import services as files
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.holders import talking
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.units.models import Level
from huiying.mechanisms.cases.services import deciding, remedying
from huiying.mechanisms.cases.services.registering import Bringing, Report, report_case
from huiying.mechanisms.cases.services.remedying import Decision
from huiying.mechanisms.visits.choices import VIEWS
from huiying.mechanisms.visits.models import Visit
from huiying.mechanisms.visits.services import arranging, going
from tests.support.access_walk import (
    AT,
    NOW,
    OF_EVERY_KIND,
    TEST,
    Stand,
    Units,
    Walk,
    World,
    sign_in,
)

# That both databases give the same answers to who may see what is shown by core/access/tests/test_two_doors.py.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.timeout(300),
]
_UNITS: Units = (
    ("city", "", Level.CITY, {"complaints_office": True}),
    ("centre", "city", Level.OFFICE, {"response_centre": True}),
    ("east", "city", Level.COUNTY, {"complaints_office": True}),
    ("west", "city", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("west-gate", "west", Level.STATION, {}),
    ("outside", "", Level.OUTSIDE, {"complaints_office": True}),
)
# East Gate investigates. East, its county, decides a reconsideration of what East Gate refused, and the city a review.
STANDS = (
    Stand(places=(Place.INVESTIGATING,), unit="east-gate", matter="opened"),
    Stand(places=(Place.INVESTIGATED_BELOW,), unit="east", matter="opened"),
    Stand(places=(Place.INVESTIGATED_BELOW,), unit="city", matter="opened"),
    Stand(places=(Place.ELSEWHERE,), unit="west", matter="opened"),
    Stand(places=(Place.ASKING,), unit="centre", matter="opened"),
    Stand(places=(Place.ASSIGNED,), unit="west", matter="opened", named=PartyRole.ASSIGNED),
    Stand(places=(Place.INVESTIGATING, Place.ACCUSED), unit="east-gate", matter="opened",
          named=PartyRole.ACCUSED),
    Stand(places=(Place.INVESTIGATING, Place.ASIDE), unit="east-gate", matter="opened",
          named=PartyRole.RECUSED),
    Stand(places=(Place.INVESTIGATED_BELOW, Place.PARTNER), unit="east", matter="opened"),
    Stand(places=(Place.VISITING,), unit="west", matter="opened", named=PartyRole.VISITING),
    Stand(places=(Place.RECOVERING,), unit="west", matter="opened", asked=PartyRole.RECOVERING),
    Stand(places=(Place.CLEARING,), unit="west", matter="opened", asked=PartyRole.CLEARING),
    Stand(places=(Place.APPROVING,), unit="outside", matter="opened", asked=PartyRole.APPROVING),
    Stand(places=(Place.ELSEWHERE, Place.EMERGENCY), unit="west", matter="opened",
          named=PartyRole.EMERGENCY),
)  # fmt: skip
_OF_ONE = (
    *OF_EVERY_KIND,
    "case_call",
    "case_paper",
    "copies",
    "covert",
    "gate",
    "gate_outside",
    "gate_second",
    "gate_supervise",
    "hold",
)
_GOES = (frozenset({Act.VISIT, Act.WORK}),)
CASES = Walk(
    kind="case",
    stands=STANDS,
    addresses=_OF_ONE,
    briefly=True,
    unit_of_partners="west-gate",
    besides={
        "visit_door": _GOES,
        "visit_sheet": _GOES,
        "visit_versions": (*_GOES, frozenset({Act.WORK})),
        "visit_asks_phone": (frozenset({Act.ASK_VIEW}),),
    },
)


def of_requests(matter: str) -> tuple[Stand, ...]:
    """Decided by a unit that is above the one that investigates."""
    here, below = {"reconsideration": ("east", "east-gate"), "case-review": ("city", "east")}[
        matter
    ]
    return (
        Stand(places=(Place.OWN,), unit=here, matter=matter),
        Stand(places=(Place.ABOVE,), unit=below, matter=matter),
        Stand(places=(Place.ELSEWHERE,), unit="west-gate", matter=matter),
        Stand(places=(Place.OWN, Place.ASIDE), unit=here, matter=matter, named=PartyRole.RECUSED),
        Stand(places=(Place.ASSIGNED,), unit="west", matter=matter, named=PartyRole.ASSIGNED),
    )


RECONSIDERATIONS = Walk(
    kind="reconsideration",
    stands=(
        *of_requests("reconsideration"),
        Stand(places=(Place.BELOW,), unit="city", matter="reconsideration"),
    ),
    briefly=True,
)
REVIEWS = Walk(kind="case-review", stands=of_requests("case-review"), briefly=True)


@dataclass(frozen=True, kw_only=True)
class Brought:
    matter_id: uuid.UUID
    ref: str


def bring(world: World, name: str, role: PartyRole) -> Actor:
    """A case taken in for East Gate; gives its person as the holder of their code."""
    made = report_case(
        report=Report(
            crime="fraud", people=(Bringing(role=role),), unit=world.units["east-gate"],
            read_back=True,
        ),
        by=TEST,
        at=AT,
    )  # fmt: skip
    world.matters[name] = Brought(matter_id=made.matter_id, ref=made.ref)
    world.files[made.matter_id] = brings_a_picture(holder(made.matter_id))
    return holder(made.matter_id)


def brings_a_picture(by: Actor) -> uuid.UUID:
    at = AT + timedelta(hours=1)
    kept = files.receive_file(
        chunks=[picture("PNG")], name="a.png", by=None, at=at, matter_id=by.matter_id
    )
    talking.add_files(file_ids=[kept], by=by, at=at)
    return kept


def holder(matter_id: uuid.UUID) -> Actor:
    people = {PartyRole.VICTIM, PartyRole.ACCUSER}
    party = next(p.id for p in ledger.parties(matter_id) if p.role in people)
    return Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id, party_id=party)


def put_up(world: World, name: str, asked: remedying.Asked) -> None:
    world.matters[name] = Brought(matter_id=asked.matter_id, ref=asked.ref)
    world.files[asked.matter_id] = brings_a_picture(holder(asked.matter_id))


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    made.build(_UNITS)
    gate = made.actor(made.officer("east-gate", SeatRole.CASES))
    county = made.actor(made.officer("east", SeatRole.COMPLAINTS))
    victim = bring(made, "opened", PartyRole.VICTIM)
    accusers = [bring(made, name, PartyRole.ACCUSER) for name in ("refused", "refused-twice")]
    for name in ("opened", "refused", "refused-twice"):
        of: dict[str, Any] = {"matter_id": made.matters[name].matter_id, "by": gate}
        deciding.accept_case(**of, at=AT + timedelta(days=1), regime="criminal")
        if name == "opened":
            deciding.open_case(**of, at=AT + timedelta(days=2), regime="criminal")
        else:
            deciding.do_not_open(
                **of, at=AT + timedelta(days=2), ground="civil", reason="属于纠纷。", remedy="可以申请复议。"
            )  # fmt: skip
    agree(made, gate, victim)
    first, second = (
        remedying.ask_reconsideration(reason="是诈骗。", by=who, at=AT + timedelta(days=4))
        for who in accusers
    )
    put_up(made, "reconsideration", first)
    remedying.decide_request(
        matter_id=second.matter_id,
        decision=Decision(reversed=False, answer="维持。", reasons="没有犯罪事实。"),
        by=county,
        at=AT + timedelta(days=6),
    )
    asked = remedying.ask_review(
        reason="不同意。", by=holder(second.matter_id), at=AT + timedelta(days=8)
    )
    put_up(made, "case-review", asked)
    assert clean_waiting(at=NOW, limit=9) == 5
    monkeypatch.setattr("huiying.core.clock.now", lambda: NOW)
    return made


def agree(world: World, by: Actor, victim: Actor) -> None:
    """Rung up once, so that another unit has to ask; then a visit at home, agreed, on which nobody walked here goes."""
    matter_id = world.matters["opened"].matter_id
    assert victim.party_id is not None
    assert by.officer_id is not None
    going.write_up_visit(
        matter_id=matter_id,
        visit=going.WriteUp(
            party_id=victim.party_id,
            way="phone",
            officers=(by.officer_id,),
            views=dict.fromkeys(VIEWS, "not-spoken"),
        ),
        by=by,
        at=AT + timedelta(days=3),
    )
    arranging.offer_visit(
        matter_id=matter_id,
        offer=arranging.Offer(
            party_id=victim.party_id, way="home", begins=(NOW + timedelta(days=2),),
            officers=(by.officer_id,),
        ),
        by=by,
        at=AT + timedelta(days=3),
    )  # fmt: skip
    arranging.pick_time(option=1, by=victim, at=AT + timedelta(days=4))
    visit = {"visit": Visit.objects.get().pk}
    for name in ("visit_door", "visit_sheet", "visit_versions"):
        world.given[name, matter_id] = dict(visit)
    world.given["visit_asks_phone", matter_id] = {"matter": matter_id, "party": victim.party_id}


@pytest.mark.parametrize("walk", [CASES, RECONSIDERATIONS, REVIEWS], ids=lambda walk: walk.kind)
def test_what_opens_to_each_role_from_each_place_is_what_the_table_grants(world: World, walk: Walk):
    wrong = [one for role in SeatRole for one in walk.go(world, role)]
    assert wrong == [], "\n".join(map(str, wrong))


def test_who_asks_for_views_reaches_nobody_on_a_request_where_there_is_nothing_to_ask(world: World):
    client = sign_in(world.officer("centre", SeatRole.RESPONSE))
    for name in ("reconsideration", "case-review"):
        url = reverse("staff_person", args=[world.matters[name].ref])
        assert client.get(url).status_code == 403
        assert client.post(url, {"reason": "看看"}).status_code == 403


def test_each_matter_of_the_walks_is_of_its_kind(world: World):
    for walk in (CASES, RECONSIDERATIONS, REVIEWS):
        kinds = {ledger.matter(world.matters[s.matter].matter_id).kind for s in walk.stands}
        assert kinds == {walk.kind}
