"""A small fictional service with levels above one another, made by services; and petitions in it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import page_opened
from huiying.core.people.services import Contact
from huiying.core.units.models import Level
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.services import (
    accepting,
    answering,
    classing,
    registering,
    reviewing,
)
from huiying.mechanisms.petitions.services.answering import Opinion
from huiying.mechanisms.petitions.services.registering import Petitioning, Registered
from huiying.mechanisms.petitions.standing import Standing
from tests.support.services import AT as AT
from tests.support.services import Service as Service
from tests.support.services import days as days
from tests.support.services import made_of

WEB = system("web")
SILENT = Contact()
NAMED = Contact(name="林小满", phone="13800000000")
BY_MAIL = Contact(name="林小满", email="lin@example.org")


_UNITS: tuple[tuple[str, str, Level, dict[str, Any]], ...] = (
    ("province", "", Level.PROVINCE, {"complaints_office": True}),
    ("city", "province", Level.CITY, {"complaints_office": True, "oversight_seat": True}),
    ("response", "city", Level.OFFICE, {"response_centre": True}),
    ("legal", "city", Level.OFFICE, {}),
    ("east", "city", Level.COUNTY, {"complaints_office": True}),
    ("west", "city", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("outside", "", Level.OUTSIDE, {"complaints_office": True}),
)
_OFFICERS: tuple[tuple[str, str, SeatRole], ...] = (
    ("alice", "east", SeatRole.COMPLAINTS),
    ("ben", "east", SeatRole.COMPLAINTS),
    ("edith", "east", SeatRole.HEAD),
    ("clara", "city", SeatRole.COMPLAINTS),
    ("hugo", "city", SeatRole.HEAD),
    ("sven", "city", SeatRole.SUPERVISOR),
    ("olga", "city", SeatRole.OVERSIGHT),
    ("petra", "province", SeatRole.COMPLAINTS),
    ("wanda", "west", SeatRole.COMPLAINTS),
    ("lena", "legal", SeatRole.LEGAL),
    ("dora", "east-gate", SeatRole.DESK),
    ("chief", "east-gate", SeatRole.HEAD),
)


def build() -> Service:
    """The tree and its people, in place since the first day of 2025."""
    return made_of(_UNITS, _OFFICERS)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A petition in a test: its matter, and the person who holds its code."""

    matter_id: uuid.UUID
    registered: Registered
    holder: Actor

    def standing(self) -> Standing:
        return rules.read(standing_lines(ledger.history(self.matter_id)))

    def stage(self) -> rules.Stage:
        """The same in the history and in the index."""
        stage = self.standing().stage
        assert Petition.objects.get(pk=self.matter_id).stage == stage.value
        return stage

    def lines(self) -> list[Entry]:
        """What of its history stands."""
        return standing_lines(ledger.history(self.matter_id))

    def kinds(self) -> list[str]:
        return [e.kind for e in ledger.history(self.matter_id)]

    def last(self, kind: str) -> dict[str, object]:
        """The facts of the last event of a kind."""
        return dict([e for e in ledger.history(self.matter_id) if e.kind == kind][-1].facts)

    def event_id(self, kind: str) -> uuid.UUID:
        return [e.id for e in ledger.history(self.matter_id) if e.kind == kind][-1]

    def duty(self, rule: str) -> Duty:
        return Duty.objects.filter(matter_id=self.matter_id, rule=rule).latest("opened_at", "n")

    def owes(self, rule: str) -> bool:
        return Duty.objects.filter(matter_id=self.matter_id, rule=rule).exists()

    def unit(self, role: PartyRole) -> int | None:
        held = [p for p in ledger.parties(self.matter_id) if p.role is role and p.until is None]
        return held[-1].unit_id if held else None

    def officer(self, role: PartyRole) -> int | None:
        held = [p for p in ledger.parties(self.matter_id) if p.role is role and p.until is None]
        return held[-1].officer_id if held else None

    def opens_page(self, at: datetime) -> None:
        """The petitioner opens their page: what waited there is told."""
        with acting(matter_id=self.matter_id, act=Act.FOLLOW, by=self.holder, at=at) as book:
            party = next(p for p in book.parties if p.id == self.holder.party_id)
            page_opened(book, party=party, specs=events.BY_KIND, at=at)


def holder(matter_id: uuid.UUID) -> Actor:
    party = next(p for p in ledger.parties(matter_id) if p.role is PartyRole.PETITIONER)
    return Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id, party_id=party.id)


def file(
    service: Service,
    *,
    contact: Contact = NAMED,
    by: Actor = WEB,
    at: datetime | None = None,
    about: str = "east-gate",
    **given: Any,
) -> Case:
    """A petition about the station East Gate, by the public form; the county bureau East answers for it."""
    registered = registering.register_petition(
        petition=Petitioning(
            narrative=given.pop("narrative", "院墙被拆，请求恢复。"),
            request=given.pop("request", "恢复院墙"),
            about_unit=service.units[about],
            contact=contact,
            **given,
        ),
        by=by,
        at=at or service.at,
    )
    return Case(
        matter_id=registered.matter_id,
        registered=registered,
        holder=holder(registered.matter_id),
    )


def classed(service: Service, class_: str = "claim", **given: Any) -> Case:
    """Filed, and classed after a day."""
    case = file(service, **given)
    classing.class_petition(
        matter_id=case.matter_id, class_=class_, by=service.actor("alice"), at=service.at + days(1)
    )
    return case


def accepted(service: Service, class_: str = "claim", **given: Any) -> Case:
    """Classed after a day, accepted after two: Wednesday 4 March 2026."""
    case = classed(service, class_, **given)
    accepting.accept_petition(
        matter_id=case.matter_id,
        path="由东区分局信访室办理，60日内出具处理意见书。",
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    return case


def opinion(finding: str = "not-supported", **given: str) -> Opinion:
    return Opinion(
        **{
            "finding": finding,
            "request": "请求恢复院墙。",
            "facts": "院墙由街道组织拆除，民警到场维持秩序。",
            "reasons": "我们看了现场录像，走访了邻居。",
            "opinion": "恢复院墙不由公安机关决定。",
            "basis": "《人民警察法》第六条。",
            **given,
        }
    )


def answered(service: Service, finding: str = "not-supported", **given: Any) -> Case:
    """Accepted after two days, answered after twenty; the petitioner has read the opinion."""
    case = accepted(service, **given)
    answering.answer_petition(
        matter_id=case.matter_id,
        opinion=opinion(finding),
        by=service.actor("alice"),
        at=service.at + days(20),
    )
    case.opens_page(service.at + days(20.5))
    return case


def reviewed(service: Service, *, final: bool = False, changed: bool = False, **given: Any) -> Case:
    """Reviewed by the city after 30 days, and with `final` by the province after 50; the petitioner has read it."""
    case = answered(service, **given)
    steps = [("clara", 22, 30)] + ([("petra", 32, 50)] if final else [])
    for name, asked, decided in steps:
        reviewing.ask_review(reason="录像没有看全。", by=case.holder, at=service.at + days(asked))
        reviewing.decide_review(
            matter_id=case.matter_id,
            changed=changed,
            opinion=opinion(),
            by=service.actor(name),
            at=service.at + days(decided),
        )
        case.opens_page(service.at + days(decided + 0.5))
    return case
