"""Single sign-on against a real provider: groups give postings and take them away; only what the map names."""

from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.urls import reverse

from huiying.core import clock
from huiying.core.access.signin import oidc
from huiying.core.kinds import SeatRole
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.web.signin.sso import StrictAdapter
from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import browser, inside
from tests.support import oidc as server

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MAP = """
[claims]
officer = "employee_number"

[second-factor]
amr = ["otp", "hwk", "mfa"]
acr = ["https://refeds.org/profile/mfa"]

[[group]]
name = "huiying-desk"
role = "desk"

[[group]]
name = "huiying-head-liudu"
role = "head"
unit = "QH-01"

[[group]]
name = "huiying-admin"
role = "admin"
unit = "QH"
"""


@pytest.fixture(scope="module")
def provider():
    with server.provider("http://testserver/account/sso/sso/login/callback/") as running:
        yield running


@pytest.fixture
def staff(db, settings, provider, tmp_path):
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    settings.HUIYING_OIDC_URL = provider.url
    settings.HUIYING_OIDC_CLIENT = provider.client
    settings.HUIYING_OIDC_SECRET = provider.secret
    settings.HUIYING_OIDC_MAP = str(tmp_path / "map.toml")
    settings.HUIYING_REQUIRE_SECOND_FACTOR = True
    return people.build()


def there_and_back(client, provider, sub: str):
    """The sign-in page, the provider's page, and back; gives our last answer."""
    page = client.get(reverse("account_login"))
    away = client.get(page.context["provider_url"])
    assert away["Location"].startswith(provider.url)
    back = urlsplit(provider.agree(away["Location"], sub))
    return client.get(f"{back.path}?{back.query}")


def told(client) -> str:
    return client.get(reverse("account_login")).content.decode()


def seats(number: str) -> set[tuple[str, str]]:
    officer = units.officer_by_number(number)
    found = units.seats_of(officer.id, clock.now()) if officer else ()
    return {(units.unit(s.unit_id).code, s.role.value) for s in found}


def mfa(number: str, *groups: str, unit: str = "QH-01") -> dict:
    return {"employee_number": number, "groups": list(groups), "unit_code": unit, "amr": ["otp"]}


def test_an_officer_with_a_group_gets_an_account_and_a_posting(staff, provider):
    provider.person("u1", name="孙立", **mfa("000201", "huiying-desk", unit="QH-02"))
    client = browser()
    there_and_back(client, provider, "u1")
    assert inside(client)
    assert seats("000201") == {("QH-02", "desk")}
    account = get_user_model().objects.get(username="000201")
    assert not account.has_usable_password()


def test_a_group_that_is_gone_takes_the_posting_away_at_the_next_sign_in(staff, provider):
    provider.person("u2", **mfa("000202", "huiying-desk", "huiying-head-liudu", unit="QH-02"))
    client = browser()
    there_and_back(client, provider, "u2")
    assert seats("000202") == {("QH-02", "desk"), ("QH-01", "head")}
    provider.person("u2", **mfa("000202", "huiying-desk", unit="QH-02"))
    other = browser()
    there_and_back(other, provider, "u2")
    assert seats("000202") == {("QH-02", "desk")}
    assert inside(other)
    assert not inside(client), "the older sign-in stood for more than is left"


def test_who_has_no_group_any_more_is_not_let_in_and_keeps_nothing(staff, provider):
    provider.person("u3", **mfa("000203", "huiying-desk"))
    there_and_back(browser(), provider, "u3")
    provider.person("u3", **mfa("000203", "canteen"))
    client = browser()
    there_and_back(client, provider, "u3")
    assert not inside(client)
    assert "在这里没有岗位" in told(client)
    assert seats("000203") == set()


def test_a_posting_given_by_hand_stays(staff, provider):
    provider.person("u4", **mfa("000101"))
    client = browser()
    there_and_back(client, provider, "u4")
    assert inside(client)
    assert seats("000101") == {("QH-01", "desk")}
    unit_services.post_officer(
        officer_id=staff.officers["wang"], unit_id=staff.units["QH-02"], role=SeatRole.DESK,
        since=clock.now(),
    )  # fmt: skip
    there_and_back(browser(), provider, "u4")
    assert seats("000101") == {("QH-01", "desk"), ("QH-02", "desk")}


