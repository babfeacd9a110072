"""Shares with their likely range: Wilson, exact binomial, Wilson for answers that hang together.

Every share is a number without unit between 0 and 1. Nothing here needs a library, because these
limits are worked out while a page is being made; tests check them against scipy, statsmodels.

Sources
    Wilson E. B. (1927), J. Am. Stat. Assoc. 22, 209-212.
    Clopper C. J., Pearson E. S. (1934), Biometrika 26, 404-413.
    Rao J. N. K., Scott A. J. (1992), Biometrics 48, 577-585 (effective sample size).
    Korn E. L., Graubard B. I. (1998), Survey Methodology 24, 193-201 (degrees of freedom).
    Dean N., Pagano M. (2015), J. Surv. Stat. Methodol. 3, 484-503 (Wilson on the effective size).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, isfinite, lgamma, log, log1p, sqrt
from statistics import NormalDist

LEVEL = 0.95


class ImpossibleCount(ValueError):
    """A count that no observation can give, such as 5 kept of 3."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share and its likely range.

    kept, of     counts (duties, answers): `kept` of `of`
    value        kept / of; None when nothing was counted
    low, high    limits of the interval; 0 and 1 when nothing was counted
    level        the confidence of the interval, such as 0.95
    effective    the number of independent observations the interval rests on, at most `of`
    clusters     how many matters the counts came from; None when each count stands alone
    """

    kept: int
    of: int
    value: float | None
    low: float
    high: float
    level: float
    effective: float
    clusters: int | None = None

    @property
    def design_effect(self) -> float:
        """How many times wider the variance is than if each count stood alone (1 or more)."""
        return self.of / self.effective if self.effective else 1.0


def wilson(*, kept: int, of: int, level: float = LEVEL) -> Share:
    """The Wilson score interval, for counts that stand alone.

    All π with (p − π)² ≤ z² π(1 − π) / n, where p = kept / of, n = of, z the normal quantile:
    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
    """
    _check(kept, of, level)
    return _wilson(kept=kept, of=of, effective=float(of), level=level, clusters=None)


def exact(*, kept: int, of: int, level: float = LEVEL) -> Share:
    """The Clopper-Pearson interval: never covers less than `level`, wider than Wilson.

    low is the α/2 quantile of Beta(kept, of − kept + 1), high the 1 − α/2 quantile of
    Beta(kept + 1, of − kept), α = 1 − level; 0 and 1 at the ends.
    """
    _check(kept, of, level)
    if not of:
        return _wilson(kept=0, of=0, effective=0.0, level=level, clusters=None)
    tail = (1 - level) / 2
    missed = of - kept
    low = 0.0 if not kept else _beta_quantile(tail, kept, missed + 1)
    high = 1.0 if not missed else 1 - _beta_quantile(tail, missed, kept + 1)
    return Share(
        kept=kept, of=of, value=kept / of, low=low, high=high, level=level, effective=float(of)
    )


def clustered(matters: Iterable[tuple[int, int]], *, level: float = LEVEL) -> Share:
    """The Wilson interval for counts of which several hang on one matter.

    Each item is (kept, of) of one matter. With k matters, n counts, p = Σ kept / n:

    1. Taylor-linearised variance of the ratio: v = k/(k − 1) · Σ (keptᵢ − p·ofᵢ)² / n².
    2. Design effect against counts that stand alone: d = v (n − 1) / (p(1 − p)), never below 1.
    3. Effective size n/d (Rao and Scott), times (t[n − 1] / t[k − 1])² for the few matters that
       the variance rests on (Korn and Graubard), t being Student's quantile at the level.
    4. Wilson on p and that size (Dean and Pagano).

    With one count a matter this is `wilson` to the last digit, and it is never narrower.
    When all are kept, or none, or there is a single matter, the counts cannot tell how strongly
    they hang together; the worst is assumed, namely that all counts of one matter always agree,
    which leaves n² / Σ ofᵢ² independent observations (Kish).
    """
    rows = [row for row in matters if row != (0, 0)]
    for kept, of in rows:
        _check(kept, of, level)
    total_kept = sum(kept for kept, _ in rows)
    total = sum(of for _, of in rows)
    _check(total_kept, total, level)
    return _wilson(
        kept=total_kept,
        of=total,
        effective=_effective(rows, total_kept, total, level),
        level=level,
        clusters=len(rows),
    )


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What `clustered` needs of many matters, as a database can add it up: over matters, kept and of,
    their squares and their products."""

    clusters: int
    kept: int
    of: int
    kept_squared: int
    kept_times_of: int
    of_squared: int


