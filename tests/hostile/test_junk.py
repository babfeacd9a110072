"""Whatever is typed, sent or put into an address: an answer, never a fault of ours. On both databases."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiying.core import clock
from huiying.core.access.clients import add_client
from huiying.mechanisms.complaints.tests import support

quick = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
NASTY = [
    "\x00", "a\x00b", "\u202etxt.exe", "9" * 5000, "-1", "1e309", "NaN", "' OR 1=1 --", '"; DROP TABLE x; --',
    "../../etc/passwd", "..\\..\\x", "{{ 7*7 }}", "{% debug %}", "${7*7}", "%s%n%x", "<script>alert(1)</script>",
    "\r\nSet-Cookie: x=1", "\ufffe\uffff", "\U0001f46e" * 50, "٣" * 20, "²" * 20, "０" * 20, "NULL", "[]", "*" * 300,
    '"' * 50, "(" * 200, "^AND OR NOT NEAR/3", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", " ", "",
    "00000000-0000-0000-0000-000000000000", "18446744073709551616", "overdue", "legal",
]  # fmt: skip
anything = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))


PERSONS = ("write", "disagree", "withdraw", "pressure", "contact", "view", "files")
FEW = 12


def fuzz(send: Callable[..., None], *, most: int = quick.max_examples, **made: Any) -> None:
    """Sends inputs made up by Hypothesis; as many as were planned, or it fails."""
    sent = 0

    @settings(quick, max_examples=most)
    @given(**made)
    def one(**typed: Any) -> None:
        nonlocal sent
        sent += 1
        send(**typed)

    one()
    assert sent >= most


def planned() -> int:
    """How many made-up inputs this file sends at least: docs/access.md has the number."""
    made = quick.max_examples * (5 + len(NAMED) + len(STEPS)) + FEW * len(PERSONS)
    return made + len(NASTY)


def fine(answer) -> None:
    assert answer.status_code < 500
    assert b"<script>alert(1)" not in getattr(answer, "content", b"")
    assert "x=1" not in str(answer.cookies)


@pytest.mark.parametrize("typed", NASTY)
def test_a_receipt_code_may_be_anything(service: support.Service, typed: str):
    fine(Client().post("/m/", {"code": typed}))


def test_receipt_codes_made_up_by_the_hundred(case: support.Case):
    client = Client()

    def look_up(typed: str, proof: str) -> None:
        answer = client.post("/m/", {"code": typed, "proof": proof})
        fine(answer)
        assert answer.status_code == 422, "it opened something"

    fuzz(look_up, typed=anything, proof=anything)


def test_filters_of_the_desk(case: support.Case, sign_in: Callable[[str], Client]):
    client = sign_in("alice")
    names = st.sampled_from(["basis", "kind", "whose", "state", "after", "id", "page", "x"])

    query = st.lists(st.tuples(names, anything), max_size=6).map(
        lambda pairs: urlencode(pairs, errors="replace")
    )

    def ask(query: str) -> None:
        fine(client.get(f"{reverse('desk')}?{query}"))

    for edge in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"):
        ask(f"after={edge}&id={'0' * 32}")
    fuzz(ask, query=query)


def test_words_of_a_search(case: support.Case, sign_in: Callable[[str], Client]):
    client = sign_in("alice")

    def search(words: str, reason: str) -> None:
        fine(client.post(reverse("search"), {"words": words, "reason": reason}))

    fuzz(search, words=anything, reason=anything)


@pytest.mark.django_db
def test_what_is_asked_of_the_public_figures() -> None:
    client = Client()
    pages = st.sampled_from(["figures", "figures_csv", "figures_json", "figures_imported"])

    def ask(name: str, asked: dict[str, str]) -> None:
        fine(client.get(f"{reverse(name)}?{urlencode(asked, errors='replace')}"))

    ask("figures_imported", {"limit": "9" * 5000})
    asked = st.fixed_dictionaries(dict.fromkeys(("period", "unit", "limit"), anything))
    fuzz(ask, name=pages, asked=asked)


NAMED = {
    "rule": "rule_id", "stop_mail": "token", "unit_figures": "code", "tell_step": "slug", "matter_renew": "token",
    "staff_matter": "ref", "staff_person": "ref", "watch_unit": "code", "matter": "handle", "matter_data": "handle",
    "openid_connect_login": "provider_id",
}  # fmt: skip


@pytest.mark.parametrize(("name", "part"), NAMED.items())
def test_names_in_addresses(
    case: support.Case, sign_in: Callable[[str], Client], name: str, part: str
):
    client = sign_in("hugo")

    def ask(value: str) -> None:
        try:
            address = reverse(name, kwargs={part: value})
        except NoReverseMatch:
            return
        fine(client.get(address))

    fuzz(ask, value=anything)


@pytest.mark.parametrize(
    "raw", ["%00", "%ff%fe", "%ed%a0%80", "%2e%2e/%2e%2e", "%0d%0aX-Evil:1", "a" * 3000]
)
def test_bytes_that_are_no_text_in_addresses(case: support.Case, sign_in, raw: str):
    client = sign_in("alice")
    for path in (f"/{raw}", f"/m/{raw}/", f"/desk/m/{raw}/", f"/figures/unit/{raw}", f"/desk/?after={raw}&id={raw}",
                 f"/static/{raw}", f"/en/tell/{raw}", f"/api/v1/{raw}", f"/stop/{raw}"):  # fmt: skip
        answer = client.get(path)
        fine(answer)
        assert "X-Evil" not in answer


@pytest.mark.parametrize("path", ["/m/%00/", "/desk/m/%00/", "/figures/?period=%00", "/?%00"])
def test_an_address_with_a_nul_names_nothing_on_any_database(service: support.Service, path: str):
    """PostgreSQL would fail at it; SQLite would look for it."""
    assert Client().get(path).status_code == 400


STEPS = {
    "how": ("how", "name", "phone", "email"),
    "category": ("category",),
    "who": ("unit", "who"),
    "what": (
        "narrative",
        "place",
        "wish",
        "happened_on_day",
        "happened_on_month",
        "happened_on_year",
        "drop_file",
    ),
}


@pytest.mark.parametrize("slug", STEPS)
def test_the_public_form(service: support.Service, slug: str):
    client = Client()

    def send(typed: dict[str, str]) -> None:
        fine(client.post(reverse("tell_step", kwargs={"slug": slug}), typed))
        fine(client.get(reverse("tell_check")))

    fuzz(send, typed=st.fixed_dictionaries(dict.fromkeys(STEPS[slug], anything)))


@pytest.mark.parametrize("slug", PERSONS)
def test_the_page_of_the_person(holder: tuple[Client, str], slug: str):
    client, handle = holder
    names = ("text", "reason", "phone", "email", "wishes", "no_phone", "taken", "words", "proof")

    def send(typed: dict[str, str]) -> None:
        fine(client.post(reverse("matter_deed", kwargs={"handle": handle, "slug": slug}), typed))

    fuzz(send, most=FEW, typed=st.fixed_dictionaries(dict.fromkeys(names, anything)))


@pytest.mark.parametrize(
    "cookie", ["hy_draft", "hy_tablet", "sessionid", "csrftoken", "django_language", "hy_device"]
)
def test_cookies_made_up(service: support.Service, cookie: str):
    for value in [*NASTY, "x" * 4000, "a:b:c", "eyJ1bml0IjoxfQ:1:x"]:
        if not (value.isprintable() and value.isascii()):
            continue
        client = Client()
        client.cookies[cookie] = value
        for path in ("/", "/m/", "/tell/what", "/desk/"):
            fine(client.get(path))


# --- the API ---------------------------------------------------------------------------------------

PLACES = (
    "narrative", "category", "subject", "wish", "who", "place", "about_units", "occurred_at", "language",
    "contact", "forwarded",
)  # fmt: skip
worth = st.recursive(
    st.one_of(anything, st.none(), st.booleans(), st.integers(), st.floats()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(anything, inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture
def send(service: support.Service) -> Callable[..., object]:
    token = add_client(name="110", unit_id=service.units["response"], channel="110", at=clock.now())
    client = Client(headers={"authorization": f"Bearer {token}"})
    count = iter(range(10_000))

    def post(body: bytes, **headers: str):
        head = {"idempotency-key": f"key-{next(count):08d}", **headers}
        return client.post(
            "/api/v1/complaints", body, content_type="application/json", headers=head
        )

    return post


def test_bodies_of_the_api(send):
    def register(body):
        answer = send(json.dumps(body).encode())
        assert answer.status_code < 500
        assert answer.json()

    fuzz(register, body=st.dictionaries(st.sampled_from(PLACES), worth, max_size=6))


@pytest.mark.parametrize("place", ["narrative", "subject", "wish", "who", "place"])
@pytest.mark.parametrize(
    "value", ["\x00", "a\x00b", "\ud800", "\U0010ffff", "\ufffe", "=1", "x" * 200]
)
def test_letters_that_a_database_may_not_take(send, place: str, value: str):
    assert send(json.dumps({"narrative": "窗口没有人。", place: value}).encode()).status_code < 500


@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\ud800", "2026-1"])
def test_such_letters_in_what_is_kept_in_clear(send, value: str):
    for part in ("body", "reference"):
        forwarded = {"body": "市信访局", "reference": "1", part: value}
        body = {"narrative": "窗口没有人。", "forwarded": forwarded}
        assert send(json.dumps(body).encode()).status_code < 500
    contact = {
        "narrative": "窗口没有人。",
        "contact": {"name": value, "phone": value, "address": value},
    }
    assert send(json.dumps(contact).encode()).status_code < 500


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"narrative":' * 2000, b"9" * 5000,
     b'{"narrative": 1' + b"0" * 5000 + b"}"],
    ids=range(11),
)  # fmt: skip
def test_bodies_that_are_none(send, body: bytes):
    assert 400 <= send(body).status_code < 500


@pytest.mark.parametrize("key", ["", "x", "x" * 65, "a\tbcdefgh", "ключ-1234", "k" * 10_000])
def test_keys_that_are_none(send, key: str):
    assert send(b'{"narrative": "x"}', **{"idempotency-key": key}).status_code == 422
