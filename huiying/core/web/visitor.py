"""Who asks, and when: what every view reads from the request first."""

from datetime import datetime

from django.http import HttpRequest

from huiying.core import clock
from huiying.core.kinds import Actor
from huiying.core.people.queries import staff_actor


def at(request: HttpRequest) -> datetime:
    """The instant of this request, read from the clock once."""
    found: datetime | None = getattr(request, "hy_at", None)
    if found is None:
        found = clock.now()
        request.hy_at = found  # type: ignore[attr-defined]
    return found


def staff(request: HttpRequest) -> Actor | None:
    """The signed-in member of staff with the postings in force now; None for anybody else."""
    if not hasattr(request, "hy_staff"):
        user = getattr(request, "user", None)
        found = staff_actor(user, at(request)) if user is not None else None
        request.hy_staff = found  # type: ignore[attr-defined]
    result: Actor | None = request.hy_staff  # type: ignore[attr-defined]
    return result
