"""Campaigns of the demonstration, made by the services everybody uses.

One runs in two stations, with what people raised in several states; one is over, and what came of it is published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import translation

from huiying.config.demo.world import ZONE, World
from huiying.core.duties.services import acting
from huiying.core.holders import coming_in
from huiying.core.kinds import Act, Actor, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import page_opened
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.mechanisms.campaigns.services import (
    declaring,
    going,
    handling,
    planning,
    publishing,
    raising,
    reviewing,
)
from huiying.mechanisms.campaigns.services.declaring import Plan
from huiying.mechanisms.campaigns.services.planning import NewArea
from huiying.mechanisms.campaigns.services.raising import Raising
from huiying.mechanisms.campaigns.standing import Counts

_NOTICE = (
    "社区民警两人一组，白天上门，穿制服、带证件，可以拨打派出所公开电话核实。"
    "不想上门的，可以打电话、来派出所，或者在网上写。不愿意没有任何影响。"
)


@dataclass(kw_only=True)
class _Campaign:
    """A campaign of the first district, and the stations that take part."""

    world: World
    matter_id: UUID
    stations: tuple[int, ...]
    lead: Actor
    now: datetime
    first: date
    areas: list[str]

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def goes(self, station: int, n: int = 0) -> Actor:
        return self.world.staff(station, SeatRole.DESK, n)

    def head(self, station: int) -> Actor:
        return self.world.staff(station, SeatRole.HEAD)

    def add(self, station: int, words: str, planned: int, at: datetime, **given: object) -> None:
        officers = tuple(
            actor.officer_id for n in (0, 1) if (actor := self.goes(station, n)).officer_id
        )
        area = {"place": "household", "first": self.first, **given}
        self.areas.append(
            planning.add_area(
                matter_id=self.matter_id,
                area=NewArea(unit=station, planned=planned, words=words, officers=officers, **area),  # type: ignore[arg-type]
                by=self.lead,
                at=at,
            )
        )

    def publish(self, at: datetime, announced: int) -> None:
        """Public, and made known in the first so many areas."""
        publishing.publish_plan(matter_id=self.matter_id, by=self.lead, at=at)
        for code in self.areas[:announced]:
            publishing.announce_area(
                matter_id=self.matter_id, area=code, way="notice", by=self.lead,
                at=at + timedelta(hours=2),
            )  # fmt: skip

    def went(self, area: int, station: int, days: float, *numbers: int, n: int = 0) -> None:
        at = self.ago(days)
        names = ("visited", "absent", "declined", "other_way")
        going.record_visits(
            matter_id=self.matter_id,
            area=self.areas[area],
            day=at.astimezone(ZONE).date(),
            counts=Counts(**dict(zip(names, numbers, strict=True))),
            by=self.goes(station, n),
            at=at,
        )

    def raised(
        self, station: int, days: float, what: str, words: str, contact: Contact | None = None
    ) -> "_Raised":
        """Written down at the door, with a slip handed over."""
        kept = raising.raise_with_slip(
            raising=Raising(
                what=what,
                narrative=words,
                unit=station,
                campaign=self.matter_id,
                consent=contact is not None,
                contact=contact or Contact(),
            ),
            by=self.goes(station),
            at=self.ago(days),
        )
        holder = ledger.holder_of(kept.code)
        if holder is None:
            raise LookupError("a code that was just issued is not there")
        return _Raised(
            matter_id=kept.matter_id, code=kept.code, holder=coming_in.actor_of(holder),
            campaign=self, station=station,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Raised:
    matter_id: UUID
    code: str
    holder: Actor
    campaign: _Campaign
    station: int

    def assigned(self, days: float) -> None:
        officer = self.campaign.goes(self.station).officer_id
        handling.assign_raised(
            matter_id=self.matter_id, officer_id=officer or 0, by=self.campaign.head(self.station),
            at=self.campaign.ago(days),
        )  # fmt: skip

    def answered(self, days: float, result: str, words: str, due_on: date | None = None) -> None:
        handling.answer_raised(
            matter_id=self.matter_id, result=result, answer=words, due_on=due_on,
            by=self.campaign.head(self.station), at=self.campaign.ago(days),
        )  # fmt: skip
        self.reads(days - 0.5)

    def reads(self, days: float) -> None:
        """They open their page: what waits there is told."""
        at = self.campaign.ago(days)
        with acting(matter_id=self.matter_id, act=Act.FOLLOW, by=self.holder, at=at) as book:
            party = next(p for p in book.parties if p.id == self.holder.party_id)
            page_opened(book, party=party, specs=specs(), at=at)


def make(world: World, now: datetime) -> Iterator[tuple[str, str]]:
    """Both campaigns; gives codes worth a try, each with how far its matter has come."""
    with translation.override("zh-hans"):
        _over(world, now)
        yield from _running(world, now)


def _declared(
    world: World, now: datetime, title: str, purpose: str, days: tuple[int, int, int]
) -> _Campaign:
    """Declared, begun and ended so many days ago."""
    station = units.unit_by_code("QH-01")
    district = world.districts[0]
    own = [s for s in world.stations if world.parent[s] == district]
    first = station.id if station is not None else own[0]
    lead = world.staff(district, SeatRole.SUPERVISOR)
    begins, ends = ((now - timedelta(days=n)).astimezone(ZONE).date() for n in (days[1], days[2]))
    made = declaring.declare_campaign(
        plan=Plan(
            title=title, purpose=purpose, begins=begins, ends=ends, notice=_NOTICE,
            asks=("safety", "hazard", "hardship"), questions="楼道的灯亮不亮？",
        ),
        by=lead,
        at=now - timedelta(days=days[0]),
    )  # fmt: skip
    others = [s for s in own if s != first]
    return _Campaign(
        world=world, matter_id=made.matter_id, stations=(first, others[0]), lead=lead, now=now,
        first=begins, areas=[],
    )  # fmt: skip


def _running(world: World, now: datetime) -> Iterator[tuple[str, str]]:
    one = _declared(
        world, now, "冬季大走访：路亮、门安、心安",
        "天黑得早了，想听听大家晚上出门、用火用电、防骗上哪里不放心，能办的马上办。", (20, 6, -15),
    )  # fmt: skip
    here, there = one.stations
    last = (now + timedelta(days=10)).astimezone(ZONE).date()
    at = one.ago(19)
    one.add(here, "青禾路1号至88号", 120, at, last=last)
    one.add(there, "望湖巷、柳荫里", 90, at, last=last)
    one.add(here, "青禾农贸市场一层店铺", 46, at, place="shop", last=last)
    later = (now + timedelta(days=5)).astimezone(ZONE).date()
    one.add(here, "河湾里1至12栋", 210, at, first=later, last=last)
    one.publish(one.ago(15), announced=3)
    one.went(0, here, 5, 18, 9, 3, 2)
    one.went(1, there, 4.9, 16, 11, 2, 3)
    one.went(0, here, 4, 15, 6, 2, 1, n=1)
    one.went(2, here, 3, 31, 0, 1, 0)
    one.went(0, here, 2, 21, 4, 5, 2)
    yield from _raised(one, here, there)


def _raised(one: _Campaign, here: int, there: int) -> Iterator[tuple[str, str]]:
    """Open and new; in hand; passed on; answered; not agreed with."""
    one.raised(here, 0.2, "suggestion", "派出所早上能不能早开半小时，上班前好办证。")
    lamp = one.raised(
        here, 2, "hazard", "青禾路32号楼道的灯坏了三个月，老人晚上看不清台阶。",
        Contact(name="邵春和", phone="13800002222"),
    )  # fmt: skip
    lamp.assigned(1)
    care = one.raised(there, 4.5, "hardship", "家里老人失能，想申请护理补贴，不知道去哪里办。")
    handling.transfer_raised(
        matter_id=care.matter_id, body="civil-affairs",
        where="街道便民服务中心民政窗口，周一至周五 9:00–17:00，电话 0899-8800112",
        reason="护理补贴由民政部门审批，材料我们已经转过去了。",
        by=one.head(there), at=one.ago(3.5),
    )  # fmt: skip
    care.reads(3)
    fire = one.raised(here, 4, "hazard", "市场后门的消防通道堆满了货。")
    fire.assigned(3.8)
    day = (one.now + timedelta(days=6)).astimezone(ZONE).date()
    fire.answered(2, "planned", "已经和市场管理方到现场看过，货物限期清走，通道划线。", day)
    yield fire.code, "raised-answered"
    road = one.raised(there, 5, "hazard", "望湖巷口转弯没有镜子，差点撞上接孩子的电动车。")
    road.assigned(4.5)
    road.answered(3, "explained", "这个路口按规定不够装转弯镜的条件。")
    reviewing.disagree(reason="来看看放学时候有多少孩子就知道了。", by=road.holder, at=one.ago(1))


def _over(world: World, now: datetime) -> None:
    one = _declared(
        world, now, "秋季大走访：开学路上", "想知道上下学路上哪里不安全，和学校、家长一起改。",
        (120, 110, 84),
    )  # fmt: skip
    here, there = one.stations
    last = one.ago(84).astimezone(ZONE).date()
    one.add(here, "青禾小学、青禾中学周边住户", 150, one.ago(119), last=last)
    one.add(there, "湖东片三个小区", 180, one.ago(119), last=last)
    one.publish(one.ago(116), announced=2)
    one.went(0, here, 109, 34, 12, 6, 3)
    one.went(1, there, 108, 38, 20, 7, 4)
    one.went(0, here, 104, 41, 15, 4, 2)
    one.went(1, there, 100, 45, 17, 5, 2)
    one.went(0, here, 95, 22, 5, 3, 1)
    sign = one.raised(here, 104, "suggestion", "校门口能不能在放学时临时不让停车。")
    sign.assigned(103)
    sign.answered(99, "done", "从下周起放学前后半小时，校门口由民警和家长志愿者一起值守，不停车。")
    publishing.finish_campaign(matter_id=one.matter_id, by=one.lead, at=one.ago(85))
    publishing.publish_results(
        matter_id=one.matter_id,
        heard="说得最多的是校门口乱停车和湖东路口红灯太短，其次是楼道照明、陌生电话。",
        done="两所学校门口放学时段不再停车；湖东路口绿灯加了8秒；换了11盏楼道灯。"
        "没办成的：青禾路加装过街天桥，住建部门答复要等明年规划，我们会接着问。",
        by=one.lead,
        at=one.ago(66),
    )
