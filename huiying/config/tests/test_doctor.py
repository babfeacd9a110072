"""The doctor looks at the real thing: roles, keys, calendars."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from huiying.config import doctor
from huiying.config.secrets import fresh
from huiying.rulepacks import loader

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _found(check, at=AT):
    return [finding.what for finding in check(at)]


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_role_that_owns_the_event_table_is_unsafe_and_one_that_only_adds_is_not():
    assert _found(doctor.rights_of_the_web_role)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE web NOLOGIN")
        cursor.execute("GRANT SELECT, INSERT ON ledger_event TO web")
        cursor.execute("SET LOCAL ROLE web")
        assert _found(doctor.rights_of_the_web_role) == []
        cursor.execute("RESET ROLE")
        cursor.execute("GRANT TRUNCATE ON ledger_event TO web")
        cursor.execute("SET LOCAL ROLE web")
        assert _found(doctor.rights_of_the_web_role)


def test_fresh_secrets_are_sound(settings):
    made = fresh()
    settings.SECRET_KEY = made["HUIYING_SECRET_KEY"]
    settings.HUIYING_KEYS = made["HUIYING_KEYS"]
    settings.HUIYING_INDEX_KEY = made["HUIYING_INDEX_KEY"]
    assert _found(doctor.key_ring) == []


@pytest.mark.parametrize(
    "keys",
    ["k1:", "nonsense", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "k1:c2hvcnQ="],
)
def test_a_key_that_is_short_or_written_by_hand_is_unsafe(settings, keys):
    settings.HUIYING_KEYS = keys
    assert any("HUIYING_KEYS" in what for what in _found(doctor.key_ring))


def test_the_keys_of_the_tests_themselves_would_be_refused():
    assert settings.HUIYING_KEYS.startswith("t1:")
    assert _found(doctor.key_ring)


def test_a_calendar_is_asked_for_before_it_ends():
    ends = min(loader.calendar(name).covered_until for name in loader.calendars())
    eve = datetime(ends.year, ends.month, ends.day, tzinfo=UTC)
    assert _found(doctor.calendars, eve - timedelta(days=200)) == []
    assert _found(doctor.calendars, eve - timedelta(days=30))
