"""A petition through its whole life; a petitioner who refuses a home visit and hears back another way; in a browser.

The petitioner acts in the browser, judged by axe on every page; the service acts by its services, at the same time.
"""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache

from huiying.core import clock
from huiying.core.files.tests.samples import picture
from huiying.core.kinds import SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.petitions.services import (
    accepting,
    answering,
    classing,
    leading,
    marking,
    reviewing,
)
from huiying.mechanisms.petitions.tests import support
from huiying.mechanisms.petitions.tests.support import Service, opinion
from huiying.mechanisms.visits.services import arranging, planning
from huiying.mechanisms.visits.services.arranging import Offer
from tests.journeys.test_citizen import Walk
from tests.journeys.test_desk import PASSWORD, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Petitioner(Walk):
    """Somebody with a browser, and later with a code."""

    def ask(self, photo: bytes) -> str:
        """The public form; gives the code as it stands on the receipt."""
        page = self.page
        self.go("/petition/")
        page.click("a.govuk-button[href$='/petition/what']")
        self.look()
        page.fill("#id_narrative", "院墙被拆，民警在场没有制止。")
        page.fill("#id_request", "请求恢复院墙。")
        page.select_option("select[name=unit]", "east-gate")
        page.set_input_files(
            "#id_files", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        self.send()
        page.fill("#id_name", "林小满")
        page.fill("#id_address", "东区和平路1号")
        self.send()
        assert "a.jpg" in page.inner_text("main")
        page.locator("main form button.govuk-button[type=submit]").first.click()
        page.wait_for_url("**/petition/receipt")
        self.look()
        code = page.inner_text("#receipt-code")
        self.send()
        assert page.url.endswith("/m/")
        return code

    def deed(self, slug: str, **typed: str) -> None:
        """One of the things that can be done, from the page of the matter."""
        self.page.locator(f"a[href$='/{slug}']").first.click()
        self.page.wait_for_load_state()
        self.look()
        for name, words in typed.items():
            self.page.fill(f"[name={name}]", words)
        self.send()

    def says(self) -> str:
        return self.page.inner_text("main")


class Desk:
    """The other side, at the browser's own time."""

    def __init__(self, service: Service, matter_id: uuid.UUID) -> None:
        self.service, self.matter = service, matter_id

    def by(self, name: str) -> dict[str, Any]:
        return {
            "matter_id": self.matter,
            "by": self.service.actor(name, clock.now()),
            "at": clock.now(),
        }

    def accept(self) -> None:
        classing.class_petition(class_="claim", **self.by("alice"))
        accepting.accept_petition(path="由信访室办理，60日内出具意见书。", **self.by("alice"))

    def answer(self) -> None:
        answering.answer_petition(opinion=opinion(), **self.by("alice"))

    def review(self, name: str) -> None:
        reviewing.start_review(**self.by(name))
        reviewing.decide_review(changed=False, opinion=opinion(), **self.by(name))


@pytest.fixture
def service(site: str) -> Service:
    cache.clear()
    made = support.build()
    made.at = clock.now()
    return made


def walk(chromium: "Browser", site: str, size: "ViewportSize") -> tuple[Any, Petitioner]:
    context = chromium.new_context(base_url=site, viewport=size)
    context.set_default_timeout(20_000)
    return context, Petitioner(context.new_page(), "", script=True)


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["375", "1280"])
def test_written_accepted_answered_reviewed_twice_explained_and_settled(
    chromium: "Browser", site: str, service: Service, size: "ViewportSize"
):
    context, person = walk(chromium, site, size)
    try:
        code = person.ask(picture())
        person.come_back(code)
        matter_id = ledger.holder_of(code).matter_id
        desk = Desk(service, matter_id)

        desk.accept()
        person.again()
        assert "由信访室办理" in person.says()

        desk.answer()
        person.again()
        assert "恢复院墙不由公安机关决定" in person.says()
        person.deed("review", reason="录像没有看全。")
        desk.review("clara")
        person.again()
        person.deed("review", reason="复查也没有看录像。")
        desk.review("petra")
        person.again()
        leading.name_explainer(officer_id=service.officers["lena"], **desk.by("edith"))
        leading.explain(explanation="三级都这样认为，理由是……", **desk.by("lena"))
        person.again()
        assert "三级都这样认为" in person.says()

        person.deed("settled", note="明白了。")
        kinds = [e.kind for e in ledger.history(matter_id)]
        assert kinds[-1] == "petition.settled"
        told = {"petition.acceptance-told", "petition.answer-told", "petition-review.told"}
        assert told | {"petition-final-review.told", "petition-explanation.told"} <= set(kinds)
        person.deed("not-settled", reason="墙还没有修。")
        assert ledger.history(matter_id)[-1].kind == "petition.unsettled"
    finally:
        context.close()


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["375", "1280"])
def test_a_petitioner_who_refuses_a_home_visit_hears_back_another_way(
    chromium: "Browser", site: str, service: Service, size: "ViewportSize"
):
    case = support.file(service)
    desk = Desk(service, case.matter_id)
    desk.accept()
    now = clock.now()
    marking.mark_matter(
        mark="major", until=(now + timedelta(days=60)).date().isoformat(), reason="涉及十二户。",
        leader_id=service.officers["edith"], **desk.by("edith"),
    )  # fmt: skip
    party = case.holder.party_id
    assert party is not None
    planning.plan_visits(
        party_id=party, cause="petition", weeks=4, agreed=False, **desk.by("edith")
    )
    arranging.offer_visit(
        offer=Offer(
            party_id=party, way="home", begins=(now + timedelta(days=3), now + timedelta(days=4)),
            officers=(service.officers["edith"],),
        ),
        **desk.by("edith"),
    )  # fmt: skip
    context, person = walk(chromium, site, size)
    try:
        person.come_back(case.registered.code)
        assert person.page.locator("#marks").count()
        person.page.locator("a[href$='/visit-way']").click()
        person.page.wait_for_load_state()
        person.look()
        person.page.check("input[name=way][value=letter]", force=True)
        person.send()
        kinds = [e.kind for e in ledger.history(case.matter_id)]
        assert kinds[-1] == "visit.way-set"
        # That they wanted nobody at home is kept as the way they chose, and as nothing else.
        assert not [k for k in kinds if "declined" in k or "refused" in k]
        leading.give_feedback(message="已经找到施工单位，本月修好。", **desk.by("edith"))
        person.again()
        assert "已经找到施工单位" in person.says()
        assert "petition-feedback.told" in [e.kind for e in ledger.history(case.matter_id)]
    finally:
        context.close()


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["375", "1280"])
def test_two_who_ask_together_and_one_who_withdraws(
    chromium: "Browser", site: str, service: Service, size: "ViewportSize"
):
    case = support.file(service)
    context, person = walk(chromium, site, size)
    try:
        person.come_back(case.registered.code)
        person.page.locator("a[href$='/another']").click()
        person.page.wait_for_load_state()
        person.look()
        person.page.fill("#id_narrative", "我家的墙也拆了。")
        person.send()
        code = person.page.inner_text("#receipt-code")
        person.go("/m/")
        person.page.fill("#id_code", code)
        person.send()
        assert "我家的墙也拆了" in person.says()
        assert "请求恢复" not in person.says()
        person.deed("withdraw", reason="搬走了。")
        assert person.page.locator("#withdrawal").count()
        person.deed("go-on")
        assert not person.page.locator("#withdrawal").count()
    finally:
        context.close()