@pytest.mark.parametrize("groups", [["admin"], ["Administrators"], ["huiying-admins"], "admin", {}])
def test_no_administrator_comes_of_a_group_that_the_map_does_not_name(staff, provider, groups):
    provider.person("u5", **{**mfa("000205"), "groups": groups, "role": "admin"})
    client = browser()
    there_and_back(client, provider, "u5")
    assert not inside(client)
    assert not get_user_model().objects.filter(officer__number="000205").exists()


def test_one_comes_of_a_group_that_it_does_name(staff, provider):
    provider.person("u6", **mfa("000206", "huiying-admin"))
    client = browser()
    there_and_back(client, provider, "u6")
    assert client.get(reverse("administration")).status_code == 200


def test_a_unit_that_is_not_here_gives_nothing(staff, provider):
    provider.person("u7", **mfa("000207", "huiying-desk", unit="XX-99"))
    client = browser()
    there_and_back(client, provider, "u7")
    assert not inside(client)


@pytest.mark.parametrize("shown", [{"amr": ["otp"]}, {"acr": "https://refeds.org/profile/mfa"}])
def test_a_second_factor_that_the_provider_saw_is_believed_if_the_map_says_so(
    staff, provider, shown
):
    provider.person("u8", **{**mfa("000208", "huiying-desk"), "amr": ["pwd"], **shown})
    client = browser()
    there_and_back(client, provider, "u8")
    assert inside(client)


def test_otherwise_our_own_is_asked_for(staff, provider):
    provider.person("u9", **{**mfa("000209", "huiying-desk"), "amr": ["pwd"]})
    client = browser()
    there_and_back(client, provider, "u9")
    assert client.get(reverse("desk"))["Location"] == reverse("mfa_index")
    secret = people.set_up_app(client)
    other = browser()
    assert there_and_back(other, provider, "u9")["Location"] == reverse("mfa_authenticate")
    assert not inside(other)
    other.post(reverse("mfa_authenticate"), {"code": people.code_of(secret)})
    assert inside(other)


def test_a_factor_shown_to_the_provider_does_not_speak_for_another_account(staff, provider):
    """The sign-in by the provider is broken off; then somebody signs in with a password in the same browser."""
    own = browser()
    people.sign_in(own, "wang")
    people.set_up_app(own)
    provider.person("u10", **mfa("000210", "huiying-desk"))
    client = browser()
    there_and_back(client, provider, "u10")
    client.post(reverse("account_logout"))
    people.sign_in(client, "wang")
    assert not inside(client)


def test_a_closed_account_stays_closed(staff, provider):
    account = staff.account("wang")
    account.is_active = False
    account.save()
    provider.person("u11", **mfa("000101", "huiying-desk"))
    client = browser()
    there_and_back(client, provider, "u11")
    assert not inside(client)
    assert "这个账号已停用" in told(client)


def test_refusing_at_the_provider_signs_nobody_in(staff, provider):
    client = browser()
    page = client.get(reverse("account_login"))
    away = client.get(page.context["provider_url"])
    back = urlsplit(provider.refuse(away["Location"]))
    client.get(f"{back.path}?{back.query}")
    assert not inside(client)
    assert "没有登录任何人" in told(client)


def test_an_answer_is_good_once_and_only_in_the_browser_that_asked(staff, provider):
    provider.person("u12", **mfa("000212", "huiying-desk"))
    client, thief = browser(), browser()
    away = client.get(client.get(reverse("account_login")).context["provider_url"])
    back = urlsplit(provider.agree(away["Location"], "u12"))
    thief.get(f"{back.path}?{back.query}")
    assert not inside(thief)
    client.get(f"{back.path}?{back.query}")
    assert inside(client)
    again = browser()
    again.get(f"{back.path}?{back.query}")
    assert not inside(again)


