"""Who oversees a unit: the seat to which a line goes, and the officers to whom a mail goes."""

from collections.abc import Iterable
from datetime import datetime

from huiying.core.kinds import SeatRole
from huiying.core.units import queries as units


def seat_over(unit_id: int) -> int | None:
    """The seat of oversight nearest above a unit, else any there is; None: no unit has one."""
    chain = (*units.unit(unit_id).ancestors(), unit_id)
    seats = [r for r in units.tree().values() if r.oversight_seat and not r.closed]
    near = [r for r in seats if r.id in chain or r.parent_id in chain]
    return (near or seats)[-1].id if seats else None


def overseers_of(unit_ids: Iterable[int], at: datetime) -> set[int]:
    """Officers present who hold the role of oversight in one of the units, above them, or in the seat over them."""
    places: set[int] = set()
    for unit_id in unit_ids:
        places |= {unit_id, *units.unit(unit_id).ancestors()}
        over = seat_over(unit_id)
        places |= {over} if over is not None else set()
    return {o.id for o in units.present(sorted(places), at, SeatRole.OVERSIGHT)}
