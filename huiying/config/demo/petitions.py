"""Petitions of the demonstration, made by the services everybody uses.

One who wants nobody at home and hears back by letter, one long unsettled that is settled, one refused at the last
level, two who ask together and of whom one speaks for both, and a fresh one on the desk.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import translation

from huiying.config.demo.world import World
from huiying.core.duties.services import acting
from huiying.core.holders import coming_in
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import page_opened
from huiying.core.people.services import Contact
from huiying.mechanisms.petitions.services import (
    accepting,
    answering,
    classing,
    joining,
    leading,
    marking,
    meeting,
    moving_on,
    reviewing,
    settling,
    speaking,
)
from huiying.mechanisms.petitions.services.answering import Opinion
from huiying.mechanisms.petitions.services.joining import Joining
from huiying.mechanisms.petitions.services.receipt import show_receipt
from huiying.mechanisms.petitions.services.registering import Petitioning, register_petition
from huiying.mechanisms.visits.services import arranging, asking, planning
from huiying.mechanisms.visits.services.arranging import Offer

FINE = {
    "acceptance": "fair",
    "investigation": "satisfied",
    "result": "satisfied",
    "attitude": "satisfied",
}
_FORM = system("public form")
_PATH = "由分局信访室办理：听取陈述，调查核实，自受理之日起60日内出具处理意见书。"


class _Petition:
    """One petition on its way: its matter, its person, and who handles it."""

    def __init__(
        self, world: World, *, words: str, request: str, contact: Contact, at: datetime
    ) -> None:
        self.world, self.unit = world, world.districts[0]
        station = next(s for s in world.stations if world.parent[s] == self.unit)
        made = register_petition(
            petition=Petitioning(
                narrative=words, request=request, about_unit=station, contact=contact
            ),
            by=_FORM,
            at=at,
        )
        found = ledger.holder_of(made.code)
        if found is None:
            raise LookupError("a code that was just issued is not there")
        self.matter_id, self.begun, self.code = made.matter_id, at, made.code
        self.holder: Actor = coming_in.actor_of(found)
        show_receipt(
            matter_id=self.matter_id,
            by=Actor(kind=ActorKind.HOLDER, name="", matter_id=self.matter_id),
            at=at,
        )

    def day(self, days: float) -> datetime:
        return self.begun + timedelta(days=days)

    def desk(self, role: SeatRole = SeatRole.COMPLAINTS, unit: int = 0, n: int = 0) -> Actor:
        return self.world.staff(unit or self.unit, role, n)

    def reads(self, days: float) -> None:
        """They open their page: what waits there is told."""
        at = self.day(days)
        with acting(matter_id=self.matter_id, act=Act.FOLLOW, by=self.holder, at=at) as book:
            party = next(p for p in book.parties if p.id == self.holder.party_id)
            page_opened(book, party=party, specs=specs(), at=at)

    def accepted(self) -> None:
        by = self.desk()
        classing.class_petition(matter_id=self.matter_id, class_="claim", by=by, at=self.day(1))
        accepting.accept_petition(matter_id=self.matter_id, path=_PATH, by=by, at=self.day(3))
        self.reads(4)

    def answered(self, days: float, finding: str, words: str) -> None:
        answering.answer_petition(
            matter_id=self.matter_id,
            opinion=_opinion(finding, words),
            by=self.desk(),
            at=self.day(days),
        )
        self.reads(days + 1)

    def reviewed(self, days: float, unit: int, words: str) -> None:
        reviewing.ask_review(reason="处理意见没有看我交的照片。", by=self.holder, at=self.day(days))
        by = self.desk(unit=unit)
        reviewing.start_review(matter_id=self.matter_id, by=by, at=self.day(days + 2))
        reviewing.decide_review(
            matter_id=self.matter_id,
            changed=False,
            opinion=_opinion("not-supported", words),
            by=by,
            at=self.day(days + 20),
        )
        self.reads(days + 22)

    def is_asked(self, days: float, answers: Mapping[str, str] | None = None) -> None:
        """The response centre asks how they see it; they answer or not."""
        party = self.holder.party_id
        if party is None:
            return
        by = self.world.staff(self.world.response, SeatRole.RESPONSE)
        asking.ask_view(matter_id=self.matter_id, party_id=party, by=by, at=self.day(days))
        if answers is not None:
            asking.give_view(answers=answers, by=self.holder, at=self.day(days + 2))


def _opinion(finding: str, words: str) -> Opinion:
    return Opinion(
        finding=finding,
        request="请求恢复被拆的院墙并赔偿。",
        facts="查明：院墙由街道组织拆除，民警到场维持秩序，没有动手。",
        reasons="我们看了现场录像，问了在场的邻居和民警。",
        opinion=words,
        basis="《人民警察法》第六条；《信访工作条例》第三十二条。",
        remedy="拆除决定可以申请行政复议，司法所可以免费帮助写申请。",
    )


def make(world: World, now: datetime) -> list[tuple[str, str]]:
    """A few petitions, each as far as its days have come; gives codes to look them up with, and what each shows."""
    with translation.override("zh-hans"):
        made = [
            (_hears_back_by_letter(world, now), "petition-by-letter"),
            (_long_unsettled_and_settled(world, now), "petition-settled"),
            (_refused_at_the_last_level(world, now), "petition-last-level"),
            (_together(world, now), "petition-together"),
        ]
        _fresh(world, now)
    return made


def _hears_back_by_letter(world: World, now: datetime) -> str:
    """A major matter: the leader offers to come; they would rather have a letter, and get it."""
    one = _Petition(
        world,
        words="小区十二户的下水道被施工挖断，报警后一直没有结果。",
        request="请查清是谁挖断的，督促修好。",
        contact=Contact(name="周桂兰", address="云平市青河区柳渡街12号"),
        at=now - timedelta(days=40),
    )
    one.accepted()
    _lead(one, "major", "涉及十二户居民用水。", 6, now)
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
    return one.code


def _lead(one: _Petition, mark: str, reason: str, days: float, now: datetime) -> None:
    head = one.desk(SeatRole.HEAD)
    marking.mark_matter(
        matter_id=one.matter_id,
        mark=mark,
        until=(now + timedelta(days=60)).date().isoformat(),
        reason=reason,
        leader_id=head.officer_id if mark != "long-unsettled" else None,
        by=head,
        at=one.day(days),
    )
    one.reads(days + 1)


def _long_unsettled_and_settled(world: World, now: datetime) -> str:
    """A plan, a mediation that was agreed and held, an explanation by legal staff; then they say it is settled."""
    one = _Petition(
        world,
        words="三年前被撞后，对方一直没有赔偿，来过很多次都没有说清楚。",
        request="请说清楚案件为什么没有下文，帮助把赔偿谈好。",
        contact=Contact(name="何建国", phone="13800001111", address="云平市青河区北街3号"),
        at=now - timedelta(days=150),
    )
    one.accepted()
    _lead(one, "long-unsettled", "三年没有结果，需要有人从头说清楚。", 10, now)
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
        matter_id=one.matter_id, form="mediation", where="青河分局一楼调解室。",
        moments=[moment.isoformat()], by=one.desk(), at=one.day(20),
    )  # fmt: skip
    offer = _last(one, "petition-meeting.offered")
    one.reads(21)
    meeting.agree(offer_id=offer, moment=_moment(one), by=one.holder, at=one.day(22))
    meeting.hold_meeting(
        matter_id=one.matter_id, offer_id=offer, record="对方同意分三次付清，已付第一次。",
        by=one.desk(), at=one.day(40.2),
    )  # fmt: skip
    one.answered(50, "supported", "支持您的请求：案件情况已经书面说明，赔偿已经调解。")
    one.is_asked(60, FINE)
    settling.settle(by=one.holder, at=one.day(80), note="钱收到了，谢谢说清楚。")
    return one.code


def _last(one: _Petition, kind: str) -> uuid.UUID:
    return [e.id for e in ledger.history(one.matter_id) if e.kind == kind][-1]


def _moment(one: _Petition) -> str:
    offered = [e for e in ledger.history(one.matter_id) if e.kind == "petition-meeting.offered"]
    return str(offered[-1].facts["first"])


def _refused_at_the_last_level(world: World, now: datetime) -> str:
    """Refused, reviewed and finally reviewed; somebody who did not decide explains it, and it is not called settled."""
    one = _Petition(
        world,
        words="院墙被拆，民警在场没有制止。",
        request="恢复院墙并赔偿。",
        contact=Contact(name="吴春梅", address="云平市青河区河沿路8号"),
        at=now - timedelta(days=200),
    )
    one.accepted()
    one.answered(40, "not-supported", "恢复院墙不由公安机关决定，不予支持。")
    one.reviewed(50, world.bureau, "维持原处理意见。")
    one.reviewed(80, world.outside, "维持复查答复。")
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
    one = _Petition(
        world,
        words="夜市噪声到半夜，两个区都说不归自己管。",
        request="请说清楚归谁管，夜里十点后安静下来。",
        contact=Contact(name="郑爱民", phone="13800002222", address="云平市青河区柳渡街40号"),
        at=now - timedelta(days=25),
    )
    joining.join_petition(
        matter_id=one.matter_id,
        joining=Joining(
            narrative="我住隔壁楼，孩子睡不着。",
            contact=Contact(name="谢兰", address="云平市青河区柳渡街42号"),
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
    _Petition(
        world,
        words="派出所门口的路灯坏了半年，建议早点修。",
        request="建议修好路灯。",
        contact=Contact(),
        at=now - timedelta(days=1),
    )
