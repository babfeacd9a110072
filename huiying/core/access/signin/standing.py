"""Who must show a second factor, and when a sign-in no longer stands for what it was begun for."""

from collections.abc import Iterable

from django.conf import settings

from huiying.core.access import doors
from huiying.core.kinds import Act, Actor, Seat, SeatRole

# Words somebody wrote are personal data as much as a name; who gives roles can give themselves any.
_PERSONAL = frozenset({Act.SEE, Act.SEE_PERSON, Act.SPEAK_APART, Act.ADMINISTER})


def sees_personal_data(role: SeatRole) -> bool:
    """Read off the table of grants, so that a new role is judged with it."""
    acts = set(doors.GENERAL.get(role, frozenset()))
    for (granted, _relation), more in doors.GRANTS.items():
        if granted is role:
            acts |= more
    return bool(acts & _PERSONAL)


def factor_required(actor: Actor | None) -> bool:
    if actor is None or not settings.HUIYING_REQUIRE_SECOND_FACTOR:
        return False
    return any(sees_personal_data(role) for role in actor.roles())


def standing(seats: Iterable[Seat]) -> str:
    """Units and roles in one line. Suspended, moved, promoted: it is another line, and the sign-in is over."""
    return " ".join(sorted(f"{seat.unit_id}:{seat.role.value}" for seat in seats))[:400]
