"""A page from its frame is the page that its template makes, and nobody's words stay in it for the next."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.web import frames

# A template of this test's own, found by Django's loader of templates that are at hand.
PAGE = (
    '{% if about %}<b>{{ about }}</b>{% endif %}<form class="{{ tone }}">{% csrf_token %}'
    '<a title="{{ about }}">{{ words }}</a>{{ words }}{{ ready }}</form>'
)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.locmem.Loader", {"page.html": PAGE})],
            "context_processors": ["django.template.context_processors.request"],
        },
    }
]


@pytest.fixture(autouse=True, scope="module")
def own_templates():
    with override_settings(TEMPLATES=TEMPLATES):
        frames._frames.clear()
        yield
    frames._frames.clear()


def opened(address: str = "/tell/check", tone: str = "plain", **own: str):
    request = RequestFactory().get(address)
    page = frames.framed(request, "page.html", same={"tone": tone}, own=own)
    return request, page.content.decode()


@given(words=st.text(), about=st.text(), tone=st.sampled_from(["plain", "loud"]))
def test_it_is_the_page_that_the_template_makes(words: str, about: str, tone: str):
    own = {"words": words, "about": about, "ready": SafeString("<i>made</i>")}
    request, page = opened(tone=tone, **own)
    token = request.META["CSRF_COOKIE"]
    context = {"tone": tone, "csrf_token": "TOKEN", **own}
    plain = render_to_string("page.html", context, RequestFactory().get("/tell/check"))
    before, after = plain.split("TOKEN")
    assert page.startswith(before)
    assert page.endswith(after)
    assert len(page) == len(before) + 2 * len(token) + len(after)


def test_nobodys_words_stay_for_the_next():
    opened(words="mine", about="shared")
    assert "mine" not in opened(words="yours", about="shared")[1]
    assert "shared" not in opened(words="yours", about="")[1]
    assert not any("mine" in text for pieces in frames._frames.values() for text, _name in pieces)


def test_each_page_has_a_token_of_its_own_and_the_browser_gets_what_it_is_checked_by():
    request, page = opened(words="a", about="")
    again = opened(words="a", about="")[1]
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]
    assert page != again


def test_each_language_and_address_has_a_frame_of_its_own_and_a_query_none():
    frames._frames.clear()
    for language in ("en", "zh-hans"):
        with translation.override(language):
            opened(words="a", about="")
            opened("/en/tell/check", words="a", about="")
            opened("/tell/check?made-up=1", words="a", about="")
    assert len(frames._frames) == 4
