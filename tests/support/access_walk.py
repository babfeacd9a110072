"""The walk of every role from every place at every page and act of one matter, for the tests of each kind.

A kind's test makes a `World`, says how seats stand to its matters (`Stand`) and what its rules ask for (`Walk`).
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse

from huiying.core.access import doors
from huiying.core.access.matrix import Place, granted, listed
from huiying.core.duties.matters import matter_page
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.units.services import add_officer, open_unit, post_officer
from huiying.core.web.acts import DeskAct, Open, before
from huiying.pages.kinds import kind_page

ON_MATTER: dict[str, tuple[Act | frozenset[Act], ...]] = import_module(
    "scripts.make_access_table"
).ON_MATTER
# Addresses of every matter; a kind may have more.
OF_EVERY_KIND = ("staff_matter", "staff_person", "staff_file", "staff_act")
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


class Brought(Protocol):
    """A matter of a test, as whoever brought it in has it."""

    @property
    def matter_id(self) -> uuid.UUID: ...
    @property
    def ref(self) -> str: ...


Units = tuple[tuple[str, str, Level, dict[str, Any]], ...]


@dataclass(kw_only=True)
class World:
    """Units by code, matters by name, and to each matter a file."""

    units: dict[str, int] = field(default_factory=dict)
    matters: dict[str, Any] = field(default_factory=dict)
    files: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    # What else an address of a matter asks for, by its name: a visit, a person.
    given: dict[tuple[str, uuid.UUID], dict[str, object]] = field(default_factory=dict)
    made: int = 0

    def build(self, given: Units) -> None:
        for code, parent, level, extra in given:
            self.units[code] = open_unit(
                code=code, zh=code, en=code, level=level, opened_on=date(2025, 1, 1),
                parent=self.units.get(parent), **extra,
            )  # fmt: skip

    def officer(self, unit: str, role: SeatRole) -> int:
        self.made += 1
        officer = add_officer(number=f"{self.made:06d}", zh=f"民警{self.made}")
        since = AT - timedelta(days=300)
        post_officer(officer_id=officer, unit_id=self.units[unit], role=role, since=since)
        return officer

    def actor(self, officer: int) -> Actor:
        seats = units.seats_of(officer, NOW)
        return Actor(kind=ActorKind.STAFF, name="x", officer_id=officer, seats=seats, at=NOW)


@dataclass(frozen=True, kw_only=True)
class Try:
    """One request, and whether it may come through. What comes through may still be closed, or want more words."""

    name: str
    method: str
    slug: str = ""
    needs: tuple[frozenset[Act], ...]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Of one kind. `needed`: of a matter, which acts of access open an act at the stage it is in, any of them; without
    it those of the table (Desk.needs). `unit_of_partners`: where a partner and the accused once served together.

    `besides`: addresses that lead to a matter by something else than its reference (World.given), and what they need.
    `briefly`: of a mechanism's acts that need the same, one is sent, and all of them are put to its table; where
    nothing at all is granted each page is looked at and one act sent (all methods: tests/test_access_petitions.py).
    """

    kind: str
    stands: tuple[Stand, ...]
    addresses: tuple[str, ...] = OF_EVERY_KIND
    needed: Callable[[uuid.UUID], Callable[[DeskAct[Any]], Iterable[Act]]] | None = None
    unit_of_partners: str = ""
    besides: Mapping[str, tuple[frozenset[Act], ...]] = field(default_factory=dict)
    briefly: bool = False

    def acts(self) -> list[tuple[DeskAct[Any], Iterable[Act]]]:
        return [
            (act, desk.needs(act)) for desk in kind_page(self.kind).desks() for act in desk.acts
        ]

    def tries(self) -> Iterator[Try]:
        """Each address of one matter, and each act of the desk, looked at and sent."""
        for name in self.addresses:
            if name != "staff_act":
                needs = tuple(
                    frozenset({act}) if isinstance(act, Act) else act for act in ON_MATTER[name]
                )
                # It is only ever sent; whoever asks to look at it hears so, whatever the matter.
                for method in ("post",) if name == "ask_views_ask" else ("get", "post"):
                    yield Try(name=name, method=method, needs=needs)
        for name, needed in self.besides.items():
            # Paper is only ever looked at.
            for method in ("get",) if name.endswith("_sheet") else ("get", "post"):
                yield Try(name=name, method=method, needs=needed)
        for act, _ in self.acts():
            for method in ("get", "post"):
                yield Try(name="staff_act", method=method, slug=act.slug, needs=())

    def tries_from(self, role: SeatRole, stand: Stand) -> list[Try]:
        """Where nothing at all is granted, an act is only sent: looking at its form goes through the same door."""
        nothing = not granted(role, *stand.places)
        found = [t for t in self.tries() if not (nothing and t.slug and t.method == "get")]
        if not self.briefly:
            return found
        wanted = {act.slug for act in self._one_of_each()[: 1 if nothing else None]}
        return [
            t
            for t in found
            if (t.slug in wanted and t.method == "post")
            or (not t.slug and not (nothing and t.method == "post"))
        ]

    def _one_of_each(self) -> list[DeskAct[Any]]:
        """An act for each mechanism and each thing that acts of it need."""
        found: dict[object, DeskAct[Any]] = {}
        for desk in kind_page(self.kind).desks():
            for act in desk.acts:
                found.setdefault((id(desk), frozenset(desk.needs(act))), act)
        return list(found.values())

    def requests(self) -> int:
        return sum(len(self.tries_from(role, s)) for role in SeatRole for s in self.stands)

    def go(self, world: World, role: SeatRole) -> list[tuple[object, ...]]:
        """What differs from the table, of one role from every stand; nothing that a request did is kept."""
        wrong: list[tuple[object, ...]] = []
        for stand in self.stands:
            with transaction.atomic():
                wrong += self.from_one(world, role, stand)
                transaction.set_rollback(True)
        return wrong

    def from_one(self, world: World, role: SeatRole, stand: Stand) -> list[tuple[object, ...]]:
        officer = world.officer(stand.unit, role)
        name_on(world, stand, officer, self.unit_of_partners)
        client, brought = sign_in(officer), world.matters[stand.matter]
        acts = granted(role, *stand.places)
        by, parties = world.actor(officer), ledger.parties(brought.matter_id)
        place = (role.value, [p.value for p in stand.places], stand.unit, stand.matter)
        wrong: list[tuple[object, ...]] = []
        if doors.acts_on(by, parties, brought.matter_id) != acts:
            wrong.append((*place, "acts", doors.acts_on(by, parties, brought.matter_id), acts))
        on_lists = brought.matter_id in {pk for _, pk in ledger.newest(doors.visible(by), 100)}
        if on_lists != listed(role, *stand.places):
            wrong.append((*place, "lists", on_lists))
        needs = self._needs(brought.matter_id)
        for one in self.tries_from(role, stand):
            status, right = send(client, one, world, stand), opens(one, role, acts, needs)
            turned_away = status == 403
            if turned_away == right or status >= 500:
                wrong.append((*place, one.name, one.slug, one.method, status, right))
        if self.briefly and Act.SEE in acts:
            wrong += [(*place, slug) for slug in self._against_the_table(by, brought.matter_id)]
        return wrong

    def _against_the_table(self, by: Actor, matter_id: uuid.UUID) -> Iterator[str]:
        """Acts that a mechanism lets somebody do, or keeps from them, otherwise than its table says."""
        page, needs = matter_page(matter_id=matter_id, by=by, at=NOW), self._needs(matter_id)
        for one in before(kind_page(self.kind).desks(), page):
            for act in one.desk.acts:
                if _denied(one, act) != page.acts.isdisjoint(needs[act.slug]):
                    yield act.slug

    def _needs(self, matter_id: uuid.UUID) -> dict[str, frozenset[Act]]:
        needed = self.needed(matter_id) if self.needed else None
        return {
            act.slug: frozenset(needed(act) if needed else listed_needs)
            for act, listed_needs in self.acts()
        }


