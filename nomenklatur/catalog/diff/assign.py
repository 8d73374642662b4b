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

_ROUNDS: Final = 100
_SETTLED: Final = 1e-7
_DAMPING: Final = 0.5
"""How much of the last round's messages is kept: names that repeat make them swing."""


def one_to_one(first: np.ndarray, second: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """The probability of each pair, if no entry may be in two pairs.

    Both sides are treated alike in every round, so that it does not matter which is the first.

    Args:
        first: Position of each pair's first entry.
        second: Position of each pair's second entry.
        odds: Odds that the two are one entry, were there no competitors.

    Returns:
        A probability per pair; for one entry they add up to about 1 at most.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    if len(odds) == 0:
        return np.zeros(0)
    firsts, seconds = int(first.max()) + 1, int(second.max()) + 1
    root = np.sqrt(odds)
    forth = root / (1 + root)
    back = forth.copy()
    for _ in range(_ROUNDS):
        heard = root * back
        new_forth = root / (1 + np.maximum(np.bincount(first, heard, firsts)[first] - heard, 0))
        heard = root * forth
        new_back = root / (1 + np.maximum(np.bincount(second, heard, seconds)[second] - heard, 0))
        new_forth = forth**_DAMPING * new_forth ** (1 - _DAMPING)
        new_back = back**_DAMPING * new_back ** (1 - _DAMPING)
        change = np.abs(_belief(new_forth, new_back) - _belief(forth, back)).max()
        forth, back = new_forth, new_back
        if change < _SETTLED:
            break
    return _belief(forth, back)


def _belief(forth: np.ndarray, back: np.ndarray) -> np.ndarray:
    both: np.ndarray = forth * back
    belief: np.ndarray = both / (1 + both)
    return belief
