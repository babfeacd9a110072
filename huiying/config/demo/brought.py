"""One petition of the demonstration on its way, made by the services everybody uses."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from huiying.config.demo.world import World
from huiying.core.duties.services import acting
from huiying.core.holders import coming_in
from huiying.core.kinds import Act, Actor, ActorKind, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import page_opened
from huiying.core.people.services import Contact
from huiying.mechanisms.petitions.services import (
    accepting,
    answering,
    classing,
    marking,
    reviewing,
)
from huiying.mechanisms.petitions.services.answering import Opinion
from huiying.mechanisms.petitions.services.receipt import show_receipt
from huiying.mechanisms.petitions.services.registering import Petitioning, register_petition
from huiying.mechanisms.visits.services import asking

_FORM = system("public form")
_PATH = "由分局信访室办理：听取陈述，调查核实，自受理之日起60日内出具处理意见书。"


class Brought:
    """One petition on its way: its matter, its person, and who handles it."""

    def __init__(
        self,
        world: World,
        *,
        words: str,
        request: str,
        contact: Contact,
        at: datetime,
        unit: int = 0,
    ) -> None:
        self.world, self.unit = world, unit or world.districts[0]
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

    @property
    def party_id(self) -> uuid.UUID:
        if self.holder.party_id is None:
            raise LookupError("whoever holds a code is somebody of the matter")
        return self.holder.party_id

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

    def classed(self, class_: str) -> None:
        by = self.desk()
        classing.class_petition(matter_id=self.matter_id, class_=class_, by=by, at=self.day(1))

    def accepted(self) -> None:
        by = self.desk()
        self.classed("claim")
        accepting.accept_petition(matter_id=self.matter_id, path=_PATH, by=by, at=self.day(3))
        self.reads(4)

    def answered(self, days: float, finding: str, words: str, said: Mapping[str, str]) -> None:
        answering.answer_petition(
            matter_id=self.matter_id,
            opinion=opinion(finding, words, said),
            by=self.desk(),
            at=self.day(days),
        )
        self.reads(days + 1)

    def reviewed(
        self,
        days: float,
        unit: int,
        words: str,
        said: Mapping[str, str],
        *,
        heard: str = "",
        why: str = "处理意见没有看我交的照片。",
    ) -> None:
        reviewing.ask_review(reason=why, by=self.holder, at=self.day(days))
        by = self.desk(unit=unit)
        reviewing.start_review(matter_id=self.matter_id, by=by, at=self.day(days + 2))
        if heard:
            reviewing.begin_hearing(matter_id=self.matter_id, by=by, at=self.day(days + 6))
            reviewing.end_hearing(
                matter_id=self.matter_id, record=heard, by=by, at=self.day(days + 7)
            )
            self.reads(days + 8)
        reviewing.decide_review(
            matter_id=self.matter_id,
            changed=False,
            opinion=opinion("not-supported", words, said),
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


# What the one about a wall that was torn down sets out.
WALL = {
    "request": "请求恢复被拆的院墙并赔偿。",
    "facts": "查明：院墙由街道组织拆除，民警到场维持秩序，没有动手。",
    "reasons": "我们看了现场录像，问了在场的邻居和民警。",
    "basis": "《人民警察法》第六条；《信访工作条例》第三十二条。",
    "remedy": "拆除决定可以申请行政复议，司法所可以免费帮助写申请。",
}


def opinion(finding: str, words: str, said: Mapping[str, str]) -> Opinion:
    """What was asked, found and weighed (`said`), and what follows from it."""
    return Opinion(finding=finding, opinion=words, **said)


def lead(one: Brought, mark: str, reason: str, days: float, now: datetime) -> None:
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


def last_event(one: Brought, kind: str) -> Entry:
    return [e for e in ledger.history(one.matter_id) if e.kind == kind][-1]


def last_of(one: Brought, kind: str) -> uuid.UUID:
    return last_event(one, kind).id
