"""A statement sent as it is: what it is worth, inside a transaction and outside of one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PUT = "INSERT INTO at_once_tried (word) VALUES ($1) RETURNING id, word"


@pytest.fixture(autouse=True)
def table():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE at_once_tried (id serial PRIMARY KEY, word text UNIQUE)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE at_once_tried")


def put(word: str | None) -> list[tuple[bytes | None, ...]]:
    link: Any = connection
    return link.at_once(PUT, [None if word is None else word.encode()])


def words() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM at_once_tried ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_it_answers_in_text_and_null_is_none():
    assert put("您好") == [(b"1", "您好".encode())]
    assert put(None) == [(b"2", None)]


def given_up(*steps: Callable[[], object]) -> None:
    """A transaction in which this was done, and which was then taken back."""
    with transaction.atomic():
        for step in steps:
            step()
        transaction.set_rollback(True)


def test_outside_a_transaction_it_is_one_of_its_own():
    given_up(lambda: put("kept"))
    assert words() == ["kept"]


def test_in_a_transaction_that_has_begun_it_goes_as_that_goes():
    given_up(words, lambda: put("gone"))
    assert words() == []


def test_what_the_database_refuses_is_raised_as_by_any_query_and_the_next_goes_on():
    put("one")
    with pytest.raises(IntegrityError):
        put("one")
    put("two")
    assert words() == ["one", "two"]


def test_statements_that_somebody_else_let_go_of_are_planned_anew():
    put("one")
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    put("two")
    put("three")
    assert words() == ["one", "two", "three"]


def test_ever_new_statements_do_not_pile_up_on_the_server():
    link: Any = connection
    for n in range(130):
        assert link.at_once(f"SELECT {n}", []) == [(str(n).encode(),)]
    [(count,)] = link.at_once("SELECT count(*) FROM pg_prepared_statements", [])
    assert int(count) <= 101
    put("still")
    assert words() == ["still"]
