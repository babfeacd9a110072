"""A stranger reads the figures and the rules; everybody can use the pages, on a phone and at a desk."""

from typing import TYPE_CHECKING

import pytest

from huiying.core.duties.services import sweep
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.openness.services.refreshing import refresh_now
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PUBLIC = (
    "/figures/",
    "/figures/east/",
    "/figures/imported/",
    "/no-receipt",
    "/rules/",
    "/rules/agency.answer/",
)
STAFF = {
    "sven": ("/watch/", "/watch/east/"),
    "olga": ("/oversight/", "/counts/"),
    "adam": (
        "/administration/",
        "/administration/units",
        "/administration/people?unit=east",
        "/administration/clients",
    ),
}


@pytest.fixture
def service(transactional_db: None) -> support.Service:
    made = support.build()
    for _ in range(12):
        support.answered(made)
    for _ in range(3):
        support.file(made)
    at = made.at + support.days(60)
    while sweep(now=at):
        pass
    refresh_now(at)
    return made


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["phone", "desk"])
def test_everybody_can_use_what_is_public(service: support.Service, page: "Page", size):
    page.set_viewport_size(size)
    for prefix in ("", "/en"):
        for path in PUBLIC:
            page.goto(prefix + path)
            assert browser.violations(page) == [], prefix + path
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], prefix + path


@pytest.mark.parametrize("name", STAFF)
def test_staff_can_use_theirs(service: support.Service, page: "Page", name: str):
    open_account(username=name, password="long-enough-2026", officer_id=service.officers[name])
    page.goto("/account/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", "long-enough-2026")
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_load_state()
    for size in (browser.PHONE, browser.DESK):
        page.set_viewport_size(size)
        for prefix in ("", "/en"):
            for path in STAFF[name]:
                page.goto(prefix + path)
                assert browser.violations(page) == [], prefix + path
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= size["width"], prefix + path


def test_a_stranger_reads_the_figure_and_the_rule_behind_it(service: support.Service, page: "Page"):
    page.goto("/en/figures/")
    assert page.locator("text=Answered in time").count()
    page.locator("a:has-text('East')").or_(page.locator("th a:has-text('east')")).first.click()
    assert "/figures/east/" in page.url
    page.goto("/en/rules/")
    page.locator("a:has-text('Complaints about the police')").first.click()
    page.locator("[id='agency.complaints'] summary").click()
    page.locator("a:has-text('The complaint is answered')").first.click()
    assert page.locator("h1").inner_text() == "The complaint is answered"
