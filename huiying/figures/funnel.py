"""Funnel plots: how far shares of units of different size may lie from the whole's by chance alone.

Limits for a count of r of n at the share θ of the whole: binomial quantiles, interpolated between whole counts so that
the curve is smooth. Outside the 99.8 % limits about one unit in five hundred would lie by chance.

Source
    Spiegelhalter D. J. (2005), Stat. Med. 24, 1185-1202, section 2 and appendix A.1.1 (exact binomial limits).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt

from huiying.figures.intervals import ImpossibleCount

WARNING, ALARM = 0.95, 0.998


class Place(StrEnum):
    """Where a unit lies in the funnel."""

    WITHIN = "within"
    BEYOND_WARNING = "beyond 95"
    BEYOND_ALARM = "beyond 99.8"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What chance allows n cases at the whole's share: a low and a high share for each level."""

    of: int
    low: float
    high: float
    lowest: float
    highest: float


def limits(*, share: float, of: int) -> Limits:
    """The limits for `of` cases where the whole has this share."""
    if of < 1 or not 0 <= share <= 1:
        raise ImpossibleCount(f"a share of {share} of {of}")
    tails = ((1 - ALARM) / 2, (1 - WARNING) / 2, (1 + WARNING) / 2, (1 + ALARM) / 2)
    lowest, low, high, highest = (_quantile(p, share, of) / of for p in tails)
    return Limits(of=of, low=low, high=high, lowest=lowest, highest=highest)


def place(*, kept: int, of: int, share: float) -> Place:
    """Where a unit with `kept` of `of` lies."""
    if not 0 <= kept <= of:
        raise ImpossibleCount(f"{kept} kept of {of}")
    allowed = limits(share=share, of=of)
    value = kept / of
    if not allowed.lowest <= value <= allowed.highest:
        return Place.BEYOND_ALARM
    return Place.WITHIN if allowed.low <= value <= allowed.high else Place.BEYOND_WARNING


def curve(*, share: float, sizes: Iterable[int], points: int = 40) -> list[Limits]:
    """Limits from the smallest size to the largest, denser where they bend."""
    found = sorted(set(sizes))
    first, last = found[0], found[-1]
    grow = (last / first) ** (1 / max(points - 1, 1))
    steps = sorted({round(first * grow**n) for n in range(points)} | {first, last})
    return [limits(share=share, of=of) for of in steps]


def _quantile(probability: float, share: float, of: int) -> float:
    """The interpolated binomial quantile, between 0 and `of`."""
    if share in (0.0, 1.0):
        return share * of
    below, at = 0.0, 0.0
    for count in range(_far_below(share, of), of + 1):
        at = exp(
            lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
            + count * log(share) + (of - count) * log(1 - share)
        )  # fmt: skip
        if below + at >= probability:
            return max(count - (below + at - probability) / at, 0.0)
        below += at
    return float(of)


def _far_below(share: float, of: int) -> int:
    """Ten standard deviations below the mean nothing is left to add up."""
    return max(int(of * share - 10 * sqrt(of * share * (1 - share)) - 10), 0)
