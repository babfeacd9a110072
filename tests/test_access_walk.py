"""Every address as everybody: who gets in is what this table says. A new address without a line here fails."""

import re
import uuid
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

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# --- who -------------------------------------------------------------------------------------------------
NOBODY = "nobody"
HOLDER = "holder"
OTHER_HOLDER = "other holder"
STAFF = frozenset(
    {
        "desk", "stationhead", "complaints", "colleague", "head", "supervisor", "city", "cityhead",
        "chief", "oversight", "response", "outside", "procuratorate", "admin",
    }
)  # fmt: skip
ANYBODY = STAFF | {NOBODY, HOLDER, OTHER_HOLDER}
REGISTER = STAFF - {"supervisor", "chief", "oversight", "response", "admin"}
SUPERVISE = frozenset({"stationhead", "head", "supervisor", "cityhead", "chief"})
OVERSEE = frozenset({"oversight"})
EMERGENCY = STAFF - {"oversight", "response", "admin"}
ASK_VIEWS = frozenset({"response"})
ADMINISTER = frozenset({"admin"})
COUNT = frozenset({"stationhead", "head", "cityhead", "oversight", "response"})
# Of a complaint about the station of `desk` and `stationhead` that Qinghe district decides:
HANDLE = frozenset({"complaints", "colleague", "head", "supervisor"})
SEE = HANDLE | {"cityhead", "chief", "oversight"}
# Of one about another district's station:
SEE_ELSEWHERE = frozenset({"cityhead", "chief", "oversight"})

# --- what --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Way:
    """An address: who gets in, with which status; anybody else is turned away as their kind is."""

    who: frozenset[str]
    status: int = 200
    given: Mapping[str, str] = field(default_factory=dict)
    # For whom the answer is another one, though they are not turned away.
    but: Mapping[str, int] = field(default_factory=dict)


def public(status: int = 200, **given: str) -> list[Way]:
    return [Way(who=ANYBODY, status=status, given=given)]


def staff(who: frozenset[str] = STAFF, status: int = 200, **given: str) -> list[Way]:
    return [Way(who=who, status=status, given=given)]


def holder(status: int = 200, **given: str) -> list[Way]:
    return [Way(who=frozenset({HOLDER}), status=status, given={"handle": "own", **given})]


def matter(who: frozenset[str], elsewhere: frozenset[str], **given: str) -> list[Way]:
    """A page of a complaint: of the one about Liudu, of one about another district, and of none at all."""
    return [
        Way(who=who, given={"ref": "own", **given}),
        Way(who=elsewhere, given={"ref": "other", **given}),
        Way(who=frozenset(), given={"ref": "2601-0000-0000", **given}),
    ]


