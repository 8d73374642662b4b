"""How far two people agree beyond chance.

Cohen's kappa, J. Cohen, A coefficient of agreement for nominal scales, Educational and
Psychological Measurement 20 (1960) 37-46::

    kappa = (p_o - p_e) / (1 - p_e)        sigma = sqrt(p_o (1 - p_o) / (N (1 - p_e)^2))

with p_o the share of items on which both say the same and p_e the share expected if each kept to
his own frequencies and chose by lot. The interval is kappa ± 1.96 sigma, an approximation for
large N (the same paper). Where every choice of both is the same category, p_e is 1 and kappa is
not defined; where all or no items agree, sigma is 0 and says nothing, so no interval is given.
"""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

_Z: Final = 1.959963984540054
"""Standard deviations on either side that hold 95 % of a normal distribution."""


@frozen
class Agreement:
    """How far two people agree on the same items.

    Attributes:
        items: How many items both judged.
        same: On how many they agree.
        expected: The share that chance alone would give; None without items.
        categories: How many different judgements there are.
    """

    items: int
    same: int
    expected: Fraction | None
    categories: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
        """The agreement of two people's judgements, item by item."""
        both = list(pairs)
        n = len(both)
        one, other = Counter(a for a, _b in both), Counter(b for _a, b in both)
        expected = Fraction(sum(one[c] * other[c] for c in one), n * n) if n else None
        same = sum(a == b for a, b in both)
        return cls(n, same, expected, len(one.keys() | other.keys()))

    @property
    def observed(self) -> Fraction | None:
        """The share of items on which both say the same; None without items."""
        return Fraction(self.same, self.items) if self.items else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, at most 1; None where it is not defined."""
        if self.observed is None or self.expected is None or self.expected == 1:
            return None
        return float((self.observed - self.expected) / (1 - self.expected))

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval that holds kappa with 95 %; None where there is nothing to tell it from."""
        kappa, observed, expected = self.kappa, self.observed, self.expected
        if kappa is None or observed is None or expected is None or observed in {0, 1}:
            return None
        sigma = math.sqrt(observed * (1 - observed) / self.items) / (1 - float(expected))
        return max(-1.0, kappa - _Z * sigma), min(1.0, kappa + _Z * sigma)
