"""Intervals agree with scipy and statsmodels, and stay honest where those give no answer."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from huiying.figures import intervals

RELAXED = settings(deadline=None, max_examples=50)  # the machine may be busy

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
MATTERS = st.lists(
    st.integers(1, 8).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=60,
)
LEVELS = st.sampled_from([0.8, 0.95, 0.998])


@RELAXED
@given(COUNTS, LEVELS)
def test_wilson_agrees_with_scipy(counts, level):
    kept, of = counts
    ours = intervals.wilson(kept=kept, of=of, level=level)
    theirs = stats.binomtest(kept, of).proportion_ci(level, method="wilson")
    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


@RELAXED
@given(COUNTS, LEVELS)
def test_exact_limits_agree_with_scipy(counts, level):
    kept, of = counts
    ours = intervals.exact(kept=kept, of=of, level=level)
    theirs = stats.binomtest(kept, of).proportion_ci(level, method="exact")
    assert ours.low == pytest.approx(theirs.low, abs=1e-8)
    assert ours.high == pytest.approx(theirs.high, abs=1e-8)


def test_exact_limits_agree_with_statsmodels_at_national_size():
    ours = intervals.exact(kept=9_876_543, of=10_000_000)
    low, high = proportion_confint(9_876_543, 10_000_000, method="beta")
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-9)


def test_three_of_forty_is_the_known_example():
    share = intervals.wilson(kept=3, of=40)
    assert (round(share.low, 3), round(share.high, 3)) == (0.026, 0.199)


@RELAXED
@given(st.floats(0.5001, 0.9999), st.integers(1, 3000))
def test_the_t_quantile_agrees_with_scipy(probability, degrees):
    ours = intervals.student_quantile(probability, degrees)
    assert ours == pytest.approx(stats.t.ppf(probability, degrees), rel=1e-7, abs=1e-9)


@RELAXED
@given(st.integers(1, 40), LEVELS)
def test_one_more_kept_moves_both_limits_up(of, level):
    for make in (intervals.wilson, intervals.exact):
        rows = [make(kept=kept, of=of, level=level) for kept in range(of + 1)]
        assert all(a.low <= b.low and a.high <= b.high for a, b in pairwise(rows))


@RELAXED
@given(COUNTS)
def test_more_confidence_is_a_wider_range(counts):
    kept, of = counts
    narrow = intervals.wilson(kept=kept, of=of, level=0.9)
    wide = intervals.wilson(kept=kept, of=of, level=0.99)
    assert wide.low <= narrow.low <= narrow.value <= narrow.high <= wide.high


@RELAXED
@given(COUNTS)
def test_one_duty_a_matter_is_plain_wilson(counts):
    kept, of = counts
    alone = intervals.clustered([(1, 1)] * kept + [(0, 1)] * (of - kept))
    plain = intervals.wilson(kept=kept, of=of)
    assert (alone.low, alone.high) == pytest.approx((plain.low, plain.high), abs=1e-12)


@RELAXED
@given(MATTERS)
def test_a_clustered_range_is_never_narrower(matters):
    clustered = intervals.clustered(matters)
    assert clustered.value is not None
    plain = intervals.wilson(kept=clustered.kept, of=clustered.of)
    assert clustered.low <= plain.low + 1e-12
    assert clustered.high >= plain.high - 1e-12
    assert 0 <= clustered.low <= clustered.value <= clustered.high <= 1
    assert clustered.design_effect >= 1


def test_duties_that_always_agree_within_a_matter_count_once():
    """Fifty matters of four duties, all kept or all missed: the variance of fifty, not of 200."""
    clustered = intervals.clustered([(4, 4)] * 35 + [(0, 4)] * 15)
    assert clustered.clusters == 50
    few_matters = (stats.t.ppf(0.975, 199) / stats.t.ppf(0.975, 49)) ** 2
    assert clustered.effective == pytest.approx(50 * few_matters, rel=0.02)


def test_the_variance_is_the_textbook_linearised_ratio():
    matters = [(3, 4), (1, 1), (2, 5), (0, 2), (6, 6), (1, 3), (2, 2), (4, 7)]
    kept, of = (np.array(column, dtype=float) for column in zip(*matters, strict=True))
    n, k, share = of.sum(), len(matters), kept.sum() / of.sum()
    # Variance of a ratio estimator by its linearised scores, as survey packages print it.
    scores = (kept - share * of) / n
    variance = k * scores.var(ddof=1)
    design = variance / (share * (1 - share) / (n - 1))
    shrink = (stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, k - 1)) ** 2
    assert intervals.clustered(matters).effective == pytest.approx(n / design * shrink)


def test_the_clustered_range_covers_the_truth_as_often_as_it_says():
    """800 samples of 80 matters whose duties share the matter's luck; plain Wilson fails here."""
    rng = np.random.default_rng(20261210)
    truth, hits, plain_hits, rounds = 0.8, 0, 0, 800
    for _ in range(rounds):
        sizes = rng.integers(1, 7, 80)
        kept = rng.binomial(sizes, rng.beta(1.6, 0.4, 80))
        share = intervals.clustered([(int(a), int(b)) for a, b in zip(kept, sizes, strict=True)])
        plain = intervals.wilson(kept=share.kept, of=share.of)
        hits += share.low <= truth <= share.high
        plain_hits += plain.low <= truth <= plain.high
    assert 0.93 <= hits / rounds <= 0.98
    assert plain_hits / rounds < 0.88


def test_nothing_counted_says_nothing():
    for share in (
        intervals.wilson(kept=0, of=0),
        intervals.exact(kept=0, of=0),
        intervals.clustered([]),
        intervals.clustered([(0, 0)]),
    ):
        assert (share.value, share.low, share.high) == (None, 0.0, 1.0)


def test_all_kept_is_not_certainty():
    share = intervals.clustered([(5, 5)] * 10)
    assert (share.value, share.high) == (1.0, 1.0)
    assert share.low == pytest.approx(intervals.wilson(kept=10, of=10).low)


def test_a_single_matter_is_one_observation_however_many_duties_it_has():
    assert intervals.clustered([(30, 60)]).effective == 1
    assert intervals.clustered([(60, 60)]).low < 0.25


@pytest.mark.parametrize("counts", [(4, 3), (-1, 3)])
def test_impossible_counts_are_refused(counts):
    with pytest.raises(intervals.ImpossibleCount):
        intervals.wilson(kept=counts[0], of=counts[1])
    with pytest.raises(intervals.ImpossibleCount):
        intervals.clustered([(1, 2), counts])
