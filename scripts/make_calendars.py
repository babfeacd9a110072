"""Write the working-day calendars of the rule packs from two public libraries that must agree.

    python scripts/make_calendars.py [--check] [--until 2026]

China: chinesecalendar, which refuses years it does not know, compared day by day with holidays.
England and Wales, Ireland: holidays, which answers silently for any year, so the last year is said by hand.
A year belongs into COVERED only once the State Council's notice, or gov.uk's list, for it has been published.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays

FOLDER = Path(__file__).resolve().parent.parent / "huiying" / "rulepacks" / "calendars"
FIRST_YEAR, LAST_YEAR = 2019, 2026
WEEKEND = (6, 7)

NOTICES_CN = (
    "http://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm",
    "http://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm",
    "http://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm",
    "http://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm",
    "http://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm",
    "http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm",
    "http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm",
    "https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm",
    "https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",
    "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
)


class LibrariesDisagree(ValueError):
    """Two sources name different working days: a person must read the notice."""


@dataclass(frozen=True, kw_only=True)
class Made:
    id: str
    zh: str
    en: str
    zone: str
    source: str
    notices: tuple[str, ...]
    days_off: tuple[date, ...]
    working_days: tuple[date, ...]


def days(first_year: int, last_year: int) -> Iterable[date]:
    day = date(first_year, 1, 1)
    while day.year <= last_year:
        yield day
        day += timedelta(days=1)


def china(last_year: int) -> Made:
    other = holidays.country_holidays("CN", years=range(FIRST_YEAR, last_year + 1))
    off, on = [], []
    for day in days(FIRST_YEAR, last_year):
        works = chinese_calendar.is_workday(day)
        if works != other.is_working_day(day):
            raise LibrariesDisagree(
                f"China, {day}: chinesecalendar says {'work' if works else 'off'}"
            )
        weekend = day.isoweekday() in WEEKEND
        if not works and (not weekend or chinese_calendar.get_holiday_detail(day)[1]):
            off.append(day)
        if works and weekend:
            on.append(day)
    return Made(
        id="cn",
        zh="中华人民共和国",
        en="People's Republic of China",
        zone="Asia/Shanghai",
        source="State Council notices, as collected in chinesecalendar and compared with holidays",
        notices=NOTICES_CN,
        days_off=tuple(off),
        working_days=tuple(on),
    )


def england_and_wales(last_year: int) -> Made:
    listed = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, last_year + 1))
    return Made(
        id="england-wales",
        zh="英格兰和威尔士",
        en="England and Wales",
        zone="Europe/London",
        source="Bank holidays in England and Wales with Christmas Day and Good Friday, from holidays",
        notices=("https://www.gov.uk/bank-holidays",),
        days_off=tuple(sorted(day for day in listed if day.isoweekday() not in WEEKEND)),
        working_days=(),
    )


def ireland(last_year: int) -> Made:
    listed = holidays.country_holidays("IE", years=range(FIRST_YEAR, last_year + 1))
    return Made(
        id="ireland",
        zh="爱尔兰",
        en="Ireland",
        zone="Europe/Dublin",
        source="Public holidays in Ireland, from holidays",
        notices=("https://www.irishstatutebook.ie/eli/1997/act/20",),
        days_off=tuple(sorted(day for day in listed if day.isoweekday() not in WEEKEND)),
        working_days=(),
    )


def written(made: Made, last_year: int) -> str:
    lines = [
        "# Made by scripts/make_calendars.py; do not edit by hand.",
        f'id = "{made.id}"',
        f'title = {{ zh = "{made.zh}", en = "{made.en}" }}',
        f'zone = "{made.zone}"',
        f"weekend = [{', '.join(map(str, WEEKEND))}]",
        f"covered_from = {FIRST_YEAR}-01-01",
        f"covered_until = {last_year}-12-31",
        f'source = "{made.source}"',
        _list("notices", [f'"{notice}"' for notice in made.notices], 1),
        _by_year("days_off", made.days_off),
        _by_year("working_days", made.working_days),
    ]
    return "\n".join(lines) + "\n"


def _list(name: str, values: list[str], width: int) -> str:
    if not values:
        return f"{name} = []"
    rows = [values[start : start + width] for start in range(0, len(values), width)]
    return f"{name} = [\n" + "".join(f"  {', '.join(row)},\n" for row in rows) + "]"


def _by_year(name: str, listed: tuple[date, ...]) -> str:
    if not listed:
        return f"{name} = []"
    years = sorted({day.year for day in listed})
    rows = (", ".join(day.isoformat() for day in listed if day.year == year) for year in years)
    return f"{name} = [\n" + "".join(f"  {row},\n" for row in rows) + "]"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a file differs"
    )
    parser.add_argument("--until", type=int, default=LAST_YEAR, help="last year that is published")
    given = parser.parse_args()
    stale = 0
    for make in (china, england_and_wales, ireland):
        made = make(given.until)
        path, text = FOLDER / f"{made.id}.toml", written(made, given.until)
        if path.exists() and path.read_text("utf-8") == text:
            sys.stdout.write(f"{path.name}: as it should be\n")
        elif given.check:
            stale = 1
            sys.stdout.write(f"{path.name}: differs from what the libraries say\n")
        else:
            path.write_text(text, "utf-8")
            sys.stdout.write(f"{path.name}: written\n")
    return stale


if __name__ == "__main__":
    sys.exit(main())
