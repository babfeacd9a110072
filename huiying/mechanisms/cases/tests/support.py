"""The city of the complaints' tests, with officers for cases; a case in a test."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from huiying.core.duties.models import Duty
from huiying.core.kinds import Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.models import Notice
from huiying.core.people.services import Contact
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.cases import rules
from huiying.mechanisms.cases.models import Case as Row
from huiying.mechanisms.cases.services import deciding
from huiying.mechanisms.cases.services.registering import Bringing, Report, report_case
from huiying.mechanisms.cases.standing import Standing
from huiying.mechanisms.complaints.tests import support as city
from tests.support.services import AT as AT
from tests.support.services import Service as Service
from tests.support.services import days as days

WEB = system("web")
SILENT = Contact()
BY_MAIL = Contact(name="林小满", email="lin@example.org")
BY_PHONE = Contact(name="林小满", phone="13800000000")

_OFFICERS: tuple[tuple[str, str, SeatRole], ...] = (
    ("cai", "east-gate", SeatRole.CASES),
    ("cen", "east-gate", SeatRole.CASES),
    ("dan", "east-gate", SeatRole.DESK),
    ("hong", "east-gate", SeatRole.HEAD),
    ("lei", "east-lake", SeatRole.CASES),
    ("fa", "east", SeatRole.LEGAL),
    ("su", "east", SeatRole.SUPERVISOR),
    ("wei", "west-gate", SeatRole.CASES),
)


def build() -> Service:
    """The tree of the complaints' tests; at East Gate two investigators, a desk and a head; legal staff above."""
    service = city.build()
    since = datetime(2025, 1, 1, tzinfo=UTC)
    for number, (name, unit, role) in enumerate(_OFFICERS, start=101):
        officer = add_officer(number=f"{number:06d}", zh=name, en=name.title())
        service.officers[name] = officer
        post_officer(officer_id=officer, unit_id=service.units[unit], role=role, since=since)
    return service


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case in a test, and its people in the order in which they came."""

    matter_id: uuid.UUID
    parties: tuple[uuid.UUID, ...]

    def holder(self, place: int = 0) -> Actor:
        """The person as the holder of their code."""
        return self.holder_of(self.parties[place])

    def holder_of(self, party: uuid.UUID) -> Actor:
        return Actor(kind=ActorKind.HOLDER, name="", matter_id=self.matter_id, party_id=party)

    def history(self) -> list[Entry]:
        return ledger.history(self.matter_id)

    def standing(self) -> Standing:
        return rules.read(standing_lines(self.history()))

    def kinds(self) -> list[str]:
        return [e.kind for e in self.history()]

    def all(self, kind: str) -> list[Entry]:
        return [e for e in self.history() if e.kind == kind]

    def last(self, kind: str) -> dict[str, object]:
        """The facts of the last event of a kind."""
        return dict(self.all(kind)[-1].facts)

    def told(self, kind: str) -> list[int]:
        """The places of those who were told."""
        places = {str(party): place for place, party in enumerate(self.parties)}
        return sorted(places[str(e.facts["party"])] for e in self.all(kind))

    def waiting(self, template: str) -> list[int]:
        """The places of those for whom a message of this kind waits on their page."""
        places = {party: place for place, party in enumerate(self.parties)}
        rows = Notice.objects.filter(matter_id=self.matter_id, template=template, channel="portal")
        return sorted(places[party] for party in rows.values_list("party_id", flat=True) if party)

    def mails(self, party: uuid.UUID) -> list[str]:
        rows = Notice.objects.filter(matter_id=self.matter_id, party_id=party, channel="email")
        return list(rows.order_by("created_at").values_list("template", flat=True))

    def row(self) -> Row:
        return Row.objects.get(pk=self.matter_id)

    def duty(self, rule: str) -> Duty:
        return Duty.objects.filter(matter_id=self.matter_id, rule=rule).latest("opened_at", "n")

    def unit(self, role: PartyRole) -> int | None:
        held = [p for p in ledger.parties(self.matter_id) if p.role is role and p.until is None]
        return held[-1].unit_id if held else None


def who(role: PartyRole = PartyRole.VICTIM, contact: Contact = BY_PHONE, **more: Any) -> Bringing:
    return Bringing(role=role, contact=contact, **more)


def report(
    service: Service,
    *people: Bringing,
    crime: str = "burglary",
    by: str = "dan",
    at: datetime | None = None,
    **more: Any,
) -> Case:
    """A burglary reported at the counter of East Gate by its victim, who left a telephone number."""
    reported = report_case(
        report=Report(crime=crime, people=people or (who(),), **more),
        by=service.actor(by),
        at=at or service.at,
    )
    return Case(matter_id=reported.matter_id, parties=reported.parties)


def accepted(service: Service, *people: Bringing, regime: str = "criminal", **more: Any) -> Case:
    case = report(service, *people, **more)
    deciding.accept_case(
        matter_id=case.matter_id, regime=regime, by=service.actor("cai"), at=service.at
    )
    return case


def opened(service: Service, *people: Bringing, regime: str = "criminal", **more: Any) -> Case:
    """Accepted at once, opened after a day."""
    case = accepted(service, *people, regime=regime, **more)
    deciding.open_case(
        matter_id=case.matter_id,
        regime=regime,
        by=service.actor("cai"),
        at=service.at + days(1),
    )
    return case
