"""Cases of the demonstration, all of it invented: a burglary up to the property given back, somebody who lives in fear,
forty who lost money to one fraud, and an accuser who was refused and won."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from huiying.config.demo.world import World
from huiying.core.holders.coming_in import look_up, open_page
from huiying.core.kinds import Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.handing import Handover
from huiying.core.notices.telling import untold
from huiying.core.people.safe import SafePlan
from huiying.core.people.services import Contact
from huiying.mechanisms.cases import rules
from huiying.mechanisms.cases.services import (
    batches,
    belongings,
    deciding,
    going_on,
    reaching,
    remedying,
    supporting,
    wishing,
)
from huiying.mechanisms.cases.services.registering import Bringing, Report, report_case
from huiying.mechanisms.cases.services.remedying import Decision

_OWN_SCREEN = system("demo")
_KINDS = ("theft.cycle", "theft", "vehicle", "robbery", "assault", "fraud.remote", "damage")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A case of the demonstration, and the code of the first of its people."""

    matter_id: uuid.UUID
    parties: tuple[uuid.UUID, ...]
    code: str

    def holder(self, place: int = 0) -> Actor:
        return Actor(
            kind=ActorKind.HOLDER,
            name="",
            matter_id=self.matter_id,
            party_id=self.parties[place],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Story:
    """Whose case it is, and days counted from its report."""

    world: World
    begun: datetime
    unit: int

    def day(self, days: float) -> datetime:
        return self.begun + timedelta(days=days)

    def on(self, case: Told, days: float, role: SeatRole = SeatRole.CASES) -> dict[str, Any]:
        by = self.world.staff(self.unit, role)
        return {"matter_id": case.matter_id, "by": by, "at": self.day(days)}

    def rung(self, case: Told, day: int, place: int = 0) -> None:
        """By telephone, in the morning, who it is being sure: all that waited for them is told."""
        party = case.parties[place]
        told = rules.read(ledger.history(case.matter_id)).told
        waits = [n.id for n in untold(matter_id=case.matter_id, told=told) if n.party_id == party]
        reaching.record_reached(
            matter_id=case.matter_id,
            party_id=party,
            channel="phone",
            identity="word",
            tells=waits,
            by=self.world.staff(self.unit, SeatRole.CASES),
            at=localtime(self.day(day)).replace(hour=9, minute=40 + place % 20),
        )

    def report(self, crime: str, *people: Bringing, summary: str, number: str = "") -> Told:
        made = report_case(
            report=Report(
                crime=crime,
                people=people,
                summary=summary,
                number=number,
                unit=self.unit,
                read_back=True,
            ),
            by=_OWN_SCREEN,
            at=self.begun,
        )
        code = made.codes.get(made.parties[0], "")
        if code:
            look_up(typed=code, at=self.day(0.1))
        return Told(matter_id=made.matter_id, parties=made.parties, code=code)


def make_cases(world: World, now: datetime) -> list[tuple[str, str]]:
    """(code, in what stage it is) of cases to try; called once, when the city has been founded."""
    station, other = world.stations[0], world.stations[1]
    tries = [
        _burglary(_Story(world=world, begun=_ago(now, 57), unit=station)),
        _in_fear(_Story(world=world, begun=_ago(now, 12), unit=station)),
        _fraud(_Story(world=world, begun=_ago(now, 24), unit=other)),
    ]
    if remedying.offered():
        tries.append(_refused(_Story(world=world, begun=_ago(now, 30), unit=station)))
    for n, crime in enumerate(_KINDS):
        _everyday(_Story(world=world, begun=_ago(now, 3 + 4 * n), unit=station), crime, n)
    return tries


def _ago(now: datetime, days: int) -> datetime:
    return (now - timedelta(days=days)).replace(minute=20, second=0, microsecond=0)


def _victim(name: str, role: PartyRole = PartyRole.VICTIM, **more: str) -> Bringing:
    contact = Contact(
        name=name, phone=more.get("phone", "0000-5550311"), email=more.get("email", "")
    )
    return Bringing(role=role, contact=contact, handover=Handover.SHOWN)


def _burglary(story: _Story) -> tuple[str, str]:
    """Reported, opened, solved, and the bicycle is back."""
    case = story.report(
        "burglary",
        _victim("林一川"),
        summary="家中被盗，少了一辆自行车和一台相机。",
        number="YP-X-2026-0117",
    )
    deciding.accept_case(**story.on(case, 0.2), regime="criminal")
    supporting.offer_support(
        **story.on(case, 0.3), party_id=case.parties[0], which=["legal-aid", "judicial-aid"]
    )
    deciding.open_case(**story.on(case, 2), regime="criminal")
    bicycle = belongings.list_property(
        **story.on(case, 2.1), how="stolen", what="蓝色山地自行车", owner=case.parties[0]
    )
    camera = belongings.list_property(
        **story.on(case, 2.1), how="stolen", what="黑色相机", owner=case.parties[0]
    )
    open_page(by=case.holder(), at=story.day(3))
    wishing.set_wish(
        matter_id=case.matter_id,
        topics=["decisions", "progress", "suspect"],
        weeks=12,
        by=case.holder(),
        at=story.day(3.1),
    )
    going_on.find_suspect(**story.on(case, 28), how="caught")
    for item in (bicycle, camera):
        belongings.move_property(**story.on(case, 28.2), item=item, step="found")
    open_page(by=case.holder(), at=story.day(28.5))
    belongings.move_property(**story.on(case, 36), item=bicycle, step="returnable")
    belongings.keep_property(
        **story.on(case, 37),
        item=camera,
        ground="evidence",
        reason="相机里的照片还要用来辨认嫌疑人。",
    )
    open_page(by=case.holder(), at=story.day(37))
    belongings.return_property(**story.on(case, 38), item=bicycle, evidence="signature")
    return case.code, "case-solved"


def _in_fear(story: _Story) -> tuple[str, str]:
    """Whoever is in fear is never reached in a way they forbade; somebody tells her, at an hour she gave."""
    case = story.report(
        "domestic-violence", _victim("苏婉", email="su@example.org"), summary="受到同住的人殴打。"
    )
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        plan=SafePlan(
            never=("email", "sms", "letter", "home"),
            from_hour=9,
            to_hour=11,
            spoken_word="桂花开了",
        ),
        by=case.holder(),
        at=story.day(0.2),
    )
    deciding.accept_case(**story.on(case, 0.3), regime="administrative")
    deciding.open_case(**story.on(case, 1), regime="administrative")
    rung = localtime(story.day(2)).replace(hour=9, minute=30)
    reaching.record_not_reached(
        **story.on(case, 2.9), party_id=case.parties[0], channel="phone", occurred_at=rung
    )
    supporting.offer_support(
        **story.on(case, 3),
        party_id=case.parties[0],
        which=["protection-order", "shelter", "women"],
    )
    story.rung(case, 4)
    return case.code, "case-safe-contact"


