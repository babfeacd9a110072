"""Other systems get problem documents, people get pages."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", "/api/", "/api/v2/complaints"])
def test_an_address_of_the_api_that_is_not_there_is_a_problem_document(path: str):
    answer = Client().get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    assert answer.json()["detail"]


def test_a_method_that_is_not_taken_is_one_too_and_says_which_is():
    answer = Client().get("/api/v1/complaints")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert "POST" in answer["Allow"]
    assert "POST" in answer.json()["detail"]


def test_a_person_still_gets_a_page():
    answer = Client().get("/nothing-here")
    assert answer.status_code == 404
    assert "text/html" in answer["Content-Type"]