def test_at_the_desk_each_page_can_be_used_by_everybody_and_papers_print_filled_in(
    service: Service, page: "Page"
):
    case = support.file(service)
    desk = Desk(service, case.matter_id)
    for name in ("alice", "edith"):
        open_account(username=name, password=PASSWORD, officer_id=service.officers[name])
    service.officers["rosa"] = add_officer(number="009002", zh="rosa", en="Rosa")
    post_officer(
        officer_id=service.officers["rosa"], unit_id=service.units["response"],
        role=SeatRole.RESPONSE, since=clock.now() - timedelta(days=9),
    )  # fmt: skip
    desk.accept()
    desk.answer()
    sign_in(page, "alice")
    ref = case.registered.ref
    papers = {"notice": "信访事项受理告知书", "opinion": "信访处理意见书"}
    for code, title in papers.items():
        page.goto(f"/desk/m/{ref}/paper/{code}")
        shown = page.inner_text("article")
        assert title in shown
        assert "林小满" in shown
        assert ref in shown
        assert browser.violations(page) == []
    for size in (browser.PHONE, browser.DESK):
        page.set_viewport_size(size)
        for path in (
            f"m/{ref}/", f"m/{ref}/petition-recuse", f"m/{ref}/petition-offer", "petition",
        ):  # fmt: skip
            page.goto(f"/desk/{path}")
            assert browser.violations(page) == []
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], page.url
