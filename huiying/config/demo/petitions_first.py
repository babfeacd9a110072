"""Petitions of the demonstration on their first days: forwarded, shown another way, declined, passed on."""

import uuid
from datetime import datetime, timedelta

from huiying.config.demo.brought import Brought, last_event
from huiying.config.demo.world import World
from huiying.core.kinds import SeatRole
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.flows.accusations import go_on_as_complaint
from huiying.flows.reactions import FLOWS
from huiying.mechanisms.petitions.events import CLASSED
from huiying.mechanisms.petitions.services import (
    accepting,
    classing,
    competence,
    moving_on,
)
from huiying.mechanisms.petitions.services.registering import (
    Handover,
    Petitioning,
    register_petition,
)


def wait_at_the_desk(world: World, now: datetime) -> None:
    """What a desk decides first: whether what another body forwarded is for us, what came of an objection, and whether
    what another district passed on is taken over."""
    _forwarded(world, now - timedelta(days=1), "412号", "楼下烧烤摊油烟大，夜里也不停，请管一管。")
    _not_for_us(
        world,
        now - timedelta(days=2),
        "405号",
        "楼道里堆了杂物，电梯也坏了半年。",
        "电梯和楼道由物业和市场监督管理部门负责，公安机关没有这项职责。",
    )
    _objected_to(world, now)
    _classed(world, now)
    one = Brought(
        world,
        words="孩子上学的路口没有信号灯，两个区都说不是自己的路口。",
        request="请说清楚归谁管，早晚高峰有人管。",
        contact=Contact(name="康丽", phone="13800006666", address="云浦市白鹭区长堤路5号"),
        at=now - timedelta(days=6),
        unit=world.districts[1],
    )
    one.accepted()
    moving_on.move_petition(
        matter_id=one.matter_id, to_unit=world.districts[0], cause="competence",
        reason="路口在柳渡街，由青禾分局交警大队管。", by=one.desk(), at=one.day(5),
    )  # fmt: skip


def _forwarded(world: World, at: datetime, number: str, words: str) -> uuid.UUID:
    """A letter that the city's petition office sent on: its writer has no receipt yet."""
    made = register_petition(
        petition=Petitioning(
            narrative=words,
            channel="forwarded",
            contact=Contact(name="石玉芬", address="云浦市青禾区望溪路33号"),
            forwarded_by="云浦市信访局",
            forwarded_ref=f"云信转〔2026〕{number}",
            handover=Handover.NONE,
        ),
        by=world.staff(world.districts[0], SeatRole.COMPLAINTS),
        at=at,
    )
    return made.matter_id


def _not_for_us(world: World, at: datetime, number: str, words: str, why: str) -> uuid.UUID:
    """Judged on the day after it came: five working days to object run from the day it came."""
    matter_id = _forwarded(world, at, number, words)
    competence.judge_competence(
        matter_id=matter_id,
        competent=False,
        reason=why,
        by=world.staff(world.districts[0], SeatRole.COMPLAINTS),
        at=at + timedelta(days=1),
    )
    return matter_id


def _objected_to(world: World, now: datetime) -> None:
    matter_id = _not_for_us(
        world, now - timedelta(days=4), "398号", "小区物业三年没有公布账目，业主要求查账。",
        "物业账目由住房和城乡建设部门监督，公安机关没有这项职责；没有发现犯罪线索。",
    )  # fmt: skip
    competence.object_to_forwarding(
        matter_id=matter_id,
        reason="物业账目由住房和城乡建设部门监督，公安机关没有这项职责；已经附上依据的条文。",
        by=world.staff(world.districts[0], SeatRole.COMPLAINTS),
        at=now - timedelta(days=2),
    )


