"""An officer's morning with the keyboard alone, timed; and the desk's pages, which everybody can use."""

import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from huiying.core import clock
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.services import handling
from huiying.mechanisms.complaints.tests import support
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a-long-passphrase"


@pytest.fixture
def service(transactional_db):
    made = support.build()
    made.at = clock.now()
    for name in ("alice", "edith", "gus", "chief", "rita"):
        open_account(username=name, password=PASSWORD, officer_id=made.officers[name])
    return made


class Keys:
    """Hands on the keyboard: counts what is pressed, and how long it took."""

    def __init__(self, page: "Page") -> None:
        self.page, self.pressed, self.began = page, 0, time.monotonic()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        # A quick typist: 240 characters a minute would be 250 ms each; the browser's own share is what is measured.
        self.page.keyboard.type(text, delay=5)
        self.pressed += len(text)

    def seconds(self) -> float:
        """As it would take somebody who presses five keys a second, with the time the pages took."""
        return time.monotonic() - self.began + self.pressed * 0.2


def sign_in(page: "Page", name: str, path: str = "/desk/") -> None:
    page.goto(path)
    page.locator("[name=login]").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def test_a_morning_by_keyboard_alone(service, page, capsys):
    """Sign in, J and K, open, do what is owed first, accept, answer from a template: no pointer is used."""
    case = support.file(service, category="unsure")
    sign_in(page, "alice")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/m/{case.filed.ref}/")
    page.locator(f'[hx-get$="{case.filed.ref}/accept"]').focus()
    page.keyboard.press("Enter")
    page.locator("[data-send]:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator("p[role=status]").wait_for()
    assert case.stage() == "accepted"
    keys = Keys(page)
    page.locator(f'[hx-get$="{case.filed.ref}/answer"]').focus()
    keys.press("Enter")
    page.locator("[data-ready]").first.wait_for()
    keys.press("Alt+Digit1")
    keys.type("3 月 1 日柳渡派出所窗口")
    keys.press("Control+Enter")
    page.locator("p[role=status]", has_text="已办：答复").wait_for()
    seconds = keys.seconds()
    with capsys.disabled():
        sys.stdout.write(f"\nanswer from a template: {keys.pressed} keystrokes, {seconds:.1f} s\n")
    assert case.stage() == "answered"
    assert seconds <= 60


def test_a_call_to_110_is_taken_in_within_twenty_seconds(service, page, capsys):
    sign_in(page, "gus", "/desk/intake")
    keys = Keys(page)
    keys.type("民警不收材料还骂人")
    keys.press("Tab")
    keys.type("东湖所窗口")
    keys.press("Tab")
    keys.type("000011")
    keys.press("Tab", "Space", "Tab")
    keys.type("13800000000")
    keys.press("Control+Enter")
    page.wait_for_url("**/desk/intake/done")
    seconds = keys.seconds()
    with capsys.disabled():
        sys.stdout.write(f"\n110 intake: {keys.pressed} keystrokes, {seconds:.1f} s\n")
    ref = page.locator(".govuk-panel .hy-mono").inner_text()
    kinds = [e.kind for e in ledger.history(ledger.matter_by_ref(ref).id)]
    assert "conduct.happening-now" in kinds
    assert seconds <= 20


def test_an_act_opens_beside_the_complaint_and_takes_the_focus(service, page):
    case = support.file(service)
    handling.accept_complaint(matter_id=case.matter_id, by=service.actor("alice"), at=clock.now())
    sign_in(page, "alice", f"/desk/m/{case.filed.ref}/")
    page.locator('[hx-get$="/ask"]').focus()
    page.keyboard.press("Enter")
    page.locator("[data-act] textarea:focus").wait_for()
    page.keyboard.type("是哪一天？")
    page.keyboard.press("Control+Enter")
    page.locator("p[role=status]").wait_for()
    assert "question.asked" in case.kinds()


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_everybody_can_use_each_page(service, page, size, prefix):
    case = support.accepted(service, officers=("accused",), at=clock.now() - support.days(3))
    m = f"/desk/m/{case.filed.ref}"
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for name, paths in {
        "edith": (
            "/desk/",
            f"{m}/",
            f"{m}/answer",
            f"{m}/preserve",
            f"{m}/transfer",
            f"{m}/contact",
            f"{m}/person",
            f"{m}/alike",
            "/desk/intake",
            "/desk/slips",
            "/desk/search",
            "/desk/leave",
            "/desk/own",
        ),
        "chief": (f"{m}/", "/desk/"),
        "rita": ("/desk/views",),
    }.items():
        page.context.clear_cookies()
        sign_in(page, name)
        for path in paths:
            page.goto(prefix + path)
            if bad := browser.violations(page):
                found[f"{name} {path}"] = bad
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{path} is {width} wide"
    assert found == {}