def clustered_sums(sums: Sums, *, level: float = LEVEL) -> Share:
    """`clustered`, from sums instead of one pair for each matter."""
    kept, of, clusters = sums.kept, sums.of, sums.clusters
    _check(kept, of, level)
    effective = 0.0
    if of and (clusters == 1 or kept in (0, of)):
        effective = of * of / sums.of_squared
    elif of:
        share = kept / of
        squares = sums.kept_squared - 2 * share * sums.kept_times_of + share**2 * sums.of_squared
        effective = _design(squares, kept, of, clusters, level)
    return _wilson(kept=kept, of=of, effective=effective, level=level, clusters=clusters)


@lru_cache(maxsize=4096)
def student_quantile(probability: float, degrees: int) -> float:
    """Student's t at `probability` (0.5 or more), by inverting the incomplete beta function."""
    if not 0.5 <= probability < 1 or degrees < 1:
        raise ImpossibleCount(f"no t quantile at {probability} with {degrees} degrees of freedom")
    # x = degrees / (degrees + t²); near the middle 1 − x is the small one and is sought instead.
    if probability < 0.9:
        rest = _beta_quantile(2 * probability - 1, 0.5, degrees / 2)
        return sqrt(degrees * rest / (1 - rest))
    x = _beta_quantile(2 * (1 - probability), degrees / 2, 0.5)
    return sqrt(degrees * (1 - x) / x) if x else inf


def _check(kept: int, of: int, level: float) -> None:
    if not 0 <= kept <= of:
        raise ImpossibleCount(f"{kept} kept of {of}")
    if not 0 < level < 1:
        raise ImpossibleCount(f"a level of {level}; it must lie between 0 and 1")


def _effective(rows: list[tuple[int, int]], kept: int, of: int, level: float) -> float:
    if not of:
        return 0.0
    clusters = len(rows)
    if clusters == 1 or kept in (0, of):
        return of * of / sum(size * size for _, size in rows)
    share = kept / of
    squares = sum((mine - share * size) ** 2 for mine, size in rows)
    return _design(squares, kept, of, clusters, level)


def _design(squares: float, kept: int, of: int, clusters: int, level: float) -> float:
    """Steps 1 to 3 of `clustered`, from the squared distances of the matters from the whole's share."""
    share = kept / of
    variance = clusters / (clusters - 1) * squares / of**2
    design = max(1.0, variance * (of - 1) / (share * (1 - share)))
    if clusters == of:
        return of / design
    at = 1 - (1 - level) / 2
    return of / design * (student_quantile(at, of - 1) / student_quantile(at, clusters - 1)) ** 2


def _wilson(*, kept: int, of: int, effective: float, level: float, clusters: int | None) -> Share:
    if not of:
        return Share(
            kept=0, of=0, value=None, low=0.0, high=1.0, level=level, effective=0.0,
            clusters=clusters,
        )  # fmt: skip
    share = kept / of
    z2 = NormalDist().inv_cdf(1 - (1 - level) / 2) ** 2 / effective
    middle = share + z2 / 2
    half = sqrt(z2 * share * (1 - share) + z2 * z2 / 4)
    return Share(
        kept=kept,
        of=of,
        value=share,
        # At the ends the formula gives 0 and 1 but for the last digit.
        low=0.0 if not kept else max(0.0, (middle - half) / (1 + z2)),
        high=1.0 if kept == of else min(1.0, (middle + half) / (1 + z2)),
        level=level,
        effective=effective,
        clusters=clusters,
    )


def _beta_quantile(probability: float, a: float, b: float) -> float:
    """The x at which the regularised incomplete beta function reaches `probability`.

    False position with the Illinois step (Dowell and Jarratt 1971): about a dozen evaluations.
    """
    low, high = 0.0, 1.0
    below, above = -probability, 1 - probability
    side = 0
    while high - low > 1e-15 * high:
        x = high - above * (high - low) / (above - below)
        if not low < x < high:
            return x
        miss = _beta(x, a, b) - probability
        if abs(miss) < 1e-15:
            return x
        if miss < 0:
            low, below, above = x, miss, above / 2 if side < 0 else above
        else:
            high, above, below = x, miss, below / 2 if side > 0 else below
        side = -1 if miss < 0 else 1
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta I_x(a, b): DLMF 8.17.22, evaluated by Lentz's method."""
    if x <= 0 or x >= 1:
        return float(x > 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(front) / (a * _continued_fraction(x, a, b))


def _continued_fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    value, c, d = 1.0, 1.0, 0.0
    for term in range(1, 100_000):
        m = term // 2
        if term % 2:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / ((1 + step * d) or tiny)
        c = (1 + step / c) or tiny
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value if isfinite(value) else inf