def _classed(world: World, now: datetime) -> None:
    """Classed, and the next step not taken yet: a suggestion to take up, and a procedure to show."""
    one = Brought(
        world,
        words="建议派出所把办事需要的材料贴在门口，少跑一趟。",
        request="贴一张清单。",
        contact=Contact(name="方卓", phone="13800001818"),
        at=now - timedelta(days=5),
    )
    one.classed("suggestion")
    one = Brought(
        world,
        words="房东不退押金，报警说是经济纠纷。",
        request="请帮我要回押金。",
        contact=Contact(name="屈小波", phone="13800001919"),
        at=now - timedelta(days=4),
    )
    one.classed("legal-remedy-1")


def shown_another_way(world: World, now: datetime) -> str:
    """The law has a procedure of its own for it, and its days run: which, where and until when is told at once."""
    one = Brought(
        world,
        words="交警罚我二百元，我认为标线被树挡住了，不该罚。",
        request="请撤销处罚决定。",
        contact=Contact(name="钱卫东", phone="13800007777", address="云浦市青禾区石桥路16号"),
        at=now - timedelta(days=9),
    )
    one.classed("legal-remedy-4")
    accepting.direct_petition(
        matter_id=one.matter_id,
        procedure="对处罚决定不服，依法申请行政复议，或者向人民法院起诉。复议机关会重新审查处罚是否合法。",
        where="云浦市人民政府行政复议局，和平路9号，电话0000-555 0316，工作日9时至17时；不收费。",
        until=(now + timedelta(days=38)).date().isoformat(),
        by=one.desk(),
        at=one.day(3),
    )
    one.reads(4)
    return one.code


def declined(world: World, now: datetime) -> str:
    """The unit below still has time for the same matter: why it is not taken up, and what can be done meanwhile."""
    one = Brought(
        world,
        words="同一件事我已经在派出所反映过，十天没有回音，所以直接写给分局。",
        request="请分局直接办。",
        contact=Contact(name="贺新民", phone="13800008888"),
        at=now - timedelta(days=12),
    )
    one.classed("claim")
    accepting.refuse_petition(
        matter_id=one.matter_id,
        ground="in-hand",
        reason="派出所正在办理同一件事，离答复的最后一天还有二十天。",
        remedy="到期没有答复，或者您对答复不满意，请凭原来的回执告诉我们，由分局来办。",
        by=one.desk(),
        at=one.day(4),
    )
    one.reads(5)
    return one.code


def accuses(world: World, now: datetime) -> str:
    """An accusation goes on as a complaint that nobody accused sees; its receipt waits on the petitioner's page."""
    one = Brought(
        world,
        words="派出所有人把我报案的事告诉了对方，对方当晚就来敲门。",
        request="请查清是谁说出去的。",
        contact=Contact(name="邵敏", phone="13800009999"),
        at=now - timedelta(days=5),
    )
    station = next(s for s in world.stations if world.parent[s] == one.unit)
    classing.class_petition(
        matter_id=one.matter_id, class_="accusation", about_units=[station], by=one.desk(), at=one.day(1),
    )  # fmt: skip
    classed = last_event(one, CLASSED.kind)
    go_on_as_complaint(classed, FLOWS, one.day(1))
    one.reads(2)
    return one.code


def with_another_body(world: World, now: datetime) -> str:
    """Another body answers for it: which one, since when, and what the petitioner may do."""
    one = Brought(
        world,
        words="法院判了，对方一直不执行，我以为公安可以去拉他。",
        request="请帮我把钱要回来。",
        contact=Contact(name="雷秀英", phone="13800001212", address="云浦市青禾区东井巷2号"),
        at=now - timedelta(days=15),
    )
    one.classed("legal-remedy-1")
    there = units.unit_by_code("OUT-2")
    if there is None:
        raise LookupError("the procuratorate of the demonstration is not there")
    moving_on.move_petition(
        matter_id=one.matter_id, to_unit=there.id, cause="outside",
        reason="判决的执行由人民法院负责，对执行活动的监督由人民检察院负责；材料已经一并转去。",
        by=one.desk(), at=one.day(4),
    )  # fmt: skip
    one.reads(6)
    return one.code
