"""The private tablet in a real browser: back, forward and walking away bring up nothing of the person before."""

from typing import TYPE_CHECKING

import pytest

from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests import support
from tests.journeys.test_desk import PASSWORD, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "窗口的人说不归他们管，还叫我别再来。"


@pytest.fixture
def service(transactional_db):
    made = support.build()
    open_account(username="accused", password=PASSWORD, officer_id=made.officers["accused"])
    return made


def hand_over(page: "Page", prefix: str = "") -> None:
    """The desk of the unit complained of makes its own screen private."""
    sign_in(page, "accused", f"{prefix}/desk/intake")
    page.click("aside a[href$='/desk/tablet']")
    page.click("button[name=here]")
    page.wait_for_url("**/tablet/")


def go_on(page: "Page", to: str) -> None:
    page.locator("main form button.govuk-button[type=submit]").first.click()
    page.wait_for_url(f"**/{to}")


def write(page: "Page") -> None:
    go_on(page, "tell/how")
    page.check("input[value=anonymous]")
    go_on(page, "tell/category")
    page.locator("input[name=category]").first.check()
    go_on(page, "tell/who")
    assert page.input_value("select[name=unit]") == "east-gate"
    go_on(page, "tell/what")
    page.fill("#id_narrative", WORDS)


def leaf_back(page: "Page", times: int) -> str:
    """Everything that the browser's own buttons bring up, there and back."""
    seen = ""
    for step in [page.go_back] * times + [page.go_forward] * times:
        step()
        page.wait_for_load_state()
        fields = page.locator("textarea, input:not([type=hidden]):not([type=radio])")
        typed = [field.input_value() for field in fields.all()]
        seen += page.inner_text("body") + " ".join(typed)
    return seen


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["375", "1280"])
def test_the_whole_way_and_nothing_is_left(chromium, site, service, size, language):
    context = chromium.new_context(base_url=site, viewport=size)
    context.set_default_timeout(15_000)
    try:
        page = context.new_page()
        hand_over(page, "" if language == "zh" else "/en")
        assert browser.violations(page) == []
        write(page)
        assert browser.violations(page) == []
        go_on(page, "tell/check")
        assert browser.violations(page) == []
        go_on(page, "tell/receipt")
        code = page.inner_text("#receipt-code")
        assert page.locator("[data-copy]").count() == 0
        assert browser.violations(page) == []
        page.locator("main form button.govuk-button[type=submit]").last.click()
        page.wait_for_url("**/tablet/?cleared=1")
        assert browser.violations(page) == []
        seen = leaf_back(page, 8)
        assert WORDS not in seen
        assert code not in seen
        go_on(page, "tell/how")
        assert WORDS not in leaf_back(page, 4)
    finally:
        context.close()


def test_the_desk_cannot_be_reached_from_it(context: "BrowserContext", service):
    page = context.new_page()
    hand_over(page)
    assert "应办事项" not in leaf_back(page, 4)
    for path in ("/desk/", "/", "/account/login/", "/m/"):
        page.goto(path)
        assert page.url.endswith("/tablet/"), path
    assert "sessionid" not in {c["name"] for c in context.cookies()}


def test_who_walks_away_is_asked_and_then_wiped(context: "BrowserContext", service):
    page = context.new_page()
    hand_over(page)
    page.clock.install()
    write(page)
    page.clock.run_for(179_000)
    assert not page.locator("#hy-tablet").is_visible()
    page.clock.run_for(3_000)
    assert page.locator("#hy-tablet").is_visible()
    assert browser.violations(page) == []
    page.click("#hy-tablet button")
    assert page.input_value("#id_narrative") == WORDS
    page.clock.run_for(239_000)
    assert page.locator("#hy-tablet").is_visible()
    page.clock.run_for(3_000)
    page.wait_for_url("**/tablet/?cleared=1")
    assert WORDS not in leaf_back(page, 5)


def test_without_network_the_screen_is_empty_all_the_same(context: "BrowserContext", service):
    page = context.new_page()
    hand_over(page)
    page.clock.install()
    write(page)
    context.set_offline(True)
    page.clock.run_for(245_000)
    assert WORDS not in page.content()
    assert not page.locator("main").is_visible()
    context.set_offline(False)
    page.goto("/tell/what")
    assert page.input_value("#id_narrative") == ""


def test_without_script_it_works_and_is_wiped_by_hand(chromium, site, service):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    context.set_default_timeout(15_000)
    try:
        page = context.new_page()
        hand_over(page)
        write(page)
        assert "清除" in page.inner_text("main noscript, main")
        go_on(page, "tell/check")
        page.click("#hy-tablet-clear button")
        page.wait_for_url("**/tablet/?cleared=1")
        assert WORDS not in leaf_back(page, 6)
    finally:
        context.close()
