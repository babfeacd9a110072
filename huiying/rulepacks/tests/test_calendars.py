"""The calendars, day by day, against the libraries they are made from and the vectors' own."""

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from huiying import engine
from huiying.engine.calendars import Calendar
from huiying.rulepacks import loader

VECTORS = Path(str(engine.__file__)).parent / "tests" / "vectors" / "calendars"


def _days(calendar: Calendar) -> list[date]:
    span = (calendar.covered_until - calendar.covered_from).days
    return [calendar.covered_from + timedelta(days=n) for n in range(span + 1)]


def test_both_libraries_and_the_chinese_calendar_agree_on_every_covered_day() -> None:
    calendar = loader.calendar("cn")
    other = holidays.country_holidays("CN")
    for day in _days(calendar):
        works = calendar.works(day.toordinal())
        assert works == chinese_calendar.is_workday(day), day
        assert works == other.is_working_day(day), day


def test_the_library_and_the_english_calendar_agree_on_every_covered_day() -> None:
    calendar = loader.calendar("england-wales")
    listed = holidays.country_holidays("GB", subdiv="ENG")
    for day in _days(calendar):
        works = day.isoweekday() < 6 and day not in listed
        assert calendar.works(day.toordinal()) == works, day


def test_the_library_and_the_irish_calendar_agree_on_every_covered_day() -> None:
    calendar = loader.calendar("ireland")
    listed = holidays.country_holidays("IE")
    for day in _days(calendar):
        works = day.isoweekday() < 6 and day not in listed
        assert calendar.works(day.toordinal()) == works, day


@pytest.mark.parametrize("calendar_id", ["cn", "england-wales"])
def test_a_calendar_and_that_of_the_vectors_name_the_same_working_days(calendar_id: str) -> None:
    calendar = loader.calendar(calendar_id)
    vectors = Calendar.from_table(json.loads((VECTORS / f"{calendar_id}.json").read_text("utf-8")))
    assert (vectors.zone, vectors.weekend) == (calendar.zone, calendar.weekend)
    for day in _days(calendar):
        assert vectors.works(day.toordinal()) == calendar.works(day.toordinal()), day


def test_make_up_days_are_working_days_and_holidays_are_not() -> None:
    calendar = loader.calendar("cn")
    assert calendar.works(date(2026, 10, 10).toordinal())
    assert not calendar.works(date(2026, 10, 5).toordinal())


def test_a_year_that_is_not_published_is_not_covered() -> None:
    for calendar_id in loader.calendars():
        calendar = loader.calendar(calendar_id)
        assert calendar.covered_until == date(2026, 12, 31)
        assert not calendar.covers(calendar._last, calendar._last + 1)
