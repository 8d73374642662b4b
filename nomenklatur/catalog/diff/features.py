"""What speaks for and against two entries being one, before their surroundings are looked at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.catalog.diff.names import Difference
from nomenklatur.codes import Authority

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from nomenklatur.catalog.diff.candidates import Pair
    from nomenklatur.catalog.diff.names import Vocabulary
    from nomenklatur.catalog.diff.sides import Side

NO_DIFFERENCE: Final = Difference()
GENERAL: Final = frozenset({Authority.PROVINSI, Authority.KABUPATEN_KOTA})
"""The kinds of region that are not special ones."""
_ASIDE: Final = 0.5
"""Details that are half alike speak neither for nor against."""


@frozen(eq=False)
class Facts:
    """What is known of each candidate pair; one row a pair, all in the pairs' order.

    Attributes:
        pairs: The pairs of positions.
        equal: Whether the folded names are equal.
        alike: How alike the names are, 0 to 1, in whatever order their words stand.
        shared: The weight of the shared words over that of all words, 0 to 1.
        contained: The weight of the shared words over that of the shorter name's words.
        differences: How the names differ, word by word.
        head: Whether the words that say what is done are equal.
        same_slot: Whether the codes are equal, whatever their width.
        same_number: Whether the last segments of the codes are equal.
        same_bidang: Whether the bidang urusan is the same.
        foreign: Whether the two are of different special regions.
        general: Whether one is of a special region and the other of any region.
        status: Whether one has been withdrawn and the other not.
        details: How alike indikator, satuan and kinerja are, -1 to 1; 0 where one has none.
    """

    pairs: Sequence[Pair]
    equal: np.ndarray
    alike: np.ndarray
    shared: np.ndarray
    contained: np.ndarray
    differences: Sequence[Difference]
    head: np.ndarray
    same_slot: np.ndarray
    same_number: np.ndarray
    same_bidang: np.ndarray
    foreign: np.ndarray
    general: np.ndarray
    status: np.ndarray
    details: np.ndarray

    @property
    def spelling(self) -> np.ndarray:
        """Whether the names differ, but in spelling alone."""
        import numpy as np  # noqa: PLC0415 - heavy

        told = np.array([difference.is_spelling for difference in self.differences], dtype=bool)
        found: np.ndarray = told & ~self.equal
        return found


def facts_of(first: Side, second: Side, pairs: Sequence[Pair], vocabulary: Vocabulary) -> Facts:
    """Look at every candidate pair."""
    import numpy as np  # noqa: PLC0415 - heavy

    def flags(values: Sequence[bool]) -> np.ndarray:
        found: np.ndarray = np.array(values, dtype=bool)
        return found

    equal = flags([bool(first.keys[a] & second.keys[b]) for a, b in pairs])
    shared, contained = _overlaps(first, second, pairs)
    regions = [
        (first.entries[a].code.authority, second.entries[b].code.authority) for a, b in pairs
    ]
    return Facts(
        pairs=pairs,
        equal=equal,
        alike=_alike(first, second, pairs),
        shared=shared,
        contained=contained,
        differences=[
            NO_DIFFERENCE if same else vocabulary.difference(first.words[a], second.words[b])
            for same, (a, b) in zip(equal, pairs, strict=True)
        ],
        head=flags([first.heads[a] == second.heads[b] for a, b in pairs]),
        same_slot=flags([first.slots[a] == second.slots[b] for a, b in pairs]),
        same_number=flags([first.slots[a][-1] == second.slots[b][-1] for a, b in pairs]),
        same_bidang=flags([first.bidang[a] == second.bidang[b] for a, b in pairs]),
        foreign=flags([_foreign(one, other) for one, other in regions]),
        general=flags(
            [None not in (a, b) and (a in GENERAL) != (b in GENERAL) for a, b in regions]
        ),
        status=flags([first.is_retired(a) != second.is_retired(b) for a, b in pairs]),
        details=_details(first, second, pairs),
    )


def _foreign(one: Authority | None, other: Authority | None) -> bool:
    """Whether what is one region's own cannot become the other's."""
    if one is other or None in (one, other):
        return False
    return (one in GENERAL) == (other in GENERAL)


def _alike(first: Side, second: Side, pairs: Sequence[Pair]) -> np.ndarray:
    import numpy as np  # noqa: PLC0415 - heavy
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - heavy

    ones = [" ".join(first.words[a]) for a, _ in pairs]
    others = [" ".join(second.words[b]) for _, b in pairs]
    best: np.ndarray = np.maximum(
        process.cpdist(ones, others, scorer=fuzz.ratio),
        process.cpdist(ones, others, scorer=fuzz.token_sort_ratio),
    )
    return best.astype(float) / 100


def _overlaps(first: Side, second: Side, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """How much of their weighted words two names share: of all words, and of the shorter's."""
    import numpy as np  # noqa: PLC0415 - heavy

    sets = [[frozenset(words) for words in side.words] for side in (first, second)]
    counts = Counter(word for side in sets for words in side for word in words)
    total = len(first) + len(second)
    weight = {word: float(np.log1p(total / count)) for word, count in counts.items()}
    sums = [[sum(weight[word] for word in sorted(words)) for words in side] for side in sets]
    shared = np.zeros(len(pairs))
    contained = np.zeros(len(pairs))
    for at, (a, b) in enumerate(pairs):
        common = sum(weight[word] for word in sorted(sets[0][a] & sets[1][b]))
        union = sums[0][a] + sums[1][b] - common
        shorter = min(sums[0][a], sums[1][b])
        shared[at] = common / union if union else 0
        contained[at] = common / shorter if shorter else 0
    return shared, contained


def _details(first: Side, second: Side, pairs: Sequence[Pair]) -> np.ndarray:
    import numpy as np  # noqa: PLC0415 - heavy
    from rapidfuzz import fuzz  # noqa: PLC0415 - heavy

    found = np.zeros(len(pairs))
    if not (first.has_details and second.has_details):
        return found
    for at, (a, b) in enumerate(pairs):
        one, other = first.entries[a], second.entries[b]
        both = (
            (one.indikator, other.indikator),
            (one.satuan, other.satuan),
            (one.kinerja, other.kinerja),
        )
        scores = [
            fuzz.ratio(left.casefold(), right.casefold()) / 100
            for left, right in both
            if left and right
        ]
        if scores:
            found[at] = (sum(scores) / len(scores) - _ASIDE) / (1 - _ASIDE)
    return found
