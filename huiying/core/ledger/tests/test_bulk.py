"""Rows that are packed in one process and written in another."""

import pickle
import uuid
from datetime import UTC, datetime

import pytest

from huiying.core.ledger.bulk import Bulk, send
from huiying.core.people.models import SealedText

pytestmark = pytest.mark.django_db


def test_what_was_packed_goes_through_a_pipe_and_is_written_as_it_was():
    text = SealedText(
        id=uuid.uuid4(),
        sealed=b"\x00\\sealed\n\t",
        salt=b"salt",
        commitment=b"\xff" * 32,
        created_at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    )
    batch = Bulk()
    batch.add(text)
    send(pickle.loads(pickle.dumps(batch.packed())))
    read = SealedText.objects.get(pk=text.pk)
    assert bytes(read.sealed or b"") == text.sealed
    assert bytes(read.commitment or b"") == text.commitment
    assert read.created_at == text.created_at
