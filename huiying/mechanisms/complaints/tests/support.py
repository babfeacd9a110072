"""A small fictional service, made by services: one city, two counties, four stations, an outside body, their people."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiying.core.duties.models import Duty
from huiying.core.kinds import Actor, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact
from huiying.core.units.models import Level
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, handling
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.filing import Filed, Filing, file_complaint
from huiying.mechanisms.complaints.standing import Stage, Standing
from tests.support.services import AT as AT
from tests.support.services import Service as Service
from tests.support.services import days as days
from tests.support.services import made_of

WEB = system("web")
# Left no channel at all; left an e-mail address; left a telephone number and a name.
SILENT = Contact()
BY_MAIL = Contact(name="林小满", email="lin@example.org")
BY_PHONE = Contact(name="林小满", phone="13800000000")


_UNITS: tuple[tuple[str, str, Level, dict[str, Any]], ...] = (
    ("city", "", Level.CITY, {"complaints_office": True, "oversight_seat": True}),
    ("response", "city", Level.OFFICE, {"response_centre": True}),
    ("east", "city", Level.COUNTY, {"complaints_office": True}),
    ("west", "city", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("east-lake", "east", Level.STATION, {}),
    ("west-gate", "west", Level.STATION, {}),
    ("west-lake", "west", Level.STATION, {}),
    ("outside", "", Level.OUTSIDE, {"complaints_office": True}),
)
_OFFICERS: tuple[tuple[str, str, SeatRole], ...] = (
    ("alice", "east", SeatRole.COMPLAINTS),
    ("ben", "east", SeatRole.COMPLAINTS),
    ("dora", "east", SeatRole.DESK),
    ("edith", "east", SeatRole.HEAD),
    ("clara", "city", SeatRole.COMPLAINTS),
    ("hugo", "city", SeatRole.HEAD),
    ("sven", "city", SeatRole.SUPERVISOR),
    ("olga", "city", SeatRole.OVERSIGHT),
    ("rita", "response", SeatRole.RESPONSE),
    ("wanda", "west", SeatRole.COMPLAINTS),
    ("accused", "east-gate", SeatRole.DESK),
    ("chief", "east-gate", SeatRole.HEAD),
    ("gus", "east-lake", SeatRole.DESK),
    ("outsider", "outside", SeatRole.COMPLAINTS),
    ("adam", "city", SeatRole.ADMIN),
)


def build() -> Service:
    """The tree and its people, in place since the first day of 2025."""
    return made_of(_UNITS, _OFFICERS)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A complaint in a test: its matter, and the person who holds its code."""

    matter_id: uuid.UUID
    filed: Filed
    holder: Actor

    def standing(self) -> Standing:
        return rules.read([e for e in ledger.history(self.matter_id) if e.kind != "event.annulled"])

    def stage(self) -> Stage:
        return self.standing().stage

    def kinds(self) -> list[str]:
        return [e.kind for e in ledger.history(self.matter_id)]

    def last(self, kind: str) -> dict[str, object]:
        """The facts of the last event of a kind."""
        return dict([e for e in ledger.history(self.matter_id) if e.kind == kind][-1].facts)

    def event_id(self, kind: str) -> uuid.UUID:
        return [e.id for e in ledger.history(self.matter_id) if e.kind == kind][-1]

    def duty(self, rule: str) -> Duty:
        return Duty.objects.filter(matter_id=self.matter_id, rule=rule).latest("opened_at", "n")

    def unit(self, role: PartyRole) -> int | None:
        held = [p for p in ledger.parties(self.matter_id) if p.role is role and p.until is None]
        return held[-1].unit_id if held else None

    def in_hand(self) -> int | None:
        held = [p for p in ledger.parties(self.matter_id) if p.role is PartyRole.ASSIGNED]
        return next((p.officer_id for p in held if p.until is None), None)


def file(
    service: Service,
    *,
    contact: Contact = SILENT,
    about: tuple[str, ...] = ("east-gate",),
    officers: tuple[str, ...] = (),
    category: str = "attitude",
    at: datetime | None = None,
    narrative: str = "窗口民警不收材料，也不给回执。",
    channel: str = "web",
    happened_on: str = "",
) -> Case:
    """A complaint about the station East Gate, by the public form; the county bureau East decides."""
    filed = file_complaint(
        filing=Filing(
            narrative=narrative,
            category=category,
            channel=channel,
            about_units=tuple(service.units[u] for u in about),
            about_officers=tuple(service.officers[o] for o in officers),
            contact=contact,
            happened_on=happened_on,
        ),
        by=WEB,
        at=at or service.at,
    )
    opened = following.look_up(typed=filed.code, at=at or service.at)
    assert opened is not None
    return Case(matter_id=filed.matter_id, filed=filed, holder=opened.actor)


def accepted(service: Service, **given: object) -> Case:
    case = file(service, **given)  # type: ignore[arg-type]
    handling.accept_complaint(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(1)
    )
    return case


def answered(service: Service, finding: str = "upheld", **given: object) -> Case:
    """Accepted after a day, answered after ten."""
    case = accepted(service, **given)
    answer_complaint(
        matter_id=case.matter_id,
        finding=finding,
        answer="您反映的情况属实。",
        reasons="我们看了窗口录像。",
        by=service.actor("alice"),
        at=service.at + days(10),
    )
    return case
