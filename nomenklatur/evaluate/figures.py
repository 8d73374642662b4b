"""Figures of accuracy and calibration, each with what chance may have done to it.

Shares come with Wilson's score interval (Wilson 1927), which holds for few rows and for shares
near 0 and 1; means over rows (MRR, Brier, ECE) with a seeded percentile bootstrap. Both take the
rows for independent; rows of one bidang urusan are not quite, so the true intervals are wider.
"""

from __future__ import annotations

import math
import random
from statistics import fmean
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Z: Final = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""
BINS: Final = 10
RESAMPLES: Final = 1000


@frozen
class Interval:
    """A figure with its 95 % interval.

    Attributes:
        value: The figure.
        low: Lower end.
        high: Upper end.
    """

    value: float
    low: float
    high: float

    def as_list(self) -> list[float]:
        """The two ends, for JSON."""
        return [round(self.low, 4), round(self.high, 4)]


@frozen
class Bin:
    """One bin of a reliability table.

    Attributes:
        low: Lower end of the probabilities in it.
        high: Upper end.
        n: Rows in it.
        shown: Their mean probability; 0 if there are none.
        right: The share of them that was right; 0 if there are none.
    """

    low: float
    high: float
    n: int
    shown: float
    right: float


def wilson(hits: int, n: int) -> Interval:
    """A share with Wilson's interval; of nothing, 0 between 0 and 1.

    >>> interval = wilson(98, 100)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.93, 0.994)
    """
    if n == 0:
        return Interval(0.0, 0.0, 1.0)
    share = hits / n
    middle = share + _Z**2 / (2 * n)
    spread = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    scale = 1 + _Z**2 / n
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Interval(share, max(0.0, min(low, share)), min(1.0, max(high, share)))


def reliability(shown: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """How often rows were right that were shown with a probability, in ten bins.

    Args:
        shown: For each row the probability of its first candidate, and whether it is right.
    """
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in shown:
        parts[min(int(score * BINS), BINS - 1)].append((score, right))
    return tuple(
        Bin(
            place / BINS,
            (place + 1) / BINS,
            len(part),
            fmean(score for score, _ in part) if part else 0.0,
            fmean(right for _, right in part) if part else 0.0,
        )
        for place, part in enumerate(parts)
    )


def calibration_error(shown: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins (Naeini et al. 2015); 0 of nothing."""
    total = len(shown)
    return sum(bin_.n / total * abs(bin_.shown - bin_.right) for bin_ in reliability(shown)
               if bin_.n)  # fmt: skip


def brier(shown: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance of the probability from what happened (Brier 1950); 0 of nothing."""
    return fmean((score - right) ** 2 for score, right in shown) if shown else 0.0


def bootstrap(
    rows: Sequence[tuple[float, bool]],
    figure: Callable[[Sequence[tuple[float, bool]]], float],
    *,
    seed: int,
) -> Interval:
    """A figure over rows with its percentile interval, by drawing the rows anew.

    Args:
        rows: The rows.
        figure: Makes the figure of them.
        seed: Equal seeds give equal intervals.
    """
    value = figure(rows)
    if not rows:
        return Interval(value, value, value)
    chance = random.Random(seed)  # noqa: S311 - statistics, no secrets
    drawn = sorted(figure(chance.choices(rows, k=len(rows))) for _ in range(RESAMPLES))
    edge = RESAMPLES // 40
    return Interval(value, drawn[edge], drawn[-edge - 1])


@frozen
class Figures:
    """How well a method did on a set of rows. Shares are of the rows with a home.

    Attributes:
        n: Rows.
        n_with_home: Rows for which the catalog has an entry.
        top1: Share whose first candidate is acceptable.
        top3: Share with an acceptable one among the first three.
        top5: The same of the first five.
        mrr: Mean of one by the rank of the first acceptable candidate; 0 beyond the tenth.
    """

    n: int
    n_with_home: int
    top1: Interval
    top3: Interval
    top5: Interval
    mrr: Interval

    @classmethod
    def of_ranks(cls, ranks: Sequence[int | None], n: int, *, seed: int) -> Figures:
        """The figures of the ranks of the first acceptable candidates.

        Args:
            ranks: One per row with a home, counted from 1; None if none was shown.
            n: Rows, those without a home among them.
            seed: For the interval of `mrr`.
        """
        home = len(ranks)
        top1, top3, top5 = (
            wilson(sum(rank is not None and rank <= top for rank in ranks), home)
            for top in (1, 3, 5)
        )
        worth = [(1 / rank if rank else 0.0, True) for rank in ranks]
        return cls(n, home, top1, top3, top5, bootstrap(worth, _mean, seed=seed))

    def as_dict(self) -> dict[str, object]:
        """The figures without intervals, for JSON."""
        shares = {key: round(getattr(self, key).value, 4) for key in SHARES}
        return {"n": self.n, "n_with_home": self.n_with_home, **shares}


SHARES: Final = ("top1", "top3", "top5", "mrr")


def _mean(rows: Sequence[tuple[float, bool]]) -> float:
    return fmean(value for value, _ in rows) if rows else 0.0