def _fraud(story: _Story) -> tuple[str, str]:
    """Forty people, each told alone: most look by themselves, some are rung, two nobody has reached yet."""
    people = [_victim(f"受害人{n}", phone=f"0000-5551{n:03d}") for n in range(40)]
    case = story.report("fraud.remote", *people, summary="假冒客服骗取转账。")
    deciding.accept_case(**story.on(case, 0.5), regime="criminal")
    deciding.open_case(**story.on(case, 3), regime="criminal")
    while batches.tell_victims(story.day(3.01), 5):
        pass
    for place in range(30):
        open_page(by=case.holder(place), at=story.day(3.1 + place / 20))
    for place in range(30, 38):
        story.rung(case, 6, place)
    return case.code, "case-many"


def _refused(story: _Story) -> tuple[str, str]:
    """Refused, asked again, and won."""
    case = story.report(
        "fraud", _victim("何清", PartyRole.ACCUSER), summary="交了定金，店家收钱后关门。"
    )
    deciding.accept_case(**story.on(case, 0.4), regime="criminal")
    deciding.do_not_open(
        **story.on(case, 3),
        ground="civil",
        reason="审查认为属于合同纠纷，没有发现虚构事实、骗取钱款的证据。",
        remedy="可以在收到通知之日起七日内申请复议，也可以请检察院监督。",
    )
    open_page(by=case.holder(), at=story.day(3.5))
    supporting.offer_support(**story.on(case, 3.6), party_id=case.parties[0], which=["legal-aid"])
    asked = remedying.ask_reconsideration(
        reason="同一家店同一天收了二十多个人的定金，当晚就搬空了。",
        by=case.holder(),
        at=story.day(5),
    )
    organ = story.world.parent[story.unit] or story.world.bureau
    remedying.decide_request(
        matter_id=asked.matter_id,
        decision=Decision(
            reversed=True,
            answer="撤销原不予立案决定，予以立案。",
            reasons="同一天收取多人定金后搬离，有诈骗的犯罪事实，需要追究刑事责任。",
        ),
        by=story.world.staff(organ, SeatRole.COMPLAINTS),
        at=story.day(16),
    )
    open_page(by=case.holder(), at=story.day(17))
    return case.code, "case-reconsidered"


def _everyday(story: _Story, crime: str, n: int) -> None:
    """What else lies on the desk of the station: some just reported, some waiting to be told."""
    case = story.report(
        crime, _victim(f"居民{n}", phone=f"0000-5552{n:03d}"), summary="见报案笔录。"
    )
    if n:
        deciding.accept_case(**story.on(case, 0.3), regime="criminal")
    if n > 2:
        deciding.open_case(**story.on(case, 2.5), regime="criminal")
        open_page(by=case.holder(), at=story.day(2.6))
        supporting.offer_support(
            **story.on(case, 2.7), party_id=case.parties[0], which=["legal-aid"]
        )
    if n % 3 == 1:
        going_on.take_measure(**story.on(case, 2.8), measure="summoned")
