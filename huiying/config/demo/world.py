"""The world in which the demonstration's matters happen: a diary of what comes next, units, officers, office hours."""

import heapq
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation

from huiying.core.access.doors import Denied
from huiying.core.kinds import Actor, ActorKind, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.complaints.rules import Declined

ZONE = ZoneInfo("Asia/Shanghai")
_OPENS, _CLOSES = 8 * 60 + 40, 17 * 60 + 30


class World:
    """Units and officers as they are, and the diary: who does what, when, in the order of time."""

    def __init__(self) -> None:
        rows = [row for row in units.tree().values() if not row.closed]
        by_code = {row.code: row.id for row in rows}
        self.bureau, self.response = by_code["YP"], by_code["YP-MY"]
        self.outside = by_code["OUT-1"]
        self.districts = [row.id for row in rows if row.level == Level.COUNTY]
        self.stations = [row.id for row in rows if row.level == Level.STATION]
        self.parent = {row.id: row.parent_id for row in rows}
        self._staff: dict[tuple[int, SeatRole], list[Actor]] = {}
        self._diary: list[tuple[datetime, int, Case, Step]] = []
        self._order = 0
        self.slips: dict[int, list[tuple[str, str]]] = {}
        self.declined: dict[str, int] = {}

    def staff(self, unit: int, role: SeatRole, n: int = 0) -> Actor:
        """The n-th officer who holds a role in a unit."""
        found = self._staff.get((unit, role))
        if found is None:
            found = self._staff[unit, role] = _actors(unit, role)
        return found[n % len(found)]

    def put(self, when: datetime, case: "Case", step: "Step") -> None:
        heapq.heappush(self._diary, (when, self._order, case, step))
        self._order += 1

    def next_at(self) -> datetime | None:
        return self._diary[0][0] if self._diary else None

    def do_next(self) -> None:
        """The next thing in the diary. What the rules decline by then does not happen."""
        when, _, case, step = heapq.heappop(self._diary)
        case.at = when
        try:
            # The officers of this city write Chinese, whatever language the command that makes it speaks.
            with translation.override("zh-hans"):
                step(case)
        except (Declined, Denied) as declined:
            name = f"{step.__name__}: {declined}"
            self.declined[name] = self.declined.get(name, 0) + 1


def _actors(unit: int, role: SeatRole) -> list[Actor]:
    from huiying.core import clock

    now = clock.now()
    return [
        Actor(
            kind=ActorKind.STAFF,
            name="",
            officer_id=officer.id,
            seats=tuple(s for s in units.seats_of(officer.id, now) if s.unit_id == unit),
        )
        for officer in units.present([unit], now, role)
    ]


@dataclass(kw_only=True, eq=False)
class Case:
    """One person's matter on its way: what was drawn for it, and where it is."""

    world: World
    draw: random.Random
    at: datetime
    category: str
    english: bool = False
    contact: Contact = field(default_factory=Contact)
    about_unit: int = 0
    about_officer: int = 0
    channel: str = "web"
    matter_id: uuid.UUID = field(default_factory=lambda: uuid.UUID(int=0))
    holder: Actor | None = None
    code: str = ""
    # Which of the two officers of the office has it.
    hand: int = 0
    # Nobody ever acts on it unless told from above.
    silent: bool = False
    finding: str = ""
    # How often its unit looked through it for what it is late with.
    looked: int = 0
    # A matter of these weeks that still waits for this, on the desk that visitors try: accepted, or answered.
    waits: str = ""

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def then(self, step: "Step", low: float, high: float, *, desk: bool = True) -> None:
        """Put a step in the diary, so many days from now; at a desk, in office hours."""
        when = self.at + timedelta(days=self.draw.uniform(low, high))
        self.world.put(in_office(self.draw, when) if desk else when, self, step)

    def unit(self, role: PartyRole = PartyRole.HANDLING) -> int:
        """The unit that holds a role on the matter now."""
        held = [p for p in ledger.parties(self.matter_id) if p.role is role and p.until is None]
        return next((p.unit_id for p in reversed(held) if p.unit_id is not None), 0)

    def officer(self, role: SeatRole = SeatRole.COMPLAINTS, n: int | None = None) -> Actor:
        return self.world.staff(self.unit(), role, self.hand if n is None else n)


Step = Callable[[Case], None]


def in_office(draw: random.Random, when: datetime) -> datetime:
    """The instant itself in office hours, else some minute of the next working morning."""
    local = when.astimezone(ZONE)
    minute = local.hour * 60 + local.minute
    if local.weekday() < 5 and _OPENS <= minute <= _CLOSES:
        return when
    if minute > _CLOSES or local.weekday() >= 5:
        local += timedelta(days=1)
    while local.weekday() >= 5:
        local += timedelta(days=1)
    morning = local.replace(hour=0, minute=0, second=0) + timedelta(minutes=_OPENS)
    return (morning + timedelta(minutes=draw.randint(0, 200))).astimezone(when.tzinfo)
