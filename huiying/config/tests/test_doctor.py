"""The doctor looks at the real thing: roles, keys, calendars."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from django.utils import translation

from huiying.config import doctor
from huiying.config.commands.doctor import doctor as command
from huiying.config.secrets import fresh
from huiying.core.units.models import Level
from huiying.core.units.services import describe_unit, open_unit
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


@pytest.mark.django_db
def test_a_service_without_units_an_office_or_an_outside_body_is_told_so():
    translation.activate("en")
    assert "no units" in " ".join(_found(doctor.tree))
    opened = date(2020, 1, 1)
    city = open_unit(code="C", zh="市局", en="City", level=Level.CITY, opened_on=opened)
    assert len(_found(doctor.tree)) == 2
    describe_unit(unit_id=city, switches={"complaints_office": True}, texts={})
    assert "outside body" in " ".join(_found(doctor.tree))
    open_unit(
        code="O", zh="检察院", en="Procuratorate", level=Level.OUTSIDE, opened_on=opened,
        complaints_office=True,
    )  # fmt: skip
    assert _found(doctor.tree) == []


def _doctor(monkeypatch, *options: str, **environment: str) -> str:
    for name in ("HUIYING_LANG", "HUIYING_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return CliRunner().invoke(command, options).output


@pytest.mark.django_db
def test_the_doctor_speaks_the_language_asked_for_else_that_of_the_installation(monkeypatch):
    monkeypatch.setattr("huiying.config.commands.doctor.ready.start_django", lambda: None)
    assert "Nothing is sent by e-mail." in _doctor(monkeypatch)
    assert "没有开通邮件发送。" in _doctor(monkeypatch, "--lang", "zh")
    assert "没有开通邮件发送。" in _doctor(monkeypatch, HUIYING_LANGUAGE="zh-hans")
    assert "没有开通邮件发送。" in _doctor(monkeypatch, LANG="zh_CN.UTF-8")
    told = _doctor(monkeypatch, HUIYING_LANGUAGE="en", LANG="zh_CN.UTF-8")
    assert "Nothing is sent by e-mail." in told
    assert "Nothing is sent by e-mail." in _doctor(monkeypatch, "--lang", "en", LANG="zh_CN.UTF-8")


@pytest.mark.django_db
def test_no_finding_in_chinese_is_left_in_english(monkeypatch):
    monkeypatch.setattr("huiying.config.commands.doctor.ready.start_django", lambda: None)
    for line in _doctor(monkeypatch, "--lang", "zh").splitlines():
        assert re.search(r"[\u4e00-\u9fff]|chmod", line), line


def test_packs_and_terms_that_are_not_there_are_unsafe(settings):
    settings.HUIYING_PACKS = ["cn.petitions", "cn.nothing"]
    settings.HUIYING_KEEPING = "/nowhere/keeping.toml"
    assert len(_found(doctor.packs)) == 1
    assert "cn.nothing" in _found(doctor.packs)[0]
    assert "/nowhere/keeping.toml" in _found(doctor.keeping)[0]
    settings.HUIYING_PACKS, settings.HUIYING_KEEPING = [], ""
    assert _found(doctor.packs) == _found(doctor.keeping) == []
