"""A connection that the server ended is let go before the next request uses it."""

import psycopg
import pytest
from django.core.signals import request_finished, request_started
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def asked() -> int:
    """The server's process behind this connection, as the first query of a request learns it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def next_request() -> None:
    connection.close_at = None  # kept between requests, as in real use
    request_finished.send(sender=None)
    request_started.send(sender=None)


def test_a_connection_is_kept_from_one_request_to_the_next():
    first = asked()
    next_request()
    assert asked() == first


def test_a_connection_that_the_server_ended_is_replaced_before_it_is_used():
    first = asked()
    params = connection.get_connection_params()
    with psycopg.connect(
        host=params["host"], user=params["user"], dbname=params["dbname"], autocommit=True
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    next_request()
    assert asked() != first
