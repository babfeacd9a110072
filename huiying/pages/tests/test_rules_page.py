"""The rules for everybody: by what they are for, each pack once, and how sure each is."""

import re
from typing import Any

import pytest
from django.test import Client

from huiying.rulepacks import loader

pytestmark = pytest.mark.django_db


def _page(path: str = "/en/rules/") -> str:
    return Client().get(path).content.decode()


def test_each_pack_stands_once_under_what_it_is_for_and_elsewhere_by_country() -> None:
    page = _page()
    for pack_id in loader.packs():
        assert page.count(f'id="{pack_id}"') == 1
    cases, complaints, elsewhere = (
        page.index(f">{heading}</h")
        for heading in (
            "Reports and cases",
            "Complaints about the police",
            "Also shipped; not in force here",
        )
    )
    assert cases < page.index('id="cn.reports"') < complaints
    assert complaints < page.index('id="cn.complaints"') < elsewhere
    england, ireland = page.index('id="of-ew"'), page.index('id="of-ie"')
    assert elsewhere < england < page.index('id="ew.victims-code"') < ireland
    assert ireland < page.index('id="ie.victims"')


def test_a_pack_for_several_kinds_of_matter_is_named_where_it_applies_too() -> None:
    assert 'href="#agency.disclosure"' in _page()


def test_a_rule_at_second_hand_or_without_number_says_so_in_the_list() -> None:
    page = re.sub(r"\s+", " ", _page())
    code = page[page.index('id="ew.victims-code"') : page.index('id="of-ie"')]
    assert "at second hand" in code
    assert "no number · Duty under guidance or a superior" in code
    assert "no number · Legal deadline" not in page


def test_another_country_lists_its_own_rules_first(settings: Any) -> None:
    settings.HUIYING_JURISDICTION = "ew"
    page = _page()
    assert page.index('id="ew.victims-code"') < page.index('id="elsewhere"')
    assert page.index('id="elsewhere"') < page.index('id="cn.cases"')


def test_the_laws_own_words_are_marked_with_their_own_language() -> None:
    assert '<blockquote class="hy-quote" lang="en">' in _page("/rules/eu.property-returned/")
    assert '<blockquote class="hy-quote" lang="zh-Hans">' in _page(
        "/en/rules/cn.victims-property-returned/"
    )
