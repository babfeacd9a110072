"""Printed figures never say all, none or a day that the counts do not bear."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.figures import rounding
from huiying.figures.intervals import clustered, wilson
from huiying.figures.rounding import Nearness, Printed
from huiying.figures.survival import median_wait

RELAXED = settings(deadline=None)  # the machine may be busy

COUNTS = st.integers(1, 200_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_nearly_all_is_not_all():
    printed = rounding.percent(wilson(kept=499, of=500))
    assert printed.value == Printed(number=Decimal(99), nearness=Nearness.MORE_THAN)
    printed = rounding.percent(wilson(kept=99_999, of=100_000))
    assert printed.value == Printed(number=Decimal("99.9"), nearness=Nearness.MORE_THAN)


def test_hardly_any_is_not_none():
    printed = rounding.percent(wilson(kept=1, of=500))
    assert printed.value == Printed(number=Decimal(1), nearness=Nearness.LESS_THAN)


def test_all_none_and_a_whole_number_are_exact():
    values = [rounding.percent(wilson(kept=k, of=20)).value for k in (0, 5, 20)]
    assert [str(v.number) for v in values] == ["0", "25", "100"]
    assert {v.nearness for v in values} == {Nearness.EXACTLY}


@RELAXED
@given(COUNTS)
def test_the_printed_range_holds_the_true_one(counts):
    share = wilson(kept=counts[0], of=counts[1])
    printed = rounding.percent(share)
    assert float(printed.low) <= share.low * 100 + 1e-6
    assert float(printed.high) >= share.high * 100 - 1e-6
    assert 0 <= printed.low <= printed.value.number <= printed.high <= 100


def test_nine_in_ten():
    assert rounding.in_ten(wilson(kept=89, of=100)) == Printed(
        number=Decimal(9), nearness=Nearness.ABOUT
    )


def test_a_median_that_is_not_reached_is_more_than_the_longest_wait():
    wait = median_wait(answered={5: 10}, waiting={30.5: 40})
    assert rounding.days(wait) == Printed(number=Decimal(30), nearness=Nearness.MORE_THAN)
    assert rounding.days(median_wait(answered={4: 3}, waiting={})) == Printed(
        number=Decimal(4), nearness=Nearness.EXACTLY
    )


def test_nothing_counted_prints_nothing():
    assert rounding.percent(clustered([])) is None
    assert rounding.in_ten(clustered([])) is None
    assert rounding.days(median_wait(answered={}, waiting={})) is None
