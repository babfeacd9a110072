"""Figures as they are printed: no digit more than the count can bear, and no rounding to a lie.

"100 %" is said only if it was all, "0 %" only if it was none. The word beside the number
(exactly, about, more than, less than) is a code; pages put it into the reader's language.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from huiying.figures.intervals import Share
from huiying.figures.survival import MedianWait

# One decimal of a per cent says something only where one case weighs less than it.
ONE_DECIMAL_FROM = 1000


class Nearness(StrEnum):
    EXACTLY = "exactly"
    ABOUT = "about"
    MORE_THAN = "more than"
    LESS_THAN = "less than"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A number as printed, with the word that belongs before it. The unit is the caller's."""

    number: Decimal
    nearness: Nearness


@dataclass(frozen=True, kw_only=True)
class PrintedShare:
    """A share and its range in per cent. The range is rounded outwards, so that it stays true."""

    value: Printed
    low: Decimal
    high: Decimal


def percent(share: Share) -> PrintedShare | None:
    """A share in per cent; whole numbers below 1,000 cases, else one decimal. None: no cases."""
    if share.value is None:
        return None
    step = Decimal("0.1") if share.of >= ONE_DECIMAL_FROM else Decimal(1)
    return PrintedShare(
        value=_between(Decimal(share.kept) * 100 / share.of, step, Decimal(100)),
        low=_steady(share.low).quantize(step, ROUND_FLOOR),
        high=_steady(share.high).quantize(step, ROUND_CEILING),
    )


def in_ten(share: Share) -> Printed | None:
    """A share as "about 9 in 10"; None: no cases."""
    if share.value is None:
        return None
    return _between(Decimal(share.kept) * 10 / share.of, Decimal(1), Decimal(10))


def days(median: MedianWait) -> Printed | None:
    """A median wait in days. Not reached: *more than* the longest wait seen. None: no cases."""
    if median.days is not None:
        return _nearest(Decimal(str(median.days)), Decimal(1))
    if median.observed_until is None:
        return None
    whole = Decimal(str(median.observed_until)).quantize(Decimal(1), ROUND_FLOOR)
    return Printed(number=whole, nearness=Nearness.MORE_THAN)


def _steady(share: float) -> Decimal:
    """Per cent without the float's own last digits, which would push a limit outwards."""
    return (Decimal(share) * 100).quantize(Decimal("1e-9"))


def _between(value: Decimal, step: Decimal, whole: Decimal) -> Printed:
    printed = _nearest(value, step)
    if printed.number == whole and value < whole:
        return Printed(number=whole - step, nearness=Nearness.MORE_THAN)
    if printed.number == 0 and value > 0:
        return Printed(number=step, nearness=Nearness.LESS_THAN)
    return printed


def _nearest(value: Decimal, step: Decimal) -> Printed:
    number = value.quantize(step, ROUND_HALF_UP)
    return Printed(number=number, nearness=Nearness.EXACTLY if number == value else Nearness.ABOUT)
