"""Going to the pages as somebody: a person with a code, an officer who is signed in."""

from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from huiying.core.people.services import open_account
from huiying.mechanisms.campaigns.tests.support import Service, Told

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(service: Service, name: str) -> Client:
    if not get_user_model().objects.filter(username=name).exists():
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
    client = Client(headers={"accept-language": "en"})
    client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
    return client


def with_code(told: Told) -> tuple[Client, str]:
    """A browser in which the code was typed; and the address of the matter's page."""
    client = Client()
    answer = client.post(reverse("matter_lookup"), {"code": told.kept.code})
    assert answer.status_code == 302
    return client, answer["Location"]


def text(answer: Any) -> str:
    return answer.content.decode()
