"""How long people wait, counting those who still wait: the Kaplan-Meier median.

A median over the answered alone looks best where the hardest matters are never answered. Here a
matter without an answer counts as *still waiting after so many days* (censored on the right).

Sources
    Kaplan E. L., Meier P. (1958), J. Am. Stat. Assoc. 53, 457-481.
    Greenwood M. (1926), Reports on Public Health and Medical Subjects 33 (variance).
    Brookmeyer R., Crowley J. (1982), Biometrics 38, 29-41 (interval of the median), with the
    log(−log) scale of Kalbfleisch and Prentice, which keeps its limits inside 0 and 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

# Products of fractions that should be exactly one half miss it by a few units in the last place.
_ROUNDING = 1e-12


class ImpossibleWait(ValueError):
    """A wait below zero days, or a count below zero."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is known right after `day`: `at_risk` were waiting just before, `answered` got answers.

    waiting      estimated share still waiting after that day, 0 to 1
    low, high    its interval on the log(−log) scale; None when nobody is left
    """

    day: float
    at_risk: int
    answered: int
    waiting: float
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class MedianWait:
    """The day by which half have an answer. All days are days since the matter came in.

    days             None: not reached, more than half still wait
    low, high        interval of the median; None: that end is not reached either
    answered, waiting    the counts it rests on
    observed_until   the longest wait seen, so that a page can say "more than N days"
    """

    days: float | None
    low: float | None
    high: float | None
    level: float
    answered: int
    waiting: int
    observed_until: float | None

    @property
    def reached(self) -> bool:
        return self.days is not None


def curve(
    *, answered: Mapping[float, int], waiting: Mapping[float, int], level: float = 0.95
) -> tuple[Step, ...]:
    """The Kaplan-Meier curve, one step for each day with an answer.

    answered     day of the answer -> how many
    waiting      days waited so far without an answer -> how many; at equal days an answer
                 comes before the end of watching, as is usual
    waiting share S = Π (1 − dᵢ/nᵢ); Greenwood's variance of log S is Σ dᵢ / (nᵢ (nᵢ − dᵢ));
    limits are S^exp(± z √variance / log S).
    """
    _check(answered, waiting)
    z = NormalDist().inv_cdf(1 - (1 - level) / 2)
    at_risk = sum(answered.values()) + sum(waiting.values())
    share, variance = 1.0, 0.0
    steps: list[Step] = []
    for day in sorted({*answered, *waiting}):
        got = answered.get(day, 0)
        left = at_risk - got
        if got:
            share *= left / at_risk
            variance += got / (at_risk * left) if left else 0.0
            low, high = _limits(share, variance, z)
            steps.append(
                Step(day=day, at_risk=at_risk, answered=got, waiting=share, low=low, high=high)
            )
        at_risk = left - waiting.get(day, 0)
    return tuple(steps)


def median_wait(
    *, answered: Mapping[float, int], waiting: Mapping[float, int], level: float = 0.95
) -> MedianWait:
    """The first day on which at most half still wait, with its Brookmeyer-Crowley interval.

    The interval holds the days on which the curve cannot be told from one half: it starts on the
    first day whose lower limit is at most one half and ends on the first whose upper limit is
    below it.
    """
    steps = curve(answered=answered, waiting=waiting, level=level)
    half = 0.5 + _ROUNDING
    return MedianWait(
        days=next((s.day for s in steps if s.waiting <= half), None),
        low=next((s.day for s in steps if s.low is None or s.low <= half), None),
        high=next((s.day for s in steps if s.high is None or s.high < 0.5 - _ROUNDING), None),
        level=level,
        answered=sum(answered.values()),
        waiting=sum(waiting.values()),
        observed_until=max({*answered, *waiting}, default=None),
    )


def _limits(share: float, variance: float, z: float) -> tuple[float | None, float | None]:
    if share <= 0:
        return None, None
    spread = z * sqrt(variance) / log(share)
    # A step of one among millions gives powers beyond the floats; the limits stay 0 and 1.
    return share ** exp(min(-spread, 700.0)), share ** exp(max(spread, -700.0))


def _check(answered: Mapping[float, int], waiting: Mapping[float, int]) -> None:
    for counts in (answered, waiting):
        for day, count in counts.items():
            if day < 0 or count < 0:
                raise ImpossibleWait(f"{count} with a wait of {day} days")
