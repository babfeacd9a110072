"""Every role from every place, at every page and act of one matter: what opens is what the table grants."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse

from huiying.core.access import doors
from huiying.core.access.matrix import Place, granted, listed
from huiying.core.duties.services import acting
from huiying.core.files import services as files
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import draft_digest, new_draft_token, open_account
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.units.services import add_officer, open_unit, post_officer
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, handling, reviewing
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.filing import Filed, Filing, file_complaint
from huiying.mechanisms.complaints.views.acts_table import ACTS

# Ten thousand requests, on one database: that both give the same answers to who may see what is shown by
# core/access/tests/test_two_doors.py.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.timeout(400),
]

ON_MATTER: dict[str, tuple[Act, ...]] = import_module("scripts.make_access_table").ON_MATTER
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NOW = AT + timedelta(days=12)
TEST = system("test")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, kw_only=True)
class Stand:
    """A seat in a unit, towards one of the matters: the places it has there, and how the officer is named on it."""

    places: tuple[Place, ...]
    unit: str
    matter: str
    named: PartyRole | None = None
    # Or the unit, asked for something on it.
    asked: PartyRole | None = None


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
# Nobody stands so to a complaint: the walk of cases is its own.
OF_CASES = frozenset({Place.INVESTIGATING, Place.INVESTIGATED_BELOW})
_UNITS: tuple[tuple[str, str, Level, dict[str, Any]], ...] = (
    ("bureau", "", Level.CITY, {}),
    ("centre", "bureau", Level.OFFICE, {"response_centre": True}),
    ("east", "bureau", Level.COUNTY, {"complaints_office": True}),
    ("west", "bureau", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("east-lake", "east", Level.STATION, {}),
    ("west-gate", "west", Level.STATION, {}),
    ("outside", "", Level.OUTSIDE, {"complaints_office": True}),
)


@dataclass(frozen=True, kw_only=True)
class Try:
    """One request, and whether it may come through. What comes through may still be closed, or want more words."""

    name: str
    method: str
    slug: str = ""
    needs: tuple[frozenset[Act], ...]


def tries() -> Iterator[Try]:
    """Each address of one matter, and each act of the desk, looked at and sent."""
    for name, acts in ON_MATTER.items():
        if name != "staff_act":
            # It is only ever sent; whoever asks to look at it hears so, whatever the matter.
            for method in ("post",) if name == "ask_views_ask" else ("get", "post"):
                yield Try(name=name, method=method, needs=tuple(frozenset({a}) for a in acts))
    for act in ACTS:
        for method in ("get", "post"):
            yield Try(name="staff_act", method=method, slug=act.slug, needs=())


def tries_from(role: SeatRole, stand: Stand) -> list[Try]:
    """Where nothing at all is granted, an act is only sent: looking at its form goes through the same door."""
    nothing = not granted(role, *stand.places)
    return [t for t in tries() if not (nothing and t.slug and t.method == "get")]


def requests_walked() -> int:
    return sum(len(tries_from(role, stand)) for role in SeatRole for stand in STANDS)


@dataclass(kw_only=True)
class Service:
    units: dict[str, int] = field(default_factory=dict)
    matters: dict[str, Filed] = field(default_factory=dict)
    files: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    made: int = 0

    def officer(self, unit: str, role: SeatRole) -> int:
        self.made += 1
        officer = add_officer(number=f"{self.made:06d}", zh=f"民警{self.made}")
        since = AT - timedelta(days=300)
        post_officer(officer_id=officer, unit_id=self.units[unit], role=role, since=since)
        return officer

    def actor(self, officer: int) -> Actor:
        seats = units.seats_of(officer, NOW)
        return Actor(kind=ActorKind.STAFF, name="x", officer_id=officer, seats=seats, at=NOW)

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
    for code, parent, level, extra in _UNITS:
        made.units[code] = open_unit(
            code=code, zh=code, en=code, level=level, opened_on=date(2025, 1, 1),
            parent=made.units.get(parent), **extra,
        )  # fmt: skip
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


def name_on(service: Service, stand: Stand, officer: int) -> None:
    """The officer becomes a party of the matter, or served with one who is complained of."""
    matter_id = service.matters[stand.matter].matter_id
    if Place.PARTNER in stand.places:
        gate, since = service.units["east-gate"], AT - timedelta(days=900)
        post_officer(
            officer_id=officer, unit_id=gate, role=SeatRole.DESK, since=since,
            until=AT - timedelta(days=310),
        )  # fmt: skip
        accused = service.officer("west-gate", SeatRole.DESK)
        post_officer(
            officer_id=accused, unit_id=gate, role=SeatRole.DESK, since=since,
            until=AT - timedelta(days=20),
        )  # fmt: skip
        with acting(matter_id=matter_id, act=Act.SEE, by=TEST, at=NOW) as book:
            book.add_party(PartyRole.ACCUSED, officer=accused)
    if stand.asked:
        with acting(matter_id=matter_id, act=Act.SEE, by=TEST, at=NOW) as book:
            book.add_party(stand.asked, unit=service.units[stand.unit])
    if stand.named is None:
        return
    with acting(matter_id=matter_id, act=Act.SEE, by=TEST, at=NOW) as book:
        ends = NOW + timedelta(minutes=5) if stand.named is PartyRole.EMERGENCY else None
        book.add_party(stand.named, officer=officer, until=ends)


def sign_in(officer: int) -> Client:
    name = f"officer-{officer}"
    open_account(username=name, password="a-long-passphrase", officer_id=officer)
    client = Client()
    client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
    return client


def opens(one: Try, role: SeatRole, acts: frozenset[Act], stage: rules.Stage) -> bool:
    """What the table says: by the guard of the address, and by what is granted on the matter."""
    if one.name == "staff_act":
        move = next(a.move for a in ACTS if a.slug == one.slug)
        return Act.SEE in acts and not acts.isdisjoint(rules.acts_for(rules.Move(move), stage))
    general = doors.GENERAL.get(role, frozenset())
    if one.name.startswith("ask_views") and Act.ASK_VIEW not in general:
        return False
    return all(not acts.isdisjoint(needed) for needed in one.needs)


def send(client: Client, one: Try, service: Service, stand: Stand) -> int:
    filed = service.matters[stand.matter]
    given: dict[str, object] = {"ref": filed.ref}
    if one.slug:
        given["slug"] = one.slug
    if one.name == "staff_file":
        given["file_id"] = service.files[filed.matter_id]
    url = reverse(one.name, kwargs=given)
    with transaction.atomic():
        answer = client.post(url, {}) if one.method == "post" else client.get(url)
        transaction.set_rollback(True)
    return int(answer.status_code)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", list(SeatRole))
def test_what_opens_to_a_role_from_each_place_is_what_the_table_grants(
    service: Service, role: SeatRole
):
    wrong = []
    for stand in STANDS:
        with transaction.atomic():
            wrong += walk(service, role, stand)
            transaction.set_rollback(True)
    assert wrong == [], "\n".join(map(str, wrong))


def walk(service: Service, role: SeatRole, stand: Stand) -> list[tuple[object, ...]]:
    officer = service.officer(stand.unit, role)
    name_on(service, stand, officer)
    client, filed = sign_in(officer), service.matters[stand.matter]
    acts = granted(role, *stand.places)
    by, parties = service.actor(officer), ledger.parties(filed.matter_id)
    place = (role.value, [p.value for p in stand.places], stand.unit, stand.matter)
    wrong: list[tuple[object, ...]] = []
    if doors.acts_on(by, parties, filed.matter_id) != acts:
        wrong.append((*place, "acts", doors.acts_on(by, parties, filed.matter_id), acts))
    on_lists = filed.matter_id in {pk for _, pk in ledger.newest(doors.visible(by), 100)}
    if on_lists != listed(role, *stand.places):
        wrong.append((*place, "lists", on_lists))
    stage = rules.read(ledger.history(filed.matter_id)).stage
    for one in tries_from(role, stand):
        status, right = send(client, one, service, stand), opens(one, role, acts, stage)
        turned_away = status == 403
        if turned_away == right or status >= 500:
            wrong.append((*place, one.name, one.slug, one.method, status, right))
    return wrong
