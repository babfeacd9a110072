"""A folder of files of one's own, a matter, and a way to send and clean."""

from datetime import UTC, datetime, timedelta

import pytest

from huiying.core.files import blobs, queries, services
from huiying.core.kinds import system
from huiying.core.ledger.book import new_book

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HUIYING_FILES = tmp_path / "files"
    return settings.HUIYING_FILES


@pytest.fixture
def matter(db):
    book = new_book(kind="complaint", packs=[], region="", by=system("test"), at=AT)
    book.flush()
    return book.matter.pk


@pytest.fixture
def send(matter):
    """Send bytes to the matter; gives the id of the file."""

    def sending(content, name="file.bin", **where):
        chunks = [content[i : i + 5000] for i in range(0, len(content), 5000)]
        target = where or {"matter_id": matter}
        return services.receive_file(chunks=chunks, name=name, by=system("test"), at=AT, **target)

    return sending


@pytest.fixture
def cleaned(send):
    """Send, clean; gives the row and, if there is one, the copy that is served."""

    def cleaning(content, name="file.bin", limits=None):
        file_id = send(content, name)
        services.clean_waiting(at=LATER, limit=10, limits=limits)
        row = queries.file_row(file_id)
        if not row.can_be_opened:
            return row, None
        return row, b"".join(queries.open_served(file_id).chunks)

    return cleaning


@pytest.fixture
def on_disk(folder):
    """The places of all that lies in the folder."""
    return lambda: sorted(place for place, _ in blobs.everything())
