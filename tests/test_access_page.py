"""docs/access.md says what the code says, of each address and each operation."""

import os
import re
from importlib import import_module

import pytest

from huiying.core.access.matrix import Place
from huiying.core.kinds import SeatRole
from huiying.mechanisms.complaints.tests import test_api_contract as contract
from huiying.pages.kinds import KINDS, every_desk
from tests import test_access_attack as attack
from tests import test_access_campaigns as campaigns
from tests import test_access_cases as cases
from tests import test_access_matrix as matrix
from tests import test_access_petitions as petitions
from tests import test_access_sent as sent
from tests import test_nothing_in_clear as stolen
from tests.access_table import ANYBODY, TABLE
from tests.hostile import test_junk as junk

pytestmark = pytest.mark.pure

table = import_module("scripts.make_access_table")
guards_out = import_module("scripts.guards_out")
WORDS = {
    "en": (
        "what", "how many", "addresses of pages", "operations of the API", "acts of the desk",
        "roles", "places a seat can stand in to a matter", "seats walked, each towards one matter",
        "requests of every role from every place", "visitors", "requests of every visitor at every address",
        "requests sent by those an address is not for", "requests to the API",
        "requests of an attack on a case, its visits and a petition",
        "lists, searches and exports read with and without them",
        "made-up inputs to codes, addresses, filters, searches and forms",
        "made-up requests from the description of the API, as many right as wrong",
        "secrets planted and looked for in a stolen database, in up to ten spellings",
        "guards taken out, each seen to be missed by a test",
    ),
    "zh-hans": (
        "走过的", "数量", "页面地址", "接口操作", "工作台操作",
        "角色", "席位对一个事项可能的位置", "走过的席位（各对一个事项）",
        "每个角色从每个位置发出的请求", "来访者", "每个来访者对每个地址的请求",
        "向不属于自己的地址提交的请求", "对接口的请求",
        "对一起案件、其回访和一件信访的攻击中的请求", "有与没有这些事项时各读一遍的清单、搜索和导出",
        "对代码、地址、筛选、搜索和表单随机编造的输入",
        "按接口说明编造的请求，对的和错的各一半",
        "预先埋下、再到被盗数据库里按至多十种写法去找的秘密",
        "逐道拿掉、每次都有测试发现的防线",
    ),
}  # fmt: skip
# Of every kind of matter that has a desk: each is walked by every role from each of its stands.
WALKS = (
    matrix.WALK, cases.CASES, cases.RECONSIDERATIONS, cases.REVIEWS, petitions.WALK,
    campaigns.OF_CAMPAIGN, campaigns.OF_RAISED,
)  # fmt: skip
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


def walked(language: str) -> str:
    """What the walks of this suite go through: each walk goes through all of its plan, or fails."""
    seats = sum(len(walk.stands) for walk in WALKS) * len(SeatRole)
    asked = sum(walk.requests() for walk in WALKS)
    visits = sum(len(ways) for ways in TABLE.values()) * len(ANYBODY)
    acts = sum(len(desk.acts) for _, desk in every_desk())
    with_body = sum(not operation.startswith("GET") for operation in sent.OPERATIONS)
    counts = (
        len(list(table.addresses())), len(sent.OPERATIONS), acts, len(SeatRole), len(Place),
        seats, asked, len(ANYBODY), visits, len(list(sent.sent())),
        len(sent.OPERATIONS) * len(sent.CALLERS), attack.requests(), attack.readings(),
        junk.planned(), 2 * contract.MADE_UP * with_body, stolen.planted(), len(guards_out.guards()),
    )  # fmt: skip
    first, second, *names = WORDS[language]
    lines = [f"| {name} | {count:,} |" for name, count in zip(names, counts, strict=True)]
    return "\n".join([f"| {first} | {second} |", "|---|---:|", *lines])


@pytest.mark.parametrize("language", table.PAGES)
def test_the_figures_of_the_page_are_those_of_the_walks(language: str):
    path = table.PAGES[language]
    page = path.read_text("utf-8")
    wanted = table.put(page, "walked", walked(language))
    if os.environ.get("WRITE_WALK"):
        path.write_text(wanted, "utf-8")
    else:
        assert page == wanted, "run: WRITE_WALK=1 pytest tests/test_access_page.py"


def test_every_kind_of_matter_is_walked():
    assert {walk.kind for walk in WALKS} == set(KINDS)


def test_every_place_is_stood_in_by_somebody():
    stands = (*matrix.STANDS, *cases.STANDS)
    assert {place for stand in stands for place in stand.places} == set(Place)
