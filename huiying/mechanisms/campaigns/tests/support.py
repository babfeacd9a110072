"""A small fictional service, made by services; a campaign in it, and what people raise."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from huiying.core.access import doors
from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import page_opened
from huiying.core.people.services import Contact
from huiying.core.units.models import Level
from huiying.mechanisms.campaigns import events, raised_standing, standing
from huiying.mechanisms.campaigns.models import Campaign, Raised
from huiying.mechanisms.campaigns.services import (
    declaring,
    handling,
    planning,
    publishing,
    raising,
)
from huiying.mechanisms.campaigns.services.declaring import Plan
from huiying.mechanisms.campaigns.services.planning import NewArea
from huiying.mechanisms.campaigns.services.raising import Kept, Raising
from huiying.mechanisms.campaigns.standing import Counts
from tests.support.services import AT as AT
from tests.support.services import Service as Service
from tests.support.services import days as days
from tests.support.services import made_of

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 31)
GOING = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
FORM = system("public form")


_UNITS: tuple[tuple[str, str, Level, dict[str, Any]], ...] = (
    ("city", "", Level.CITY, {"complaints_office": True, "oversight_seat": True}),
    ("east", "city", Level.COUNTY, {"complaints_office": True}),
    ("west", "city", Level.COUNTY, {"complaints_office": True}),
    ("east-gate", "east", Level.STATION, {}),
    ("east-lake", "east", Level.STATION, {}),
    ("outside", "", Level.OUTSIDE, {"complaints_office": True}),
)
_OFFICERS: tuple[tuple[str, str, SeatRole], ...] = (
    ("alice", "east", SeatRole.COMPLAINTS),
    ("edith", "east", SeatRole.HEAD),
    ("hugo", "city", SeatRole.HEAD),
    ("clara", "city", SeatRole.COMPLAINTS),
    ("sven", "city", SeatRole.SUPERVISOR),
    ("olga", "city", SeatRole.OVERSIGHT),
    ("wanda", "west", SeatRole.HEAD),
    ("dora", "east-gate", SeatRole.DESK),
    ("emil", "east-gate", SeatRole.DESK),
    ("chief", "east-gate", SeatRole.HEAD),
    ("lars", "east-lake", SeatRole.DESK),
    ("lena", "east-lake", SeatRole.HEAD),
)


def build() -> Service:
    """The tree and its people, in place since the first day of 2025."""
    return made_of(_UNITS, _OFFICERS)


# --- a campaign --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Run:
    """A campaign in a test, with its areas by unit."""

    service: Service
    matter_id: uuid.UUID
    ref: str
    areas: dict[str, str]

    def standing(self) -> standing.Standing:
        """The same in the history and in the index."""
        found = standing.read(standing_lines(ledger.history(self.matter_id)))
        assert Campaign.objects.get(pk=self.matter_id).stage == found.stage.value
        return found

    def kinds(self) -> list[str]:
        return [e.kind for e in ledger.history(self.matter_id)]

    def duty(self, rule: str) -> Duty:
        return Duty.objects.filter(matter_id=self.matter_id, rule=rule).latest("opened_at", "n")

    def acts(self, name: str, at: datetime | None = None) -> frozenset[Act]:
        by = self.service.actor(name, at)
        return doors.acts_on(by, ledger.parties(self.matter_id), self.matter_id)


def plan(**given: Any) -> Plan:
    return Plan(
        **{
            "title": "春季大走访",
            "purpose": "问问大家晚上出门放不放心。",
            "begins": FIRST,
            "ends": LAST,
            "notice": "3月9日至31日白天，社区民警上门；不想上门的，可以打电话、来所里或者写信。",
            "asks": ("safety", "hazard"),
            **given,
        }
    )


def area(service: Service, unit: str = "east-gate", *officers: str, **given: Any) -> NewArea:
    return NewArea(
        **{
            "unit": service.units[unit],
            "place": "household",
            "planned": 60,
            "first": FIRST,
            "last": date(2026, 3, 20),
            "words": "青禾路1号至60号",
            "officers": tuple(service.officers[name] for name in officers),
            **given,
        }
    )


def declared(service: Service, by: str = "edith", **given: Any) -> Run:
    made = declaring.declare_campaign(plan=plan(**given), by=service.actor(by), at=service.at)
    return Run(service=service, matter_id=made.matter_id, ref=made.ref, areas={})


def planned(service: Service) -> Run:
    """With an area of each station; dora and emil go to one, lars to the other."""
    run = declared(service)
    for unit, going in (("east-gate", ("dora", "emil")), ("east-lake", ("lars",))):
        run.areas[unit] = planning.add_area(
            matter_id=run.matter_id, area=area(service, unit, *going), by=service.actor("edith"),
            at=service.at,
        )  # fmt: skip
    return run


def published(service: Service) -> Run:
    """Public, and announced in both areas."""
    run = planned(service)
    by = service.actor("edith")
    publishing.publish_plan(matter_id=run.matter_id, by=by, at=service.at + days(1))
    for code in run.areas.values():
        publishing.announce_area(
            matter_id=run.matter_id, area=code, way="notice", by=by, at=service.at + days(2)
        )
    return run


def counts(visited: int = 12, absent: int = 5, declined: int = 2, other_way: int = 1) -> Counts:
    return Counts(visited=visited, absent=absent, declined=declined, other_way=other_way)


# --- something raised --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something raised in a test: its matter, and whoever raised it, who holds its code."""

    matter_id: uuid.UUID
    kept: Kept
    holder: Actor

    def standing(self) -> raised_standing.Standing:
        """The same in the history and in the index."""
        found = raised_standing.read(standing_lines(ledger.history(self.matter_id)))
        assert Raised.objects.get(pk=self.matter_id).stage == found.stage.value
        return found

    def stage(self) -> raised_standing.Stage:
        return self.standing().stage

    def kinds(self) -> list[str]:
        return [e.kind for e in ledger.history(self.matter_id)]

    def duty(self, rule: str) -> Duty:
        return Duty.objects.filter(matter_id=self.matter_id, rule=rule).latest("opened_at", "n")

    def unit(self, role: PartyRole) -> int | None:
        held = [p for p in ledger.parties(self.matter_id) if p.role is role and p.until is None]
        return held[-1].unit_id if held else None

    def opens_page(self, at: datetime) -> None:
        """They open their page: what waited there is told."""
        with acting(matter_id=self.matter_id, act=Act.FOLLOW, by=self.holder, at=at) as book:
            party = next(p for p in book.parties if p.id == self.holder.party_id)
            page_opened(book, party=party, specs=events.BY_KIND, at=at)


