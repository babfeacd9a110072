"""Petitions of the demonstration that go on: with the level above, with an offer that waits for an answer, and late."""

from datetime import datetime, timedelta

from huiying.config.demo.brought import Brought, lead, opinion
from huiying.config.demo.world import World
from huiying.core.holders import lateness
from huiying.core.kinds import SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact
from huiying.mechanisms.petitions.services import (
    answering,
    extending,
    leading,
    meeting,
    reviewing,
)

# Accepted on the third day: sixty days, and thirty more.
_EXTENDED_TO = 3 + 60 + 30
_LATE_BY = 2
_TOWED = {
    "request": "请求退还电动车，并说明拖车的依据。",
    "facts": "查明：电动车停在消防通道上，交警将它拖到停车场，现场没有张贴通知。",
    "reasons": "我们看了执法记录仪的录像，问了当班的交警和小区物业。",
    "basis": "《道路交通安全法》第九十三条；《信访工作条例》第三十二条。",
    "remedy": "对拖车决定不服的，可以在知道之日起六十日内申请行政复议。",
}
_BLOCKED = {
    "request": "请求彻底解决占用消防通道的问题。",
    "facts": "查明：消防救援机构认定该处为消防通道，半年内有十一次报警。",
    "reasons": "我们调出了报警记录，和消防救援机构一起看了现场。",
    "basis": "《消防法》第二十八条、第六十条；《信访工作条例》第三十二条。",
    "remedy": "",
}


def in_review(world: World, now: datetime) -> str:
    """The petitioner did not accept the opinion; the city looks at it again, with a time of its own."""
    one = Brought(
        world,
        words="电动车在小区门口被拖走，没有人告诉我拖到哪里，也不给单子。",
        request="请退还电动车，并说明拖车的依据。",
        contact=Contact(name="曹建军", phone="13800003333", address="云浦市青禾区柳渡街7号"),
        at=now - timedelta(days=60),
    )
    one.accepted()
    one.answered(35, "explained", "拖车有法律依据；电动车可以凭证件领回，不收费用。", _TOWED)
    reviewing.ask_review(
        reason="那天没有人在现场告知，意见书没有说这一点。", by=one.holder, at=one.day(48)
    )
    reviewing.start_review(matter_id=one.matter_id, by=one.desk(unit=world.bureau), at=one.day(50))
    one.reads(52)
    return one.code


def with_an_offer(world: World, now: datetime) -> str:
    """Long unsettled, with a plan; a hearing is offered, and the petitioner has not chosen yet."""
    one = Brought(
        world,
        words="弟弟走失两年，报过警，换过三个承办人，每次都要从头讲。",
        request="请有一个人从头到尾负责，把查过的告诉我们。",
        contact=Contact(name="韦秀珍", phone="13800004444", address="云浦市青禾区桥头村19号"),
        at=now - timedelta(days=45),
    )
    one.accepted()
    lead(one, "long-unsettled", "两年里换过三个承办人，家属没有得到完整的说明。", 24, now)
    leading.write_plan(
        matter_id=one.matter_id,
        asked="有一个人从头到尾负责；查过什么都告诉家属。",
        done="三次查询的记录已经找齐，寻人信息重新发布。",
        remains="请家属、三任承办人当面把经过对一遍；确定以后由谁负责。",
        explains="市局法制支队",
        by=one.desk(),
        at=one.day(30),
    )
    one.reads(32)
    first = (now + timedelta(days=6)).replace(hour=2, minute=0, second=0, microsecond=0)
    meeting.offer_meeting(
        matter_id=one.matter_id,
        form="hearing",
        where="青禾分局二楼会议室；三任承办人和法制支队的同志都到场，您可以带一位信得过的人。",
        moments=[first.isoformat(), (first + timedelta(days=1, hours=5)).isoformat()],
        by=one.desk(),
        at=now - timedelta(days=2),
    )
    return one.code


def running_late(world: World, now: datetime) -> str:
    """Extended once, and still late: nobody has said why yet."""
    one = Brought(
        world,
        words="邻居长期占用消防通道停车，报过多次，来了就走，走了又停。",
        request="请彻底解决占用消防通道的问题。",
        contact=Contact(name="孟庆", phone="13800005555", address="云浦市青禾区北街21号"),
        at=now - timedelta(days=_EXTENDED_TO + _LATE_BY),
    )
    one.accepted()
    extending.ask_extension(
        matter_id=one.matter_id,
        days=30,
        reason="要等消防救援机构对通道的认定。",
        by=one.desk(),
        at=one.day(55),
    )
    extending.decide_extension(
        matter_id=one.matter_id,
        granted=True,
        reason="消防救援机构的认定要一个月，认定以后才能处理。",
        by=one.desk(SeatRole.HEAD),
        at=one.day(56),
    )
    one.reads(58)
    return one.code


def say_why(world: World, code: str, now: datetime) -> None:
    """The day after it was seen to be late: why, who apologises, and the opinion itself."""
    found = ledger.holder_of(code)
    if found is None:
        raise LookupError("the late petition of the demonstration is not there")
    by = world.staff(world.districts[0], SeatRole.COMPLAINTS)
    lateness.explain_lateness(
        matter_id=found.matter_id,
        why="消防的认定上周就到了，我们没有及时转到承办人手里。让您多等了，对不起。",
        by=by,
        at=now,
    )
    answering.answer_petition(
        matter_id=found.matter_id,
        opinion=opinion(
            "supported", "支持您的请求：通道已经划线，占用的车辆由交警依法拖离。", _BLOCKED
        ),
        by=by,
        at=now,
    )
