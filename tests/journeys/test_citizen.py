"""A person complains without a name, comes back with the code, and is answered, reviewed and asked: in a browser."""

import uuid
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from huiying.core import clock
from huiying.core.files.tests.samples import picture
from huiying.core.ledger import queries as ledger
from huiying.core.web import proof
from huiying.mechanisms.complaints.services import (
    answering,
    asking,
    conversing,
    handling,
    reviewing,
)
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import Service
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Staff:
    """The other side: by services, at the browser's own time."""

    def __init__(self, service: Service, matter_id: uuid.UUID) -> None:
        self.service, self.matter = service, matter_id

    def by(self, name: str):
        return {
            "matter_id": self.matter,
            "by": self.service.actor(name, clock.now()),
            "at": clock.now(),
        }

    def take_up_and_ask(self) -> None:
        handling.accept_complaint(**self.by("alice"))
        conversing.ask_complainant(question="您记得是几点吗？", **self.by("alice"))

    def answer(self) -> None:
        answering.answer_complaint(
            finding="not-upheld",
            answer="没有发现违规。",
            reasons="看了登记本。",
            **self.by("alice"),
        )

    def review(self) -> None:
        reviewing.start_review(**self.by("clara"))
        reviewing.decide_review(
            changed=True,
            finding="upheld",
            answer="您说得对。",
            reasons="看了录像，21:40 没有人登记。",
            **self.by("clara"),
        )

    def ask_view(self) -> None:
        asking.ask_view(**self.by("rita"))


class Walk:
    """One browser of a size and a language; every page it comes to is judged by axe."""

    def __init__(self, page: "Page", prefix: str, script: bool) -> None:
        self.page, self.prefix, self.script = page, prefix, script

    def go(self, path: str) -> None:
        self.page.goto(f"{self.prefix}{path}")
        self.look()

    def look(self) -> None:
        if not self.script:  # axe is a script itself
            return
        assert browser.violations(self.page) == []
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], self.page.url

    def send(
        self, button: str = "main form:not([action]) button.govuk-button[type=submit]"
    ) -> None:
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()
        self.look()

    def complain(self, photo: bytes) -> str:
        """The five steps; gives the code as it stands on the receipt."""
        page = self.page
        self.go("/tell/")
        page.click("a.govuk-button[href$='/tell/how']")
        page.check("input[name=how][value=anonymous]")
        self.send()
        page.locator("input[name=category]").first.check()
        self.send()
        page.select_option("select[name=unit]", "east-gate")
        self.send()
        page.fill("#id_narrative", "晚上去报案，窗口不收，也不给回执。")
        page.set_input_files(
            "#id_files", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        self.send()
        assert "a.jpg" in page.inner_text("main")
        self.prove()
        code = page.inner_text("#receipt-code")
        self.send()
        assert page.url.endswith("/m/")
        return code

    def prove(self) -> None:
        """With script the browser works a moment; without, the page asks to wait and says how long."""
        self.page.locator("main form button.govuk-button[type=submit]").first.click()
        if not self.script:
            assert "秒" in self.page.inner_text(".govuk-error-summary")
            self.page.wait_for_timeout(proof.WAIT.total_seconds() * 1000 + 1000)
            self.page.locator("main form button.govuk-button[type=submit]").first.click()
        self.page.wait_for_url("**/tell/receipt")
        self.look()

    def come_back(self, code: str) -> None:
        self.go("/m/")
        self.page.fill("#id_code", code)
        self.send()
        assert "/m/" in self.page.url
        assert self.page.locator(".hy-promise").count()

    def again(self) -> None:
        self.page.goto(self.page.url.partition("?")[0].partition("#")[0])
        self.look()


@pytest.fixture
def service(site: str) -> Service:
    cache.clear()
    return support.build()


def walk(
    chromium: "Browser",
    site: str,
    service: Service,
    size: "ViewportSize",
    language: str,
    script: bool,
) -> None:
    context = chromium.new_context(base_url=site, viewport=size, java_script_enabled=script)
    context.set_default_timeout(15_000)
    try:
        prefix = "" if language == "zh" else f"/{language}"
        _whole_way(Walk(context.new_page(), prefix, script), picture(), service)
    finally:
        context.close()


def _whole_way(person: Walk, photo: bytes, service: Service) -> None:
    page = person.page
    code = person.complain(photo)
    person.come_back(code)
    matter_id = ledger.holder_of(code).matter_id
    staff = Staff(service, matter_id)

    staff.take_up_and_ask()
    person.again()
    page.fill("#question-1 textarea", "大约晚上九点四十。")
    person.send("#question-1 button")
    assert page.locator(".govuk-notification-banner").count()
    assert "大约晚上九点四十。" in page.inner_text("#talk ~ ul")

    staff.answer()
    person.again()
    assert "看了登记本。" in page.inner_text("#answer")
    page.click("#can a[href$='/disagree']")
    person.look()
    page.fill("textarea", "没有看录像。")
    person.send()

    staff.review()
    person.again()
    assert "看了录像" in page.inner_text("#answer")

    staff.ask_view()
    person.again()
    for name in ("acceptance", "investigation", "result", "attitude"):
        page.check(f"#view input[name={name}][value=satisfied]", force=True)
    person.send("#view button")
    kinds = [e.kind for e in ledger.history(matter_id)]
    assert kinds[-1] == "satisfaction.given"
    assert {"outcome.told", "review.told", "question.answered"} <= set(kinds)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["375", "1280"])
