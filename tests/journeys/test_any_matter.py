"""The page of a matter of any kind in a real browser: by keyboard, judged by axe, on a telephone and at a desk."""

from typing import TYPE_CHECKING

import pytest

from huiying.core import clock
from huiying.core.kinds import N_, PartyRole
from huiying.core.ledger import codes
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests.support import build
from huiying.pages import kinds
from huiying.pages.kinds import KindPage
from huiying.pages.tests.plain_matters import KIND, ask, bring, investigator
from huiying.pages.tests.test_matter_pages import PANEL
from tests.journeys.test_desk import PASSWORD, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def service(transactional_db, monkeypatch: pytest.MonkeyPatch):
    made = build()
    made.at = clock.now()
    investigator(made)
    open_account(username="iris", password=PASSWORD, officer_id=made.officers["iris"])
    page = KindPage(kind=KIND, name=N_("Matter"), panels=(PANEL,))
    monkeypatch.setitem(kinds.KINDS, KIND, page)
    return made


def judged(page: "Page") -> None:
    assert browser.violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url


def test_everybody_can_read_and_work_on_a_matter_at_the_desk(service, page):
    plain = bring(service, PartyRole.VICTIM, PartyRole.REPORTER)
    ask(service, plain, "victim", "门锁是什么样的？")
    sign_in(page, "iris")
    page.set_viewport_size(browser.DESK)
    page.goto(f"/desk/m/{plain.ref}/")
    judged(page)
    page.locator('[hx-get$="/note"]').focus()
    page.keyboard.press("Enter")
    page.locator("[data-act] textarea:focus").wait_for()
    judged(page)
    page.keyboard.type("门锁完好。")
    page.keyboard.press("Control+Enter")
    page.locator("p[role=status]").wait_for()
    page.set_viewport_size(browser.PHONE)
    for path in ("", "person", "note"):
        page.goto(f"/desk/m/{plain.ref}/{path}")
        judged(page)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_everybody_can_follow_theirs_on_a_telephone(service, page, prefix: str):
    plain = bring(service, PartyRole.VICTIM, PartyRole.REPORTER)
    ask(service, plain, "victim", "门锁是什么样的？")
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{prefix}/m/")
    page.locator("[name=code]").fill(codes.grouped(plain.codes["victim"]))
    page.keyboard.press("Enter")
    page.locator("#next").wait_for()
    home = page.url
    judged(page)
    page.locator("#question-1 textarea").fill("老式的")
    page.locator("#question-1 button").click()
    page.locator("[role=alert]").wait_for()
    judged(page)
    for path in ("wish", "write", "files", "contact", "looks", "held", "letter", "word", "shut"):
        page.goto(f"{home.partition('?')[0]}{path}")
        judged(page)
