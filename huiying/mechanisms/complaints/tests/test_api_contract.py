"""The description of the API is true: whatever a client makes of it, the answer is one that it names."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema_rs import Draft202012Validator
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from huiying.config.wsgi import application
from huiying.core import clock
from huiying.core.access.clients import add_client
from huiying.mechanisms.complaints.tests import support

# Requests of an operation that takes a body: so many that are as described, so many that are not.
MADE_UP = 60
DOCUMENT = "/api/v1/openapi.json"
# A body that fits the schema may still name a category that is not there, and the lists take no parameters.
NOT_MEANT: list[Any] = [positive_data_acceptance]


@pytest.fixture
def described() -> dict[str, Any]:
    answer = Client().get(DOCUMENT)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/json")
    return dict(answer.json())


@pytest.mark.django_db
def test_the_document_is_openapi_of_version_3_1(described: dict[str, Any]):
    assert described["openapi"].startswith("3.1.")
    assert set(described["paths"]) == {
        "/api/v1/complaints",
        "/api/v1/complaints/{number}",
        "/api/v1/categories",
        "/api/v1/units",
        "/api/v1/cases/{number}",
        "/api/v1/petitions",
        "/api/v1/petitions/{number}",
        "/api/v1/petitions/{number}/events",
        "/api/v1/crimes",
        "/api/v1/case-events",
    }
    for name, schema in described["components"]["schemas"].items():
        # OpenAPI 3.1 schemas are JSON Schema 2020-12; a wrong one is refused here.
        checked = Draft202012Validator({**schema, "components": described["components"]})
        assert not checked.is_valid([name])


@pytest.mark.django_db
def test_every_error_is_described_as_a_problem_document(described: dict[str, Any]):
    answers = described["paths"]["/api/v1/complaints"]["post"]["responses"]
    assert {"200", "201", "400", "401", "409", "422"} <= set(answers)
    for status, answer in answers.items():
        kind = "application/json" if int(status) < 400 else "application/problem+json"
        assert list(answer["content"]) == [kind]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The application answers in this thread, inside the test's transaction: its connection stays open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_made_from_the_document_breaks_its_word(
    service: support.Service, mode: GenerationMode
):
    token = add_client(name="110", unit_id=service.units["response"], channel="110", at=clock.now())
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, application)
    answers: Counter[tuple[str, int]] = Counter()
    for found in schema.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.body:
            # Nothing can be wrong with a request that takes nothing.
            continue

        @settings(
            max_examples=MADE_UP,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def asking(case: schemathesis.Case) -> None:
            head = {"Authorization": f"Bearer {token}"}
            answer = case.call_and_validate(headers=head, excluded_checks=NOT_MEANT)
            answers[case.operation.label, answer.status_code] += 1

        asking()
    asked = {label for label, _ in answers}
    with_body = {f.ok().label for f in schema.get_all_operations() if f.ok().body}
    sent = sum(count for (label, _), count in answers.items() if label in with_body)
    assert sent >= MADE_UP * len(with_body)
    assert asked >= {"POST /api/v1/complaints"}
    assert not [status for _, status in answers if status >= 500]
    if mode is GenerationMode.POSITIVE:
        assert asked >= {"GET /api/v1/categories", "GET /api/v1/units"}
