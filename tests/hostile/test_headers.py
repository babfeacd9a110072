"""Every answer, good or bad, tells the browser what it may do with it; what is personal is stored nowhere."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from huiying.mechanisms.complaints.tests import support
from tests.access_table import HOLDER, STAFF, TABLE, Way

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
    "font-src": "'self'", "connect-src": "'self'", "worker-src": "'self'", "manifest-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip


def policy(answer) -> dict[str, str]:
    said = [part.strip() for part in answer["Content-Security-Policy"].split(";")]
    return {name: value for name, _, value in (part.partition(" ") for part in said if part)}


def check(answer, what: object) -> None:
    """`frame-ancestors` is what browsers go by; X-Frame-Options is for old ones, on pages."""
    assert policy(answer) == POLICY, what
    assert answer["X-Content-Type-Options"] == "nosniff", what
    assert answer.get("X-Frame-Options", "DENY") == "DENY", what
    assert answer["Referrer-Policy"] == "same-origin", what
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin", what
    assert "Access-Control-Allow-Origin" not in answer, what


def address(name: str, way: Way, ref: str, handle: str) -> str:
    filled = dict(way.given)
    filled.update({"ref": ref} if "ref" in filled else {})
    filled.update({"handle": handle} if "handle" in filled else {})
    if filled.get("file_id"):
        filled["file_id"] = "00000000-0000-0000-0000-000000000007"
    return reverse(name, kwargs=filled)


def test_every_address_sends_the_whole_policy_to_a_stranger(case: support.Case):
    client = Client()
    for name, ways in TABLE.items():
        answer = client.get(address(name, ways[0], case.filed.ref, "AAAAAAAAAAAA"))
        check(answer, name)
        assert answer["X-Frame-Options"] == "DENY", name


@pytest.mark.parametrize("path", ["/nothing-here", "/m/%00", "/static/none.css", "/api/v1/none"])
def test_what_is_not_there_sends_it_too(path: str):
    check(Client().get(path), path)


def test_a_style_sheet_a_refused_host_and_a_missing_token_send_it_too(service: support.Service):
    style = Client().get("/static/web/app.css")
    assert style.getvalue()
    style.close()
    check(style, "static")
    refused = Client().get("/", headers={"host": "evil.example"})
    assert refused.status_code == 400
    check(refused, "host")
    forged = Client(enforce_csrf_checks=True).post("/m/", {"code": "1"})
    assert forged.status_code == 403
    check(forged, "csrf")


def test_a_fault_of_ours_sends_it_too_and_shows_none_of_its_insides(service, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret-of-the-house")

    monkeypatch.setattr("huiying.core.web.codes.lookup.look_up", broken)
    answer = Client(raise_request_exception=False).post("/m/", {"code": "1"})
    assert answer.status_code == 500
    check(answer, "500")
    assert b"secret-of-the-house" not in answer.content
    assert b"Traceback" not in answer.content


def test_no_page_of_staff_is_stored(case: support.Case, sign_in: Callable[[str], Client]):
    client = sign_in("alice")
    for name, ways in TABLE.items():
        if ways[0].who <= STAFF:
            answer = client.get(address(name, ways[0], case.filed.ref, ""))
            assert "no-store" in answer["Cache-Control"], (name, answer.status_code)


def test_no_page_of_the_person_is_stored(case: support.Case, holder: tuple[Client, str]):
    client, handle = holder
    own = {name: ways for name, ways in TABLE.items() if ways[0].who == {HOLDER}}
    assert len(own) > 15
    for name, ways in own.items():
        answer = client.get(address(name, ways[0], case.filed.ref, handle))
        assert "no-store" in answer["Cache-Control"], (name, answer.status_code)


def test_the_pages_where_something_personal_is_typed_are_not_stored_either(service):
    client = Client()
    assert "no-store" in client.get("/m/")["Cache-Control"]
    typed = client.post(reverse("tell_step", kwargs={"slug": "how"}), {"how": "anonymous"})
    assert "no-store" in typed["Cache-Control"]
    again = client.get(reverse("tell_step", kwargs={"slug": "how"}))
    assert "no-store" in again.get("Cache-Control", ""), "what was typed stands in it"
