"""Which matters a searcher may search: those in their own hands, never all that they may see."""

from django.db.models import Q

from huiying.core.access.doors import GRANTS, Relation
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, Seat
from huiying.core.ledger import queries as ledger


def reach(by: Actor) -> list[Q]:
    """One condition on matters for each way in which the searcher handles or reviews.

    They are kept apart so that each is read from its own index, newest first. `visible` still has to be asked of what
    is found: asked of all that is in reach, it would be worked out for each matter there is.
    """
    if by.kind is not ActorKind.STAFF or by.officer_id is None:
        return []
    ways: list[Q] = []
    if any(_grants(seat, Relation.ASSIGNED, Act.WORK) for seat in by.seats):
        held = ledger.matters_where(held=[(PartyRole.ASSIGNED, None)], officer=by.officer_id)
        ways.append(Q(pk__in=held.values("matter_id")))
    for unit in _units(by, Relation.HANDLING, Act.WORK):
        ways.append(Q(handling_unit=unit))
    for unit in _units(by, Relation.REVIEWING, Act.REVIEW):
        held = ledger.matters_where(held=[(PartyRole.REVIEWING, [unit])])
        ways.append(Q(pk__in=held.values("matter_id")))
    return ways


def _units(by: Actor, relation: Relation, act: Act) -> list[int]:
    return sorted({seat.unit_id for seat in by.seats if _grants(seat, relation, act)})


def _grants(seat: Seat, relation: Relation, act: Act) -> bool:
    return act in GRANTS.get((seat.role, relation), frozenset())
