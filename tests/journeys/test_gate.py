"""The gate by keyboard alone: a sentence cleared beforehand is released in a few keys; and pages everybody can use."""

import sys
from typing import TYPE_CHECKING

import pytest

from huiying.core import clock
from huiying.core.disclosure.sentences import of_units
from huiying.core.disclosure.services.writing import approve_sentence, take_up_starting
from huiying.core.disclosure.tests import support as gate
from huiying.core.kinds import SeatRole
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests import support
from tests.journeys.test_desk import PASSWORD, Keys, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# G, the sentence, sent: every key from the page of the matter on, counted at five a second, with what the pages take.
MOST_KEYS = 3
MOST_SECONDS = 10


@pytest.fixture
def service(transactional_db):
    made = gate.build()
    made.at = clock.now()
    gate.post(made, "lars", "city", SeatRole.LEGAL, 300)
    for name in ("alice", "leo", "sven", "lena"):
        open_account(username=name, password=PASSWORD, officer_id=made.officers[name])
    take_up_starting(by=made.actor("lena"), at=made.at)
    for sentence in of_units([made.units["city"]]):
        approve_sentence(sentence_id=sentence.id, by=made.actor("lars"), at=made.at)
    return made


def test_a_sentence_cleared_beforehand_is_released_in_a_few_keys(
    service, page: "Page", capsys: pytest.CaptureFixture[str]
):
    """From the matter: to the gate, the second sentence, sent. No pointer, and no second person."""
    case = support.file(service, category="unsure")
    sign_in(page, "alice", f"/desk/m/{case.filed.ref}/")
    keys = Keys(page)
    keys.press("g")
    page.locator("input[name=sentence]:focus").wait_for()
    keys.press("ArrowDown", "Control+Enter")
    page.locator("p[role=status]").wait_for()
    seconds = keys.seconds()
    with capsys.disabled():
        sys.stdout.write(f"\ngate, cleared sentence: {keys.pressed} keystrokes, {seconds:.1f} s\n")
    assert len(gate.said(case)) == 1
    assert "gate.second-asked" not in case.kinds()
    assert keys.pressed <= MOST_KEYS
    assert seconds <= MOST_SECONDS


def test_a_line_is_held_back_by_keyboard_and_agreed_to_by_keyboard(service, page: "Page"):
    case = support.file(service)
    [line] = gate.asked(service, case)
    sign_in(page, "alice", f"/desk/m/{case.filed.ref}/gate")
    page.locator(f"input[name='{line}-decision'][value=withheld]").focus()
    page.keyboard.press("Space")
    page.locator("summary", has_text="暂时不说或者只说一部分的").focus()
    page.keyboard.press("Enter")
    page.locator(f"select[name='{line}-ground']").select_option("investigation")
    page.locator(f"select[name='{line}-ground']").focus()
    page.keyboard.press("Control+Enter")
    page.locator("p[role=status]", has_text="已交第二人审看").wait_for()
    page.context.clear_cookies()
    sign_in(page, "leo", "/desk/asked")
    page.locator("main a", has_text=case.filed.ref).focus()
    page.keyboard.press("Enter")
    page.locator(f"input[name='{line}-answer'][value=yes]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.locator("p[role=status]", has_text="您的意见已记录").wait_for()
    assert gate.stands(case, line).held_back


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_everybody_can_use_each_page_of_the_gate(service, page: "Page", size, prefix):
    case = support.file(service)
    waiting, agreed = gate.asked(service, case, "录像在哪里。", "还没有查清是谁。")
    gate.decide(service, case, agreed, "withheld", ask_again_on=service.at.date() + support.days(9))
    gate.second(service, case, agreed)
    gate.decide(
        service, case, waiting, "withheld", ask_again_on=service.at.date() + support.days(9)
    )
    m = f"/desk/m/{case.filed.ref}/gate"
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for name, paths in {
        "alice": (m,),
        "leo": ("/desk/asked", f"{m}/second", "/desk/sentences"),
        "sven": ("/watch/withheld",),
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
