"""Petitions of the demonstration, made by the services everybody uses.

One who wants nobody at home and hears back by letter, one long unsettled that is settled, one refused at the last
level after a hearing, two who ask together and of whom one speaks for both, and a fresh one on the desk; those that
go on (petitions_running), those on their first days (petitions_first) and those that wait for one person's word
(petitions_waiting): in every state that a petition has there is one.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils import translation

from huiying.config.demo import petitions_first, petitions_running, petitions_waiting
from huiying.config.demo.brought import WALL, Brought, last_of, lead
from huiying.config.demo.world import World
from huiying.core.kinds import Actor, ActorKind, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact
from huiying.mechanisms.petitions.services import (
    joining,
    leading,
    meeting,
    moving_on,
    settling,
    speaking,
)
from huiying.mechanisms.petitions.services.joining import Joining
from huiying.mechanisms.visits.choices import VIEWS
from huiying.mechanisms.visits.services import arranging, going, planning
from huiying.mechanisms.visits.services.arranging import Offer
from huiying.mechanisms.visits.services.going import WriteUp

FINE = {
    "acceptance": "fair",
    "investigation": "satisfied",
    "result": "satisfied",
    "attitude": "satisfied",
}
_CRASH = {
    "request": "请求说明案件为什么没有下文，帮助把赔偿谈好。",
    "facts": "查明：三年前的事故认定书已经送达，之后没有人组织调解，也没有人告诉您可以起诉。",
    "reasons": "我们调出了认定书和两份询问笔录，问了当年的承办人，也问了对方当事人。",
    "basis": "《道路交通安全法》第七十四条；《信访工作条例》第三十二条。",
    "remedy": "对方不按约定付款的，可以向人民法院起诉，法律援助中心可以帮助写起诉状。",
}


_OTHERS: dict[str, Callable[[World, datetime], str]] = {
    "petition-directed": petitions_first.shown_another_way,
    "petition-not-taken": petitions_first.declined,
    "petition-accuses": petitions_first.accuses,
    "petition-outside": petitions_first.with_another_body,
    "petition-difficult": petitions_waiting.difficult,
    "petition-withdraws": petitions_waiting.withdraws,
    "petition-withdrawn": petitions_waiting.withdrew,
    "petition-reviewed": petitions_waiting.review_replied,
    "petition-hearing": petitions_waiting.heard_at_the_last_level,
    "petition-final": petitions_waiting.to_be_explained,
}


def make(world: World, now: datetime) -> list[tuple[str, str]]:
    """A few petitions, each as far as its days have come; gives codes to look them up with, and what each shows."""
    with translation.override("zh-hans"):
        made = [
            (_hears_back_by_letter(world, now), "petition-by-letter"),
            (_long_unsettled_and_settled(world, now), "petition-settled"),
            (_refused_at_the_last_level(world, now), "petition-last-level"),
            (_together(world, now), "petition-together"),
            (petitions_running.in_review(world, now), "petition-in-review"),
            (petitions_running.with_an_offer(world, now), "petition-offer"),
            (petitions_running.running_late(world, now), "petition-late"),
            *((make(world, now), shows) for shows, make in _OTHERS.items()),
        ]
        _fresh(world, now)
        petitions_first.wait_at_the_desk(world, now)
        petitions_waiting.more_time_is_asked(world, now)
        petitions_waiting.asks_the_last_level(world, now)
        petitions_waiting.to_be_ended(world, now)
    return made


def say_why(world: World, now: datetime, codes: Mapping[str, str]) -> None:
    """After the sweep has seen what is late: one of them is told why, with its opinion."""
    with translation.override("zh-hans"):
        petitions_running.say_why(world, codes["petition-late"], now)


def _hears_back_by_letter(world: World, now: datetime) -> str:
    """A major matter: the leader offers to come; they would rather have a letter, and get it."""
    one = Brought(
        world,
        words="小区十二户的下水道被施工挖断，报警后一直没有结果。",
        request="请查清是谁挖断的，督促修好。",
        contact=Contact(name="周桂兰", address="云浦市青禾区柳渡街12号"),
        at=now - timedelta(days=40),
    )
    one.accepted()
    lead(one, "major", "涉及十二户居民用水。", 6, now)
    by, party = one.desk(SeatRole.HEAD), one.holder.party_id
    if party is None or by.officer_id is None:
        return one.code
    planning.plan_visits(
        matter_id=one.matter_id, party_id=party, cause="petition", weeks=4, agreed=False,
        by=by, at=one.day(8),
    )  # fmt: skip
    arranging.offer_visit(
        matter_id=one.matter_id,
        offer=Offer(
            party_id=party, way="home", begins=(one.day(14), one.day(15)),
            officers=(by.officer_id,),
        ),
        by=by,
        at=one.day(9),
    )  # fmt: skip
    arranging.choose_way(way="letter", by=one.holder, at=one.day(10))
    leading.give_feedback(
        matter_id=one.matter_id,
        message="已经找到施工单位，住建部门答应本月修好。按您说的，用书信告诉您，不上门。",
        by=by,
        at=one.day(20),
    )
    one.reads(22)
    going.write_up_visit(
        matter_id=one.matter_id,
        visit=WriteUp(
            party_id=party, way="letter", officers=(by.officer_id,),
            views=dict.fromkeys(VIEWS, "not-spoken"),
        ),
        by=by,
        at=one.day(32),
    )  # fmt: skip
    return one.code


def _long_unsettled_and_settled(world: World, now: datetime) -> str:
    """A plan, a mediation that was agreed and held, an explanation by legal staff; then they say it is settled."""
    one = Brought(
        world,
        words="三年前被撞后，对方一直没有赔偿，来过很多次都没有说清楚。",
        request="请说清楚案件为什么没有下文，帮助把赔偿谈好。",
        contact=Contact(name="何建国", phone="13800001111", address="云浦市青禾区北街3号"),
        at=now - timedelta(days=150),
    )
    one.accepted()
    lead(one, "long-unsettled", "三年没有结果，需要有人从头说清楚。", 10, now)
    leading.write_plan(
        matter_id=one.matter_id,
        asked="案件为什么没有下文；赔偿怎么办。",
        done="找到了当时的认定书和两份询问笔录。",
        remains="约双方调解；法制部门把法律上的路说清楚。",
        explains="市局法制支队",
        by=one.desk(),
        at=one.day(16),
    )
    moment = one.day(40).replace(minute=0, second=0, microsecond=0)
    meeting.offer_meeting(
        matter_id=one.matter_id, form="mediation", where="青禾分局一楼调解室。",
        moments=[moment.isoformat()], by=one.desk(), at=one.day(20),
    )  # fmt: skip
    offer = last_of(one, "petition-meeting.offered")
    one.reads(21)
    meeting.agree(offer_id=offer, moment=_moment(one), by=one.holder, at=one.day(22))
    meeting.hold_meeting(
        matter_id=one.matter_id, offer_id=offer, record="对方同意分三次付清，已付第一次。",
        by=one.desk(), at=moment + timedelta(hours=3), occurred_at=moment,
    )  # fmt: skip
    one.reads(41)
    one.answered(50, "supported", "支持您的请求：案件情况已经书面说明，赔偿已经调解。", _CRASH)
    one.is_asked(60, FINE)
    settling.settle(by=one.holder, at=one.day(80), note="钱收到了，谢谢说清楚。")
    return one.code


def _moment(one: Brought) -> str:
    offered = [e for e in ledger.history(one.matter_id) if e.kind == "petition-meeting.offered"]
    return str(offered[-1].facts["first"])


def _refused_at_the_last_level(world: World, now: datetime) -> str:
    """Refused, reviewed and finally reviewed; somebody who did not decide explains it, and it is not called settled."""
    one = Brought(
        world,
        words="院墙被拆，民警在场没有制止。",
        request="恢复院墙并赔偿。",
        contact=Contact(name="吴春梅", address="云浦市青禾区河沿路8号"),
        at=now - timedelta(days=200),
    )
    one.accepted()
    one.answered(40, "not-supported", "恢复院墙不由公安机关决定，不予支持。", WALL)
    one.reviewed(50, world.bureau, "维持原处理意见。", WALL)
    one.reviewed(
        80, world.outside, "维持复查答复。", WALL,
        heard="吴女士讲了拆墙当天的经过，出示了三张照片；分局说明了到场民警做了什么、没有做什么。双方没有补充。",
    )  # fmt: skip
    explainer = _explainer(world)
    leading.name_explainer(
        matter_id=one.matter_id, officer_id=explainer.officer_id or 0,
        by=one.desk(SeatRole.HEAD), at=one.day(106),
    )  # fmt: skip
    leading.explain(
        matter_id=one.matter_id,
        explanation="三级都认为拆墙由街道决定。您可以对街道申请行政复议或者起诉，期限还在。",
        by=explainer,
        at=one.day(108),
    )
    one.reads(110)
    one.is_asked(114)
    settling.end_at_last_level(matter_id=one.matter_id, by=one.desk(), at=one.day(120))
    return one.code


def _explainer(world: World) -> Actor:
    """Somebody of another district, who had no part in it."""
    return world.staff(world.districts[1], SeatRole.HEAD)


def _together(world: World, now: datetime) -> str:
    """Two neighbours ask the same, each with a code of their own; one agreed to speak for both. It went to another
    district, which took it over."""
    one = Brought(
        world,
        words="夜市噪声到半夜，两个区都说不归自己管。",
        request="请说清楚归谁管，夜里十点后安静下来。",
        contact=Contact(name="郑爱民", phone="13800002222", address="云浦市青禾区柳渡街40号"),
        at=now - timedelta(days=25),
    )
    joining.join_petition(
        matter_id=one.matter_id,
        joining=Joining(
            narrative="我住隔壁楼，孩子睡不着。",
            contact=Contact(name="谢兰", address="云浦市青禾区柳渡街42号"),
        ),
        by=one.holder,
        at=one.day(0.5),
    )
    party = next(
        p.id
        for p in ledger.parties(one.matter_id)
        if p.role is PartyRole.PETITIONER and p.id != one.holder.party_id
    )
    by = one.desk()
    one.accepted()
    speaking.choose_speaker(matter_id=one.matter_id, party_id=party, by=by, at=one.day(5))
    neighbour = Actor(kind=ActorKind.HOLDER, name="", matter_id=one.matter_id, party_id=party)
    speaking.agree_to_speak(called="谢兰，42号楼下棋的桌子旁", by=neighbour, at=one.day(6))
    # The first of them is asked as well, and has not answered.
    speaking.choose_speaker(matter_id=one.matter_id, party_id=one.party_id, by=by, at=one.day(7))
    moving_on.move_petition(
        matter_id=one.matter_id,
        to_unit=world.districts[1],
        cause="competence",
        reason="夜市摆在桥东，属于邻区。",
        by=by,
        at=one.day(8),
    )
    there = one.desk(unit=world.districts[1])
    moving_on.take_over(matter_id=one.matter_id, by=there, at=one.day(10))
    one.reads(12)
    return one.code


def _fresh(world: World, now: datetime) -> None:
    """Nobody has classed it yet."""
    Brought(
        world,
        words="派出所门口的路灯坏了半年，建议早点修。",
        request="建议修好路灯。",
        contact=Contact(),
        at=now - timedelta(days=1),
    )
