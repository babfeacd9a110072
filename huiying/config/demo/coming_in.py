"""How a complaint of the demonstration comes in: drawn, filed by the service, the receipt handed over."""

import random
from datetime import datetime, timedelta

from huiying.config.demo import words
from huiying.config.demo.city import FAMILY, GIVEN
from huiying.config.demo.world import ZONE, Case, World, in_office
from huiying.core.kinds import Actor, ActorKind, SeatRole, system
from huiying.core.people.services import Contact
from huiying.mechanisms.complaints.categories import tree
from huiying.mechanisms.complaints.services import following, receipt
from huiying.mechanisms.complaints.services.filing import Filing, Handover, file_complaint

WEB = system("web")
NO_SLIP = ("", "")
_CHANNELS = {
    "web": 58, "110": 11, "telephone": 9, "walk-in": 8, "letter": 5, "forwarded": 7, "api": 2
}  # fmt: skip
_MAIN = {
    "no-response": 20, "slow": 20, "attitude": 18, "decision": 12, "property": 9, "help": 9,
    "force": 5, "unsure": 4, "corruption": 3,
}  # fmt: skip


def drawn(world: World, draw: random.Random, at: datetime) -> Case:
    """A matter as chance has it."""
    main = _chosen(draw, _MAIN)
    english = words.has_english(main) and draw.random() < 0.08
    case = Case(
        world=world,
        draw=draw,
        at=at,
        category=_part(draw, main),
        english=english,
        channel="web" if english else _chosen(draw, _CHANNELS),
        hand=draw.randint(0, 1),
        silent=draw.random() < 0.05,
    )
    if main != "help":
        _complained_of(case, main)
    case.contact = _contact(case)
    if case.channel not in {"web", "api"}:
        case.at = in_office(draw, at)
    return case


def waiting(world: World, draw: random.Random, at: datetime, waits: str) -> Case:
    """A matter of these weeks about a station of the first district, with somebody who can be called."""
    case = Case(world=world, draw=draw, at=at, category="attitude.rude", waits=waits)
    case.category = draw.choice(["attitude.rude", "no-response.refused-report", "slow.no-news"])
    near = [s for s in world.stations if world.parent[s] == world.districts[0]]
    case.about_unit = draw.choice(near)
    name = draw.choice(FAMILY) + draw.choice(GIVEN)
    case.contact = Contact(name=name, phone=f"1380 0000 {draw.randint(0, 9999):04d}")
    return case


def _complained_of(case: Case, main: str) -> None:
    world, draw = case.world, case.draw
    luck = draw.random()
    if luck < 0.03:
        case.about_unit = world.bureau
    elif luck < 0.14:
        case.about_unit = draw.choice(world.districts)
    else:
        # The first district is the one whose desk a visitor tries: a third of everything comes from there.
        near = [s for s in world.stations if world.parent[s] == world.districts[0]]
        case.about_unit = draw.choice(near if draw.random() < 0.33 else world.stations)
        if main in {"attitude", "force", "corruption"} and draw.random() < 0.6:
            officer = world.staff(case.about_unit, SeatRole.DESK, draw.randint(0, 1))
            case.about_officer = officer.officer_id or 0


def _contact(case: Case) -> Contact:
    draw = case.draw
    luck = draw.random()
    if case.channel == "web" and luck < 0.42:
        return Contact()
    name = draw.choice(FAMILY) + draw.choice(GIVEN)
    phone = f"1{draw.choice('3578')}0 0000 {draw.randint(0, 9999):04d}"
    if case.channel in {"web", "api"} and luck < 0.62:
        return Contact(email=f"reader{draw.randint(1, 9999)}@post.example")
    if case.channel == "letter":
        return Contact(name=name, address="云浦市某小区，详见来信")
    wishes = draw.choice(["", "", "请晚上七点以后联系", "请不要打到家里", "发邮件就好"])
    return Contact(name=name, phone=phone, wishes=wishes)


def _part(draw: random.Random, main: str) -> str:
    parts = [code for code, entry in tree().items() if entry.parent == main]
    return draw.choice(parts) if parts and draw.random() < 0.8 else main


def _chosen(draw: random.Random, weights: dict[str, int]) -> str:
    return draw.choices(list(weights), weights=list(weights.values()))[0]


def file(case: Case) -> None:
    """The complaint is filed as its channel has it, and the person gets the receipt in their way."""
    by, handover, (slip, printed) = _way(case)
    filed = file_complaint(filing=_filing(case, handover, slip), by=by, at=case.at)
    case.matter_id, case.code = filed.matter_id, filed.code or printed
    if handover is Handover.SHOWN:
        case.holder = _looked_up(case)
        receipt.show_receipt(matter_id=case.matter_id, by=case.holder, at=case.at)


def look_up(case: Case) -> None:
    """The first look with a code that came on paper or by mail: the person gets one of their own."""
    if case.holder is None and case.code:
        case.holder = _looked_up(case)
    if case.holder is not None:
        following.open_page(by=case.holder, at=case.at)


def _looked_up(case: Case) -> Actor:
    opened = following.look_up(typed=case.code, at=case.at)
    if opened is None:
        raise LookupError("a code that was just issued opens nothing")
    case.code = opened.new_code or case.code
    return opened.actor


def _way(case: Case) -> tuple[Actor, Handover, tuple[str, str]]:
    """Who enters it, and how the receipt reaches the person."""
    world = case.world
    if case.channel == "web":
        return WEB, Handover.SHOWN, NO_SLIP
    if case.channel == "api":
        client = Actor(kind=ActorKind.CLIENT, name="dispatch", unit_id=world.bureau)
        return client, Handover.SENT if case.contact.email else Handover.NONE, NO_SLIP
    desk = world.parent.get(case.about_unit) or world.bureau
    by = world.staff(desk, SeatRole.COMPLAINTS, case.hand)
    if case.channel == "walk-in" and (serials := world.slips.get(desk)):
        return by, Handover.SLIP, serials.pop(0)
    return by, Handover.NONE, NO_SLIP


def _filing(case: Case, handover: Handover, slip: str) -> Filing:
    draw, forwarded = case.draw, case.channel == "forwarded"
    main = case.category.partition(".")[0]
    ago = timedelta(days=draw.randint(0, 20))
    day = (case.at - ago).astimezone(ZONE).date().isoformat()
    back = (case.at + timedelta(days=35)).astimezone(ZONE).date().isoformat()
    return Filing(
        narrative=words.complaint(draw, main, english=case.english),
        category=case.category,
        channel=case.channel,
        wish=words.pick(draw, "wish", english=case.english) if case.chance(0.6) else "",
        about_units=(case.about_unit,) if case.about_unit else (),
        about_officers=(case.about_officer,) if case.about_officer else (),
        happened_on=day if main in {"attitude", "force"} and case.chance(0.7) else "",
        happening_now=case.channel == "110" and case.chance(0.1),
        contact=case.contact,
        language="en" if case.english else "zh-hans",
        forwarded_by=words.pick(draw, "bodies") if forwarded else "",
        forwarded_ref=f"转〔{case.at:%Y}〕{draw.randint(1, 900)} 号" if forwarded else "",
        report_back_on=back if forwarded else "",
        handover=handover,
        slip=slip,
    )
