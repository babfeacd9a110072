"""A small fictional service with one burglary: its victim, the unit that investigates, who visits and who asks."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiying.core.access import doors as doors
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.disclosure.standing import State
from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting, opening, sweep
from huiying.core.kinds import Act, Actor, ActorKind, EventSpec, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.people.services import Contact, new_person
from huiying.core.units.models import Level
from huiying.mechanisms.visits import choices, standing
from huiying.mechanisms.visits.services import arranging, going, planning
from tests.support.services import AT as AT
from tests.support.services import Service as Service
from tests.support.services import days as days
from tests.support.services import made_of

TEST = system("test")
# As the mechanism of cases writes it.
ACCEPTED = EventSpec(kind="case.accepted", facts={"regime": str})
PACKS = ["agency.visits", "cn.visits", "agency.disclosure"]
NOT_SPOKEN = dict.fromkeys(choices.VIEWS, "not-spoken")


_UNITS: tuple[tuple[str, str, Level, dict[str, Any]], ...] = (
    ("city", "", Level.CITY, {"complaints_office": True, "oversight_seat": True}),
    ("response", "city", Level.OFFICE, {"response_centre": True}),
    ("east", "city", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("east-lake", "east", Level.STATION, {}),
    ("outside", "", Level.OUTSIDE, {"complaints_office": True}),
)
_OFFICERS: tuple[tuple[str, str, SeatRole], ...] = (
    ("carl", "east-gate", SeatRole.CASES),
    ("dora", "east-gate", SeatRole.DESK),
    ("gus", "east-gate", SeatRole.DESK),
    ("chief", "east-gate", SeatRole.HEAD),
    ("lake", "east-lake", SeatRole.CASES),
    ("edith", "east", SeatRole.HEAD),
    ("hugo", "city", SeatRole.HEAD),
    ("sven", "city", SeatRole.SUPERVISOR),
    ("olga", "city", SeatRole.OVERSIGHT),
    ("rita", "response", SeatRole.RESPONSE),
)


def build() -> Service:
    """The tree and its people, in place since the first day of 2025."""
    return made_of(_UNITS, _OFFICERS)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case in a test: its matter, and the person who holds its code."""

    service: Service
    matter_id: uuid.UUID
    party_id: uuid.UUID

    @property
    def holder(self) -> Actor:
        return Actor(
            kind=ActorKind.HOLDER, name="", matter_id=self.matter_id, party_id=self.party_id
        )

    def history(self) -> list[Entry]:
        return ledger.history(self.matter_id)

    def standing(self) -> standing.Standing:
        return standing.read(standing_lines(self.history()), str(self.party_id))

    def kinds(self) -> list[str]:
        return [e.kind for e in self.history()]

    def last(self, kind: str) -> dict[str, object]:
        return dict([e for e in self.history() if e.kind == kind][-1].facts)

    def event_id(self, kind: str) -> uuid.UUID:
        return [e.id for e in self.history() if e.kind == kind][-1]

    def duty(self, rule: str) -> Duty:
        return Duty.objects.filter(matter_id=self.matter_id, rule=rule).latest("opened_at", "n")

    def acts(self, name: str) -> frozenset[Act]:
        return doors.acts_on(
            self.service.actor(name), ledger.parties(self.matter_id), self.matter_id
        )

    def complained_of(self, name: str, day: float = 0) -> None:
        """An officer is named as complained of in this matter: from now on it is closed to them."""
        at = self.service.at + days(day)
        with acting(matter_id=self.matter_id, act=Act.SEE, by=TEST, at=at) as book:
            officer = self.service.officers[name]
            book.add_party(PartyRole.ACCUSED, event=book.history[-1], officer=officer)

    def released(self, text: str, day: float = 0) -> str:
        """The id of a line that went through the gate and may be told."""
        by, at = self.service.actor("chief"), self.service.at + days(day)
        [line] = ask_gate(matter_id=self.matter_id, lines=[text], by=by, at=at)
        decided = decide_line(
            matter_id=self.matter_id,
            line=line,
            proposal=Proposal(decision="told", said=text),
            by=by,
            at=at,
        )
        assert decided is State.RELEASED
        return line


def burglary(service: Service, settings: Any, contact: Contact | None = None) -> Case:
    """A case of the station East Gate, with one victim who left a telephone number."""
    settings.HUIYING_PACK_TABLE = {
        **settings.HUIYING_PACK_TABLE,
        "cn": {**settings.HUIYING_PACK_TABLE["cn"], "case": PACKS},
    }
    with opening(kind="case", by=TEST, at=service.at) as book:
        accepted = book.record(ACCEPTED, {"regime": "criminal"})
        someone = new_person(
            contact=contact or Contact(name="林小满", phone="13800000000"),
            language="zh-hans",
            at=service.at,
            lookup=True,
        )
        book.batch.add(someone)
        party = book.add_party(PartyRole.VICTIM, event=accepted, person=someone.pk)
        book.add_party(PartyRole.INVESTIGATING, event=accepted, unit=service.units["east-gate"])
        return Case(service=service, matter_id=book.matter.pk, party_id=party.id)


def planned(case: Case, *, weeks: int = 4, day: float = 1, agreed: bool = False) -> None:
    planning.plan_visits(
        matter_id=case.matter_id,
        party_id=case.party_id,
        cause="unsolved",
        weeks=weeks,
        agreed=agreed,
        by=case.service.actor("carl"),
        at=case.service.at + days(day),
    )


def offered(case: Case, *, way: str = "home", day: float = 2, ahead: float = 5) -> None:
    """Three evenings to choose from."""
    at = case.service.at + days(day)
    arranging.offer_visit(
        matter_id=case.matter_id,
        offer=arranging.Offer(
            party_id=case.party_id,
            way=way,
            begins=tuple(at + days(ahead + n) for n in range(3)),
            officers=case.service.pair("dora", "gus"),
            place="青禾路 8 号",
        ),
        by=case.service.actor("carl"),
        at=at,
    )


def agreed(case: Case, *, way: str = "home", day: float = 3) -> None:
    offered(case, way=way, day=day - 1)
    arranging.pick_time(option=1, by=case.holder, at=case.service.at + days(day))


def form(case: Case, **changed: Any) -> going.WriteUp:
    given: dict[str, Any] = {
        "party_id": case.party_id,
        "way": "home",
        "officers": case.service.pair("dora", "gus"),
        "views": NOT_SPOKEN,
    }
    return going.WriteUp(**(given | changed))


def visited(case: Case, *, by: str = "dora", day: float = 7.5, **changed: Any) -> Entry:
    return going.write_up_visit(
        matter_id=case.matter_id,
        visit=form(case, **changed),
        by=case.service.actor(by),
        at=case.service.at + days(day),
    )


def swept(case: Case, day: float) -> None:
    sweep(now=case.service.at + days(day))


def answers(**changed: str) -> Mapping[str, str]:
    return dict.fromkeys(choices.VIEWS, "satisfied") | changed
