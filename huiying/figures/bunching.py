"""A pile-up of closings just under a limit: how many more than their neighbours lead one to expect.

A limit of 90 days that is met by closing in haste on day 88 shows as a heap on the last days
before it. The measure compares the heap with a smooth line through the days around it. It tells
that the limit shapes the work; whether for good or ill, it cannot tell.

Source: the excess mass of Chetty R. et al. (2011), Q. J. Econ. 126, 749-804, and Kleven H. J.
(2016), Annu. Rev. Econ. 8, 435-464, with a straight or curved line through neighbouring bins. The
interval is worked out, not simulated, so that the same counts always give the same figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

# With fewer closings around the limit than this, a line through them means nothing.
FEWEST_AROUND = 50


class ImpossibleWindow(ValueError):
    """Too few days around the limit for the line that is asked for."""


@dataclass(frozen=True, kw_only=True)
class Bunching:
    """The heap under a limit. Counts are closings; days count from the opening of the matter.

    first, limit     the days of the window, both included
    observed         closings in the window
    expected         closings in it according to the line through the days around
    excess           observed − expected, with low and high, its interval
    days_worth       excess in days of ordinary work: excess / (expected a day); None if none is
                     expected
    spread           how much more the days around scatter than pure chance would (1 or more)
    """

    first: int
    limit: int
    observed: int
    expected: float
    excess: float
    low: float
    high: float
    level: float
    days_worth: float | None
    spread: float

    @property
    def clear(self) -> bool:
        """More closings than the days around explain: the whole interval lies above zero."""
        return self.low > 0


def pile_up(
    closings: Mapping[int, int],
    *,
    limit: int,
    window: int = 7,
    around: int = 21,
    gap: int = 0,
    degree: int = 1,
    level: float = 0.95,
) -> Bunching | None:
    """Measure the heap on the `window` days up to and including `limit`; None: too few closings.

    The line: least squares of degree `degree` through the `around` days on each side, leaving out
    the window and `gap` days after the limit (where the work that was pulled forward is missing;
    leaving none out counts that hole too and gives the smaller, safer excess).
    With weights aᵢ so that expected = Σ aᵢ nᵢ, fitted values mᵢ and B = observed − expected:
    spread φ = max(1, Σ (nᵢ − mᵢ)² / mᵢ / (days − degree − 1)),
    variance of B = φ (observed + Σ aᵢ² mᵢ); the interval is B ± z √variance.
    """
    first = limit - window + 1
    days = [
        day
        for day in (
            *range(first - around, first),
            *range(limit + 1 + gap, limit + 1 + gap + around),
        )
        if day >= 0
    ]
    if window < 1 or degree < 0 or len(days) < degree + 2:
        raise ImpossibleWindow(f"{len(days)} days around day {limit} for a line of degree {degree}")
    counts = [closings.get(day, 0) for day in days]
    if sum(counts) < FEWEST_AROUND:
        return None
    inside = range(first, limit + 1)
    rows = [_row(day, first, limit, degree) for day in days]
    inverse = _inverse(_gram(rows))
    fitted = [max(_dot(w, counts), 0.0) for w in (_weights(inverse, rows, r) for r in rows)]
    target = [sum(c) for c in zip(*(_row(d, first, limit, degree) for d in inside), strict=True)]
    weights = _weights(inverse, rows, target)
    observed = sum(closings.get(day, 0) for day in inside)
    expected = max(_dot(weights, counts), 0.0)
    spread = _spread(counts, fitted, degree)
    noise = sum(a * a * m for a, m in zip(weights, fitted, strict=True))
    half = NormalDist().inv_cdf(1 - (1 - level) / 2) * sqrt(spread * (observed + noise))
    excess = observed - expected
    return Bunching(
        first=first, limit=limit, observed=observed, expected=expected, excess=excess,
        low=excess - half, high=excess + half, level=level,
        days_worth=excess * window / expected if expected else None, spread=spread,
    )  # fmt: skip


def _row(day: int, first: int, limit: int, degree: int) -> list[float]:
    """Powers of the day, centred on the window so that the sums stay well conditioned."""
    x = (day - (first + limit) / 2) / 10
    return [x**power for power in range(degree + 1)]


def _spread(counts: Sequence[int], fitted: Sequence[float], degree: int) -> float:
    # A fitted count below one would let a single closing count for any amount of scatter.
    scatter = sum((n - m) ** 2 / max(m, 1.0) for n, m in zip(counts, fitted, strict=True))
    return max(1.0, scatter / (len(counts) - degree - 1))


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _gram(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    columns = list(zip(*rows, strict=True))
    return [[_dot(a, b) for b in columns] for a in columns]


def _weights(
    inverse: Sequence[Sequence[float]], rows: Sequence[Sequence[float]], target: Sequence[float]
) -> list[float]:
    """How much each neighbouring day counts towards the line's value at `target`."""
    towards = [_dot(line, target) for line in inverse]
    return [_dot(towards, row) for row in rows]


def _inverse(matrix: list[list[float]]) -> list[list[float]]:
    """Gauss-Jordan; the matrix is small, symmetric and positive, so no pivoting is needed."""
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = work[i][i]
        work[i] = [value / pivot for value in work[i]]
        for j in range(size):
            if j != i:
                factor = work[j][i]
                work[j] = [a - factor * b for a, b in zip(work[j], work[i], strict=True)]
    return [row[size:] for row in work]
