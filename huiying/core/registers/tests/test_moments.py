"""Dates as they were written."""

from datetime import UTC, date, datetime

from huiying.core.registers.moments import Moment, read_moment
from huiying.core.registers.sentences import Sentence


def read(value, form, *, exact=True, zone="America/New_York"):
    return read_moment(value, formats=(form,), exact=exact, zone=zone)


def test_a_zone_that_a_system_put_behind_a_day_does_not_move_the_day():
    found = read(
        "2019/06/24 00:00:00+0000", "%Y/%m/%d %H:%M:%S%z", exact=False, zone="America/Detroit"
    )
    assert found == Moment(day=date(2019, 6, 24), zone="America/Detroit")


def test_an_instant_with_an_offset_is_that_instant():
    found = read("2019-06-24 02:00:00+0000", "%Y-%m-%d %H:%M:%S%z")
    assert found.at == datetime(2019, 6, 24, 2, tzinfo=UTC)
    assert found.day == date(2019, 6, 23)


def test_a_local_time_is_read_in_its_zone_in_summer_and_winter():
    assert read("2018-01-01 12:00:00", "%Y-%m-%d %H:%M:%S").fact() == "2018-01-01T12:00:00-05:00"
    assert read("2018-07-01 12:00:00", "%Y-%m-%d %H:%M:%S").fact() == "2018-07-01T12:00:00-04:00"


def test_a_time_that_never_was_is_not_guessed():
    found = read("2018-03-11 02:30:00", "%Y-%m-%d %H:%M:%S")
    assert isinstance(found, Sentence)
    assert "clocks went forward" in str(found)


def test_only_the_form_asked_for_is_read():
    assert isinstance(read("2018-01-01T12:00:00", "%Y-%m-%d %H:%M:%S"), Sentence)
    assert isinstance(read("20180101 12:00:00 ", "%Y-%m-%d %H:%M:%S"), Sentence)
