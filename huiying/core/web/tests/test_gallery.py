"""Every component, in the gallery, in both languages and sizes."""

import pytest

from tests.support import browser

pytestmark = [pytest.mark.browser]


@pytest.fixture(autouse=True)
def _gallery(settings):
    settings.HUIYING_GALLERY = True


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "address", ["web/gallery", "en/web/gallery", "web/gallery/desk", "en/web/gallery/desk"]
)
def test_everybody_can_use_every_component(page, site, address, size):
    page.set_viewport_size(size)
    page.goto(f"{site}/{address}")
    assert browser.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sum_is_solved_while_the_person_types_and_survives_a_mistake(page, site):
    page.goto(f"{site}/en/web/gallery")
    page.wait_for_selector("[data-proof][data-state=done]", timeout=30_000)
    page.fill("#id_story", "It was raining")
    page.click("form[data-guard] button[type=submit]")
    page.wait_for_selector(".govuk-error-summary")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert page.title().startswith("Error:")
    assert page.input_value("#id_story") == "It was raining"
    assert page.get_attribute("[data-proof]", "data-state") == "done"


def test_the_desk_obeys_the_keyboard_and_is_quiet_when_told(page, site):
    page.goto(f"{site}/en/web/gallery/desk")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.get_attribute("tr.is-cur", "id") == "row-2"
    assert page.inner_text("[data-count]") == "1 chosen"
    page.keyboard.press("?")
    assert page.is_visible("#hy-keys-help")
    page.keyboard.press("Escape")
    page.uncheck("[data-keys]")
    page.keyboard.press("k")
    assert page.get_attribute("tr.is-cur", "id") == "row-2"


def test_without_script_the_page_says_how_to_send(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/web/gallery")
    page.fill("#id_story", "words")
    page.click("form[data-guard] button[type=submit]")
    assert page.is_visible(".govuk-error-summary")
    assert page.input_value("#id_story") == "words"
    assert "20 seconds" in page.inner_text("[data-proof]")
    context.close()
