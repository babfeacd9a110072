"""A small service and matters with texts, written as the ledger writes them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from huiying.core.kinds import Actor, ActorKind, EventSpec, PartyRole, SeatRole, system
from huiying.core.ledger.book import new_book
from huiying.core.search import services
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.units.models import Level

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BROUGHT = EventSpec(kind="test.brought", texts=("subject", "narrative", "message", "reason"))


@dataclass(frozen=True, kw_only=True)
class Service:
    bureau: int
    station: int
    other: int

    def officer(self, number: str, unit: int, role: SeatRole) -> Actor:
        officer_id = unit_services.add_officer(number=number, zh=number)
        unit_services.post_officer(officer_id=officer_id, unit_id=unit, role=role, since=LONG_AGO)
        seats = units.seats_of(officer_id, NOW)
        return Actor(kind=ActorKind.STAFF, name=number, officer_id=officer_id, seats=seats)

    def matter(
        self, unit: int, *, days_ago: int = 0, assigned: Actor | None = None, accused: int | None = None,
        reviewing: int | None = None, **texts: str,
    ) -> UUID:  # fmt: skip
        """A matter handled by a unit, with texts that wait to be indexed."""
        opened = NOW - timedelta(days=days_ago)
        with transaction.atomic():
            book = new_book(
                kind="test", packs=[], region="", by=system("test"), at=NOW, opened_at=opened
            )
            entry = book.record(BROUGHT, texts=texts, occurred_at=opened)
            book.add_party(PartyRole.HANDLING, event=entry, unit=unit)
            book.add_party(PartyRole.DECIDING, event=entry, unit=unit)
            if assigned:
                book.add_party(PartyRole.ASSIGNED, event=entry, officer=assigned.officer_id)
            if accused:
                book.add_party(PartyRole.ACCUSED, event=entry, unit=accused)
            if reviewing:
                book.add_party(PartyRole.REVIEWING, event=entry, unit=reviewing)
            services.queue_entry(book, entry)
            book.flush()
        return book.matter.pk


@pytest.fixture
def service(db: None) -> Service:
    def unit(code: str, level: Level, parent: int | None) -> int:
        return unit_services.open_unit(
            code=code, zh=code, en=code, level=level, opened_on=date(2020, 1, 1), parent=parent
        )

    bureau = unit("bureau", Level.COUNTY, None)
    return Service(
        bureau=bureau,
        station=unit("station", Level.STATION, bureau),
        other=unit("other", Level.STATION, bureau),
    )


@pytest.fixture
def handler(service: Service) -> Actor:
    return service.officer("C001", service.bureau, SeatRole.COMPLAINTS)
