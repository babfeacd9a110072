"""The fictional city of the demonstration: its bureau, districts, stations and officers. All names are invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from huiying.config.demo.visitors import PASSWORD
from huiying.core.kinds import SeatRole
from huiying.core.people import services as people
from huiying.core.people.models import Account
from huiying.core.units import services as units
from huiying.core.units.models import Level

OPENED = date(2015, 1, 1)
SINCE = datetime(2023, 1, 1, tzinfo=UTC)

DISTRICTS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "QH",
        "青禾",
        "Qinghe",
        (
            ("柳渡", "Liudu"),
            ("石桥", "Shiqiao"),
            ("东井", "Dongjing"),
            ("南苑", "Nanyuan"),
            ("望溪", "Wangxi"),
            ("梧桐", "Wutong"),
        ),
    ),
    (
        "BL",
        "白鹭",
        "Bailu",
        (
            ("渔港", "Yugang"),
            ("塔山", "Tashan"),
            ("长堤", "Changdi"),
            ("海棠", "Haitang"),
            ("沙洲", "Shazhou"),
            ("新埠", "Xinbu"),
        ),
    ),
    (
        "YX",
        "云西",
        "Yunxi",
        (
            ("竹里", "Zhuli"),
            ("清泉", "Qingquan"),
            ("松坪", "Songping"),
            ("古城", "Gucheng"),
            ("马铺", "Mapu"),
            ("岭下", "Lingxia"),
        ),
    ),
    (
        "HT",
        "河塘",
        "Hetang",
        (
            ("荷花", "Hehua"),
            ("北闸", "Beizha"),
            ("米市", "Mishi"),
            ("双桥", "Shuangqiao"),
            ("大营", "Daying"),
            ("芦湾", "Luwan"),
        ),
    ),
    (
        "JS",
        "金沙",
        "Jinsha",
        (
            ("车站", "Chezhan"),
            ("工业园", "Gongyeyuan"),
            ("大学城", "Daxuecheng"),
            ("机场", "Jichang"),
            ("永安", "Yongan"),
            ("红岩", "Hongyan"),
        ),
    ),
)
FAMILY = "周许林罗顾沈陆韩唐冯邓曹彭曾萧田董袁潘蔡蒋余杜叶程魏苏吕丁任"
GIVEN = (
    "以安",
    "明川",
    "知远",
    "若琳",
    "景行",
    "思齐",
    "望舒",
    "清和",
    "子衿",
    "怀瑾",
    "南星",
    "亦辰",
    "可心",
    "长风",
    "书言",
    "云舟",
    "禾苗",
    "之恒",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class City:
    """Ids of what was made, for the rest of the demonstration."""

    bureau: int
    oversight: int
    response: int
    outside: int
    second_outside: int
    districts: tuple[int, ...]
    stations: tuple[int, ...]
    officers: dict[int, tuple[int, ...]]


class _Roster:
    """Gives each officer a name and a number, in order."""

    def __init__(self) -> None:
        self.made = 0

    def add(self, unit: int, role: SeatRole, rank: str = "") -> int:
        n = self.made
        self.made += 1
        name = FAMILY[n % len(FAMILY)] + GIVEN[(n * 7) % len(GIVEN)]
        officer = units.add_officer(number=f"0{51000 + n}", zh=name, en="", rank=rank)
        units.post_officer(officer_id=officer, unit_id=unit, role=role, since=SINCE)
        return officer


@transaction.atomic
def found_city() -> City:
    """Make units, officers and accounts. Called once, on an empty installation."""
    roster = _Roster()
    bureau = units.open_unit(
        code="YP",
        zh="云浦市公安局",
        en="Yunpu City Bureau",
        level=Level.CITY,
        opened_on=OPENED,
        complaints_office=True,
        telephone="0000-555 0100",
        address=("云浦市和平路 1 号", "1 Heping Road, Yunpu"),
    )
    oversight = units.open_unit(
        code="YP-DC",
        zh="市局督察支队",
        en="City inspectorate",
        level=Level.OFFICE,
        opened_on=OPENED,
        parent=bureau,
        oversight_seat=True,
    )
    response = units.open_unit(
        code="YP-MY",
        zh="市局民意中心",
        en="City response centre",
        level=Level.OFFICE,
        opened_on=OPENED,
        parent=bureau,
        response_centre=True,
    )
    outside = units.open_unit(
        code="OUT-1",
        zh="云浦市群众监督委员会",
        en="Yunpu Citizens' Oversight Committee",
        level=Level.OUTSIDE,
        opened_on=OPENED,
        complaints_office=True,
        oversight_seat=True,
        telephone="0000-555 0199",
    )
    # Looks again where somebody disagrees with the first; never the same seat twice.
    second_outside = units.open_unit(
        code="OUT-2",
        zh="云浦市人民检察院",
        en="Yunpu People's Procuratorate",
        level=Level.OUTSIDE,
        opened_on=OPENED,
        complaints_office=True,
        telephone="0000-555 0198",
    )
    districts: list[int] = []
    stations: list[int] = []
    officers: dict[int, tuple[int, ...]] = {}
    for code, zh, en, below in DISTRICTS:
        district = units.open_unit(
            code=code,
            zh=f"{zh}分局",
            en=f"{en} District Bureau",
            level=Level.COUNTY,
            opened_on=OPENED,
            parent=bureau,
            complaints_office=True,
        )
        districts.append(district)
        officers[district] = _staff_office(roster, district)
        for n, (name_zh, name_en) in enumerate(below, start=1):
            station = units.open_unit(
                code=f"{code}-{n:02d}",
                zh=f"{name_zh}派出所",
                en=f"{name_en} Police Station",
                level=Level.STATION,
                opened_on=OPENED,
                parent=district,
                telephone=f"0000-555 0{len(stations) + 201}",
            )
            stations.append(station)
            officers[station] = _staff_station(roster, station)
    officers[bureau] = _staff_office(roster, bureau)
    officers[oversight] = (roster.add(bureau, SeatRole.OVERSIGHT, "督察"),)
    officers[response] = (roster.add(response, SeatRole.RESPONSE),)
    officers[outside] = (
        roster.add(outside, SeatRole.COMPLAINTS),
        roster.add(outside, SeatRole.HEAD),
    )
    admin = roster.add(bureau, SeatRole.ADMIN)
    officers[second_outside] = (
        roster.add(second_outside, SeatRole.COMPLAINTS),
        roster.add(second_outside, SeatRole.HEAD),
    )
    # Added last, so that the others keep their names.
    for station in stations:
        officers[station] += (roster.add(station, SeatRole.CASES, "民警"),)
    for unit in (bureau, *districts):
        for _ in range(2):
            legal = roster.add(unit, SeatRole.LEGAL, "法制员")
            officers[unit] = (*officers[unit], legal)
    city = City(
        bureau=bureau,
        oversight=oversight,
        response=response,
        outside=outside,
        second_outside=second_outside,
        districts=tuple(districts),
        stations=tuple(stations),
        officers=officers,
    )
    _accounts(city, admin)
    return city


def _staff_office(roster: _Roster, unit: int) -> tuple[int, ...]:
    return (
        roster.add(unit, SeatRole.COMPLAINTS, "民警"),
        roster.add(unit, SeatRole.COMPLAINTS, "民警"),
        roster.add(unit, SeatRole.HEAD, "科长"),
        roster.add(unit, SeatRole.SUPERVISOR, "副局长"),
    )


def _staff_station(roster: _Roster, unit: int) -> tuple[int, ...]:
    return (
        roster.add(unit, SeatRole.DESK, "民警"),
        roster.add(unit, SeatRole.DESK, "民警"),
        roster.add(unit, SeatRole.HEAD, "所长"),
    )


def _accounts(city: City, admin: int) -> None:
    """One account for each seat a visitor may want to try; the sign-in page of the demonstration lists them.

    They share a password that everybody knows, so it is stretched once: thirteen times would take seconds.
    """
    seats = accounts(city, admin)
    first = next(iter(seats))
    key = people.open_account(username=first, password=PASSWORD, officer_id=seats.pop(first))
    stretched = Account.objects.get(pk=key).password
    Account.objects.bulk_create(
        Account(username=username, officer_id=officer, password=stretched)
        for username, officer in seats.items()
    )


def accounts(city: City, admin: int) -> dict[str, int]:
    district, station = city.districts[0], city.stations[0]
    return {
        "desk": city.officers[station][0],
        "stationhead": city.officers[station][2],
        "cases": city.officers[station][3],
        "complaints": city.officers[district][0],
        "colleague": city.officers[district][1],
        "head": city.officers[district][2],
        "supervisor": city.officers[district][3],
        "legal": city.officers[district][4],
        "city": city.officers[city.bureau][0],
        "cityhead": city.officers[city.bureau][2],
        "chief": city.officers[city.bureau][3],
        "oversight": city.officers[city.oversight][0],
        "response": city.officers[city.response][0],
        "outside": city.officers[city.outside][0],
        "procuratorate": city.officers[city.second_outside][0],
        "admin": admin,
    }
