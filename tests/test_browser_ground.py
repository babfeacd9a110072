"""The browser the journeys run in: it finds what a person with a screen reader would stumble on."""

import pytest

from tests.support import browser

pytestmark = pytest.mark.browser

GOOD = """<!doctype html><html lang="zh-Hans"><head><title>回应</title></head>
<body><main><h1>回应</h1><label for="code">查询码</label><input id="code"></main></body></html>"""
BAD = GOOD.replace('<label for="code">查询码</label>', "")


@pytest.fixture
def blank(chromium):
    page = chromium.new_page(viewport=browser.PHONE)
    yield page
    page.close()


def test_a_sound_page_has_no_violation(blank):
    blank.set_content(GOOD)
    assert browser.violations(blank) == []


def test_a_field_without_a_label_is_found(blank):
    blank.set_content(BAD)
    assert any(line.startswith("label ") for line in browser.violations(blank))


def test_chinese_is_drawn_with_a_font_that_has_it(blank):
    """Two different characters drawn as the same empty box would be equally dark."""
    blank.set_content("<canvas id=c width=40 height=40></canvas>")
    dark = blank.evaluate(
        """() => ["回", "一", "警"].map(text => {
            const draw = document.getElementById("c").getContext("2d");
            draw.clearRect(0, 0, 40, 40); draw.font = "32px sans-serif"; draw.fillText(text, 2, 34);
            return draw.getImageData(0, 0, 40, 40).data.reduce((sum, value) => sum + value, 0);
        })"""
    )
    assert len(set(dark)) == 3


def test_the_browser_cannot_leave_this_machine(blank):
    from playwright.sync_api import Error

    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        blank.goto("http://example.org/")
