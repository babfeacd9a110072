"""The outside body opens a complaint about the leadership in its own browser; the key never leaves it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from huiying.core.files.services import receive_file
from huiying.core.files.tests.samples import picture
from huiying.core.people import boxes
from huiying.core.people.services import Contact, open_account
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.complaints.tests import support
from tests.journeys.test_desk import PASSWORD, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS, MESSAGE = "局长把罚没款转给了侄子。<b>真的</b>", "昨天又转了一笔"
PHRASE = "银杏九弄 ß"


@pytest.fixture
def case(transactional_db: None, settings: Any, tmp_path: Path) -> tuple[support.Case, Path, bytes]:
    text, public = boxes.new_key_file(name="o1", passphrase=PHRASE)
    settings.HUIYING_OUTSIDE_KEY = public.entry()
    key = tmp_path / "key.json"
    key.write_text(text)
    service = support.build()
    open_account(username="outsider", password=PASSWORD, officer_id=service.officers["outsider"])
    who = Contact(name="司徒望舒", phone="13917530846")
    made = support.file(service, about=("city",), narrative=WORDS, contact=who)
    photo = picture("PNG") + bytes(3_000_000)
    added = receive_file(
        chunks=[photo], name="账本.png", by=made.holder, at=service.at, matter_id=made.matter_id
    )
    following.write_message(text=MESSAGE, by=made.holder, at=service.at, file_ids=[added])
    return made, key, photo


def test_words_and_files_open_where_the_officer_sits(
    page: "Page", case: tuple[support.Case, Path, bytes], tmp_path: Path
):
    made, key, photo = case
    sent: list[str] = []
    page.on("request", lambda r: sent.append(f"{r.method} {r.url} {r.post_data or ''}"))
    sign_in(page, "outsider")
    page.goto(f"/en/desk/m/{made.filed.ref}/")
    assert WORDS not in page.content()
    page.get_by_role("link", name="Open what is sealed").click()
    page.set_input_files("#outside-key", key)
    page.fill("#outside-pass", "not it")
    page.get_by_role("button", name="Open here").click()
    page.wait_for_selector("#outside-problem:not([hidden])")
    assert "This is not the key" in page.inner_text("#outside-problem")
    page.fill("#outside-pass", PHRASE)
    page.get_by_role("button", name="Open here").click()
    page.wait_for_selector("#outside-words section")
    shown = page.inner_text("#outside-words")
    for said in (WORDS, MESSAGE, "司徒望舒", "13917530846", "Open and save: 账本.png"):
        assert said in shown
    assert page.locator("#outside-words b").count() == 0
    assert browser.violations(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Open and save").click()
    saved = tmp_path / "saved"
    waiting.value.save_as(saved)
    assert saved.read_bytes() == photo
    every = "\n".join(sent)
    assert PHRASE not in every
    assert "huiying-outside-key" not in every
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not [one for one in (PHRASE, WORDS, MESSAGE, "private") if one in kept]


def test_without_script_the_page_says_how_to_open_it_elsewhere(
    page: "Page", case: tuple[support.Case, Path, bytes]
):
    made, _, _ = case
    sign_in(page, "outsider")
    page.goto(f"/en/desk/m/{made.filed.ref}/sealed")
    assert f"huiying keys outside open {made.filed.ref}.sealed.json" in page.inner_text("main")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download what is sealed").click()
    assert boxes.BUNDLE_FORMAT in Path(waiting.value.path()).read_text()
