"""Nobody is led away from here, and no foreign name of a host gets into a page or a mail."""

from datetime import timedelta
from urllib.parse import quote, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from huiying.config.apps import event_specs
from huiying.core import clock
from huiying.core.notices.mail import Mail
from huiying.core.people.services import open_account
from huiying.core.web import proof
from huiying.core.work.delivery import deliver
from huiying.mechanisms.complaints.tests import support

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "http:evil.example", "javascript:alert(1)", "data:text/html,x", " https://evil.example", "/%09/evil.example",
    "https://testserver@evil.example/", "https://evil.example\\@testserver/",
]  # fmt: skip


def is_ours(location: str) -> bool:
    parts = urlsplit(location.replace("\\", "/"))
    return parts.scheme in ("", "http") and parts.netloc in ("", "testserver")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "testserver.evil.example", "a b"]
)
def test_a_host_that_is_not_ours_gets_nothing(service: support.Service, host: str):
    for path in ("/", "/m/", "/tell/how", reverse("account_login"), "/api/v1/units"):
        answer = Client().get(path, headers={"host": host})
        assert answer.status_code == 400, path
        assert b"evil.example" not in answer.content


def test_a_forwarded_host_is_not_believed(service: support.Service):
    answer = Client().get(reverse("desk"), headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in answer["Location"]
    # What pages, receipts and calendar files are made with.
    assert answer.wsgi_request.get_host() == "testserver"
    assert answer.wsgi_request.build_absolute_uri("/m/") == "http://testserver/m/"


@pytest.mark.parametrize("where", ELSEWHERE)
def test_signing_in_leads_nowhere_else(service: support.Service, where: str):
    open_account(
        username="alice", password="a-long-passphrase", officer_id=service.officers["alice"]
    )
    typed = {"login": "alice", "password": "a-long-passphrase", "next": where}
    answer = Client().post(f"{reverse('account_login')}?next={quote(where)}", typed)
    assert answer.status_code == 302
    assert is_ours(answer["Location"]), answer["Location"]


@pytest.mark.parametrize("where", ELSEWHERE)
def test_who_is_signed_in_already_is_led_nowhere_else(service, sign_in, where: str):
    client = sign_in("alice")
    for name in ("account_login", "account_logout", "account_reauthenticate", "mfa_index"):
        answer = client.get(f"{reverse(name)}?next={quote(where)}")
        assert answer.status_code != 302 or is_ours(answer["Location"]), name
    out = client.post(f"{reverse('account_logout')}?next={quote(where)}", {"next": where})
    assert is_ours(out["Location"])


@pytest.mark.parametrize(
    "path",
    ["//evil.example/desk", "//evil.example", "/en//evil.example", "/.//evil.example", "/en"],
)
def test_no_address_is_mended_into_another_site(service: support.Service, path: str):
    answer = Client().get("/", PATH_INFO=path)
    assert answer.status_code in (301, 302, 404)
    assert is_ours(answer.get("Location", ""))


def test_a_mail_names_our_address_whatever_the_browser_called_us(service, mail, settings):
    settings.HUIYING_PUBLIC_URL = "https://huiying.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    contact = support.Contact(name="林小满", phone="13800000000", email="lin@example.org")
    support.file(service, contact=contact)
    at = clock.now()
    token = proof.challenge(at - proof.WAIT * 2).token
    typed = {"name": "林小满", "phone": "13800000000", "proof": token}
    asked = Client().post(reverse("matter_lost"), typed, headers={"host": "evil.example"})
    assert asked.status_code == 302
    with time_machine.travel(at + timedelta(hours=1), tick=False):
        deliver(clock.now(), 20, senders=[Mail()], specs=event_specs())
    letters = [m.get_content() for m in mail.messages]
    assert any("https://huiying.example.org/" in text for text in letters)
    assert not any("evil.example" in text for text in letters)
