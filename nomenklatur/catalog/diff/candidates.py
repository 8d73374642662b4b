"""Which entries of two sides may be the same one: a few pairs out of many millions.

Exact names and equal codes first; what these do not settle is looked up in a sparse index of
words, in both directions, so that either side finds what it has left over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from scipy.sparse import csr_matrix

    from nomenklatur.catalog.diff.names import Words
    from nomenklatur.catalog.diff.sides import Side

NEAREST: Final = 6
"""How many of the nearest names are looked at for an entry that exact names do not settle."""
_TOO_FAR: Final = 0.25
"""Cosine of two names' weighted words below which nobody would take them for the same."""
_MOST_NAMESAKES: Final = 40
"""Names that more entries share say nothing; their codes and parents have to."""
_CHUNK: Final = 512

Pair = tuple[int, int]


def candidate_pairs(first: Side, second: Side) -> list[Pair]:
    """The pairs of positions that are worth a closer look, in order."""
    pairs: set[Pair] = set()
    settled: tuple[set[int], set[int]] = (set(), set())
    for at, (slot, keys) in enumerate(zip(first.slots, first.keys, strict=True)):
        for other in second.by_slot.get(slot, ()):
            pairs.add((at, other))
            if (
                keys & second.keys[other]
                and first.families[at] == second.families[other]
                and first.is_retired(at) == second.is_retired(other)
            ):
                settled[0].add(at)
                settled[1].add(other)
    for key, ones in first.by_key.items():
        others = second.by_key.get(key, ())
        if len(ones) * len(others) <= _MOST_NAMESAKES**2:
            pairs.update(
                (one, other)
                for one in ones
                for other in others
                if not (one in settled[0] and other in settled[1])
            )
    open_first = [at for at in range(len(first)) if at not in settled[0]]
    open_second = [at for at in range(len(second)) if at not in settled[1]]
    if (open_first and len(second)) or (open_second and len(first)):
        one, other = _index(first.words, second.words)
        pairs.update(_nearest(one, other, open_first))
        pairs.update((at, near) for near, at in _nearest(other, one, open_second))
    return sorted(pairs)


def _index(first: Sequence[Words], second: Sequence[Words]) -> tuple[csr_matrix, csr_matrix]:
    """Both sides' names as rows of weighted words, of length 1."""
    import numpy as np  # noqa: PLC0415 - heavy
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy

    number: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, words in enumerate((*first, *second)):
        for word in dict.fromkeys(words):
            rows.append(row)
            columns.append(number.setdefault(word, len(number)))
    total = len(first) + len(second)
    counts = np.bincount(columns, minlength=len(number))
    weights = np.log1p(total / np.maximum(counts, 1))
    matrix = csr_matrix((weights[columns], (rows, columns)), shape=(total, len(number)))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    matrix = csr_matrix(matrix.multiply(1 / lengths[:, None]))
    return matrix[: len(first)], matrix[len(first) :]


def _nearest(one: csr_matrix, other: csr_matrix, rows: Sequence[int]) -> Iterable[Pair]:
    """The rows of the second matrix that are nearest to chosen rows of the first."""
    import numpy as np  # noqa: PLC0415 - heavy

    columns = other.T.tocsr()
    for start in range(0, len(rows), _CHUNK):
        chosen = rows[start : start + _CHUNK]
        cosines: np.ndarray = np.round((one[chosen] @ columns).toarray(), 6)
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :NEAREST]
        for at, row in enumerate(chosen):
            yield from ((row, int(near)) for near in nearest[at] if cosines[at, near] >= _TOO_FAR)
