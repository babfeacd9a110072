"""The median wait agrees with statsmodels and with values worked out by hand."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from huiying.figures.survival import ImpossibleWait, curve, median_wait

RELAXED = settings(deadline=None)  # the machine may be busy

WAITS = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=120)


def counts(waits):
    return {
        "answered": Counter(day for day, done in waits if done),
        "waiting": Counter(day for day, done in waits if not done),
    }


@RELAXED
@given(WAITS)
def test_the_curve_agrees_with_statsmodels(waits):
    days, done = (np.array(column) for column in zip(*waits, strict=True))
    if not done.any():
        return
    theirs = SurvfuncRight(days, done.astype(int))
    ours = curve(**counts(waits))
    assert [s.day for s in ours] == list(theirs.surv_times)
    assert [s.waiting for s in ours] == pytest.approx(list(theirs.surv_prob), abs=1e-12)
    assert [s.at_risk for s in ours] == list(theirs.n_risk)


@pytest.mark.parametrize("seed", range(40))
def test_the_median_and_its_interval_agree_with_statsmodels(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(15, 400))
    times, ends = rng.weibull(1.3, size) * 40, rng.uniform(10, 120, size)
    days, done = np.minimum(times, ends), times <= ends
    theirs = SurvfuncRight(days, done.astype(int))
    with np.errstate(all="ignore"):  # it takes the logarithm of the last step's zero
        low, high = theirs.quantile_ci(0.5, method="cloglog")
    ours = median_wait(**counts(list(zip(days.tolist(), done.tolist(), strict=True))))
    # Where the curve lies on one half exactly, statsmodels goes on to the next step; we do not.
    half = [d for d, s in zip(theirs.surv_times, theirs.surv_prob, strict=True) if s <= 0.5 + 1e-12]
    assert (ours.days, ours.low) == (next(iter(half), None), low)
    assert ours.high == (None if np.isinf(high) else high)


def test_the_hand_worked_example():
    """Answers on days 2, 4, 4, 7; one waits since day 3, two since day 9: S = 6/7, 18/35, 12/35."""
    steps = curve(answered={2: 1, 4: 2, 7: 1}, waiting={3: 1, 9: 2})
    assert [(s.day, s.at_risk) for s in steps] == [(2, 7), (4, 5), (7, 3)]
    assert [s.waiting for s in steps] == pytest.approx([6 / 7, 18 / 35, 12 / 35])
    assert median_wait(answered={2: 1, 4: 2, 7: 1}, waiting={3: 1, 9: 2}).days == 7


def test_a_median_that_is_not_reached_is_said_so():
    wait = median_wait(answered={5: 10}, waiting={30: 40})
    assert not wait.reached
    assert (wait.days, wait.high, wait.observed_until) == (None, None, 30)


def test_leaving_the_hard_ones_unanswered_does_not_shorten_the_wait():
    answered_only = median_wait(answered={3: 20, 20: 10, 60: 25}, waiting={})
    with_waiting = median_wait(answered={3: 20, 20: 10}, waiting={60: 25})
    assert with_waiting.days == answered_only.days == 20
    hidden_away = median_wait(answered={3: 20, 20: 10}, waiting={})
    assert hidden_away.days == 3


def test_nobody_and_all_at_once():
    nobody = median_wait(answered={}, waiting={})
    assert (nobody.days, nobody.low, nobody.high, nobody.observed_until) == (None,) * 4
    at_once = median_wait(answered={4: 12}, waiting={})
    assert (at_once.low, at_once.days, at_once.high) == (4, 4, 4)


@RELAXED
@given(WAITS)
def test_the_interval_holds_the_median(waits):
    wait = median_wait(**counts(waits))
    if wait.days is not None:
        assert wait.low is not None
        assert wait.low <= wait.days
        assert wait.high is None or wait.days <= wait.high


@RELAXED
@given(WAITS, st.integers(0, 60))
def test_one_more_who_waits_never_shortens_the_median(waits, since):
    before = median_wait(**counts(waits)).days
    after = median_wait(**counts([*waits, (since, False)])).days
    assert after is None or (before is not None and before <= after)


def test_a_wait_below_zero_is_refused():
    with pytest.raises(ImpossibleWait):
        median_wait(answered={-1: 1}, waiting={})
