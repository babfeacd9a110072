"""Every role from every place, at every page and act of a complaint: what opens is what the table grants."""

import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from huiying.core.access.matrix import Place
from huiying.core.files import services as files
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.kinds import Act, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import draft_digest, new_draft_token
from huiying.core.units.models import Level
from huiying.core.web.acts import DeskAct
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, handling, reviewing
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.filing import Filed, Filing, file_complaint
from huiying.mechanisms.complaints.views.acts_table import ACTS
from huiying.pages.kinds import kind_page
from tests.support.access_walk import AT, NOW, ON_MATTER, TEST, Stand, Units, Walk, World

# Ten thousand requests, on one database: that both give the same answers to who may see what is shown by
# core/access/tests/test_two_doors.py.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.timeout(400),
]

# East handles a complaint about its station; West looks again; the outside body decides one about East.
# The bureau over both has no complaints office, so that a review goes to West, beside East.
STANDS = (
    Stand(places=(Place.OWN,), unit="east", matter="accepted"),
    Stand(places=(Place.BELOW,), unit="bureau", matter="accepted"),
    Stand(places=(Place.ABOVE,), unit="east-lake", matter="accepted"),
    Stand(places=(Place.ELSEWHERE,), unit="west", matter="accepted"),
    Stand(places=(Place.ELSEWHERE,), unit="west-gate", matter="accepted"),
    Stand(places=(Place.ACCUSED_UNIT,), unit="east-gate", matter="accepted"),
    Stand(places=(Place.OWN,), unit="east", matter="reviewed"),
    Stand(places=(Place.REVIEWING,), unit="west", matter="reviewed"),
    Stand(places=(Place.BELOW, Place.OVER_REVIEWING), unit="bureau", matter="reviewed"),
    Stand(places=(Place.ASKING,), unit="centre", matter="answered"),
    Stand(places=(Place.OWN,), unit="outside", matter="about-east"),
    Stand(places=(Place.ACCUSED_UNIT,), unit="east", matter="about-east"),
    Stand(places=(Place.CHAIN,), unit="bureau", matter="about-east"),
    Stand(places=(Place.ASSIGNED,), unit="west", matter="accepted", named=PartyRole.ASSIGNED),
    Stand(places=(Place.ASSIGNED, Place.OWN), unit="east", matter="accepted",
          named=PartyRole.ASSIGNED),
    Stand(places=(Place.OWN, Place.ACCUSED), unit="east", matter="accepted",
          named=PartyRole.ACCUSED),
    Stand(places=(Place.BELOW, Place.ACCUSED), unit="bureau", matter="accepted",
          named=PartyRole.ACCUSED),
    Stand(places=(Place.OWN, Place.ASIDE), unit="east", matter="accepted",
          named=PartyRole.RECUSED),
    Stand(places=(Place.VISITING,), unit="west", matter="accepted", named=PartyRole.VISITING),
    Stand(places=(Place.RECOVERING,), unit="west", matter="accepted", asked=PartyRole.RECOVERING),
    Stand(places=(Place.CLEARING,), unit="west", matter="accepted", asked=PartyRole.CLEARING),
    Stand(places=(Place.APPROVING,), unit="outside", matter="accepted", asked=PartyRole.APPROVING),
    Stand(places=(Place.ANSWERABLE,), unit="west", matter="accepted", named=PartyRole.ANSWERABLE),
    Stand(places=(Place.OWN, Place.PARTNER), unit="east", matter="accepted"),
    Stand(places=(Place.REVIEWING, Place.PARTNER), unit="west", matter="reviewed"),
    Stand(places=(Place.ELSEWHERE, Place.EMERGENCY), unit="west", matter="accepted",
          named=PartyRole.EMERGENCY),
    Stand(places=(Place.BELOW, Place.EMERGENCY), unit="bureau", matter="accepted",
          named=PartyRole.EMERGENCY),
    Stand(places=(Place.ACCUSED_UNIT, Place.EMERGENCY), unit="east-gate", matter="accepted",
          named=PartyRole.EMERGENCY),
    Stand(places=(Place.ELSEWHERE, Place.PARTNER, Place.EMERGENCY), unit="west",
          matter="accepted", named=PartyRole.EMERGENCY),
    Stand(places=(Place.REVIEWING, Place.ASIDE), unit="west", matter="reviewed",
          named=PartyRole.RECUSED),
)  # fmt: skip
_UNITS: Units = (
    ("bureau", "", Level.CITY, {}),
    ("centre", "bureau", Level.OFFICE, {"response_centre": True}),
    ("east", "bureau", Level.COUNTY, {"complaints_office": True}),
    ("west", "bureau", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("east-lake", "east", Level.STATION, {}),
    ("west-gate", "west", Level.STATION, {}),
    ("outside", "", Level.OUTSIDE, {"complaints_office": True}),
)


def needed(matter_id: uuid.UUID) -> Callable[[DeskAct[Any]], Iterable[Act]]:
    """What a complaint's own acts need at its stage; of other mechanisms' acts what their table says."""
    stage = rules.read(ledger.history(matter_id)).stage

    def by(act: DeskAct[Any]) -> Iterable[Act]:
        move = next((one.move for one in ACTS if one.slug == act.slug), None)
        if move is None:
            desks = kind_page("complaint").desks()
            return next(desk.needs(act) for desk in desks if act in desk.acts)
        return rules.acts_for(rules.Move(move), stage)

    return by


WALK = Walk(
    kind="complaint",
    stands=STANDS,
    # An area is one of a campaign alone: mechanisms/campaigns/tests tries who opens it.
    addresses=tuple(name for name in ON_MATTER if not name.startswith("campaign_")),
    needed=needed,
    unit_of_partners="east-gate",
)


class Service(World):
    def complain(self, name: str, about: str) -> Filed:
        draft = draft_digest(new_draft_token())
        kept = files.receive_file(
            chunks=[picture("PNG")], name="a.png", by=None, at=AT, draft=draft
        )
        filing = Filing(
            narrative="窗口民警不收材料，也不给回执。",
            category="attitude",
            about_units=(self.units[about],),
            files_of=draft,
        )
        filed = file_complaint(filing=filing, by=TEST, at=AT)
        self.matters[name], self.files[filed.matter_id] = filed, kept
        return filed


@pytest.fixture
def service(db: None, monkeypatch: pytest.MonkeyPatch) -> Service:
    made = Service()
    made.build(_UNITS)
    worker = made.actor(made.officer("east", SeatRole.COMPLAINTS))
    made.complain("about-east", "east")
    for name in ("accepted", "answered", "reviewed"):
        filed = made.complain(name, "east-gate")
        handling.accept_complaint(matter_id=filed.matter_id, by=worker, at=AT + timedelta(days=1))
        if name != "accepted":
            answer_complaint(
                matter_id=filed.matter_id, finding="upheld", answer="情况属实。",
                reasons="我们看了录像。", by=worker, at=AT + timedelta(days=2),
            )  # fmt: skip
    disagree(made.matters["reviewed"])
    assert clean_waiting(at=NOW, limit=9) == 4
    monkeypatch.setattr("huiying.core.clock.now", lambda: NOW)
    return made


def disagree(filed: Filed) -> None:
    opened = following.look_up(typed=filed.code, at=AT + timedelta(days=3))
    assert opened is not None
    reviewing.disagree(
        matter_id=filed.matter_id, reason="没有看录音。", by=opened.actor, at=AT + timedelta(days=3)
    )


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", list(SeatRole))
def test_what_opens_to_a_role_from_each_place_is_what_the_table_grants(
    service: Service, role: SeatRole
):
    wrong = WALK.go(service, role)
    assert wrong == [], "\n".join(map(str, wrong))
