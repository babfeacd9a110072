"""What is sent by those it is not for; what systems may call; what lists, totals and wrong codes give away: nothing."""

# ruff: noqa: F811 - pytest hands a fixture over by its name.

import json
import re
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiying.core import clock
from huiying.core.access.clients import add_client, revoke_client
from huiying.core.ledger import codes
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.mechanisms.complaints.services.following import look_up
from tests.access_table import ANYBODY, HOLDER, NOBODY, STAFF, TABLE, Way
from tests.test_access_walk import World, complain, expected, plain, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

operations = import_module("scripts.make_access_table").operations

# --- sent by those it is not for ---------------------------------------------------------------------------


def sent() -> Iterator[tuple[str, Way, str]]:
    """Each address that is not everybody's, and each visitor it is not for."""
    for name, ways in TABLE.items():
        for way in ways:
            for who in sorted(ANYBODY - way.who - set(way.but)):
                yield name, way, who


@pytest.mark.timeout(300)
def test_what_is_not_for_a_visitor_takes_nothing_from_them_either(world: World):
    before = [len(ledger.history(m.matter_id)) for m in (world.own, world.other)]
    wrong = []
    for name, way, who in sent():
        url = reverse(name, kwargs=world.filled(way.given))
        answer = world.clients[who].post(url, {"reason": "x"})
        to = str(answer.get("Location", "")).partition("?")[0]
        if (answer.status_code, to) != expected(name, way, who):
            wrong.append((name, dict(way.given), who, answer.status_code, to))
    assert wrong == [], "\n".join(map(str, wrong))
    assert before == [len(ledger.history(m.matter_id)) for m in (world.own, world.other)]


# --- operations of the API -----------------------------------------------------------------------------------

CALLERS = ("nobody", "wrong", "revoked", "client", "head", "holder")
EVERYBODY = dict.fromkeys(CALLERS, 200)
OPERATIONS: dict[str, dict[str, int]] = {
    "POST /api/v1/complaints": {**dict.fromkeys(CALLERS, 401), "client": 201},
    "GET /api/v1/complaints/{number}": {**dict.fromkeys(CALLERS, 401), "client": 404},
    "GET /api/v1/categories": EVERYBODY,
    "GET /api/v1/units": EVERYBODY,
    "PUT /api/v1/cases/{number}": {**dict.fromkeys(CALLERS, 401), "client": 201},
    "POST /api/v1/petitions": {**dict.fromkeys(CALLERS, 401), "client": 201},
    "GET /api/v1/petitions/{number}": {**dict.fromkeys(CALLERS, 401), "client": 404},
    "GET /api/v1/petitions/{number}/events": {**dict.fromkeys(CALLERS, 401), "client": 404},
    "GET /api/v1/crimes": EVERYBODY,
    "GET /api/v1/case-events": EVERYBODY,
    "GET /api/v1/openapi.json": EVERYBODY,
}


def body_of(path: str, world: World) -> dict[str, str]:
    if "cases" in path:
        return {
            "unit": units.unit(world.city.stations[0]).code,
            "crime": "burglary",
            "reported_at": "2026-01-05T09:00:00+08:00",
        }
    if "petitions" in path:
        return {"narrative": "院墙被拆。", "forwarded_by": "信访局"}
    return {"narrative": "没人接电话。"}


def test_each_operation_is_in_the_table():
    assert {f"{method} {path}" for method, path, _token in operations()} == set(OPERATIONS)


def test_each_operation_answers_those_it_is_for_and_nobody_else(world: World):
    at = clock.now()
    tokens = {
        name: add_client(name=name, unit_id=world.city.stations[0], channel="110", at=at)
        for name in ("revoked", "client")
    }
    revoke_client(name="revoked", at=at)
    tokens["wrong"] = "x" * len(tokens["client"])
    seen: dict[str, dict[str, int]] = {}
    for operation in OPERATIONS:
        method, path = operation.split(" ")
        for caller in CALLERS:
            client = world.clients.get({"nobody": NOBODY}.get(caller, caller), Client())
            headers = {"Idempotency-Key": f"key-of-{caller}"}
            if caller in tokens:
                headers["Authorization"] = f"Bearer {tokens[caller]}"
            answer = client.generic(
                method, path.format(number="2026-1"), json.dumps(body_of(path, world)),
                content_type="application/json", headers=headers,
            )  # fmt: skip
            seen.setdefault(operation, {})[caller] = answer.status_code
            for secret in (world.own.ref, world.other.ref, world.own.code):
                assert secret.encode() not in answer.content
    assert seen == OPERATIONS


