"""Cases from the first word to the last, over months, as the people in them go through them in a browser."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from huiying.core import clock
from huiying.core.duties.models import Duty
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.cases.tests import support
from tests.support.stories import Calendar, Desk, Home

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def calendar(transactional_db: None, tmp_path: Path) -> Iterator[Calendar]:
    clock.use_offset_file(tmp_path / "clock")
    yield Calendar()
    clock.use_offset_file(None)


@pytest.fixture
def service(calendar: Calendar) -> support.Service:
    made = support.build()
    made.at = clock.now()
    return made


@pytest.fixture
def desk(chromium: "Browser", site: str, service: support.Service) -> Iterator[Desk]:
    made = Desk(chromium, site, service.officers)
    yield made
    made.close()


@pytest.fixture
def home(chromium: "Browser", site: str) -> Iterator[Home]:
    made = Home(chromium, site)
    yield made
    made.close()


class Story:
    """A case as it was taken in at the counter; the code is on the slip alone."""

    def __init__(self, desk: Desk, home: Home, **report: str | bool) -> None:
        desk.enter("dan", "/desk/cases/new")
        desk.fill(**{"name": "林小满", "phone": "13800000000", **report})
        desk.send("main form [data-send]")
        self.ref = desk.page.locator(".govuk-panel .hy-mono").inner_text()
        desk.send()
        code = desk.page.locator(".hy-printonly .hy-mono").text_content()
        home.first_look(str(code).strip())
        self.matter = ledger.matter_by_ref(self.ref).id

    def kinds(self) -> list[str]:
        return [e.kind for e in ledger.history(self.matter)]

    def last(self, kind: str) -> dict[str, object]:
        return dict([e for e in ledger.history(self.matter) if e.kind == kind][-1].facts)


def released(desk: Desk, name: str, ref: str, words: str) -> None:
    """Put to the gate, decided on, told."""
    desk.enter(name, f"/desk/m/{ref}/gate")
    if not desk.page.locator("[name=lines]").is_visible():
        desk.page.locator("details summary", has_text="问一件别的事").click()
    desk.page.locator("[name=lines]").fill(words)
    desk.page.locator("button[value=ask]").click()
    desk.page.locator("p[role=status]").wait_for()
    desk.page.locator("input[name$='-decision'][value=told]").first.check(force=True)
    desk.page.locator("button[data-send]", has_text="决定").click()
    desk.page.locator("p[role=status]", has_text="已核准").wait_for()
    desk.page.goto(f"/desk/m/{ref}/tell-released")
    desk.page.locator("[name=lines]").first.check(force=True)
    desk.send("main form [data-send]")


def test_a_burglary_from_the_report_to_the_property_given_back(
    calendar: Calendar, service: support.Service, desk: Desk, home: Home
):
    """Report, receipt, opened, progress through the gate, return visits, solved, found, given back, concluded."""
    case = Story(desk, home, crime="burglary", summary="家中被盗，少了一辆自行车。", read_back=True)
    assert "入户盗窃" in home.look()
    calendar.go(hours=5)
    desk.act("cai", case.ref, "accept-case", regime="criminal")
    calendar.go(days=1)
    desk.act("cai", case.ref, "open-case", regime="criminal")
    desk.act("cai", case.ref, "list-thing", how="stolen", what="蓝色山地自行车")
    page = home.look()
    assert "立案" in page
    assert "蓝色山地自行车" in page
    assert case.last("opening.told")["confirmed"] is True
    calendar.go(days=6)
    released(desk, "cai", case.ref, "调取了三处录像，正在看。")
    assert "调取了三处录像" in home.look()
    desk.act("cai", case.ref, "plan-visits", cause="unsolved", weeks="4", agreed=True)
    soon = (calendar.today + timedelta(days=4)).strftime("%Y-%m-%dT10:00")
    desk.act("cai", case.ref, "offer-visit", way="station", option_1=soon)
    home.do("visit-time", option="1")
    calendar.go(days=5)
    promised = (calendar.today + timedelta(days=10)).strftime("%Y-%m-%d")
    desk.act(
        "cai", case.ref, "write-up-visit", words_result="想知道录像看完没有。",
        promise="看完录像后打电话说明。", promise_day=promised,
    )  # fmt: skip
    assert "看完录像后打电话说明" in home.look()
    calendar.go(days=9)
    promise = str([e.id for e in ledger.history(case.matter) if e.kind == "visit-promise.made"][-1])
    desk.act(
        "cai", case.ref, "keep-visit-promise", promise=promise, text="录像看完了，锁定了一个人。"
    )
    assert "录像看完了" in home.look()
    calendar.go(days=15)
    desk.act("cai", case.ref, "found-suspect", how="identified")
    page = home.look()
    assert "嫌疑人" in page
    assert "罪犯" not in page
    calendar.go(days=3)
    desk.act("cai", case.ref, "move-thing", step="found")
    calendar.go(days=6)
    desk.act("cai", case.ref, "move-thing", step="returnable")
    calendar.go(days=1)
    desk.act("cai", case.ref, "return-thing", evidence="signature")
    assert "物主签收" in home.look()
    desk.act("cai", case.ref, "prosecution")
    calendar.go(days=20)
    desk.act("cai", case.ref, "conclude-case", how="prosecution", reason="案件已移送检察院。")
    page = home.look()
    assert "案件已移送检察院" in page
    assert {"solved.told", "property.told", "conclusion.told", "prosecution.told"} <= set(
        case.kinds()
    )
    # What the law orders was never late; of what is our own standard alone, some was.
    late = Duty.objects.filter(matter_id=case.matter, breached=True)
    assert [d.rule for d in late if not d.rule.startswith("agency.")] == []


def test_an_accuser_who_is_refused_asks_again_and_wins(
    calendar: Calendar, service: support.Service, desk: Desk, home: Home
):
    case = Story(desk, home, crime="fraud", role="accuser", summary="交了定金，店家关门。")
    calendar.go(hours=3)
    desk.act("cai", case.ref, "accept-case", regime="criminal")
    calendar.go(days=3)
    desk.act(
        "cai", case.ref, "no-case", ground="civil", reason="审查认为属于合同纠纷。",
        remedy="收到通知之日起七日内可以申请复议。",
    )  # fmt: skip
    page = home.look()
    assert "审查认为属于合同纠纷" in page
    assert "申请复议" in page
    calendar.go(days=4)
    home.do("reconsider", reason="同一天收了二十多人的定金，当晚搬空。")
    other = ledger.matter(_request(case)).ref
    # Who refused does not decide again.
    desk.enter("cai", "/desk/")
    desk.page.goto(f"/desk/m/{other}/")
    assert desk.page.locator("h1", has_text=other).count() == 0
    calendar.go(days=6)
    desk.act(
        "alice", other, "decide-request", reversed="yes", answer="撤销不予立案决定。",
        reasons="有犯罪事实。",
    )  # fmt: skip
    page = home.look()
    assert "正在侦办" in page
    home.page.locator("a[href*='/request/']").first.click()
    home.page.wait_for_load_state()
    assert "撤销不予立案决定" in home.text()
    assert {"decision.reversed", "case.opened"} <= set(case.kinds())


def _request(case: Story) -> uuid.UUID:
    return uuid.UUID(str(case.last("reconsideration.requested")["matter"]))


def test_a_supervisor_sees_which_promises_are_about_to_break(
    calendar: Calendar, service: support.Service, desk: Desk, home: Home
):
    case = Story(desk, home, crime="burglary")
    desk.act("cai", case.ref, "accept-case", regime="criminal")
    desk.act("cai", case.ref, "open-case", regime="criminal")
    day = (calendar.today + timedelta(days=12)).strftime("%Y-%m-%d")
    desk.act(
        "cai", case.ref, "write-up-visit", way="phone", promise="打电话说明。", promise_day=day
    )
    desk.enter("su", "/desk/visits/promises")
    assert case.ref not in desk.text()
    calendar.go(days=8)
    desk.enter("su", "/desk/visits/promises")
    assert case.ref in desk.page.locator("#soon-t ~ ul").inner_text()
    calendar.go(days=6)
    desk.enter("su", "/desk/visits/promises")
    assert case.ref in desk.page.locator("#late-t ~ ul").inner_text()
    # Nobody is ranked: the page has no name and no number of an officer.
    assert "cai" not in desk.text()
