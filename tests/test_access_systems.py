"""What a records system can learn of cases that are not its own: nothing."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client

from huiying.core.access.clients import add_client
from huiying.core.units import queries as units
from huiying.mechanisms.cases.tests import support as cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(db: None, monkeypatch: pytest.MonkeyPatch) -> cases.Service:
    made = cases.build()
    monkeypatch.setattr("huiying.core.clock.now", lambda: made.at + timedelta(days=5))
    return made


def test_a_records_system_learns_nothing_of_the_cases_of_another(service: cases.Service):
    """The same number, put by a client of another unit, is a case of its own; what is wrong repeats nothing."""
    west = units.unit_by_code("west-gate")
    assert west is not None
    at = cases.AT + timedelta(days=5)
    tokens = {n: add_client(name=n, unit_id=west.id, channel="records", at=at) for n in ("a", "b")}
    put = {"unit": "west-gate", "crime": "burglary", "reported_at": at.isoformat()}

    def send(who: str, body: Mapping[str, object]) -> tuple[int, dict[str, object]]:
        answer = Client().put(
            "/api/v1/cases/K-1", json.dumps(body), content_type="application/json",
            headers={"Authorization": f"Bearer {tokens[who]}"},
        )  # fmt: skip
        return answer.status_code, answer.json()

    first, second = send("a", put), send("b", put)
    assert (first[0], second[0]) == (201, 201)
    assert first[1]["ref"] != second[1]["ref"]
    for wrong in (
        {**put, "unit": "欧阳青禾"},
        {**put, "events": [{"id": "欧阳青禾"}]},
        {**put, "people": [{"欧阳青禾": "欧阳青禾"}]},
    ):
        status, told = send("b", wrong)
        assert status in (400, 409, 422), told
        assert "欧阳青禾" not in json.dumps(told, ensure_ascii=False)
