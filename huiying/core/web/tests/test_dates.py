"""Dates and times as people read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from huiying.core.web import dates
from huiying.core.web.rows import promise_until

# 24 November 2026, 09:20 in Shanghai.
NOW = datetime(2026, 11, 24, 1, 20, tzinfo=UTC)
# Midnight in Shanghai at the end of 10 December.
MIDNIGHT = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("zh-hans", "2026 年 12 月 10 日 周四"), ("en", "Thursday 10 December 2026")],
)
def test_a_day_is_said_as_people_say_it(language, spoken):
    with override(language):
        assert dates.day_week(date(2026, 12, 10)) == spoken


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("zh-hans", "2026 年 12 月 10 日 24:00 前"), ("en", "by the end of 10 December 2026")],
)
def test_a_term_that_ends_at_midnight_ends_with_the_day_before(language, spoken):
    with override(language):
        assert dates.due(MIDNIGHT) == spoken
    assert dates.due_day(MIDNIGHT) == date(2026, 12, 10)


def test_a_term_of_hours_says_its_hour():
    with override("en"):
        assert dates.due(NOW + timedelta(hours=5)) == "by 24 November 2026, 14:20"


@pytest.mark.parametrize(
    ("after", "zh", "en"),
    [
        (timedelta(hours=2, minutes=40), "还有 2 小时 40 分钟", "2 hours 40 minutes left"),
        (timedelta(hours=8), "还有 8 小时", "8 hours left"),
        (timedelta(minutes=-30), "逾期 30 分钟", "30 minutes overdue"),
        (timedelta(hours=-9), "逾期 9 小时", "9 hours overdue"),
        (timedelta(days=-3), "逾期 3 天", "3 days overdue"),
        (timedelta(0), "逾期 0 分钟", "0 minutes overdue"),
    ],
)
def test_what_is_left_turns_into_what_is_late(after, zh, en):
    with override("zh-hans"):
        assert dates.left(NOW + after, NOW) == zh
    with override("en"):
        assert dates.left(NOW + after, NOW) == en


def test_days_left_are_days_of_the_calendar():
    with override("en"):
        assert dates.left(MIDNIGHT, NOW) == "16 days left"
        assert dates.left(datetime(2026, 11, 24, 16, 0, tzinfo=UTC), NOW) == "today"
        assert dates.left(datetime(2026, 11, 25, 16, 0, tzinfo=UTC), NOW) == "1 day left"


def test_a_late_promise_says_so_and_keeps_its_date():
    with override("en"):
        card = promise_until(due_at=MIDNIGHT, now=MIDNIGHT + timedelta(days=4), title="Answer")
    assert (card.standing, card.big, card.kicker) == ("late", "10 December", "We are late")
    assert "4 days overdue" in card.small


def test_a_promise_beyond_the_calendar_is_called_provisional():
    with override("en"):
        card = promise_until(
            due_at=MIDNIGHT + timedelta(days=400), now=NOW, title="Answer", provisional=True
        )
    assert card.standing == "provisional"
    assert "2028" in card.small
    assert "provisional" in card.note


def test_a_day_of_another_year_says_its_year():
    now = datetime(2026, 11, 30, 3, tzinfo=UTC)
    with override("en"):
        assert dates.near_day(date(2025, 6, 3), now) == "3 June 2025"
        assert dates.near_day(date(2026, 11, 1), now) == "1 November"
        assert dates.near_day(date(2027, 1, 4), now) == "4 January"
