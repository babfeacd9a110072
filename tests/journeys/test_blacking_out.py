"""Parts are blacked out with a mouse: what is selected in a text, what is drawn on a page."""

from typing import TYPE_CHECKING, Any

import pytest

from huiying.core.files.services import receive_file
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.people.services import open_account
from huiying.core.redaction import queries
from huiying.mechanisms.complaints.tests import support
from tests.journeys.test_desk import PASSWORD, sign_in
from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "我表妹贺兰婷在场。"


@pytest.fixture
def case(transactional_db: None) -> support.Case:
    service = support.build()
    open_account(username="alice", password=PASSWORD, officer_id=service.officers["alice"])
    return support.accepted(service, narrative=WORDS)


def why(page: "Page") -> None:
    page.select_option("#id_to", "court")
    page.select_option("#id_basis", "order")
    page.check("input[name=grounds][value=privacy]")
    page.get_by_role("button", name="Show what would be given out").click()
    page.wait_for_url("**/copies/*-*")


def test_what_is_selected_in_a_text_goes(page: "Page", case: support.Case):
    sign_in(page, "alice")
    page.goto(f"/en/desk/m/{case.filed.ref}/copies")
    assert browser.violations(page) == []
    page.get_by_role("link", name="What happened").first.click()
    page.evaluate("document.querySelector('#id_marked').setSelectionRange(3, 6)")
    page.get_by_role("button", name="Black out what is selected").click()
    assert page.input_value("#id_marked").strip() == "我表妹⟦贺兰婷⟧在场。"
    assert browser.violations(page) == []
    why(page)
    assert "我表妹█████在场。" in page.inner_text("main")
    assert "贺兰婷" not in page.content()
    assert browser.violations(page) == []


def test_what_is_drawn_on_a_page_is_painted_over(page: "Page", case: support.Case):
    file_id = receive_file(
        chunks=[picture("PNG")], name="a.png", by=case.holder, at=support.AT,
        matter_id=case.matter_id,
    )  # fmt: skip
    assert clean_waiting(at=support.AT, limit=5) == 1
    sign_in(page, "alice")
    page.goto(f"/en/desk/m/{case.filed.ref}/copies/file/{file_id}")
    svg = page.locator("[data-blacken-page] svg")
    page.locator("[data-blacken-page] img").scroll_into_view_if_needed()
    page.locator("[data-blacken-page] img").evaluate("image => image.decode()")
    box: Any = svg.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.up()
    number, at = page.input_value("#id_rectangles").split(": ")
    assert number == "1"
    assert [abs(int(found) - 250) <= 3 for found in at.split()] == [True] * 4
    assert svg.locator("rect").count() == 1
    assert browser.violations(page) == []
    page.fill("#id_rectangles", "1: 0 0 500 500\n2: 0 0 9 9")
    page.get_by_role("button", name="Take the last rectangle off this page").click()
    assert page.input_value("#id_rectangles") == "2: 0 0 9 9"
    page.get_by_role("button", name="Take the last rectangle off", exact=True).click()
    assert page.input_value("#id_rectangles") == ""
    page.fill("#id_rectangles", "1: 0 0 500 500")
    why(page)
    [row] = queries.copies_of(case.matter_id)
    assert (row.kind, row.taken) == ("png", 1)
