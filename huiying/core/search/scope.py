"""Which matters a searcher may search: those in their own hands, never all that they may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiying.core.access import doors
from huiying.core.access.doors import GRANTS, Relation
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, Seat
from huiying.core.ledger import queries as ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One way in which the searcher handles or reviews: as the unit in charge, or by a party.

    Ways are kept apart so that each is read from its own index, newest first. `handled` still has to be asked of what
    is found: asked of all that is in reach, it would be worked out for each matter there is.
    """

    unit: int = 0
    column: str = "handling_unit"
    held: QuerySet[Any] | None = None

    def on_matters(self) -> Q:
        return self._condition(unit=self.column, matter="pk")

    def on_rows(self) -> Q:
        return self._condition(unit=f"matter__{self.column}", matter="matter")

    def on_this(self) -> Q:
        """For a few matters that are already known."""
        if self.held is None:
            return self.on_matters()
        return Q(Exists(self.held.filter(matter_id=OuterRef("pk"))))

    def _condition(self, *, unit: str, matter: str) -> Q:
        if self.held is None:
            return Q(**{unit: self.unit})
        return Q(**{f"{matter}__in": self.held.values("matter_id")})


def reach(by: Actor) -> list[Way]:
    if by.kind is not ActorKind.STAFF or by.officer_id is None:
        return []
    ways: list[Way] = []
    if any(_grants(seat, Relation.ASSIGNED, Act.WORK) for seat in by.seats):
        assigned = [(PartyRole.ASSIGNED, None)]
        ways.append(Way(held=ledger.matters_where(held=assigned, officer=by.officer_id)))
    ways += [Way(unit=unit) for unit in _units(by, Relation.HANDLING, Act.WORK)]
    for unit in _units(by, Relation.INVESTIGATING, Act.WORK):
        ways.append(Way(unit=unit, column="investigating_unit"))
    for unit in _units(by, Relation.REVIEWING, Act.REVIEW):
        ways.append(Way(held=ledger.matters_where(held=[(PartyRole.REVIEWING, [unit])])))
    return ways


def handled(by: Actor) -> Q:
    """What `visible` grants and the searcher handles or reviews; for `access.among`."""
    any_way = Q(pk__in=[])
    for way in reach(by):
        any_way |= way.on_this()
    return doors.visible(by) & any_way


def _units(by: Actor, relation: Relation, act: Act) -> list[int]:
    return sorted({seat.unit_id for seat in by.seats if _grants(seat, relation, act)})


def _grants(seat: Seat, relation: Relation, act: Act) -> bool:
    return act in GRANTS.get((seat.role, relation), frozenset())