def raise_one(
    service: Service,
    run: Run | None = None,
    *,
    what: str = "hazard",
    by: Actor = FORM,
    at: datetime | None = None,
    **given: Any,
) -> Told:
    """Something raised in the areas of East Gate; by the public form unless an officer writes it down."""
    kept = raising.raise_matter(
        raising=Raising(
            **{
                "what": what,
                "narrative": "楼道的灯坏了三个月，晚上看不清。",
                "unit": service.units["east-gate"],
                "campaign": run.matter_id if run else None,
                "channel": "visit" if by.seats else "portal",
                **given,
            }
        ),
        by=by,
        at=at or GOING,
    )
    return Told(matter_id=kept.matter_id, kept=kept, holder=holder_of(kept.matter_id))


def holder_of(matter_id: uuid.UUID) -> Actor:
    """Whoever raised it, with the code."""
    party = next(p for p in ledger.parties(matter_id) if p.role is PartyRole.HOUSEHOLD)
    return Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id, party_id=party.id)


REACHED = Contact(name="林小满", phone="13800000000")


def answered(service: Service, run: Run | None = None, **given: Any) -> Told:
    """Given to dora after a day, answered after two, and read by the person."""
    told = raise_one(service, run)
    chief = service.actor("chief")
    handling.assign_raised(
        matter_id=told.matter_id, officer_id=service.officers["dora"], by=chief,
        at=GOING + days(1),
    )  # fmt: skip
    handling.answer_raised(
        matter_id=told.matter_id,
        **{"result": "done", "answer": "灯已经换好了，物业的电话贴在楼道里。", **given},
        by=service.actor("dora"),
        at=GOING + days(2),
    )
    told.opens_page(GOING + days(2.5))
    return told
