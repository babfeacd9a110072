"""What was asked is recorded for whoever looks for it, also once the server knows the statement by its name."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_statement_asked_again_and_again_is_recorded_with_its_words_each_time():
    link: Any = connection
    with CaptureQueriesContext(connection) as asked:
        for number in range(12):
            with link.prepared_cursor() as cursor:
                cursor.execute("SELECT %s::int + 1 AS recorded", [number])
                assert cursor.fetchone() == (number + 1,)
    assert len(asked.captured_queries) == 12
    assert all("AS recorded" in query["sql"] for query in asked.captured_queries)
