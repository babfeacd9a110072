"""Whatever is sent to the pages of signing in, it is a page or a sentence, never a fault."""

import json

import pytest
from django.urls import reverse

from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import browser, inside, sign_in

pytestmark = pytest.mark.django_db

JUNK = [
    "", "x", "5", "[]", "null", '"text"', "{}", '{"response": 5}', '{"response": {"userHandle": 7}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "Zg"}}',
    json.dumps({
        "id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {},
        "response": {
            "clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AA",
            "userHandle": "MQ",
        },
    }),
    json.dumps({
        "id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {},
        "response": {"clientDataJSON": "e30", "attestationObject": "AAAA"},
    }),
    "\x00", "[" * 500,
]  # fmt: skip


@pytest.mark.parametrize("sent", JUNK)
def test_a_broken_passkey_is_refused(db, sent):
    people.build()
    stranger = browser()
    stranger.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    answer = stranger.post(reverse("mfa_login_webauthn"), {"credential": sent})
    assert answer.status_code < 500
    assert not inside(stranger)
    half = browser()
    sign_in(half, "wang")
    people.set_up_app(half)
    for name in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
        half.get(reverse(name))
        assert half.post(reverse(name), {"credential": sent, "name": "x"}).status_code < 500
    half.post(reverse("account_logout"))
    sign_in(half, "wang")
    half.get(reverse("mfa_authenticate"))
    assert half.post(reverse("mfa_authenticate"), {"credential": sent}).status_code < 500
    assert not inside(half)


@pytest.mark.parametrize(
    "name", ["\x00", "x" * 5000, "王\ud800"[:1] + "'; --", "<b>", " ", "wang\n"]
)
def test_odd_names_are_wrong_names(db, name):
    people.build()
    answer = sign_in(browser(), name, "wrong")
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("proof", ["x", "1.2.3", "::", "1." * 50, ":" * 600, "x" * 5000])
def test_odd_proofs_are_no_proofs(db, proof):
    people.build()
    client = browser()
    for _ in range(5):
        sign_in(client, "wang", "wrong")
    assert sign_in(client, "wang", proof=proof).status_code == 422


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(db, where):
    people.build()
    answer = sign_in(browser(), "wang", next=where)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.parametrize("code", ["", "x", "１２３４５６", "9" * 500, "\x00", "000 000"])
def test_odd_codes_are_wrong_codes(db, code):
    people.build()
    client = browser()
    sign_in(client, "wang")
    people.set_up_app(client)
    other = browser()
    sign_in(other, "wang")
    assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code < 500
    assert not inside(other)
