"""The small service of the complaints' tests, two days after a complaint came in, and people at browsers."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client

from huiying.core.ledger import codes
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests import support

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def service(db: None) -> Iterator[support.Service]:
    made = support.build()
    with time_machine.travel(made.at + timedelta(days=2), tick=False):
        yield made


@pytest.fixture
def case(service: support.Service) -> support.Case:
    return support.file(service, contact=support.BY_MAIL)


@pytest.fixture
def sign_in(service: support.Service) -> Callable[[str], Client]:
    def enter(name: str) -> Client:
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
        client = Client()
        client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
        return client

    return enter


@pytest.fixture
def holder(case: support.Case) -> tuple[Client, str]:
    """A browser in which the receipt code was typed, and the handle in its addresses."""
    client = Client()
    answer = client.post("/m/", {"code": codes.grouped(case.filed.code)})
    assert answer.status_code == 302
    return client, str(answer["Location"]).rstrip("/").rpartition("/")[2]
