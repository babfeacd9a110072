"""Signing in as staff do, in a real browser with a real passkey device; and its pages, which everybody can use."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import PASSWORD, code_of
from tests.support import browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def staff(transactional_db, settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = True
    return people.build()


@pytest.fixture
def named(site: str) -> str:
    """The same server under a name: a passkey belongs to a name, never to a number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def device(page: "Page") -> "Iterator[Key]":
    """Chromium's own passkey device: it keeps keys, asks for a finger and gets one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield Key(session, made["authenticatorId"])
    session.detach()


class Key:
    def __init__(self, session: "CDPSession", name: str) -> None:
        self.session, self.name = session, {"authenticatorId": name}

    def kept(self) -> list[dict[str, Any]]:
        answer = self.session.send("WebAuthn.getCredentials", self.name)
        found: list[dict[str, Any]] = answer["credentials"]
        return found

    def finger(self, *, right: bool) -> None:
        self.session.send("WebAuthn.setUserVerified", {**self.name, "isUserVerified": right})

    def forget(self) -> None:
        self.session.send("WebAuthn.clearCredentials", self.name)


def at(page: "Page", path: str) -> None:
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def password(page: "Page", address: str, name: str = "wang") -> None:
    page.goto(f"{address}/account/login/?next=/desk/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").first.click()


def add_passkey(page: "Page", *, alone: bool = False) -> None:
    page.locator('a[href$="/webauthn/add/"]').click()
    page.locator("[name=name]").fill("我的钥匙")
    if alone:
        page.locator("[name=passwordless]").check()
    page.locator("form[data-passkey] button[type=submit]").click()
    at(page, "/account/2fa/recovery-codes/")


def sign_out(page: "Page") -> None:
    page.locator('form[action$="/logout/"] button').first.click()
    at(page, "/")


def test_a_passkey_is_set_up_and_from_then_on_asked_for(staff, page, named, device):
    password(page, named)
    at(page, "/account/2fa/")
    add_passkey(page)
    assert page.locator("#codes li").count() == 10
    assert len(device.kept()) == 1
    page.goto(f"{named}/desk/")
    at(page, "/desk/")
    sign_out(page)
    password(page, named)
    at(page, "/account/2fa/authenticate/")
    page.locator("form[data-passkey=get] button[type=submit]").click()
    at(page, "/desk/")


def test_a_device_that_has_one_of_the_account_says_so(staff, page, named, device):
    password(page, named)
    add_passkey(page)
    page.goto(f"{named}/account/2fa/webauthn/add/")
    page.locator("[name=name]").fill("又一把")
    page.locator("form[data-passkey] button[type=submit]").click()
    page.get_by_text("这台设备上已经有这个账号的通行密钥").wait_for()


def test_a_passkey_signs_in_without_a_password_where_it_was_made_for_that(
    staff, page, named, device
):
    password(page, named)
    add_passkey(page, alone=True)
    sign_out(page)
    page.goto(f"{named}/account/login/?next=/desk/")
    page.locator("form[data-passkey=sign-in] button[type=submit]").click()
    at(page, "/desk/")
    assert page.locator(".hy-who__role").first.is_visible()


def test_a_device_without_the_key_or_with_the_wrong_finger_signs_nobody_in(
    staff, page, named, device
):
    password(page, named)
    add_passkey(page, alone=True)
    sign_out(page)
    page.goto(f"{named}/account/login/")
    device.finger(right=False)
    page.locator("form[data-passkey=sign-in] button[type=submit]").click()
    page.get_by_text("没有用成通行密钥").wait_for()
    device.finger(right=True)
    device.forget()
    page.locator("form[data-passkey=sign-in] button[type=submit]").click()
    page.get_by_text("没有用成通行密钥").wait_for()
    page.goto(f"{named}/desk/")
    at(page, "/account/login/")


def test_a_passkey_shows_again_who_it_is(staff, page, named, device):
    password(page, named)
    add_passkey(page)
    page.goto(f"{named}/account/2fa/webauthn/reauthenticate/?next=/account/sign-ins/")
    page.locator("form[data-passkey=get] button[type=submit]").click()
    at(page, "/account/sign-ins/")
    page.get_by_text("Chrome").first.wait_for()


def test_at_an_address_of_numbers_the_page_says_what_to_use_instead(staff, page, site):
    password(page, site)
    page.locator('a[href$="/webauthn/add/"]').click()
    page.get_by_text("通行密钥只能用在有域名的网址上").wait_for()


def test_all_but_passkeys_works_without_script(staff, chromium, site):
    bare = chromium.new_context(base_url=site, java_script_enabled=False, locale="zh-CN")
    page = bare.new_page()
    password(page, site)
    at(page, "/account/2fa/")
    page.locator('a[href$="/totp/activate/"]').click()
    secret = page.locator("p .hy-mono").inner_text().strip()
    page.locator("[name=code]").fill(code_of(secret))
    page.locator("form:has([name=code]) button").click()
    at(page, "/account/2fa/recovery-codes/")
    codes = page.locator("#codes li").all_inner_texts()
    page.goto("/desk/")
    at(page, "/desk/")
    page.goto("/account/2fa/webauthn/add/")
    assert "通行密钥需要脚本" in page.locator("noscript").all_inner_texts()[0]
    sign_out(page)
    password(page, site)
    page.locator("[name=code]").fill(codes[0])
    page.locator("form:has([name=code]) button").first.click()
    at(page, "/desk/")
    bare.close()


def test_after_much_guessing_the_browser_works_and_the_owner_gets_in(staff, page, site, settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = False
    for source in range(5):
        stranger = people.browser(address=f"198.51.100.{source}")
        for _ in range(5):
            people.sign_in(stranger, "wang", "wrong")
    password(page, site)
    page.get_by_text("有人在猜密码").first.wait_for()
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").first.click()
    page.wait_for_url("**/desk/", timeout=60_000)


PAGES = (
    "/account/login/", "/account/2fa/", "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/", "/account/2fa/recovery-codes/generate/",
    "/account/2fa/totp/deactivate/", "/account/sign-ins/", "/account/password/change/",
    "/account/reauthenticate/", "/account/2fa/reauthenticate/", "/account/logout/",
)  # fmt: skip


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["375", "1280"])
@pytest.mark.parametrize("language", ["", "/en"], ids=["zh", "en"])
def test_everybody_can_use_these_pages(staff, page, site, size, language):
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}

    def look(path: str) -> None:
        found[path] = browser.violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if wide:
            found[path].append("wider than the screen")

    page.goto(f"{site}{language}/account/login/")
    look("login")
    password(page, site + language)
    page.goto(f"{site}{language}/account/2fa/")
    look("stuck")
    page.goto(f"{site}{language}/account/2fa/totp/activate/")
    secret = page.locator("p .hy-mono").inner_text().strip()
    look("activate")
    page.locator("[name=code]").fill(code_of(secret))
    page.locator("form:has([name=code]) button").click()
    look("codes")
    for path in PAGES[1:]:
        page.goto(f"{site}{language}{path}")
        look(path)
    page.goto(f"{site}{language}/account/logout/")
    page.locator("main form button").click()
    password(page, site + language)
    page.locator("[name=code]").wait_for()
    look("code")
    assert {path: lines for path, lines in found.items() if lines} == {}
