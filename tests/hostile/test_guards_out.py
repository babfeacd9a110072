"""Each guard of guards.toml still stands where the table says, can be taken out, and names tests that there are."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2]
GUARDS: list[Any] = import_module("scripts.guards_out").guards()


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_it_stands_where_the_table_says_and_what_is_left_can_be_run(guard: Any):
    for name, text in guard.files_without(ROOT).items():
        if name.endswith(".py"):
            compile(text, name, "exec", dont_inherit=True)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_tests_it_names_are_there(guard: Any):
    assert guard.tests
    for test in guard.tests:
        path, _, function = test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not function or f"def {function}(" in source, test


def test_no_guard_stands_twice():
    names = [guard.name for guard in GUARDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("paper", ["docs/threats.md", "docs/threats.zh.md", "docs/asvs.md"])
def test_the_papers_say_how_many_there_are(paper: str):
    said = re.search(r"`scripts/guards_out\.py`[^0-9]*(\d+)", (ROOT / paper).read_text("utf-8"))
    assert said is not None
    assert int(said[1]) == len(GUARDS)
