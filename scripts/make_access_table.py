"""Write the tables of docs/access.md and docs/access.zh.md from the code: grants, acts, addresses, API operations.

python scripts/make_access_table.py [--check]

The figures at the end are the walks' own: WRITE_WALK=1 pytest tests/test_access_page.py
"""

# ruff: noqa: E402 - the addresses can be read once Django is set up.

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
if not apps.ready:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.support.settings")
    django.setup()

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from django.utils.translation import gettext

from huiying.config.api import api
from huiying.core.access.doors import GENERAL
from huiying.core.access.matrix import Place, granted
from huiying.core.kinds import Act, SeatRole
from huiying.pages.kinds import every_desk

PAGES = {"en": ROOT / "docs" / "access.md", "zh-hans": ROOT / "docs" / "access.zh.md"}
BEGIN, END = "<!-- made: {} -->", "<!-- end: {} -->"

# Addresses of one matter: the acts on it that must all be granted, beyond the guard; of several in one, any. A walk
# tries each.
Needed = Act | frozenset[Act]
ON_MATTER: dict[str, tuple[Needed, ...]] = {
    "staff_matter": (Act.SEE,),
    "copies": (Act.SEE,),
    "copies_text": (Act.SEE, Act.SEE_PERSON, Act.RELEASE),
    "copies_file": (Act.SEE, Act.SEE_PERSON, Act.RELEASE),
    "copies_page": (Act.SEE, Act.SEE_PERSON, Act.RELEASE),
    "copy_review": (Act.SEE,),
    "copy_download": (Act.SEE, frozenset({Act.RELEASE, Act.SECOND_RELEASE})),
    "staff_sealed": (Act.SEE, Act.SEE_PERSON),
    "staff_sealed_bundle": (Act.SEE, Act.SEE_PERSON),
    "staff_sealed_file": (Act.SEE, Act.SEE_PERSON),
    "staff_person": (Act.SEE_PERSON,),
    "staff_alike": (Act.WORK,),
    "case_paper": (Act.WORK,),
    "case_call": (Act.SEE, Act.WORK, Act.SEE_PERSON),
    "staff_file": (Act.SEE, Act.SEE_PERSON),
    "staff_act": (Act.SEE,),
    "hold": (Act.HOLD,),
    "gate": (Act.SEE, Act.RELEASE),
    "covert": (Act.SEE, Act.OVERSEE),
    "gate_second": (Act.SEE, Act.SECOND_RELEASE),
    "gate_outside": (Act.SEE, Act.APPROVE_EXISTENCE),
    "gate_supervise": (Act.SEE, Act.SUPERVISE),
    "petition_paper": (Act.SEE, Act.SEE_PERSON),
    "campaign_count": (Act.VISIT,),
    "campaign_raise": (Act.VISIT,),
    "ask_views_ask": (Act.ASK_VIEW,),
    "ask_views_phone": (Act.ASK_VIEW,),
    "ask_views_apart": (Act.ASK_VIEW, Act.SPEAK_APART),
}
HEADS: dict[str, dict[str, str]] = {
    "en": {
        "assigned": "assigned", "own-unit": "own unit handles", "below": "handled below",
        "above": "handled above", "elsewhere": "elsewhere", "reviewing": "own unit reviews",
        "over-reviewing": "reviewed below", "asking": "own unit asks for views",
        "investigating": "own unit investigates", "investigated-below": "investigated below",
        "visiting": "goes there", "emergency": "in an emergency",
        "recovering": "own unit puts it right",
        "clearing": "asked as second person", "approving": "asked to approve silence",
        "answerable": "answers for it by name",
        "accused": "accused", "accused-unit": "unit accused", "chain": "over the accused",
        "aside": "stepped aside", "role": "role", "anywhere": "without a matter",
        "act": "act", "needs": "needs one of", "address": "address", "path": "path",
        "guard": "guard", "on": "and, of the matter", "operation": "operation",
        "token": "a token", "open": "everybody", "each": "see the acts below",
    },
    "zh-hans": {
        "assigned": "交办给本人", "own-unit": "本单位办理", "below": "下级办理",
        "above": "上级办理", "elsewhere": "其他单位办理", "reviewing": "本单位复查",
        "over-reviewing": "下级复查", "asking": "本单位回访",
        "investigating": "本单位办案", "investigated-below": "下级办案",
        "visiting": "本人上门", "emergency": "紧急查看",
        "recovering": "本单位补救",
        "clearing": "受托第二人审看", "approving": "受托批准不告知存在", "answerable": "本人包案",
        "accused": "本人被投诉", "accused-unit": "本单位被投诉", "chain": "被投诉单位的上级",
        "aside": "已回避", "role": "角色", "anywhere": "不涉及具体事项",
        "act": "操作", "needs": "须有其一", "address": "地址名", "path": "路径",
        "guard": "门槛", "on": "另须对该件有", "operation": "接口",
        "token": "令牌", "open": "所有人", "each": "见下面的操作表",
    },
}  # fmt: skip
Heads = dict[str, str]


