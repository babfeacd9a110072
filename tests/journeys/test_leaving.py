"""What the pages do when somebody leaves, falls silent or loses the network: nothing typed is lost unasked."""

import re
from typing import TYPE_CHECKING

import pytest

from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests import support
from tests.journeys.test_desk import PASSWORD, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "他们不给回执。"
HOURS = 3_600_000
ELSEWHERE = re.compile(r"^https://")


@pytest.fixture
def service(transactional_db):
    made = support.build()
    open_account(username="alice", password=PASSWORD, officer_id=made.officers["alice"])
    return made


# --- unsaved words -----------------------------------------------------------------------------


class Asked:
    """How often the browser asked whether to leave, and what it is told."""

    def __init__(self, page: "Page", *, leave: bool) -> None:
        self.times, self.leave = 0, leave
        page.on("dialog", self._answer)

    def _answer(self, dialog: "Dialog") -> None:
        assert dialog.type == "beforeunload"
        self.times += 1
        (dialog.accept if self.leave else dialog.dismiss)()


def at_the_words(page: "Page") -> None:
    page.goto("/tell/what")
    page.locator("#id_narrative").press_sequentially(WORDS)


def test_leaving_half_written_words_is_asked_about(page: "Page", service):
    at_the_words(page)
    asked = Asked(page, leave=False)
    page.evaluate("location.assign('/')")
    page.wait_for_timeout(500)
    assert asked.times == 1
    assert page.url.endswith("/tell/what")
    assert page.input_value("#id_narrative") == WORDS


def test_who_wants_to_leave_may(page: "Page", service):
    at_the_words(page)
    asked = Asked(page, leave=True)
    page.click(".hy-nav a >> nth=0")
    page.wait_for_url(lambda url: not url.endswith("/tell/what"))
    assert asked.times == 1


def test_sending_and_an_untouched_form_are_not_asked_about(page: "Page", service):
    asked = Asked(page, leave=True)
    page.goto("/tell/what")
    page.goto("/")
    at_the_words(page)
    page.click("main form button.govuk-button[type=submit] >> nth=0")
    page.wait_for_url("**/tell/how")
    assert asked.times == 0


def test_quick_exit_is_never_held_up_by_a_question(page: "Page", service):
    at_the_words(page)
    asked = Asked(page, leave=False)
    page.route(ELSEWHERE, lambda route: route.fulfill(body="<title>elsewhere</title>"))
    page.locator(".govuk-exit-this-page__button").click()
    page.wait_for_url(ELSEWHERE)
    assert asked.times == 0


# --- the session at the desk -------------------------------------------------------------------


def at_the_desk(page: "Page") -> None:
    sign_in(page, "alice")
    page.wait_for_url("**/desk/")
    page.clock.install()
    page.goto("/desk/intake")
    page.fill("#id_what", WORDS)


def test_five_minutes_before_the_session_ends_the_page_says_so(page: "Page", service):
    at_the_desk(page)
    page.clock.run_for(8 * HOURS - 301_000)
    assert not page.locator("#hy-timeout").is_visible()
    page.clock.run_for(2_000)
    assert page.locator("#hy-timeout").is_visible()
    assert browser.violations(page) == []
    assert page.input_value("#id_what") == WORDS


def test_who_stays_keeps_the_session_and_the_words(page: "Page", service):
    at_the_desk(page)
    page.clock.run_for(8 * HOURS - 299_000)
    with page.expect_response("**/web/stay") as answer:
        page.click("#hy-timeout [data-stay]")
    assert answer.value.status == 204
    page.wait_for_timeout(200)
    page.clock.run_for(1 * HOURS)
    assert not page.locator("#hy-timeout").is_visible()
    assert page.input_value("#id_what") == WORDS
    page.clock.run_for(7 * HOURS - 299_000)
    assert page.locator("#hy-timeout").is_visible()


def test_a_stay_without_network_says_so_and_can_be_pressed_again(
    page: "Page", context: "BrowserContext", service
):
    at_the_desk(page)
    page.clock.run_for(8 * HOURS - 299_000)
    context.set_offline(True)
    page.click("#hy-timeout [data-stay]")
    page.wait_for_selector("#hy-timeout [data-cut]")
    assert page.input_value("#id_what") == WORDS
    context.set_offline(False)
    page.click("#hy-timeout [data-stay]")
    page.wait_for_selector("#hy-timeout", state="hidden")
    assert page.input_value("#id_what") == WORDS


def test_when_the_session_is_over_nothing_of_the_desk_stays_on_the_screen(
    page: "Page", context: "BrowserContext", service
):
    at_the_desk(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.clock.run_for(8 * HOURS - 299_000)
    context.clear_cookies(name="sessionid")  # as the server would have it by then
    page.clock.run_for(300_000)
    page.wait_for_url("**/account/login/**")
    assert WORDS not in page.content()


# --- the network -------------------------------------------------------------------------------


def test_a_cut_network_is_said_and_sends_nothing(page: "Page", context: "BrowserContext", service):
    at_the_words(page)
    bars = page.locator("[data-offline] .hy-net")
    assert not bars.nth(0).is_visible()
    context.set_offline(True)
    bars.nth(0).wait_for(state="visible")
    assert browser.violations(page) == []
    page.click("main form button.govuk-button[type=submit] >> nth=0")
    page.wait_for_timeout(300)
    assert page.url.endswith("/tell/what")
    assert page.input_value("#id_narrative") == WORDS
    context.set_offline(False)
    bars.nth(1).wait_for(state="visible")
    assert not bars.nth(0).is_visible()
    page.click("main form button.govuk-button[type=submit] >> nth=0")
    page.wait_for_url("**/tell/how")
    page.goto("/tell/what")
    assert page.input_value("#id_narrative") == WORDS


def test_words_stay_guarded_after_a_press_without_network(
    page: "Page", context: "BrowserContext", service
):
    at_the_words(page)
    context.set_offline(True)
    page.click("main form button.govuk-button[type=submit] >> nth=0")
    context.set_offline(False)
    asked = Asked(page, leave=False)
    page.evaluate("location.assign('/')")
    page.wait_for_timeout(500)
    assert asked.times == 1


def test_with_a_network_there_is_no_bar(page: "Page", service):
    page.goto("/tell/what")
    assert [bar.is_visible() for bar in page.locator("[data-offline] .hy-net").all()] == [False] * 2
