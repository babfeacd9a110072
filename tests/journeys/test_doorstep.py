"""An officer at a door without network: written, kept through a dead telephone, sent once, and gone from the device."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from huiying.core import clock
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.mechanisms.visits.models import Draft, Visit
from huiying.mechanisms.visits.services import arranging, going
from huiying.mechanisms.visits.tests import support
from tests.journeys import doors
from tests.journeys.doors import PASSWORD, unlock
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DOOR = "/desk/visits/door/"


@pytest.fixture
def service(transactional_db: None) -> support.Service:
    service = support.build()
    service.at = clock.now() - timedelta(days=3)
    for name in ("dora", "gus"):
        open_account(username=name, password=PASSWORD, officer_id=service.officers[name])
    return service


@pytest.fixture
def case(service: support.Service, settings: Any) -> support.Case:
    return agreed_today(service, settings, 0.52)


def agreed_today(service: support.Service, settings: Any, ahead: float) -> support.Case:
    """A burglary whose victim agreed to a visit at home today."""
    case = support.burglary(service, settings)
    case.released("调取了三处录像。")
    support.offered(case, day=2.5, ahead=ahead)
    arranging.pick_time(option=1, by=case.holder, at=service.at + support.days(2.6))
    return case


def sign_in(page: "Page", name: str = "dora") -> None:
    page.goto("/desk/visits/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="今后七天").wait_for()


def take_along(page: "Page") -> None:
    page.goto(DOOR)
    doors.take_along(page)
    page.get_by_role("heading", name="本机上的回访").wait_for()


def write(page: "Page", said: str = "想知道为什么还没破。") -> None:
    page.locator("button[data-act=open]").click()
    page.locator("input[name=agreed_now]").check(force=True)
    page.locator("input[name=told]").check(force=True)
    page.locator("input[name=view_result][value=something]").check(force=True)
    page.locator("textarea[name=words_result]").fill(said)


def kinds(case: support.Case) -> list[str]:
    return [e.kind for e in ledger.history(case.matter_id)]


def stored(page: "Page") -> str:
    return doors.stored(page, "hy-door")


def test_written_without_network_kept_through_a_dead_telephone_and_sent_once(
    case: support.Case, context: "BrowserContext", page: "Page"
):
    page.set_viewport_size(browser.PHONE)
    sign_in(page)
    take_along(page)
    assert browser.violations(page) == []
    assert "林小满" not in stored(page)
    context.set_offline(True)
    write(page)
    assert browser.violations(page) == []
    page.wait_for_timeout(300)
    # The telephone dies at the door, and comes back without network.
    page.close()
    again = context.new_page()
    again.goto(DOOR)
    unlock(again)
    again.locator("button[data-act=open]").click()
    assert again.locator("textarea[name=words_result]").input_value() == "想知道为什么还没破。"
    assert again.locator("input[name=told]").is_checked()
    again.locator("form[data-act=done] button[type=submit]").click()
    again.get_by_text("已存在本机").wait_for()
    assert "想知道" not in stored(again)
    assert kinds(case).count("visit.made") == 0
    context.set_offline(False)
    again.get_by_text("本机上不再有任何内容").wait_for()
    assert kinds(case).count("visit.made") == 1
    assert Draft.objects.count() == 1
    assert stored(again) == ""


def test_three_doors_of_one_route_without_network_and_all_three_arrive(
    service: support.Service, settings: Any, context: "BrowserContext", page: "Page"
):
    """Spoken with at the first, nobody at the second, at the third they would rather be called: each once."""
    route = [agreed_today(service, settings, ahead) for ahead in (0.52, 0.54, 0.56)]
    page.set_viewport_size(browser.PHONE)
    sign_in(page)
    take_along(page)
    context.set_offline(True)
    page.reload()
    unlock(page)
    forms = page.locator("button[data-act=open]")
    forms.first.wait_for()
    assert forms.count() == 3
    for place, outcome in enumerate(("made", "nobody", "another-way")):
        ref = ledger.matter(route[place].matter_id).ref
        page.locator("[data-rows] li", has_text=ref).locator(forms).click()
        page.locator(f"input[name=outcome][value={outcome}]").check(force=True)
        if outcome == "made":
            page.locator("input[name=agreed_now]").check(force=True)
            page.locator("textarea[name=words_attitude]").fill("说话客气。")
        if outcome == "another-way":
            page.locator("select[name=other_way]").select_option("phone")
        page.locator("form[data-act=done] button[type=submit]").click()
        page.locator("[data-state=done]:visible").nth(place).wait_for()
    assert "说话客气" not in stored(page)
    assert [e for case in route for e in kinds(case) if e in WENT] == []
    context.set_offline(False)
    page.get_by_text("本机上不再有任何内容").wait_for()
    # Each has its own answer: none is covered by the next.
    answers = page.locator("[data-says]").inner_text()
    assert all(ledger.matter(case.matter_id).ref in answers for case in route)
    assert [e for case in route for e in kinds(case) if e in WENT] == [
        "visit.made",
        "visit.attempted",
        "visit.way-set",
    ]
    assert route[0].last("visit.made")["view_attitude"] == "something"
    assert Draft.objects.count() == 3
    assert stored(page) == ""


def test_handed_over_to_read_nothing_else_is_reachable_until_pin_and_sign_in(
    case: support.Case, page: "Page"
):
    """They correct it, the officer puts it right, they read it again and agree: then it is sent as read."""
    page.set_viewport_size(browser.PHONE)
    sign_in(page)
    take_along(page)
    write(page, "要个说法。")
    page.locator("button[data-act=hand]").click()
    page.locator("#read-t:focus").wait_for()
    shown = page.locator("[data-stage]").inner_text()
    assert "要个说法。" in shown
    for other in ("林小满", "调取了三处录像", "13800000000"):
        assert other not in page.locator("body").inner_text()
    assert browser.violations(page) == []
    assert page.locator("a:visible:not(.govuk-skip-link)").count() == 0
    page.wait_for_function("fetch('hello', {redirect: 'manual'}).then((a) => !a.ok)")
    page.locator("button[value=no]").click()
    page.locator("[data-what]:visible").wait_for()
    page.locator("#other").fill("我说的是想知道进展。")
    page.locator("button[value=no]").click()
    page.get_by_text("请把设备交还").wait_for()
    assert "要个说法" not in page.content()
    assert "想知道进展" not in stored(page)
    unlock(page)
    page.locator("button[data-act=open]").click()
    page.get_by_text("我说的是想知道进展。").wait_for()
    page.locator("textarea[name=words_result]").fill("想知道进展。")
    page.locator("button[data-act=hand]").click()
    page.locator("button[value=yes]").click()
    unlock(page)
    page.locator("button[data-act=open]").click()
    assert page.locator("input[name=read_back]").is_checked()
    page.locator("form[data-act=done] button[type=submit]").click()
    page.get_by_text("您没有登录").wait_for()
    assert "visit.made" not in kinds(case)
    sign_in(page)
    page.goto(DOOR)
    unlock(page)
    page.get_by_text("本机上不再有任何内容").wait_for()
    assert case.last("visit.made")["read_back"] is True


WENT = {"visit.made", "visit.attempted", "visit.way-set"}


def test_an_answer_that_was_lost_makes_no_second_visit(
    case: support.Case, context: "BrowserContext", page: "Page"
):
    sign_in(page)
    take_along(page)
    write(page)
    # It reaches the server, and the answer never comes back.
    page.route("**/door/send", lambda route: (route.fetch(), route.abort()))
    with page.expect_event("requestfailed"):
        page.locator("form[data-act=done] button[type=submit]").click()
    page.locator("[data-state=done]:visible").wait_for()
    assert kinds(case).count("visit.made") == 1
    page.unroute("**/door/send")
    page.locator("button[data-act=send]").click()
    page.get_by_text("本机上不再有任何内容").wait_for()
    assert kinds(case).count("visit.made") == 1


def test_what_is_taken_along_lies_in_the_order_of_the_day(
    case: support.Case, settings: Any, page: "Page"
):
    # Offered later, and an hour earlier on the day.
    other = support.burglary(case.service, settings)
    support.offered(other, day=2.55, ahead=0.43)
    arranging.pick_time(option=1, by=other.holder, at=case.service.at + support.days(2.6))
    sign_in(page)
    take_along(page)
    refs = [ledger.matter(one.matter_id).ref for one in (other, case)]
    rows = page.locator("[data-rows] > *")
    assert [ref for row in rows.all() for ref in refs if ref in row.inner_text()] == refs


def test_a_network_that_returns_in_the_middle_of_a_try_is_used(
    case: support.Case, context: "BrowserContext", page: "Page"
):
    sign_in(page)
    take_along(page)
    write(page)
    held: list[Any] = []
    page.route("**/door/hello", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/door/hello"):
        page.locator("form[data-act=done] button[type=submit]").click()
    page.evaluate("dispatchEvent(new Event('online'))")
    while not held:
        page.wait_for_timeout(20)
    held[0].abort()
    page.get_by_text("本机上不再有任何内容").wait_for()
    assert kinds(case).count("visit.made") == 1


def test_five_wrong_pins_erase_everything(
    case: support.Case, context: "BrowserContext", page: "Page"
):
    sign_in(page)
    take_along(page)
    context.set_offline(True)
    page.reload()
    for left in ("4", "3", "2", "1"):
        unlock(page, "000000")
        page.locator("[data-left]", has_text=left).wait_for()
        if left == "3":
            # Killing the page in between saves no try.
            page.reload()
    unlock(page, "000000")
    page.get_by_text("已全部清除").wait_for()
    assert stored(page) == ""


def test_after_three_days_nothing_is_left(case: support.Case, page: "Page"):
    sign_in(page)
    take_along(page)
    page.clock.install(time=clock.now() + timedelta(hours=72, minutes=1))
    page.reload()
    page.get_by_text("已经过了时间").wait_for()
    assert stored(page) == ""


def test_two_officers_wrote_it_up_and_both_are_kept(
    case: support.Case, context: "BrowserContext", page: "Page"
):
    sign_in(page)
    take_along(page)
    context.set_offline(True)
    write(page, "第二份。")
    page.locator("form[data-act=done] button[type=submit]").click()
    page.get_by_text("已存在本机").wait_for()
    row = Visit.objects.get()
    going.write_up_visit(
        matter_id=case.matter_id,
        visit=support.form(case),
        by=case.service.actor("gus"),
        at=clock.now(),
    )
    context.set_offline(False)
    page.get_by_text("两份都保留").first.wait_for()
    assert Draft.objects.filter(visit=row, waiting=True).count() == 1
    assert kinds(case).count("visit.made") == 1
    assert stored(page) == ""


def test_a_form_with_something_missing_comes_back_and_keeps_what_was_typed(
    case: support.Case, page: "Page"
):
    sign_in(page)
    take_along(page)
    page.locator("button[data-act=open]").click()
    page.locator("textarea[name=promise]").fill("调来楼下的录像")
    page.locator("form[data-act=done] button[type=submit]").click()
    page.locator("[data-wrong] li").first.wait_for()
    page.locator("button[data-act=open]").click()
    assert page.locator("textarea[name=promise]").input_value() == "调来楼下的录像"
    assert kinds(case).count("visit.made") == 0