NOTHING = frozenset[str]()
SOME_ID = str(uuid.UUID(int=7))
TABLE: dict[str, list[Way]] = {
    # everybody
    "home": public(),
    "privacy": public(),
    "accessibility": public(),
    "rules": public(),
    "rule": public(404, rule_id="no.such-rule"),
    "stop_mail": public(404, token="x"),
    "figures": public(),
    "figures_csv": public(),
    "figures_json": public(),
    "figures_imported": public(),
    "unit_figures": public(code="QH"),
    "no_receipt": public(),
    "no_receipt_thanks": public(),
    "tablet": public(),
    "tablet_clear": public(302),
    "tablet_here": public(403),
    "tablet_end": public(302),
    "tell_start": public(),
    "tell_check": public(302),
    "tell_receipt": public(302),
    "tell_step": public(slug="how"),
    "matter_lookup": public(),
    "matter_lost": public(),
    "matter_lost_sent": public(),
    "matter_renew": public(404, token="x"),
    "web:challenge": public(),
    "web:stay": [
        Way(who=STAFF, status=204, but=dict.fromkeys((NOBODY, HOLDER, OTHER_HOLDER), 403))
    ],
    "web:gallery": public(404),
    "web:gallery-desk": public(404),
    # the holder of a code, in the browser where it was typed
    "matter": holder(),
    "matter_code": holder(302),
    "matter_replace_code": holder(),
    "matter_shut": holder(),
    "matter_word": holder(),
    "matter_looks": holder(),
    "matter_data": holder(),
    "matter_held": holder(),
    "matter_letter": holder(),
    "matter_close": holder(405),
    "matter_file": [*holder(file_id="own"), *holder(404, file_id="other")],
    "matter_reply": holder(question=SOME_ID),
    "matter_write": holder(),
    "matter_files": holder(),
    "matter_deed": [
        way
        for slug in ("disagree", "withdraw", "go-on", "take-up-again", "view", "pressure")
        for way in holder(slug=slug)
    ],
    "matter_contact": holder(),
    # signing in, and one's own account; what is set up or ended there asks first that one shows oneself again
    "account_login": [Way(who=ANYBODY, but=dict.fromkeys(STAFF, 302))],
    "account_logout": [Way(who=ANYBODY, but=dict.fromkeys((NOBODY, HOLDER, OTHER_HOLDER), 302))],
    "account_inactive": public(),
    "account_reauthenticate": staff(),
    "account_change_password": staff(status=302),
    "signin_mine": staff(),
    "signin_end": staff(status=405, sign_in=SOME_ID),
    "signin_end_others": staff(status=405),
    "mfa_index": staff(),
    "mfa_authenticate": public(302),
    "mfa_reauthenticate": staff(status=302),
    "mfa_activate_totp": staff(status=302),
    "mfa_deactivate_totp": staff(status=404),
    "mfa_view_recovery_codes": staff(status=302),
    "mfa_generate_recovery_codes": staff(status=302),
    "mfa_add_webauthn": staff(status=302),
    "mfa_reauthenticate_webauthn": staff(status=302),
    "mfa_remove_webauthn": staff(status=302, pk="1"),
    "mfa_edit_webauthn": staff(status=302, pk="1"),
    "mfa_login_webauthn": public(302),
    "openid_connect_login": public(404, provider_id="sso"),
    "openid_connect_callback": public(404, provider_id="sso"),
    # staff, by what their seat may do anywhere
    "desk": staff(),
    "desk_assign": staff(status=405),
    "desk_put_aside": staff(status=405),
    "search": staff(),
    "officer_own": staff(),
    "officer_reply": staff(NOTHING, line=SOME_ID),
    "officer_contest": staff(NOTHING, line=SOME_ID),
    "officer_letter": staff(NOTHING, line=SOME_ID),
    "channel_counts": staff(COUNT),
    "intake": staff(REGISTER),
    "intake_done": staff(REGISTER, 302),
    "intake_print": staff(REGISTER, 405),
    "private_tablet": staff(REGISTER),
    "slips": staff(REGISTER),
    "slips_print": staff(REGISTER, 405),
    "slips_void": staff(REGISTER, 405),
    "leave": staff(SUPERVISE),
    "watch": staff(SUPERVISE),
    "watch_unit": [
        *staff(SUPERVISE, code="QH-01"),
        *staff(SUPERVISE - {"stationhead"}, code="QH"),
        *staff(frozenset({"cityhead", "chief"}), code="BL"),
    ],
    "oversight": staff(OVERSEE),
    "looked_into": staff(OVERSEE, 405, report_id=SOME_ID),
    "emergency": staff(EMERGENCY),
    "emergency_judged": staff(OVERSEE, 405, emergency_id=SOME_ID),
    "unusual_asked": staff(OVERSEE, 405, unusual_id=SOME_ID),
    "ask_views": staff(ASK_VIEWS),
    "administration": staff(ADMINISTER),
    "dead_letter": staff(ADMINISTER, 405, notice_id=SOME_ID),
    "move_clock": staff(ADMINISTER, 405),
    "refresh_figures": staff(ADMINISTER, 405),
    "administer_units": staff(ADMINISTER),
    "administer_people": staff(ADMINISTER),
    "administer_clients": staff(ADMINISTER),
    # staff, by where they stand to the complaint
    "staff_matter": matter(SEE, SEE_ELSEWHERE),
    "staff_person": matter(HANDLE, NOTHING),
    "staff_alike": matter(HANDLE, NOTHING),
    "staff_file": matter(HANDLE, NOTHING, file_id="own"),
    "staff_act": [*matter(HANDLE, NOTHING, slug="accept"), *matter(NOTHING, NOTHING, slug="x")],
    "ask_views_ask": staff(ASK_VIEWS, 405, ref="own"),
    "ask_views_phone": matter(ASK_VIEWS, ASK_VIEWS),
    "ask_views_apart": matter(ASK_VIEWS, ASK_VIEWS),
}
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
