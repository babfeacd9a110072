"""The table of grants as it is read: for each role, what it may do from where it stands to a matter.

`doors` decides; this says the same by place, for docs/access.md and for the walk that compares both.
"""

from enum import StrEnum

from huiying.core.access.doors import GRANTS, Relation, left_to_partners
from huiying.core.kinds import Act, SeatRole


class Place(StrEnum):
    """Where a seat stands to a matter. The first five say where the matter lies, seen from the seat."""

    ASSIGNED = "assigned"
    OWN = "own-unit"
    BELOW = "below"
    ABOVE = "above"
    ELSEWHERE = "elsewhere"
    REVIEWING = "reviewing"
    OVER_REVIEWING = "over-reviewing"
    ASKING = "asking"
    INVESTIGATING = "investigating"
    INVESTIGATED_BELOW = "investigated-below"
    VISITING = "visiting"
    EMERGENCY = "emergency"
    RECOVERING = "recovering"
    CLEARING = "clearing"
    APPROVING = "approving"
    ANSWERABLE = "answerable"
    ACCUSED = "accused"
    ACCUSED_UNIT = "accused-unit"
    CHAIN = "chain"
    ASIDE = "aside"
    PARTNER = "partner"


# Whoever is not here stands in no relation, or in one that keeps away whatever else would be granted.
RELATIONS: dict[Place, Relation] = {
    Place.ASSIGNED: Relation.ASSIGNED,
    Place.OWN: Relation.HANDLING,
    Place.BELOW: Relation.ABOVE,
    Place.REVIEWING: Relation.REVIEWING,
    Place.OVER_REVIEWING: Relation.ABOVE_REVIEWING,
    Place.ASKING: Relation.ASKING,
    Place.INVESTIGATING: Relation.INVESTIGATING,
    Place.INVESTIGATED_BELOW: Relation.ABOVE_INVESTIGATING,
    Place.VISITING: Relation.VISITING,
    Place.EMERGENCY: Relation.EMERGENCY,
    Place.RECOVERING: Relation.RECOVERING,
    Place.CLEARING: Relation.CLEARING,
    Place.APPROVING: Relation.APPROVING,
    Place.ANSWERABLE: Relation.ANSWERABLE,
}
KEPT_AWAY = frozenset({Place.ACCUSED, Place.ACCUSED_UNIT, Place.CHAIN, Place.ASIDE})


def granted(role: SeatRole, *places: Place) -> frozenset[Act]:
    """What a seat may do on a matter, standing in all of these places to it at once."""
    if KEPT_AWAY & set(places):
        return frozenset()
    if Place.PARTNER in places:
        return left_to_partners(_together(role, set(places) - {Place.EMERGENCY}))
    return _together(role, set(places))


def listed(role: SeatRole, *places: Place) -> bool:
    """Whether the matter is on the seat's lists: what is opened in an emergency is not."""
    return Act.SEE in granted(role, *(place for place in places if place is not Place.EMERGENCY))


def _together(role: SeatRole, places: set[Place]) -> frozenset[Act]:
    acts: frozenset[Act] = frozenset()
    for place in places & set(RELATIONS):
        acts |= GRANTS.get((role, RELATIONS[place]), frozenset())
    return acts
