"""Conflict of interest, computed from the tree and the parties (mission N3, 信访工作条例 30(3)).

Kept away are the accused officer, the accused unit, and every unit of its direct chain below the one that decides.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from huiying.core.kinds import Actor, PartyRole, SeatRole
from huiying.core.ledger.entries import PartyRow
from huiying.core.units import queries as units
from huiying.core.units.models import Level


def excluded(by: Actor, parties: Iterable[PartyRow]) -> bool:
    """Whether an actor is kept away from a matter, whatever their seats would allow."""
    accused_units: list[int] = []
    deciding: list[int] = []
    for party in parties:
        away = party.role in {PartyRole.ACCUSED, PartyRole.RECUSED}
        if away and by.officer_id is not None and party.officer_id == by.officer_id:
            return True
        if party.until is None and party.unit_id is not None:
            if party.role is PartyRole.ACCUSED:
                accused_units.append(party.unit_id)
            elif party.role is PartyRole.DECIDING:
                deciding.append(party.unit_id)
    return any(unit_excluded(seat.unit_id, accused_units, deciding) for seat in by.seats)


def partner(by: Actor, parties: Sequence[PartyRow]) -> bool:
    """Whether an actor was lately posted together with an officer complained of: they do not handle it.

    Lately: within so many months before the officer was named (a setting). Somebody of the level above may except an
    officer from this, on record.
    """
    if by.officer_id is None or not settings.HUIYING_PARTNER_MONTHS:
        return False
    named = {
        p.officer_id: p.since
        for p in parties
        if p.role is PartyRole.ACCUSED and p.officer_id is not None
    }
    excepted = any(
        p.role is PartyRole.EXCEPTED and p.officer_id == by.officer_id and p.until is None
        for p in parties
    )
    if not named or excepted:
        return False
    since = min(named.values()) - timedelta(days=30 * settings.HUIYING_PARTNER_MONTHS)
    return units.served_together(by.officer_id, list(named), since, max(named.values()))


def unit_excluded(unit_id: int, accused: Sequence[int], deciding: Sequence[int]) -> bool:
    """Whether a unit is accused, or stands in the chain between an accused unit and the deciding one."""
    if not accused:
        return False
    own = units.unit(unit_id)
    over_accused = any(units.unit(a).below(own) for a in accused)
    over_deciding = any(units.unit(d).below(own) for d in deciding)
    return over_accused and (not over_deciding or unit_id in accused)


def deciding_unit(
    *, accused: Sequence[int], posted: Iterable[int] = (), default: int | None = None
) -> int:
    """The unit that decides a complaint about `accused` units.

    The nearest ancestor of all of them that has a complaints office, is not complained of itself, and where the
    accused officers (their units: `posted`) do not sit. Where none is left, the outside body. `default` is used
    where nobody is named. Raises LookupError where the tree has no outside body either.
    """
    barred = set(accused) | set(posted)
    if not barred:
        if default is not None:
            return default
        return _first_office()
    chains = [units.unit(u).ancestors() for u in sorted(barred)]
    common = [u for u in chains[0] if all(u in chain for chain in chains)]
    for candidate in reversed(common):
        row = units.unit(candidate)
        if row.complaints_office and not row.closed and candidate not in barred:
            return candidate
    return outside_body(barred)


def leadership(*, accused: Iterable[int], officers: Iterable[int], at: datetime) -> bool:
    """Whether a complaint is about those to whom everybody in the tree answers, or who could look into any of it: the
    head of the tree, who sits there, the response centre, an administrator. Nobody inside decides on these."""
    rows = units.tree()
    highest = {r.id for r in rows.values() if r.parent_id is None and not r.is_outside}
    centres = {r.id for r in rows.values() if r.response_centre}
    if set(accused) & (highest | centres):
        return True
    seats = [seat for officer in officers for seat in units.seats_of(officer, at)]
    return any(
        seat.unit_id in highest | centres or seat.role in {SeatRole.ADMIN, SeatRole.RESPONSE}
        for seat in seats
    )


def highest_units() -> tuple[int, ...]:
    """The heads of the tree, as who complains of "the leadership" means them."""
    return tuple(
        r.id
        for r in units.tree().values()
        if r.parent_id is None and not r.is_outside and not r.closed
    )


def reviewing_unit(*, handling: int, accused: Sequence[int], posted: Iterable[int] = ()) -> int:
    """Who looks again after a disagreement: the next complaints office above the one that answered, in no conflict;
    else another one at its level; else the outside body."""
    barred = set(accused) | set(posted) | {handling}
    row = units.unit(handling)
    for candidate in reversed(row.ancestors()):
        above = units.unit(candidate)
        if above.complaints_office and not above.closed and candidate not in barred:
            return candidate
    for other in units.tree().values():
        beside = other.parent_id == row.parent_id and other.level == row.level
        # An office over the accused cannot look, so it cannot look again either.
        free = other.id not in barred and not unit_excluded(other.id, sorted(accused), [])
        if beside and free and other.complaints_office and not other.closed:
            return other.id
    return outside_body(set(accused) | set(posted))


def outside_body(barred: Iterable[int] = ()) -> int:
    """The named seat outside the service, for complaints where no unit in the tree is free of conflict."""
    away = set(barred)
    for row in units.tree().values():
        if row.level == Level.OUTSIDE and not row.closed and row.id not in away:
            return row.id
    raise LookupError("no outside body free of conflict is set up: `huiying doctor` says how")


def _first_office() -> int:
    for row in units.tree().values():
        if row.complaints_office and not row.closed:
            return row.id
    return outside_body()


def asking_unit(*, handling: int) -> int | None:
    """The response centre that asks for views: never the unit that handled (N5)."""
    row = units.unit(handling)
    centres = [
        r for r in units.tree().values() if r.response_centre and not r.closed and r.id != handling
    ]
    for candidate in reversed(row.ancestors()):
        for centre in centres:
            if candidate in {centre.id, centre.parent_id}:
                return centre.id
    return centres[0].id if centres else None