def _denied(desk: Open[Any], act: DeskAct[Any]) -> bool:
    try:
        desk.closed(act)
    except doors.Denied:
        return True
    return False


def name_on(world: World, stand: Stand, officer: int, together: str) -> None:
    """The officer becomes a party of the matter, or served with one who is complained of."""
    matter_id = world.matters[stand.matter].matter_id
    if Place.PARTNER in stand.places:
        gate, since = world.units[together], AT - timedelta(days=900)
        post_officer(
            officer_id=officer, unit_id=gate, role=SeatRole.DESK, since=since,
            until=AT - timedelta(days=310),
        )  # fmt: skip
        accused = world.officer("west-gate", SeatRole.DESK)
        post_officer(
            officer_id=accused, unit_id=gate, role=SeatRole.DESK, since=since,
            until=AT - timedelta(days=20),
        )  # fmt: skip
        with acting(matter_id=matter_id, act=Act.SEE, by=TEST, at=NOW) as book:
            book.add_party(PartyRole.ACCUSED, officer=accused)
    if stand.asked:
        with acting(matter_id=matter_id, act=Act.SEE, by=TEST, at=NOW) as book:
            book.add_party(stand.asked, unit=world.units[stand.unit])
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
    # The sign-in is put on record by its first request; each of the walk is taken back, and would do so again.
    assert client.get(reverse("web:challenge")).status_code == 200
    return client


def opens(one: Try, role: SeatRole, acts: frozenset[Act], needs: dict[str, frozenset[Act]]) -> bool:
    """What the table says: by the guard of the address, and by what is granted on the matter."""
    if one.name == "staff_act":
        return Act.SEE in acts and not acts.isdisjoint(needs[one.slug])
    general = doors.GENERAL.get(role, frozenset())
    if one.name.startswith(("ask_views", "visit_asks")) and Act.ASK_VIEW not in general:
        return False
    return all(not acts.isdisjoint(needed) for needed in one.needs)


# Of what is not there: who may look for it is told so, anybody else is turned away.
_NOT_THERE: dict[str, dict[str, object]] = {
    "copies_text": {"event": uuid.UUID(int=7), "name": "narrative"},
    "copies_page": {"number": 99},
    "copy_review": {"copy_id": uuid.UUID(int=7)},
    "copy_download": {"copy_id": uuid.UUID(int=7)},
    "case_paper": {"slug": "x"},
}


def send(client: Client, one: Try, world: World, stand: Stand) -> int:
    brought = world.matters[stand.matter]
    given: dict[str, object] = {"ref": brought.ref}
    given = world.given.get((one.name, brought.matter_id), given)
    given |= _NOT_THERE.get(one.name, {})
    if one.name in {"staff_sealed_file", "copies_file", "copies_page"}:
        given["file_id"] = world.files[brought.matter_id]
    if one.slug:
        given["slug"] = one.slug
    if one.name == "petition_paper":
        given["code"] = "notice"
    if one.name == "staff_file":
        given["file_id"] = world.files[brought.matter_id]
    url = reverse(one.name, kwargs=given)
    with transaction.atomic():
        answer = client.post(url, {}) if one.method == "post" else client.get(url)
        transaction.set_rollback(True)
    return int(answer.status_code)
