"""A heap under a limit is measured; its absence, a slope and a hole are not mistaken for one."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.figures.bunching import ImpossibleWindow, pile_up

RELAXED = settings(deadline=None)  # the machine may be busy


def test_a_level_line_with_a_heap_of_known_size():
    closings = dict.fromkeys(range(1, 200), 40)
    for day in range(84, 91):
        closings[day] += 30
    heap = pile_up(closings, limit=90)
    assert (heap.observed, heap.expected, heap.excess) == pytest.approx((490, 280, 210))
    assert heap.days_worth == pytest.approx(5.25)
    assert heap.clear
    # By hand: 42 days around of weight 7/42 each, so the line adds 42 · (1/6)² · 40 = 46.67.
    assert heap.high - heap.excess == pytest.approx(1.959964 * (490 + 46.6667) ** 0.5, rel=1e-6)


@RELAXED
@given(st.integers(-3, 3), st.integers(60, 120))
def test_a_slope_is_no_heap(slope, limit):
    closings = {day: 600 + slope * day for day in range(200)}
    heap = pile_up(closings, limit=limit)
    assert heap.excess == pytest.approx(0, abs=1e-6)
    assert not heap.clear


def test_the_line_is_least_squares_as_statsmodels_draws_it():
    rng = np.random.default_rng(7)
    closings = {day: int(rng.poisson(60 - day / 4)) for day in range(160)}
    days = np.array([*range(63, 84), *range(91, 112)])
    fit = sm.OLS([closings[int(d)] for d in days], np.column_stack([days**0, days, days**2])).fit()
    inside = np.arange(84, 91)
    theirs = fit.predict(np.column_stack([inside**0, inside, inside**2])).sum()
    assert pile_up(closings, limit=90, degree=2).expected == pytest.approx(theirs)


def test_chance_alone_is_called_a_heap_about_as_often_as_the_level_says():
    rng = np.random.default_rng(11)
    rounds = 300
    clear = sum(
        pile_up(dict(enumerate(rng.poisson(25, 130).tolist())), limit=90).clear
        for _ in range(rounds)
    )
    assert clear / rounds < 0.05


def test_uneven_days_widen_the_range():
    even = dict.fromkeys(range(200), 50)
    weekly = {day: 70 if day % 7 < 5 else 0 for day in range(200)}
    narrow, wide = pile_up(even, limit=90), pile_up(weekly, limit=90)
    assert wide.expected == pytest.approx(narrow.expected, rel=0.05)
    assert wide.spread > 5
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_the_hole_after_the_limit_can_be_left_out():
    closings = dict.fromkeys(range(200), 50)
    for day in range(84, 91):
        closings[day] += 50
    for day in range(91, 98):
        closings[day] = 0
    careful, full = pile_up(closings, limit=90, gap=7), pile_up(closings, limit=90)
    assert careful.excess == pytest.approx(350)
    assert full.excess > careful.excess


def test_too_few_closings_give_no_figure():
    assert pile_up({88: 9, 100: 3}, limit=90) is None
    assert pile_up({}, limit=90) is None


def test_a_short_limit_uses_only_days_that_exist():
    heap = pile_up(dict.fromkeys(range(60), 20), limit=3, window=2)
    assert (heap.first, heap.observed) == (2, 40)


def test_too_few_days_for_the_line_are_refused():
    with pytest.raises(ImpossibleWindow):
        pile_up({}, limit=90, around=1, degree=2)
