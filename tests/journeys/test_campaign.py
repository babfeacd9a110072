"""An officer on a telephone counts the doors of a street and writes down what one of them raised; the person opens the
slip at home, reads the answer, and does not agree."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from huiying.core import clock
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import print_pad
from huiying.core.people.services import open_account
from huiying.mechanisms.campaigns.models import Raised
from huiying.mechanisms.campaigns.services import handling, planning, publishing
from huiying.mechanisms.campaigns.services.declaring import declare_campaign
from huiying.mechanisms.campaigns.tests import support
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a-long-passphrase"


def begun(service: support.Service) -> support.Run:
    """A campaign that began yesterday; dora goes to a street of sixty homes."""
    now = clock.now()
    first = timezone.localtime(now).date() - timedelta(days=1)
    last, by = first + timedelta(days=20), service.actor("edith", now)
    before = now - timedelta(days=9)
    run = declare_campaign(plan=support.plan(begins=first, ends=last), by=by, at=before)
    area = support.area(service, "east-gate", "dora", first=first, last=last)
    code = planning.add_area(matter_id=run.matter_id, area=area, by=by, at=before)
    publishing.publish_plan(matter_id=run.matter_id, by=by, at=before)
    publishing.announce_area(
        matter_id=run.matter_id, area=code, way="notice", by=by, at=before + timedelta(days=1)
    )
    areas = {"east-gate": code}
    return support.Run(service=service, matter_id=run.matter_id, ref=run.ref, areas=areas)


@pytest.fixture
def service(transactional_db: None) -> support.Service:
    service = support.build()
    begun(service)
    open_account(username="dora", password=PASSWORD, officer_id=service.officers["dora"])
    return service


def judged(page: "Page") -> None:
    assert browser.violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url


def sign_in(page: "Page") -> None:
    page.goto("/desk/campaigns/day")
    page.locator("[name=login]").fill("dora")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="我去哪里").wait_for()


def test_counted_and_written_down_at_the_door_and_followed_at_home(
    service: support.Service, page: "Page", chromium: "Browser", site: str
):
    page.set_viewport_size(browser.PHONE)
    sign_in(page)
    judged(page)
    page.get_by_role("button", name="填一天的走访数").click()
    judged(page)
    for name, number in (("visited", "14"), ("absent", "6"), ("declined", "2"), ("other_way", "1")):
        page.locator(f"[name={name}]").fill(number)
    page.get_by_role("button", name="保存").click()
    page.locator("p[role=status]").wait_for()

    ((serial, code),) = print_pad(
        unit_id=service.units["east-gate"], prefix="EG", count=1, at=clock.now()
    )
    page.get_by_role("button", name="记下反映的事").click()
    judged(page)
    page.locator("[name=what][value=hazard]").check(force=True)
    page.locator("[name=narrative]").fill("楼道的灯坏了三个月。")
    page.locator("[name=consent][value=no]").check(force=True)
    page.locator("[name=handover][value=slip]").check(force=True)
    page.get_by_role("button", name="记下来").click()
    # What is missing is said, and nothing typed is lost.
    page.locator(".govuk-error-summary").wait_for()
    judged(page)
    assert page.locator("[name=narrative]").input_value() == "楼道的灯坏了三个月。"
    page.locator("[name=slip]").fill(serial)
    page.get_by_role("button", name="记下来").click()
    page.get_by_role("heading", name="记下了").wait_for()
    judged(page)
    assert code not in page.content()

    raised = Raised.objects.get()
    handling.answer_raised(
        matter_id=raised.pk, result="explained", answer="灯归物业管，电话在楼道里。",
        by=service.actor("chief", clock.now()), at=clock.now(),
    )  # fmt: skip
    at_home = chromium.new_context(base_url=site, viewport=browser.PHONE, locale="zh-CN")
    own = at_home.new_page()
    own.goto("/m/")
    own.locator("[name=code]").fill(code)
    own.keyboard.press("Enter")
    # The slip is good once: the code that counts from now on is one that only they have seen.
    own.locator("#receipt-code, .hy-receipt").first.wait_for()
    judged(own)
    own.locator("main button[type=submit]").click()
    own.get_by_text("灯归物业管").first.wait_for()
    judged(own)
    own.get_by_role("link", name="我不同意").or_(
        own.get_by_role("button", name="我不同意")
    ).first.click()
    own.locator("[name=reason]").fill("物业说没有预算。")
    own.get_by_role("button", name="交给上一级单位").click()
    own.get_by_text("上一级单位会看").first.wait_for()
    judged(own)
    at_home.close()
    assert "raised-review.requested" in [e.kind for e in ledger.history(raised.pk)]
