"""A second factor is asked of whoever sees personal data; without one nothing else opens."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from huiying.core.access.signin import remarks, standing
from huiying.core.kinds import SeatRole
from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import browser, code_of, inside, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db, settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = True
    return people.build()


def test_every_role_that_reads_what_people_wrote_needs_one():
    assert all(standing.sees_personal_data(role) for role in SeatRole)


def test_without_one_every_page_leads_to_setting_one_up(staff):
    client = browser()
    assert sign_in(client, "wang").status_code == 302
    for name in ("desk", "search", "intake", "signin_mine", "account_change_password"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index")), name
    page = client.get(reverse("mfa_index"))
    assert page.status_code == 200
    assert "请先设好第二重验证" in page.content.decode()


def test_nothing_can_be_sent_either(staff):
    client = browser()
    sign_in(client, "admin")
    answer = client.post(reverse("administer_people"), {"do": "end", "end-posting": "1"})
    assert answer["Location"] == reverse("mfa_index")


def test_public_pages_and_signing_out_stay_open(staff):
    client = browser()
    sign_in(client, "wang")
    assert client.get(reverse("home")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_setting_one_up_opens_the_desk_at_once(staff):
    client = browser()
    sign_in(client, "wang")
    people.set_up_app(client)
    assert inside(client)


def test_from_then_on_the_password_alone_opens_nothing(staff):
    client = browser()
    sign_in(client, "wang")
    secret = people.set_up_app(client)
    other = browser()
    assert sign_in(other, "wang")["Location"] == reverse("mfa_authenticate")
    assert not inside(other)
    assert other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not inside(other)
    done = other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert done.status_code == 302
    assert inside(other)


def test_a_code_is_good_once(staff):
    client = browser()
    sign_in(client, "wang")
    secret = people.set_up_app(client)
    code = code_of(secret)
    for expected in (True, False):
        other = browser()
        sign_in(other, "wang")
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert inside(other) is expected
        from django.core.cache import cache

        cache.clear()  # another process knows nothing of this one's memory


def test_a_sign_in_without_one_ends_when_one_was_set_up_elsewhere(staff):
    first, second = browser(), browser()
    sign_in(first, "wang")
    sign_in(second, "wang")
    people.set_up_app(first)
    assert reverse("account_login") in second.get(reverse("desk"))["Location"]
    assert inside(first)


def test_recovery_codes_are_shown_once_and_each_is_good_once(staff):
    client = browser()
    sign_in(client, "wang")
    people.set_up_app(client)
    codes = people.recovery_codes(client)
    assert len(codes) == 10
    assert people.recovery_codes(client) == []
    for expected in (True, False):
        other = browser()
        sign_in(other, "wang")
        other.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert inside(other) is expected
    told = [r.words for r in remarks.remarks(account_id=staff.account("wang").pk)]
    assert "有人用一个恢复码登录了您的账号。" in told


def test_the_last_factor_cannot_be_taken_off_while_it_is_needed(staff):
    client = browser()
    sign_in(client, "wang")
    people.set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_secrets_of_factors_are_sealed(staff):
    client = browser()
    sign_in(client, "wang")
    secret = people.set_up_app(client)
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)
        assert str(row.data.get("secret", row.data.get("seed"))).startswith("hy1:")


def test_in_the_demonstration_none_is_asked_for_and_the_page_says_so(staff, settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = False
    client = browser()
    sign_in(client, "wang")
    assert inside(client)
    assert "演示中不要求第二重验证" in client.get(reverse("mfa_index")).content.decode()
