"""Whom one can ask on a matter: a second person, an outside body, a supervisor. Never a unit in conflict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access import conflict
from huiying.core.kinds import PartyRole, SeatRole
from huiying.core.ledger.entries import PartyRow
from huiying.core.units import queries as units
from huiying.core.units.models import Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """A matter as its surroundings see it: its parties, the unit in charge, and when."""

    parties: Sequence[PartyRow]
    in_charge: int | None
    at: datetime

    def free(self, unit_id: int) -> bool:
        """Whether a unit may be asked for something: open, and not in the chain of who is accused."""
        row = units.unit(unit_id)
        return not row.closed and not conflict.unit_excluded(
            unit_id, self._held(PartyRole.ACCUSED), self._held(PartyRole.DECIDING)
        )

    def _held(self, role: PartyRole) -> list[int]:
        return [
            p.unit_id
            for p in self.parties
            if p.role is role and p.until is None and p.unit_id is not None
        ]

    def upwards(self) -> Iterator[int]:
        """The unit in charge, then each above it, each with its offices."""
        if self.in_charge is None:
            return
        tree = units.tree()
        for unit_id in (self.in_charge, *reversed(units.unit(self.in_charge).ancestors())):
            offices = [
                u.id for u in tree.values() if u.parent_id == unit_id and u.level == Level.OFFICE
            ]
            yield from (each for each in (unit_id, *offices) if self.free(each))

    def second_units(self, *, but: int | None) -> list[int]:
        """Units with somebody to ask other than the one who decided, the nearest first: where legal officers are, then
        where a head is."""
        found: list[int] = []
        for role in (SeatRole.LEGAL, SeatRole.HEAD):
            for unit_id in self.upwards():
                there = units.present([unit_id], self.at, role)
                if unit_id not in found and any(o.id != but for o in there):
                    found.append(unit_id)
        return found

    def outside_units(self) -> list[int]:
        """Who may approve from outside: outside bodies, then units with the seat of oversight; not who is in charge."""
        free = [u for u in units.tree().values() if u.id != self.in_charge and self.free(u.id)]
        outside = [u.id for u in free if u.level == Level.OUTSIDE]
        return outside + [u.id for u in free if u.oversight_seat and u.id not in outside]

    def supervising(self) -> int:
        """The nearest unit, from the one in charge up, where a supervisor sits; else the one in charge."""
        ways = list(self.upwards())
        for unit_id in ways:
            if units.present([unit_id], self.at, SeatRole.SUPERVISOR):
                return unit_id
        return ways[0] if ways else int(self.in_charge or 0)
