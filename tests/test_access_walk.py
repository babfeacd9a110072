"""Every address as everybody: who gets in is what this table says. A new address without a line here fails."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from huiying.config.demo.city import City, found_city
from huiying.core import clock
from huiying.core.files import services as files
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.kinds import system
from huiying.core.ledger import codes
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact, draft_digest
from huiying.core.people.services import new_draft_token as new_token
from huiying.mechanisms.complaints.services.filing import Filed, Filing, file_complaint
from huiying.mechanisms.complaints.views.acts_table import BY_SLUG
from tests.access_table import ANYBODY, HOLDER, NOBODY, OTHER_HOLDER, STAFF, TABLE, Way

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# --- the city, its people, its complaints --------------------------------------------------------------------


@dataclass(kw_only=True)
class World:
    city: City
    own: Filed
    other: Filed
    files: dict[str, str]
    clients: dict[str, Client] = field(default_factory=dict)
    handle: str = ""

    def filled(self, given: Mapping[str, str]) -> dict[str, str]:
        places = {
            "ref": {"own": self.own.ref, "other": self.other.ref},
            "handle": {"own": self.handle},
            "file_id": self.files,
        }
        return {name: places.get(name, {}).get(value, value) for name, value in given.items()}


def complain(about: int, officer: int | None = None) -> tuple[Filed, str]:
    """By the public form, with a photograph; gives what was filed and the file's id."""
    at = clock.now()
    draft = draft_digest(new_token())
    kept = files.receive_file(chunks=[picture("PNG")], name="a.png", by=None, at=at, draft=draft)
    filing = Filing(
        narrative="窗口民警不收材料，也不给回执。",
        category="attitude",
        about_units=(about,),
        about_officers=(officer,) if officer else (),
        contact=Contact(name="林小满", phone="13800000000"),
        files_of=draft,
    )
    return file_complaint(filing=filing, by=system("public form"), at=at), str(kept)


@pytest.fixture
def world(db: None) -> World:
    city = found_city()
    accounts = {a.username: a for a in get_user_model().objects.all()}
    assert set(accounts) == STAFF, "say here what each account of the demonstration may open"
    accused = accounts["desk"].officer_id
    own, own_file = complain(city.stations[0], accused)
    other, other_file = complain(city.stations[6])
    made = World(city=city, own=own, other=other, files={"own": own_file, "other": other_file})
    assert clean_waiting(at=clock.now() + timedelta(minutes=1), limit=9) == 2
    for name in STAFF:
        made.clients[name] = Client()
        made.clients[name].force_login(accounts[name])
    made.clients[NOBODY] = Client()
    made.handle = _open(made, HOLDER, own.code)
    _open(made, OTHER_HOLDER, other.code)
    return made


def _open(made: World, name: str, code: str) -> str:
    made.clients[name] = Client()
    answer = made.clients[name].post(reverse("matter_lookup"), {"code": codes.grouped(code)})
    assert answer.status_code == 302
    return str(answer["Location"]).rstrip("/").rpartition("/")[2]


# --- the walk ------------------------------------------------------------------------------------------------


def addresses() -> Iterator[tuple[str, URLPattern]]:
    def below(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                yield from below(one, f"{space}{one.namespace}:" if one.namespace else space)
            else:
                yield f"{space}{one.name}", one

    yield from below(get_resolver(), "")


def is_library(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith("allauth.")


def is_api(name: str) -> bool:
    return name.startswith("api-1:")


def test_every_address_is_in_the_table():
    named = [n for n, p in addresses() if not is_library(p) and not is_api(n)]
    assert sorted(set(named) - set(TABLE)) == [], "say here who may open it"
    assert sorted(set(TABLE) - set(named)) == [], "there is no such address any more"


def test_every_page_says_whose_it_is():
    bare = [
        name
        for name, pattern in addresses()
        if not is_library(pattern) and not is_api(name) and not hasattr(pattern.callback, "guard")
    ]
    assert bare == []


def expected(name: str, way: Way, who: str) -> tuple[int, str]:
    """Status, and where to if somebody is sent elsewhere."""
    if who in way.but:
        return way.but[who], ""
    if who in way.who:
        return way.status, ""
    if way.given.get("handle"):
        return 302, reverse("matter_lookup")
    if who in STAFF:
        return 403, ""
    return 302, reverse("account_login")


def observed(world: World, name: str, way: Way, who: str) -> tuple[int, str]:
    answer = world.clients[who].get(reverse(name, kwargs=world.filled(way.given)))
    to = str(answer.get("Location", "")).partition("?")[0] if answer.status_code == 302 else ""
    known = to in {reverse("matter_lookup"), reverse("account_login")}
    return answer.status_code, to if known and answer.status_code == 302 else ""


@pytest.mark.timeout(300)
def test_each_address_opens_to_those_it_is_for_and_to_nobody_else(world: World):
    wrong = []
    for name, ways in TABLE.items():
        for way in ways:
            for who in sorted(ANYBODY):
                seen, said = observed(world, name, way, who), expected(name, way, who)
                if seen[0] != said[0] or (who not in way.who and seen != said):
                    wrong.append((name, dict(way.given), who, seen, said))
    assert wrong == [], "\n".join(map(str, wrong))


def absent(ref: str) -> str:
    """A reference of the same shape that nothing has."""
    return ref[:-1] + ("Z" if ref[-1] != "Z" else "Y")


def plain(page: bytes, ref: str) -> bytes:
    """A page without what it repeats of the request, and without its token."""
    bare = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)
    return bare.replace(ref.encode(), b"REF")


def test_a_complaint_one_may_not_see_and_one_that_is_not_look_alike(world: World):
    def page(who: str, ref: str) -> bytes:
        url = reverse("staff_matter", kwargs={"ref": ref})
        return plain(world.clients[who].get(url).content, ref)

    ref = world.own.ref
    for who in ("desk", "stationhead", "city", "response", "admin", "outside"):
        assert page(who, ref) == page(who, absent(ref))


def test_typing_a_reference_does_not_tell_who_may_not_see_it_that_it_is_there(world: World):
    def answer(who: str, ref: str) -> tuple[int, str, bytes]:
        got = world.clients[who].post(reverse("search"), {"words": ref, "reason": "x"})
        return got.status_code, got.get("Location", ""), plain(got.content, ref)

    ref = world.own.ref
    for who in ("desk", "city", "admin"):
        assert answer(who, ref) == answer(who, absent(ref))
    assert answer("complaints", ref)[0] == 302


def test_the_lists_of_the_accused_are_empty(world: World):
    for name in ("desk", "search", "leave", "watch", "officer_own"):
        for who in ("desk", "stationhead"):
            answer = world.clients[who].get(reverse(name))
            assert world.own.ref.encode() not in answer.content


def test_no_act_of_the_table_is_open_to_the_accused(world: World):
    for slug in BY_SLUG:
        url = reverse("staff_act", kwargs={"ref": world.own.ref, "slug": slug})
        for who in ("desk", "stationhead", "city", "response", "admin", "outside"):
            assert world.clients[who].get(url).status_code == 403, (slug, who)
            assert world.clients[who].post(url, {"reason": "x"}).status_code == 403, (slug, who)


def test_who_may_only_look_can_send_no_act(world: World):
    before = len(ledger.history(world.own.matter_id))
    for slug in BY_SLUG:
        url = reverse("staff_act", kwargs={"ref": world.own.ref, "slug": slug})
        assert world.clients["oversight"].post(url, {"reason": "x"}).status_code >= 400, slug
    assert len(ledger.history(world.own.matter_id)) == before
