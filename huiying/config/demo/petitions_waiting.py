"""Petitions of the demonstration that wait for one person's word: a leader's, a reviewer's, an explainer's."""

from datetime import datetime, timedelta

from huiying.config.demo.brought import Brought, last_of, lead
from huiying.config.demo.world import World
from huiying.core.kinds import Actor, SeatRole
from huiying.core.people.services import Contact
from huiying.mechanisms.petitions.events import MEETING_OFFERED
from huiying.mechanisms.petitions.services import (
    adding,
    extending,
    leading,
    marking,
    meeting,
    reviewing,
    withdrawing,
)

_KEPT = {
    "request": "请求按实际损失赔偿被扣的货物。",
    "facts": "查明：货物扣押四十天后发还，清单齐全，两箱水果已经腐烂。",
    "reasons": "我们看了扣押决定、清单和发还笔录，问了保管员。",
    "basis": "《国家赔偿法》第四条；《信访工作条例》第三十二条。",
    "remedy": "可以自知道之日起两年内申请国家赔偿，窗口在分局一楼。",
}
_WHY = "保管员说的腐烂时间和清单对不上，没有人问过我。"


def more_time_is_asked(world: World, now: datetime) -> None:
    """The desk asks the head for more time; until that is granted, the sixty days stand."""
    one = Brought(
        world,
        words="工地半夜施工，报警几次都说没有分贝仪。",
        request="请测噪声，按规定处理。",
        contact=Contact(name="葛春生", phone="13800001313", address="云浦市青禾区梧桐路9号"),
        at=now - timedelta(days=57),
    )
    one.accepted()
    extending.ask_extension(
        matter_id=one.matter_id, days=20, reason="生态环境部门的检测报告下周才出。",
        by=one.desk(), at=one.day(55),
    )  # fmt: skip


def difficult(world: World, now: datetime) -> str:
    """A named leader answers for it; they met yesterday and it is not written up; the petitioner says the mark is
    wrong, and wrote again."""
    one = Brought(
        world,
        words="父亲在养老院走失后去世，我们问过五个部门，说法都不一样。",
        request="请把那天晚上接警的经过原原本本告诉我们。",
        contact=Contact(name="尹小燕", phone="13800001414", address="云浦市青禾区南苑小区8栋"),
        at=now - timedelta(days=38),
    )
    one.accepted()
    lead(one, "difficult", "涉及五个部门，说法不一致，需要一个人负责到底。", 8, now)
    leading.give_feedback(
        matter_id=one.matter_id,
        message="接警录音已经调出，养老院的录像还差一段。您听录音的时候，我们的人在旁边，随时可以停。",
        by=one.desk(),
        at=one.day(16),
    )
    held = (now - timedelta(days=1)).replace(hour=2, minute=0, second=0, microsecond=0)
    meeting.offer_meeting(
        matter_id=one.matter_id, form="meeting",
        where="南苑社区服务站二楼，您来定坐在哪里；科长和接警员都来。",
        moments=[held.isoformat()], by=one.desk(), at=one.day(18),
    )  # fmt: skip
    one.reads(19)
    meeting.agree(
        offer_id=last_of(one, MEETING_OFFERED.kind), moment=held.isoformat(timespec="seconds"),
        by=one.holder, at=one.day(20),
    )  # fmt: skip
    marking.contest_mark(
        mark="difficult",
        reason="我们没有为难谁，只是想知道那天晚上的事。",
        by=one.holder,
        at=one.day(34),
    )
    adding.add_letter(
        matter_id=one.matter_id,
        channel="letter",
        message="又想起来：那天晚上九点我打过一次养老院的电话，有通话记录。",
        by=one.desk(),
        at=one.day(36),
    )
    return one.code


def withdraws(world: World, now: datetime) -> str:
    """Heard by a unit that does not handle it; until it takes effect, one press takes it back."""
    one = Brought(
        world,
        words="楼上漏水报警，民警来了说是物业的事，没有登记。",
        request="请补登记。",
        contact=Contact(name="冷玉兰", phone="13800001515"),
        at=now - timedelta(days=20),
    )
    one.accepted()
    withdrawing.hear_withdrawal(
        matter_id=one.matter_id,
        words="楼上已经修好了，派出所也补了登记。是我自己想撤，没有人劝过我。",
        pressed=False,
        by=world.staff(world.response, SeatRole.RESPONSE),
        at=now - timedelta(days=3),
    )
    one.reads((now - one.begun).days - 2)
    return one.code