def test_from_complaint_to_opinion(chromium, site, service, size, language):
    walk(chromium, site, service, size, language, script=True)


def test_from_complaint_to_opinion_without_script(chromium, site, service):
    walk(chromium, site, service, browser.PHONE, "zh", script=False)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["375", "1280"])
def test_every_page_of_the_person_can_be_used_by_everybody(chromium, site, service, size, language):
    case = support.answered(service)
    prefix = "" if language == "zh" else f"/{language}"
    context = chromium.new_context(base_url=site, viewport=size)
    try:
        person = Walk(context.new_page(), prefix, script=True)
        for path in ("/", "/privacy", "/accessibility", "/m/lost", "/m/lost/sent"):
            person.go(path)
        person.come_back(case.filed.code)
        home = person.page.url
        for name in (
            "write", "files", "disagree", "pressure", "contact", "looks", "letter", "shut", "word",
            "held", "new-code",
        ):  # fmt: skip
            person.page.goto(f"{home}{name}")
            person.look()
        person.send()
        assert person.page.url.endswith("/code")
    finally:
        context.close()


def test_files_show_how_far_they_got_and_arrive(chromium, site, service):
    case = support.accepted(service)
    context = chromium.new_context(base_url=site, viewport=browser.PHONE)
    try:
        person = Walk(context.new_page(), "", script=True)
        person.come_back(case.filed.code)
        page = person.page
        page.fill("form[data-upload] textarea", "照片在这里。")
        photo = {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        page.set_input_files("#id_files", photo)
        page.click("form[data-upload] button[type=submit]")
        page.wait_for_url("**done=write**")
        page.wait_for_load_state()
        assert "照片在这里。" in page.inner_text("main")
        assert "b.jpg" in page.inner_text("main")
        person.look()
    finally:
        context.close()


# A microphone that hears a tone: what a browser without one would be given.
MICROPHONE = """navigator.mediaDevices.getUserMedia = async () => {
    const room = new AudioContext();
    const tone = room.createOscillator();
    const heard = room.createMediaStreamDestination();
    tone.connect(heard);
    tone.start();
    return heard.stream;
};"""


def test_what_somebody_says_is_recorded_with_another_voice_and_arrives(chromium, site, service):
    case = support.accepted(service)
    context = chromium.new_context(base_url=site, viewport=browser.PHONE)
    context.add_init_script(MICROPHONE)
    try:
        person = Walk(context.new_page(), "", script=True)
        person.come_back(case.filed.code)
        page = person.page
        page.goto(f"{page.url.partition('?')[0]}files")
        page.check("[data-voice-change]")
        page.click("[data-voice-button]")
        page.locator("[data-voice-button]", has_text="0:01").wait_for()
        person.look()
        # Going on without pressing Stop loses nothing.
        page.click("form[data-upload] button[type=submit]")
        page.wait_for_url("**done=files**")
        page.wait_for_load_state()
        assert "录音-1.wav" in page.inner_text("main")
    finally:
        context.close()
