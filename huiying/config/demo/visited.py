"""Return visits of the demonstration: offered, agreed, by letter, with a promise, to be asked, low."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation

from huiying.config.demo.world import ZONE, World
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import Actor, ActorKind, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.flows import reactions
from huiying.flows.models import Mark
from huiying.mechanisms.campaigns.models import Raised as RaisedRow
from huiying.mechanisms.campaigns.services import handling
from huiying.mechanisms.cases.services import deciding, supporting
from huiying.mechanisms.cases.services.registering import Bringing, Report, report_case
from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.services import arranging, asking, going, planning
from huiying.mechanisms.visits.services.going import Promised, Raised, WriteUp

STATION = "QH-01"
# In the order of STORIES: who is visited, and what may be told.
_PEOPLE = (
    ("周小禾", "调取了小区门口和街口两处录像，正在比对。"),
    ("吴念安", "走访了附近两家回收点，没有发现您的电动车。"),
    ("郑一诺", "还没有确认嫌疑人，所以还没有破。"),
    ("孙可望", "现场提取的痕迹已送检，结果还没有出来。"),
    ("许清和", "两处录像看过了，夜里看不清车牌。"),
    ("何以宁", "询问了三位邻居，有一位看到过可疑的人。"),
    ("罗叶", "楼道的录像已调取，正在逐段查看。"),
    ("唐一禾", "在两处二手市场问过，还没有找到您的东西。"),
    ("秦朗", "现场的痕迹和另外两起比对过，没有对上。"),
)


@dataclass(frozen=True, kw_only=True)
class Visited:
    """A burglary, its victim, and who has to do with it."""

    matter_id: UUID
    party: UUID
    line: str
    head: Actor
    goes: tuple[int, ...]
    now: datetime

    @property
    def holder(self) -> Actor:
        return Actor(kind=ActorKind.HOLDER, name="", matter_id=self.matter_id, party_id=self.party)

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def offer(self, at: datetime, *begins: datetime, way: str = "home") -> None:
        offered = arranging.Offer(
            party_id=self.party, way=way, begins=begins, officers=self.goes, place="青禾路 8 号"
        )
        arranging.offer_visit(matter_id=self.matter_id, offer=offered, by=self.head, at=at)

    def made(
        self, at: datetime, said: str, **more: tuple[Promised, ...] | tuple[Raised, ...]
    ) -> None:
        views = dict.fromkeys(choices.VIEWS, "not-spoken") | {"result": "something"}
        visit = WriteUp(
            party_id=self.party,
            way="phone",
            officers=self.goes,
            views=views,
            words={"result": said},
            told=(self.line,),
            reasons="还没有确认嫌疑人。",
            read_back=True,
            **more,  # type: ignore[arg-type]
        )
        going.write_up_visit(matter_id=self.matter_id, visit=visit, by=self.head, at=at)
        # What reacts to events has read past these days already.
        Mark.objects.all().delete()
        reactions.run(at + timedelta(hours=1), 1000)


def visit_people(world: World, now: datetime) -> None:
    """One case for each story, by the services everybody uses."""
    station = units.unit_by_code(STATION)
    if station is None:
        return
    head = world.staff(station.id, SeatRole.HEAD)
    pair = (world.staff(station.id, SeatRole.CASES), world.staff(station.id, SeatRole.DESK))
    goes = tuple(actor.officer_id for actor in pair if actor.officer_id is not None)
    with translation.override("zh-hans"):
        for (name, told), story in zip(_PEOPLE, STORIES, strict=True):
            story(_case(head, goes, name, told, now), world)
        _went_on(head, goes, now)
    while sweep(now=now):
        pass


def _went_on(head: Actor, goes: tuple[int, ...], now: datetime) -> None:
    """What was raised on a visit is opened by the person, and in hand."""
    for matter_id in RaisedRow.objects.filter(campaign=None).values_list("pk", flat=True):
        owner = next(p for p in ledger.parties(matter_id) if p.role is PartyRole.HOUSEHOLD)
        person = Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id, party_id=owner.id)
        open_page(by=person, at=now - timedelta(days=4))
        handling.assign_raised(
            matter_id=matter_id, officer_id=goes[-1], by=head, at=now - timedelta(days=3)
        )


def _case(head: Actor, goes: tuple[int, ...], name: str, told: str, now: datetime) -> Visited:
    begun = now - timedelta(days=60)
    victim = Bringing(
        role=PartyRole.VICTIM,
        contact=Contact(name=name, phone="13800000000", address="青禾路 8 号"),
    )
    report = Report(crime="burglary", regime="criminal", people=(victim,))
    reported = report_case(report=report, by=head, at=begun)
    _as_it_should(reported.matter_id, reported.parties[0], head, begun)
    [line] = ask_gate(
        matter_id=reported.matter_id, lines=[told], by=head, at=now - timedelta(days=30)
    )
    decide_line(
        matter_id=reported.matter_id,
        line=line,
        proposal=Proposal(decision="told", said=told),
        by=head,
        at=now - timedelta(days=29),
    )
    planning.plan_visits(
        matter_id=reported.matter_id,
        party_id=reported.parties[0],
        cause="unsolved",
        weeks=6,
        agreed=True,
        by=head,
        at=now - timedelta(days=28),
    )
    return Visited(
        matter_id=reported.matter_id,
        party=reported.parties[0],
        line=line,
        head=head,
        goes=goes,
        now=now,
    )


def _as_it_should(matter_id: UUID, party: UUID, head: Actor, begun: datetime) -> None:
    """Opened in time, told, and told who can help."""
    deciding.accept_case(
        matter_id=matter_id, regime="criminal", by=head, at=begun + timedelta(hours=4)
    )
    deciding.open_case(
        matter_id=matter_id, regime="criminal", by=head, at=begun + timedelta(days=2)
    )
    person = Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id, party_id=party)
    third = begun + timedelta(days=3)
    open_page(by=person, at=third)
    supporting.offer_support(
        matter_id=matter_id, party_id=party, which=["legal-aid"], by=head, at=third
    )


def _evening(now: datetime, days: int) -> datetime:
    local = now.astimezone(ZONE) + timedelta(days=days)
    return local.replace(hour=19, minute=0, second=0, microsecond=0)


def _offered(case: Visited, world: World) -> None:
    case.offer(case.ago(0.1), *(_evening(case.now, n) for n in (3, 4, 6)))


def _soon(case: Visited, hours: int) -> None:
    """Agreed with the person, and to be taken along."""
    first = case.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
    case.offer(case.ago(1), first, _evening(case.now, 2))
    arranging.pick_time(option=1, by=case.holder, at=case.ago(0.5))


def _first_door(case: Visited, world: World) -> None:
    _soon(case, 2)


def _second_door(case: Visited, world: World) -> None:
    _soon(case, 3)


def _third_door(case: Visited, world: World) -> None:
    _soon(case, 4)


def _agreed(case: Visited, world: World) -> None:
    """For tomorrow evening."""
    case.offer(case.ago(1), _evening(case.now, 1), _evening(case.now, 2))
    arranging.pick_time(option=1, by=case.holder, at=case.ago(0.5))


def _by_letter(case: Visited, world: World) -> None:
    case.offer(case.ago(9), _evening(case.now, 2))
    arranging.choose_way(way="letter", by=case.holder, at=case.ago(8))


def _promised(case: Visited, world: World) -> None:
    due = (case.now + timedelta(days=2)).date().isoformat()
    case.made(
        case.ago(5),
        "想知道录像什么时候能看完。",
        promises=(Promised(text="两天内把录像比对的情况打电话告诉您", due_on=due),),
        raised=(Raised(kind="hazard", text="楼道的灯坏了三个月，晚上看不清。"),),
    )


def _to_be_asked(case: Visited, world: World) -> None:
    case.made(case.ago(4), "希望快一点。")


def _dissatisfied(case: Visited, world: World) -> None:
    """Asked by the response centre; it is for the district to see to."""
    case.made(case.ago(14), "上次说的事没有下文。")
    rita = world.staff(world.response, SeatRole.RESPONSE)
    asking.ask_view(matter_id=case.matter_id, party_id=case.party, by=rita, at=case.ago(10))
    answers = dict.fromkeys(choices.VIEWS, "fair") | {"result": "dissatisfied"}
    asking.give_view(answers=answers, by=case.holder, at=case.ago(8))


STORIES = (
    _offered,
    _agreed,
    _by_letter,
    _promised,
    _to_be_asked,
    _dissatisfied,
    _first_door,
    _second_door,
    _third_door,
)
