"""One matter with a few events, written as services write them."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from huiying.core.kinds import EventSpec, PartyRole, system
from huiying.core.ledger.book import Book, new_book
from huiying.core.ledger.reading import open_book
from huiying.core.units import services as units
from huiying.core.units.models import Level

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
BROUGHT = EventSpec(
    kind="test.brought",
    facts={"channel": str, "named": bool, "times": int},
    texts=("narrative", "wish"),
)
NARRATIVE = "窗口民警不收材料，也不给回执。"


def write(book: Book, **texts: str) -> uuid.UUID:
    return book.record(BROUGHT, {"channel": "web", "named": False, "times": 2}, texts).id


@pytest.fixture
def unit(db: None) -> int:
    return units.open_unit(
        code="u", zh="云浦分局", en="Yunpu", level=Level.COUNTY, opened_on=date(2020, 1, 1)
    )


@pytest.fixture
def matter(unit: int) -> uuid.UUID:
    with transaction.atomic():
        book = new_book(kind="test", packs=[], region="", by=system("test"), at=AT)
        write(book, narrative=NARRATIVE, wish="请给回执")
        write(book)
        book.add_party(PartyRole.HANDLING, event=book.history[0], unit=unit)
        book.flush()
    return book.matter.pk


def go_on(matter: uuid.UUID, at: datetime = AT, **texts: str) -> uuid.UUID:
    """One more event on a matter that is there."""
    with transaction.atomic():
        book = open_book(matter_id=matter, by=system("test"), at=at)
        event = write(book, **texts)
        book.flush()
    return event
