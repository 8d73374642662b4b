"""Who belongs to whom, where several candidates compete: probabilities under one-to-one.

Every pair has odds of its own; but an entry becomes one entry only, and an entry was one entry
only. Loopy belief propagation gives the probability of each pair under that rule, with "has no
counterpart" as the alternative of odds 1 (J. Williams, R. Lau, *Approximate evaluation of
marginal association probabilities with belief propagation*, IEEE TAES 50, 2014). Names that
repeat get the probability split among them unless codes or parents tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np

_ROUNDS: Final = 60
_SETTLED: Final = 1e-6


def one_to_one(first: np.ndarray, second: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """The probability of each pair, if no entry may be in two pairs.

    Args:
        first: Position of each pair's first entry.
        second: Position of each pair's second entry.
        odds: Odds that the two are one entry, were there no competitors.

    Returns:
        A probability per pair; for one entry they add up to at most 1.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    if len(odds) == 0:
        return np.zeros(0)
    firsts, seconds = int(first.max()) + 1, int(second.max()) + 1
    back = np.ones_like(odds)
    forth = np.zeros_like(odds)
    for _ in range(_ROUNDS):
        weighted = odds * back
        rest = np.bincount(first, weighted, firsts)[first] - weighted
        forth_new = odds / (1 + np.maximum(rest, 0))
        rest = np.bincount(second, forth_new, seconds)[second] - forth_new
        back = 1 / (1 + np.maximum(rest, 0))
        change = np.abs(forth_new / (1 + forth_new) - forth / (1 + forth)).max()
        forth = forth_new
        if change < _SETTLED:
            break
    weighted = odds * back
    total: np.ndarray = 1 + np.bincount(first, weighted, firsts)[first]
    probability: np.ndarray = weighted / total
    return probability
