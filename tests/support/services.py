"""A small fictional service as the tests of mechanisms make it: units and officers by name, made by services."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from huiying.core.kinds import Actor, ActorKind, SeatRole
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.units.services import add_officer, open_unit, post_officer

# Monday 2 March 2026, 10:00 in Shanghai.
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
# (code, code of the unit above, level, what else it is)
Units = Iterable[tuple[str, str, Level, dict[str, Any]]]
# (name, code of the unit, seat)
Officers = Iterable[tuple[str, str, SeatRole]]


def days(amount: float) -> timedelta:
    return timedelta(days=amount)


@dataclass(kw_only=True)
class Service:
    """The units by name and the officers by name, as ids."""

    units: dict[str, int] = field(default_factory=dict)
    officers: dict[str, int] = field(default_factory=dict)
    at: datetime = AT

    def actor(self, name: str, at: datetime | None = None) -> Actor:
        """The officer with the postings in force at an instant."""
        officer = self.officers[name]
        seats = units.seats_of(officer, at or self.at)
        return Actor(kind=ActorKind.STAFF, name=name, officer_id=officer, seats=seats)

    def pair(self, *names: str) -> tuple[int, ...]:
        """Some of the officers, as ids."""
        return tuple(self.officers[name] for name in names)


def made_of(tree: Units, people: Officers) -> Service:
    """The tree and its people, in place since the first day of 2025."""
    service = Service()
    since = datetime(2025, 1, 1, tzinfo=UTC)
    for code, parent, level, extra in tree:
        service.units[code] = open_unit(
            code=code,
            zh=code,
            en=code,
            level=level,
            opened_on=date(2025, 1, 1),
            parent=service.units.get(parent),
            **extra,
        )
    for number, (name, unit, role) in enumerate(people, start=1):
        officer = add_officer(number=f"{number:06d}", zh=name, en=name.title())
        service.officers[name] = officer
        post_officer(officer_id=officer, unit_id=service.units[unit], role=role, since=since)
    return service
