"""Somebody is told by telephone, and a return visit is written up, by keyboard alone: timed, and the keys counted."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from huiying.core import clock
from huiying.core.disclosure.sentences import of_units
from huiying.core.disclosure.services.writing import approve_sentence, take_up_starting
from huiying.core.kinds import SeatRole
from huiying.core.people.safe import SafePlan
from huiying.core.people.services import open_account
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.cases.services import wishing
from huiying.mechanisms.cases.tests import support
from huiying.mechanisms.visits.services import planning
from tests.journeys.test_desk import PASSWORD, Keys, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Somebody who knows the way presses five keys a second. Of a call or a visit most keys are the words themselves.
MOST_KEYS = {"call": 20, "visit": 330}
# A Chinese character is some letters of its sound and one key to choose it; "/visit" finds a link in the menu.
PER_CHARACTER, TO_FIND_THE_LINK = 3, 7


class Hands(Keys):
    """Hands that write Chinese: more keys than there are characters on the page."""

    def type(self, text: str) -> None:
        super().type(text)
        self.pressed += sum(PER_CHARACTER - 1 for sign in text if not sign.isascii())


@pytest.fixture
def service(transactional_db: None) -> support.Service:
    made = support.build()
    made.at = clock.now() - timedelta(days=3)
    legal = add_officer(number="000901", zh="lars", en="Lars")
    made.officers["lars"] = legal
    since = clock.now() - timedelta(days=300)
    post_officer(officer_id=legal, unit_id=made.units["east"], role=SeatRole.LEGAL, since=since)
    open_account(username="cai", password=PASSWORD, officer_id=made.officers["cai"])
    take_up_starting(by=made.actor("fa"), at=made.at)
    for sentence in of_units([made.units["east"]]):
        approve_sentence(sentence_id=sentence.id, by=made.actor("lars"), at=made.at)
    return made


def in_fear(service: support.Service) -> support.Case:
    """Opened, and not told yet: she gave a word, and any hour of the day."""
    case = support.opened(service)
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        plan=SafePlan(never=("email", "sms", "letter", "home"), spoken_word="桂花开了"),
        by=case.holder(),
        at=service.at + timedelta(days=1),
    )
    return case


def said(capsys: pytest.CaptureFixture[str], what: str, keys: Keys) -> float:
    seconds = keys.seconds()
    with capsys.disabled():
        sys.stdout.write(f"\n{what}: {keys.pressed} keystrokes, {seconds:.1f} s\n")
    return seconds


def open_first(page: "Page", keys: Keys) -> None:
    keys.press("j", "Enter")
    page.wait_for_url("**/desk/m/**")


def test_somebody_is_told_by_telephone_from_the_worklist_on(
    service: support.Service, page: "Page", capsys: pytest.CaptureFixture[str]
):
    """The case, the number with the plan before it, who it was, what was told and a cleared sentence: on record."""
    case = in_fear(service)
    sign_in(page, "cai")
    keys = Keys(page)
    open_first(page, keys)
    keys.press("t")
    page.get_by_role("button", name="显示号码").wait_for()
    assert "13800000000" not in page.content()
    keys.press("Enter")
    page.locator("input[name=outcome]:focus").wait_for(state="attached")
    # What she fears stands before the number.
    text = page.locator("main").inner_text()
    assert text.index("桂花开了") < text.index("13800000000")
    keys.press("Space")
    _to(page, keys, "sentence")
    keys.press("ArrowDown", "Control+Enter")
    page.locator("p[role=status]", has_text="通话已记录").wait_for()
    seconds = said(capsys, "told by telephone", keys)
    reached = case.last("reach.made")
    assert (reached["channel"], reached["identity"]) == ("phone", "word")
    assert case.told("opening.told") == [0]
    assert case.told("case-progress.told") == [0]
    assert case.last("case-progress.told")["channel"] == "phone"
    assert keys.pressed <= MOST_KEYS["call"]
    assert seconds <= 60


def test_nobody_answers_and_that_takes_five_keys(
    service: support.Service, page: "Page", capsys: pytest.CaptureFixture[str]
):
    case = in_fear(service)
    sign_in(page, "cai", f"/desk/m/{_ref(case)}/")
    keys = Keys(page)
    keys.press("t")
    page.get_by_role("button", name="显示号码").wait_for()
    keys.press("Enter")
    page.locator("input[name=outcome]:focus").wait_for(state="attached")
    keys.press("Space", "ArrowRight", "Control+Enter")
    page.locator("p[role=status]", has_text="通话已记录").wait_for()
    said(capsys, "nobody answered", keys)
    assert "reach.failed" in case.kinds()
    assert keys.pressed <= 5


def test_a_return_visit_is_written_up_in_the_persons_words(
    service: support.Service, page: "Page", capsys: pytest.CaptureFixture[str]
):
    """Four views, a promise with its day, and the next call agreed: one form, no field asked twice."""
    as_typed = day_order(page)
    case = support.opened(service)
    planning.plan_visits(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        cause="unsolved",
        weeks=4,
        agreed=True,
        by=service.actor("cai"),
        at=service.at + timedelta(days=1),
    )
    sign_in(page, "cai", f"/desk/m/{_ref(case)}/")
    keys = Hands(page)
    _open_the_form(page, keys)
    # By telephone; who speaks is filled in, and it was just now.
    keys.press("Space", "ArrowRight")
    _to(page, keys, "words_acceptance", "报案时等了半小时，没有推来推去。")
    _to(page, keys, "words_investigation", "想知道楼道录像看了没有。")
    _to(page, keys, "words_result", "还没有结果，能理解。")
    _to(page, keys, "words_attitude", "民警说话客气。")
    _to(page, keys, "promise", "看完楼道录像后打电话说明。")
    _to(page, keys, "promise_day", (clock.now() + timedelta(days=10)).strftime(as_typed))
    _to(page, keys, "next_way")
    keys.press("ArrowDown", "ArrowDown")
    _to(page, keys, "next_at")
    keys.type((clock.now() + timedelta(days=28)).strftime(as_typed))
    keys.press("Tab")
    keys.type("1000AM" if as_typed.startswith("%m") else "1000")
    keys.press("Control+Enter")
    page.locator("p[role=status]").wait_for()
    seconds = said(capsys, "return visit written up", keys)
    made = case.last("visit.made")
    assert [made[f"view_{v}"] for v in ("acceptance", "attitude")] == ["something", "something"]
    assert made["way"] == "phone"
    assert case.kinds().count("visit-promise.made") == 1
    assert case.last("visit.agreed")["way"] == "phone"
    assert keys.pressed <= MOST_KEYS["visit"]
    assert seconds <= 180


def day_order(page: "Page") -> str:
    """In which order this browser takes a day from the keyboard: that is its own language's, not the page's."""
    page.set_content("<input type=date>")
    page.locator("input").focus()
    page.keyboard.type("01022030")
    value = page.locator("input").input_value()
    return {"2030-01-02": "%m%d%Y", "2030-02-01": "%d%m%Y"}.get(value, "%Y%m%d")


def _open_the_form(page: "Page", keys: Keys) -> None:
    """What is owed next may be something else: the menu is as near as the keyboard's own search in a page."""
    page.locator('[hx-get$="/write-up-visit"]').focus()
    keys.pressed += TO_FIND_THE_LINK
    keys.press("Enter")
    page.locator("[data-act] input[name=way]:focus").wait_for(state="attached")


def _to(page: "Page", keys: Keys, name: str, text: str = "") -> None:
    """Tabs on until the field has the focus; a form that needs many tabs costs keys."""
    for _ in range(12):
        if page.evaluate("document.activeElement.name") == name:
            break
        keys.press("Tab")
    assert page.evaluate("document.activeElement.name") == name
    if text:
        keys.type(text)


def _ref(case: support.Case) -> Any:
    return case.row().matter.ref


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["phone", "desk"])
def test_everybody_can_use_the_telephone_the_case_and_the_form_of_a_visit(
    service: support.Service, page: "Page", size: Any
):
    case = in_fear(service)
    page.set_viewport_size(size)
    sign_in(page, "cai")
    found: dict[str, list[str]] = {}
    for prefix in ("", "/en"):
        ref = _ref(case)
        for path in (
            f"/desk/m/{ref}/",
            f"/desk/m/{ref}/write-up-visit",
            f"/desk/cases/{ref}/call",
            "shown",
        ):
            if path == "shown":
                page.locator("main form button[type=submit]").click()
                page.wait_for_load_state()
            else:
                page.goto(prefix + path)
            if bad := browser.violations(page):
                found[f"{prefix}{path}"] = bad
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{path} is {width} wide"
    assert found == {}
