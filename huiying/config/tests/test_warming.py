"""Pages opened before anybody comes: all are there, nothing is written, no visitor is made up."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from huiying.config import warming
from huiying.core.access.clients import add_client, revoke_client
from huiying.core.units.models import Level
from huiying.core.units.services import open_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The test's own database lives as long as its connection; Django's test client does the same."""
    moments = (request_started, request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    yield
    for moment in moments:
        moment.connect(close_old_connections)


def test_each_page_is_there_in_both_languages_and_writes_nothing(caplog, settings):
    settings.ALLOWED_HOSTS = [".huiying.example"]
    addresses = list(warming._addresses())
    assert len(addresses) == 2 * len(warming.PUBLIC_PAGES)
    with CaptureQueriesContext(connection) as asked:
        for address in addresses:
            warming._open(address)
    assert caplog.messages == []
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
    assert not Session.objects.exists()


def test_pages_are_found_behind_a_proxy_that_speaks_https(caplog, settings):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for address in warming._addresses():
        warming._open(address)
    assert caplog.messages == []


def test_a_page_that_is_not_there_is_told_and_stops_nothing(caplog):
    warming._open("/no/such/page")
    assert "/no/such/page answered 404" in caplog.text


def test_the_api_is_read_beforehand_only_where_another_system_was_let_in():
    described = "/api/v1/openapi.json"
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert described not in warming._addresses()
    city = open_unit(code="X", zh="某局", en="Bureau", level=Level.CITY, opened_on=date(2020, 1, 1))
    add_client(name="110", unit_id=city, channel="110", at=at)
    assert described in warming._addresses()
    revoke_client(name="110", at=at)
    assert described not in warming._addresses()
