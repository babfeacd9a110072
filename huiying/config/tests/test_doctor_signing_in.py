"""The doctor on signing in: who has no second factor yet, and whether the single sign-on would let anybody in."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from huiying.config import doctor
from huiying.config.findings import Weight
from huiying.core.web.signin.tests import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_the_demonstration_says_that_a_password_is_enough_there(settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = False
    (found,) = doctor.signing_in(AT)
    assert found.weight is Weight.NOTE
    assert "this is the demonstration" in found.what


def test_it_names_who_has_no_second_factor_yet(settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = True
    people.build()
    client = people.browser()
    people.sign_in(client, "wang")
    people.set_up_app(client)
    (found,) = doctor.signing_in(AT)
    assert "3 open accounts" in found.what
    assert "wang" not in found.what


def test_a_network_that_is_none_is_found(settings):
    settings.HUIYING_NETWORKS = ["10.1.0.0/16=QH", "the cellar"]
    assert any("the cellar" in f.what for f in doctor.signing_in(AT))


def test_without_single_sign_on_there_is_nothing_to_say():
    assert list(doctor.single_sign_on(AT)) == []


def test_a_single_sign_on_in_clear_without_secret_or_map_is_unsafe(settings, tmp_path):
    settings.HUIYING_OIDC_URL = "http://sso.example"
    found = list(doctor.single_sign_on(AT))
    assert [f.weight for f in found] == [Weight.UNSAFE] * 3
    people.build()
    path = tmp_path / "map.toml"
    path.write_text("[[group]]\nname='a'\nrole='desk'\nunit='XX'\n", encoding="utf-8")
    settings.HUIYING_OIDC_URL = "https://sso.example"
    settings.HUIYING_OIDC_CLIENT = settings.HUIYING_OIDC_SECRET = "given"
    settings.HUIYING_OIDC_MAP = str(path)
    (found,) = doctor.single_sign_on(AT)
    assert found.weight is Weight.WARNING
    assert "no unit XX" in found.what