class NoPlace(ValueError):
    """The page has no place marked for a table."""


def _table(heads: list[str], lines: Iterator[list[str]]) -> str:
    rule = "|".join(["---"] * len(heads))
    return "\n".join([f"| {' | '.join(heads)} |", f"|{rule}|", *(_line(cells) for cells in lines)])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _acts(acts: frozenset[Act] | tuple[Act, ...]) -> str:
    return ", ".join(act.value for act in Act if act in acts) or "–"


def grants_table(heads: Heads) -> str:
    """Turned, a place a row: so it can be read on a narrow screen."""
    return _table(
        ["", *(role.value for role in SeatRole)],
        (
            [heads[place.value], *(_acts(granted(role, place)) for role in SeatRole)]
            for place in Place
            if place is not Place.PARTNER
        ),
    )


def general_table(heads: Heads) -> str:
    return _table(
        [heads["role"], heads["anywhere"]],
        ([role.value, _acts(GENERAL.get(role, frozenset()))] for role in SeatRole),
    )


def acts_table(heads: Heads) -> str:
    return _table(
        [heads["act"], "`slug`", heads["needs"]],
        (
            [gettext(act.title), f"`{act.slug}`", _acts(tuple(desk.needs(act)))]
            for _, desk in every_desk()
            for act in desk.acts
        ),
    )


def addresses() -> Iterator[tuple[str, str, URLPattern]]:
    """Name, path and pattern of each page. The operations of the API are a list of their own."""

    def below(
        resolver: URLResolver, space: str, path: str
    ) -> Iterator[tuple[str, str, URLPattern]]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                if one.namespace != "api-1":
                    name = f"{space}{one.namespace}:" if one.namespace else space
                    yield from below(one, name, path + _written(one))
            else:
                yield f"{space}{one.name}", path + _written(one), one

    yield from below(get_resolver(), "", "/")


def _written(one: URLPattern | URLResolver) -> str:
    # The language before a path is that of whoever asks.
    return "" if type(one.pattern).__name__ == "LocalePrefixPattern" else str(one.pattern)


def guard_of(pattern: URLPattern) -> str:
    return str(getattr(pattern.callback, "guard", "library"))


def addresses_table(heads: Heads) -> str:
    return _table(
        [heads["address"], heads["path"], heads["guard"], heads["on"]],
        (
            [f"`{name}`", f"`{path}`", guard_of(pattern).rstrip(":"), _on(name, heads)]
            for name, path, pattern in sorted(addresses(), key=lambda found: found[1])
        ),
    )


def _on(name: str, heads: Heads) -> str:
    acts = ", ".join(
        " / ".join(sorted(act.value for act in ({needed} if isinstance(needed, Act) else needed)))
        for needed in ON_MATTER.get(name, ())
    )
    return f"{acts}; {heads['each']}" if name == "staff_act" else acts


def operations() -> Iterator[tuple[str, str, bool]]:
    """Each operation of the API that is described: method, path, whether it takes a token."""
    for prefix, router in api._routers:
        for path, found in router.path_operations.items():
            for one in found.operations:
                for method in one.methods:
                    if one.include_in_schema:
                        yield method, f"/api/v1{prefix}{path}", bool(one.auth_callbacks)
    yield "GET", f"/api/v1{api.openapi_url}", False


def operations_table(heads: Heads) -> str:
    return _table(
        [heads["operation"], heads["guard"]],
        ([f"`{m} {p}`", heads["token" if auth else "open"]] for m, p, auth in operations()),
    )


TABLES: dict[str, Callable[[Heads], str]] = {
    "grants": grants_table,
    "general": general_table,
    "acts": acts_table,
    "addresses": addresses_table,
    "operations": operations_table,
}


def put(page: str, name: str, table: str) -> str:
    begin, end = BEGIN.format(name), END.format(name)
    if begin not in page or end not in page:
        raise NoPlace(f"the page has no {begin} … {end}")
    before, rest = page.split(begin, 1)
    return f"{before}{begin}\n\n{table}\n\n{end}{rest.split(end, 1)[1]}"


def made(page: str, language: str) -> str:
    with translation.override(language):
        for name, table in TABLES.items():
            page = put(page, name, table(HEADS[language]))
    return page


def main() -> int:
    behind = False
    for language, path in PAGES.items():
        page = path.read_text("utf-8")
        wanted = made(page, language)
        if "--check" not in sys.argv:
            path.write_text(wanted, "utf-8")
        elif page != wanted:
            behind = True
            sys.stdout.write(f"{path.name} is behind the code: scripts/make_access_table.py\n")
    return int(behind)


if __name__ == "__main__":
    sys.exit(main())
