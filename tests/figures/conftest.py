"""The fictional service of the complaints' tests: figures are counted from matters made by services."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests.conftest import service as service
from huiying.mechanisms.complaints.tests.support import Service

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(service: Service) -> SignIn:
    """A client signed in as one of the officers of the service."""

    def signed_in(name: str) -> Client:
        open_account(username=name, password="x", officer_id=service.officers[name])
        client = Client()
        # By the page: a password typed just now opens what is asked for afresh.
        answer = client.post(reverse("account_login"), {"login": name, "password": "x"})
        assert answer.status_code == 302
        return client

    return signed_in