# --- lists, totals, searches -----------------------------------------------------------------------------------

LISTS = (
    "desk", "search", "leave", "watch", "oversight", "ask_views", "officer_own", "channel_counts",
    "intake", "slips", "private_tablet", "administer_units", "administer_people",
)  # fmt: skip
# Of a complaint about the station of `desk` and `stationhead` that Qinghe district decides.
BLIND = ("desk", "stationhead", "city", "response", "outside", "procuratorate", "admin")


def same(page: bytes) -> bytes:
    """A page without its tokens: of the form, and of the one filing that it may become."""
    return re.sub(rb'name="key" value="[^"]+"', b"", plain(page, "-"))


def look(world: World) -> dict[tuple[str, str], bytes]:
    found = {}
    for who in BLIND:
        for name in LISTS:
            found[who, name] = same(world.clients[who].get(reverse(name)).content)
        for typed in ("窗口民警", "林小满", "13800000000", "attitude"):
            answer = world.clients[who].post(reverse("search"), {"words": typed, "reason": "x"})
            found[who, f"search {typed}"] = same(answer.content)
    return found


def test_lists_totals_and_searches_are_the_same_with_and_without_what_one_may_not_see(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    now = clock.now()
    monkeypatch.setattr("huiying.core.clock.now", lambda: now)
    look(world)
    before = look(world)
    complain(world.city.stations[0])
    after = look(world)
    assert [place for place in before if before[place] != after[place]] == []


# --- wrong codes -------------------------------------------------------------------------------------------------


def work_of(typed: str, at: datetime) -> list[str]:
    """The statements that one look-up costs, without what was typed."""
    with CaptureQueriesContext(connection) as asked:
        assert look_up(typed=typed, at=at) is None
    said = [query["sql"].partition("WHERE")[0] for query in asked.captured_queries]
    return [re.sub(r"s\d+_x\d+", "savepoint", one) for one in said]


def test_a_wrong_code_costs_the_same_work_whatever_is_wrong_with_it(world: World):
    unknown = codes.new_code()
    malformed = ("", "x", "1" * codes.LENGTH, "9" * 400)
    page = reverse("matter_replace_code", kwargs={"handle": world.handle})
    assert world.clients[HOLDER].post(page, {"sure": "on"}).status_code < 400
    replaced = world.own.code
    now = clock.now()
    costs = {typed: work_of(typed, now) for typed in (unknown, *malformed, replaced)}
    assert len({tuple(cost) for cost in costs.values()}) == 1, costs
    assert len(costs[unknown]) >= 1


def test_a_wrong_code_is_told_the_same_whatever_is_wrong_with_it(world: World):
    pages = set()
    for typed in (codes.grouped(codes.new_code()), "1234", "1" * codes.LENGTH):
        answer = Client().post(reverse("matter_lookup"), {"code": typed})
        assert answer.status_code == 422
        pages.add(plain(answer.content, typed))
    assert len(pages) == 1


def test_the_names_of_files_and_errors_say_nothing_of_a_matter(world: World):
    """A file of another matter, of none, and of one that is closed to the visitor: one answer."""
    for who in sorted(STAFF - {"complaints", "colleague", "head", "supervisor"}):
        pages = set()
        for ref in ("own", "other"):
            for file_id in ("own", "other"):
                way = {"ref": ref, "file_id": file_id}
                answer = world.clients[who].get(reverse("staff_file", kwargs=world.filled(way)))
                assert answer.status_code == 403
                filled = world.filled(way)
                bare = plain(answer.content, filled["ref"])
                pages.add(bare.replace(filled["file_id"].encode(), b"FILE"))
        assert len(pages) == 1, who
