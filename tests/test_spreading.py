"""How tests are spread over workers: no walk waits for the end, and no file is torn apart."""

from collections import OrderedDict
from typing import Any

import pytest

from tests.support.spreading import WALKS, Spreading

pytestmark = pytest.mark.pure

FILE = "huiying/core/units/tests/test_tree.py"


class Node:
    """A worker that is told what to run."""

    def __init__(self) -> None:
        self.told: list[int] = []

    def send_runtest_some(self, given: list[int]) -> None:
        self.told += given


@pytest.fixture
def spread() -> Any:
    return Spreading.__new__(Spreading)


def test_a_file_stays_together_and_a_walk_goes_role_by_role(spread: Any):
    assert spread._split_scope(f"{FILE}::test_one") == spread._split_scope(f"{FILE}::test_two[a]")
    first, second = (spread._split_scope(f"{WALKS[0]}::test_walk[{r}]") for r in ("desk", "head"))
    assert first != second


def test_walks_are_begun_before_all_else(spread: Any):
    tests = [f"{FILE}::test_one", f"{FILE}::test_two", f"{WALKS[0]}::test_walk[desk]"]
    spread.workqueue = OrderedDict()
    for one in tests:
        spread.workqueue.setdefault(spread._split_scope(one), {})[one] = False
    node = Node()
    spread.assigned_work, spread.registered_collections = {}, {node: tests}
    spread._assign_work_unit(node)
    spread._assign_work_unit(node)
    assert node.told == [2, 0, 1]


def test_the_walks_are_there(request: pytest.FixtureRequest):
    assert [walk for walk in WALKS if not (request.config.rootpath / walk).is_file()] == []
