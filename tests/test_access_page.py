"""docs/access.md says what the code says, of each address and each operation."""

import re

import pytest

from scripts import make_access_table as table

GUARDS = {"public", "holder", "signed-in", "sign-in step"}


@pytest.mark.parametrize("language", table.PAGES)
def test_the_tables_of_the_page_are_those_of_the_code(language: str):
    page = table.PAGES[language].read_text("utf-8")
    assert page == table.made(page, language), "run: python scripts/make_access_table.py"


def test_each_address_has_a_guard_that_is_known():
    unknown = {
        name: table.guard_of(pattern)
        for name, _path, pattern in table.addresses()
        if table.guard_of(pattern) not in GUARDS
        and not table.guard_of(pattern).startswith("staff:")
    }
    assert unknown == {}


def test_each_staff_address_of_one_matter_says_what_it_needs_on_it():
    of_one = {
        name
        for name, path, pattern in table.addresses()
        if table.guard_of(pattern).startswith("staff:") and re.search(r"<\w*:?ref>", path)
    }
    assert of_one == set(table.ON_MATTER)
