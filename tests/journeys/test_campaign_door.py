"""An officer goes from door to door without network: counted and written down, kept sealed, sent once, and gone."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from huiying.core import clock
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.mechanisms.campaigns.models import Raised
from huiying.mechanisms.campaigns.services import going
from huiying.mechanisms.campaigns.standing import Counts
from huiying.mechanisms.campaigns.tests import support
from tests.journeys.doors import PASSWORD, stored, take_along, unlock
from tests.journeys.test_campaign import begun
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DOOR, KEPT = "/desk/campaigns/door/", "hy-door-campaign"
SAID = "楼道的灯坏了三个月，晚上看不清。"


@pytest.fixture
def run(transactional_db: None) -> support.Run:
    """A campaign that began yesterday; dora goes to a street of sixty homes."""
    service = support.build()
    run = begun(service)
    open_account(username="dora", password=PASSWORD, officer_id=service.officers["dora"])
    return run


def begin(page: "Page") -> None:
    """Signed in, and the areas taken along."""
    page.set_viewport_size(browser.PHONE)
    page.goto("/desk/campaigns/day")
    page.locator("[name=login]").fill("dora")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="带上，没有网络也能用").click()
    take_along(page)
    page.get_by_role("heading", name="本机上您的片区").wait_for()


def judged(page: "Page") -> None:
    assert browser.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= browser.PHONE["width"]


def count(page: "Page", visited: str = "12") -> None:
    page.locator("[data-rows] > li > .govuk-button-group [data-what=count]").click()
    page.locator("[name=visited]").fill(visited)
    page.locator("[name=absent]").fill("5")
    page.locator("[name=declined]").fill("2")


def write(page: "Page") -> None:
    page.locator("[data-rows] > li > .govuk-button-group [data-what=raise]").click()
    page.locator("[name=what][value=hazard]").check(force=True)
    page.locator("[name=narrative]").fill(SAID)
    page.locator("[name=consent][value=yes]").check(force=True)
    page.locator("[name=name]").fill("林小满")
    page.locator("[name=phone]").fill("13800000000")
    page.locator("[name=handover][value=none]").check(force=True)


def done(page: "Page") -> None:
    page.locator("form[data-act=done] button[type=submit]").click()
    page.get_by_text("已存在本机").wait_for()


def states(page: "Page") -> list[str]:
    return [
        str(state.get_attribute("data-state"))
        for state in page.locator("[data-drafts] [data-state]:visible").all()
    ]


def test_counted_and_written_down_without_network_and_all_of_it_arrives_once(
    run: support.Run, context: "BrowserContext", page: "Page"
):
    begin(page)
    judged(page)
    context.set_offline(True)
    count(page)
    judged(page)
    done(page)
    write(page)
    judged(page)
    page.wait_for_timeout(300)
    # The telephone dies at the door, and comes back without network.
    page.close()
    again = context.new_page()
    again.set_viewport_size(browser.PHONE)
    again.goto(DOOR)
    unlock(again)
    again.locator("[data-drafts] li").first.wait_for()
    assert sorted(states(again)) == ["done", "open"]
    judged(again)
    again.locator("[data-drafts] [data-what=raise]").click()
    assert again.locator("[name=narrative]").input_value() == SAID
    assert again.locator("[name=phone]").input_value() == "13800000000"
    done(again)
    for secret in (SAID, "林小满", "13800000000", "青禾路"):
        assert secret not in stored(again, KEPT)
    assert run.kinds().count("campaign.went") == 0
    context.set_offline(False)
    again.locator("[data-waiting]").wait_for(state="hidden")
    again.locator("[data-drafts] li").first.wait_for(state="detached")
    assert run.standing().total() == Counts(visited=12, absent=5, declined=2, other_way=0)
    raised = Raised.objects.get()
    assert raised.campaign_id == run.matter_id
    assert ledger.history(raised.pk)[0].facts["consent"] is True
    assert "drafts" not in stored(again, KEPT)
    # Where to go stays for the next door; erased by hand nothing is left.
    again.locator("button[data-act=erase]").click()
    again.locator("#pin-new").wait_for()
    assert stored(again, KEPT) == ""


def test_an_answer_that_was_lost_makes_nothing_twice(run: support.Run, page: "Page"):
    begin(page)
    page.route("**/door/send", lambda route: (route.fetch(), route.abort()))
    write(page)
    with page.expect_event("requestfailed"):
        page.locator("form[data-act=done] button[type=submit]").click()
    page.locator("[data-drafts] [data-state=done]:visible").wait_for()
    page.unroute("**/door/send")
    page.locator("button[data-act=send]").click()
    page.get_by_text("没有重复").wait_for()
    assert Raised.objects.count() == 1


@pytest.mark.parametrize(("button", "stands"), [("there", 20), ("mine", 12)])
def test_numbers_typed_elsewhere_meanwhile_are_shown_and_the_officer_says_which_stand(
    run: support.Run, context: "BrowserContext", page: "Page", button: str, stands: int
):
    begin(page)
    context.set_offline(True)
    count(page)
    done(page)
    now = clock.now()
    going.record_visits(
        matter_id=run.matter_id,
        area=run.areas["east-gate"],
        day=timezone.localtime(now).date(),
        counts=Counts(visited=20, absent=1),
        by=run.service.actor("dora", now),
        at=now,
    )
    context.set_offline(False)
    page.locator("[data-drafts] [data-state=differs]:visible").wait_for()
    assert run.standing().total().visited == 20
    judged(page)
    page.locator("[data-drafts] [data-act=open]").click()
    page.get_by_text("谈过 20").wait_for()
    assert page.locator("[name=visited]").input_value() == "12"
    judged(page)
    page.locator(f"button[data-act={button}]").click()
    page.locator("[data-rows]").wait_for()
    page.locator("[data-drafts] li").first.wait_for(state="detached")
    page.locator("[data-waiting]").wait_for(state="hidden")
    assert run.standing().total().visited == stands


def test_after_three_days_nothing_is_left(run: support.Run, page: "Page"):
    begin(page)
    write(page)
    page.clock.install(time=clock.now() + timedelta(hours=72, minutes=1))
    page.reload()
    page.get_by_text("已经过了时间").wait_for()
    assert stored(page, KEPT) == ""


def test_a_form_with_something_missing_comes_back_and_keeps_what_was_typed(
    run: support.Run, page: "Page"
):
    begin(page)
    page.locator("[data-rows] > li > .govuk-button-group [data-what=raise]").click()
    page.locator("[name=narrative]").fill(SAID)
    page.locator("form[data-act=done] button[type=submit]").click()
    page.locator("[data-wrong] li").first.wait_for()
    page.locator("[data-drafts] [data-what=raise]").click()
    assert page.locator("[name=narrative]").input_value() == SAID
    assert Raised.objects.count() == 0


def test_two_kinds_of_visit_are_kept_on_one_device_beside_one_another(
    run: support.Run, context: "BrowserContext", page: "Page"
):
    begin(page)
    other = context.new_page()
    other.goto("/desk/visits/door/")
    other.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    page.reload()
    unlock(page)
    page.get_by_role("heading", name="本机上您的片区").wait_for()
    other.reload()
    other.get_by_role("heading", name="回访").first.wait_for()