def withdrew(world: World, now: datetime) -> str:
    """Withdrawn on their own page a month ago; it can be taken up again."""
    one = Brought(
        world,
        words="户口本上名字错了一个字，窗口让我自己去找二十年前的底册。",
        request="请帮我查底册。",
        contact=Contact(name="常喜", phone="13800001616"),
        at=now - timedelta(days=40),
    )
    one.accepted()
    withdrawing.withdraw(by=one.holder, at=one.day(9), reason="底册找到了，已经改好。")
    withdrawing.let_withdrawals_take_effect(one.day(17))
    one.reads(18)
    return one.code


def review_replied(world: World, now: datetime) -> str:
    """The level above kept the opinion; there is one level more to ask, and the days for that run."""
    one = _refused(world, now, 78, "史大庆")
    one.reviewed(
        40, world.bureau, "维持原处理意见：赔偿不由信访决定，请走国家赔偿程序。", _KEPT, why=_WHY
    )
    return one.code


def asks_the_last_level(world: World, now: datetime) -> None:
    """Asked of the last level, where nobody has begun yet."""
    one = _refused(world, now, 75, "元宝山")
    one.reviewed(36, world.bureau, "维持原处理意见。", _KEPT, why=_WHY)
    reviewing.ask_review(reason="保管员的话和清单对不上。", by=one.holder, at=one.day(73))


def heard_at_the_last_level(world: World, now: datetime) -> str:
    """A hearing in the final review: its time stands still until the hearing ends."""
    one = _refused(world, now, 90, "毛素琴")
    one.reviewed(36, world.bureau, "维持原处理意见。", _KEPT, why=_WHY)
    reviewing.ask_review(
        reason="保管员的话和清单对不上，没有人问我。", by=one.holder, at=one.day(70)
    )
    by = one.desk(unit=world.outside)
    reviewing.start_review(matter_id=one.matter_id, by=by, at=one.day(73))
    reviewing.begin_hearing(matter_id=one.matter_id, by=by, at=one.day(84))
    one.reads(86)
    return one.code


def to_be_explained(world: World, now: datetime) -> str:
    """The last level has decided; somebody of a unit that had no part in it is named to explain it, and has not yet."""
    one = _finally_refused(world, now, "包建设", world.districts[1])
    _explainer(one, world.districts[0])
    one.reads(103)
    return one.code


def to_be_ended(world: World, now: datetime) -> None:
    """Decided at the last level and explained: the desk can end it, and does not call it settled."""
    one = _finally_refused(world, now, "宗立新", world.districts[0])
    leading.explain(
        matter_id=one.matter_id,
        explanation="赔偿要走国家赔偿程序，三级信访都不能代替它决定数额。两年的期限还在，窗口在分局一楼。",
        by=_explainer(one, world.districts[1]),
        at=one.day(105),
    )
    one.reads(106)


def _finally_refused(world: World, now: datetime, name: str, unit: int) -> Brought:
    one = _refused(world, now, 108, name, unit)
    one.reviewed(36, world.bureau, "维持原处理意见。", _KEPT, why=_WHY)
    one.reviewed(66, world.outside, "维持复查答复。", _KEPT, why=_WHY)
    one.is_asked(96)
    return one


def _explainer(one: Brought, unit: int) -> Actor:
    explains = one.world.staff(unit, SeatRole.HEAD)
    leading.name_explainer(
        matter_id=one.matter_id,
        officer_id=explains.officer_id or 0,
        by=one.desk(SeatRole.HEAD),
        at=one.day(102),
    )
    return explains


def _refused(world: World, now: datetime, days: float, name: str, unit: int = 0) -> Brought:
    one = Brought(
        world,
        words="送货车被扣了四十天，两箱水果全烂了。",
        request="请按实际损失赔偿。",
        contact=Contact(name=name, phone="13800001717", address="云浦市果品批发市场东门"),
        at=now - timedelta(days=days),
        unit=unit,
    )
    one.accepted()
    one.answered(25, "not-supported", "赔偿数额由国家赔偿程序决定，信访不能代替，不予支持。", _KEPT)
    return one
