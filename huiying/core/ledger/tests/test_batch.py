"""What is written together is one message where it can be, and part of a wider transaction where it must be."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from huiying.core.ledger.batch import Batch
from huiying.core.people.models import Draft
from huiying.core.rows import row

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that went as one message each."""
    found: list[str] = []
    link: Any = connections[DEFAULT_DB_ALIAS]
    if link.vendor == "postgresql":
        at_once = link.at_once

        def noted(sql: str, values: Any) -> Any:
            found.append(sql)
            return at_once(sql, values)

        monkeypatch.setattr(link, "at_once", noted)
    return found


def draft(name: bytes) -> Draft:
    return row(Draft, digest=name, purpose="test", sealed=b"\x00\xff", expires_at=AT)


def two_rows_and_a_change() -> Batch:
    Draft.objects.create(digest=b"old", purpose="test", sealed=b"", expires_at=AT)
    batch = Batch()
    batch.add(draft(b"a"), draft(b"b"))
    batch.then("UPDATE people_draft SET expires_at = %s WHERE digest = %s", [LATER, b"old"])
    return batch


def kept() -> dict[bytes, tuple[bytes, datetime]]:
    return {bytes(d.digest): (bytes(d.sealed), d.expires_at) for d in Draft.objects.all()}


WRITTEN = {b"a": (b"\x00\xff", AT), b"b": (b"\x00\xff", AT), b"old": (b"", LATER)}


@pytest.mark.postgres
def test_with_nothing_before_and_nothing_after_it_is_one_message(sent: list[str]):
    batch = two_rows_and_a_change()
    with transaction.atomic():
        batch.flush(last=True)
    assert len(sent) == 1
    assert kept() == WRITTEN


@pytest.mark.parametrize("last", [True, False])
def test_after_a_query_of_its_transaction_it_is_part_of_that(sent: list[str], last: bool):
    batch = two_rows_and_a_change()
    with transaction.atomic():
        assert Draft.objects.count() == 1
        batch.flush(last=last)
    assert sent == []
    assert kept() == WRITTEN


def test_what_is_not_the_last_goes_with_what_follows(sent: list[str]):
    batch = two_rows_and_a_change()
    with transaction.atomic():
        batch.flush()
        transaction.set_rollback(True)
    assert sent == []
    assert kept() == {b"old": (b"", AT)}