def test_a_link_adds_nothing_to_what_the_provider_is_asked(staff, provider):
    client = browser()
    address = client.get(reverse("account_login")).context["provider_url"]
    more = {
        "auth_params": "redirect_uri=https://evil.example/&prompt=none&nonce=x",
        "scope": "openid,everything", "process": "connect", "next": "https://evil.example/",
    }  # fmt: skip
    plain, led = (
        parse_qs(urlsplit(client.get(url)["Location"]).query)
        for url in (address, f"{address.partition('?')[0]}?{urlencode(more)}")
    )
    for changes in ("state", "nonce", "code_challenge"):
        assert plain.pop(changes) != led.pop(changes)
    assert led == plain
    assert "evil" not in str(client.session.items())


def test_a_token_made_for_another_sign_in_signs_nobody_in(staff, provider):
    provider.person("other", **mfa("060010", "huiying-desk"))
    client = browser()
    page = client.get(reverse("account_login"))
    away = urlsplit(client.get(page.context["provider_url"])["Location"])
    asked = parse_qs(away.query)
    for nonce in ("somebody-elses", ""):
        query = urlencode({**{k: v[0] for k, v in asked.items()}, "nonce": nonce})
        back = urlsplit(provider.agree(away._replace(query=query).geturl(), "other"))
        client.get(f"{back.path}?{back.query}")
        assert not inside(client)
    there_and_back(client, provider, "other")
    assert inside(client)


@pytest.mark.parametrize("number", ["0" * 15 + "60010" + "1", "", None, ["060010"], "   "])
def test_a_number_that_is_none_is_not_cut_to_somebody_elses(staff, provider, number):
    unit_services.add_officer(number="0" * 15 + "60010", zh="某人")
    provider.person("long", **{**mfa("x", "huiying-desk"), "employee_number": number})
    client = browser()
    there_and_back(client, provider, "long")
    assert not inside(client)
    assert not get_user_model().objects.filter(officer__number__startswith="0000").exists()


def test_a_wrong_secret_lets_nobody_in(staff, provider, settings):
    settings.HUIYING_OIDC_SECRET = "not-the-secret"
    provider.person("u13", **mfa("000213", "huiying-desk"))
    client = browser()
    there_and_back(client, provider, "u13")
    assert not inside(client)


def test_a_token_that_the_provider_did_not_sign_is_refused(staff, provider):
    adapter = StrictAdapter(RequestFactory().get("/"), "sso")
    app = adapter.get_provider().app
    claims = {
        "iss": provider.url, "aud": app.client_id, "sub": "u1", "iat": 1_700_000_000,
        "exp": 4_000_000_000,
    }  # fmt: skip
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    shared = "a-secret-of-both-sides-is-no-signature-0123456789"
    for forged in (
        jwt.encode(claims, stranger, algorithm="RS256"),
        jwt.encode(claims, shared, algorithm="HS256"),
        jwt.encode(claims, None, algorithm="none"),
    ):
        with pytest.raises(OAuth2Error):
            adapter._decode_id_token(app, forged)


def test_nothing_of_the_claims_is_kept(staff, provider):
    provider.person(
        "u14", name="钱敏", email="qian@police.example", **mfa("000214", "huiying-desk")
    )
    there_and_back(browser(), provider, "u14")
    kept = str(list(SocialAccount.objects.values()))
    assert "qian" not in kept
    assert "u14" not in kept
    assert "huiying-desk" not in kept


def test_a_provider_that_does_not_answer_is_one_sentence(staff, settings):
    settings.HUIYING_OIDC_URL = "http://127.0.0.1:9"
    client = browser()
    client.get(reverse("openid_connect_login", kwargs={"provider_id": "sso"}))
    assert "统一登录暂时连不上" in told(client)


def test_without_a_map_nobody_gets_in(staff, provider, settings, tmp_path):
    provider.person("u15", **mfa("000215", "huiying-desk"))
    for path in ("", str(tmp_path / "absent.toml")):
        settings.HUIYING_OIDC_MAP = path
        client = browser()
        there_and_back(client, provider, "u15")
        assert not inside(client)
        assert "统一登录没有设置好" in told(client)


@pytest.mark.parametrize(
    "text", ["[[group]]\nrole = 'desk'", "[[group]]\nname='x'\nrole='chief'", "not toml ="]
)
def test_a_map_with_a_mistake_says_which(tmp_path, text):
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(oidc.BadMap, match=r"map\.toml"):
        oidc.read_map(str(path))
