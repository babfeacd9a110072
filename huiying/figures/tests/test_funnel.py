"""Funnel limits: against scipy, and in words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from huiying.figures import funnel
from huiying.figures.funnel import Place
from huiying.figures.intervals import ImpossibleCount


@given(of=st.integers(1, 3000), share=st.floats(0.001, 0.999))
def test_the_limits_lie_within_one_case_below_the_binomial_quantiles(of: int, share: float):
    found = funnel.limits(share=share, of=of)
    for limit, p in ((found.lowest, 0.001), (found.low, 0.025), (found.high, 0.975),
                     (found.highest, 0.999)):  # fmt: skip
        quantile = binom.ppf(p, of, share)
        assert max(quantile - 1, 0) - 1e-6 <= limit * of <= quantile + 1e-6


@given(of=st.integers(2, 2000), share=st.floats(0.01, 0.99))
def test_the_inner_limits_lie_inside_the_outer_ones(of: int, share: float):
    found = funnel.limits(share=share, of=of)
    assert found.lowest <= found.low <= found.high <= found.highest


def test_more_cases_leave_less_room_for_chance():
    rooms = [found.highest - found.lowest for found in funnel.curve(share=0.9, sizes=[20, 2000])]
    assert rooms[0] > rooms[-1]
    assert all(after <= before + 0.01 for before, after in pairwise(rooms))


def test_a_unit_as_the_whole_is_within_and_one_far_off_is_not():
    assert funnel.place(kept=90, of=100, share=0.9) is Place.WITHIN
    assert funnel.place(kept=83, of=100, share=0.9) is Place.BEYOND_WARNING
    assert funnel.place(kept=60, of=100, share=0.9) is Place.BEYOND_ALARM


def test_where_all_were_kept_everybody_is_within():
    assert funnel.place(kept=40, of=40, share=1.0) is Place.WITHIN


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ImpossibleCount):
        funnel.limits(share=0.5, of=0)
    with pytest.raises(ImpossibleCount):
        funnel.place(kept=3, of=2, share=0.5)
