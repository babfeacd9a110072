"""The fictional service of `support`, in the database of a test; browsers of staff and of people."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client

from huiying.core.people.services import open_account
from huiying.mechanisms.cases.tests import support

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def service(db: None) -> support.Service:
    return support.build()


class Browser:
    """Goes through the pages on a day of the story."""

    def __init__(self, client: Client, at: datetime) -> None:
        self.client, self.at = client, at

    def get(self, path: str):
        with time_machine.travel(self.at, tick=False):
            return self.client.get(path)

    def post(self, path: str, data: dict | None = None):
        with time_machine.travel(self.at, tick=False):
            return self.client.post(path, data or {})

    def text(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, answer
        return answer.content.decode()


@pytest.fixture
def desk(service: support.Service) -> Callable[..., Browser]:
    """A browser signed in as an officer, on a day after the story began."""

    def enter(name: str, day: float = 0) -> Browser:
        users = get_user_model().objects
        if not users.filter(username=name).exists():
            open_account(
                username=name, password="a-long-passphrase", officer_id=service.officers[name]
            )
        client = Client(headers={"host": "localhost"})
        client.force_login(users.get(username=name), backend=BACKEND)
        return Browser(client, service.at + support.days(day))

    return enter


@pytest.fixture
def person(service: support.Service) -> Callable[..., Browser]:
    """A browser of somebody at home."""

    def enter(day: float = 0) -> Browser:
        return Browser(Client(headers={"host": "localhost"}), service.at + support.days(day))

    return enter
