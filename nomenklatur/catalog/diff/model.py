"""How probable it is that two entries are one: evidence weighed, competitors heard.

The log-odds of a pair are a weighted sum: what the names say, what the codes say, and what the
surroundings say, that is whether the parents are a pair, whether the neighbours moved along,
and whether the children did. The surroundings depend on the other pairs' probabilities, so they
are looked at in rounds. What surroundings say counts only as far as the names are alike: two
unlike names under one parent are two activities.

The weights were fitted, by the likelihood of the right pairs under the one-to-one rule, on a part
of a crosswalk between Permendagri 90/2019 and Kepmendagri 050-3708/2020, on the predecessors that
SIPD 2027 names, and on 140 pairs of unlike names judged by eye between the versions from 2020 to
2027. On these last, pairs of a probability above 0.9 are right 93 times of 100, from 0.5 to 0.8
about 6 times of 10, and below 0.4 about once in 8.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from nomenklatur.catalog.diff.assign import one_to_one
from nomenklatur.catalog.diff.candidates import candidate_pairs
from nomenklatur.catalog.diff.features import Facts, facts_of
from nomenklatur.catalog.diff.sides import side_of
from nomenklatur.codes import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    from nomenklatur.catalog.diff.names import Vocabulary
    from nomenklatur.catalog.diff.sides import Side, Slot
    from nomenklatur.catalog.entry import Entry
    from nomenklatur.codes import Authority


@frozen
class Weights:
    """What each piece of evidence adds to the log-odds."""

    nothing: float = -4.6
    equal: float = 8.3
    spelling: float = 7.5
    alike: float = 0.6
    shared: float = 3.2
    contained: float = 2.1
    head: float = 0.9
    decisive: float = -1.8
    blocking: float = -4.1
    slot: float = 0.8
    number: float = 0.3
    bidang: float = 2.0
    parent: float = 3.3
    neighbours: float = 2.1
    children: float = 3.2
    foreign: float = -20.0
    general: float = -1.5
    details: float = 1.0


WEIGHTS: Final = Weights()
_ROUNDS: Final = 4
_FAR, _NEAR = 0.3, 0.75
"""Between these likenesses of names the surroundings gain their say."""
_UNKNOWN_PARENT: Final = 0.9
"""Trust in equal parent codes where a catalog does not list the parent."""
_ODDS_BOUND: Final = 12.0


@define(eq=False)
class Layer:
    """One level of both catalogs, with its candidate pairs and their probabilities."""

    first: Side
    second: Side
    facts: Facts
    ones: np.ndarray
    others: np.ndarray
    fixed: np.ndarray
    gate: np.ndarray
    odds: np.ndarray = field(init=False)
    probability: np.ndarray = field(init=False)
    parent: np.ndarray = field(init=False)
    neighbours: np.ndarray = field(init=False)
    children: np.ndarray = field(init=False)

    def __attrs_post_init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        zero = np.zeros(len(self.ones))
        self.odds = self.parent = self.neighbours = self.children = zero
        self.probability = np.where(self.facts.equal & self.facts.same_slot, 0.9, 0.0)

    def decide(self, weights: Weights) -> None:
        """Weigh the evidence and let the candidates compete.

        Entries in force find each other first; what they leave over may be found among the
        withdrawn ones.
        """
        import numpy as np  # noqa: PLC0415 - heavy

        around = (
            weights.parent * self.parent
            + weights.neighbours * self.neighbours
            + weights.children * self.children
        )
        bounded = np.clip(self.fixed + self.gate * around, -2 * _ODDS_BOUND, _ODDS_BOUND)
        self.odds = np.exp(bounded)
        across = self.facts.status
        self.probability = one_to_one(self.ones, self.others, self.odds * ~across)
        if across.any():
            free_one, free_other = self.free()
            left = self.odds * across * free_one[self.ones] * free_other[self.others]
            self.probability = self.probability + one_to_one(self.ones, self.others, left)

    def free(self) -> tuple[np.ndarray, np.ndarray]:
        """How probable it is of each entry, on both sides, that it has no counterpart."""
        import numpy as np  # noqa: PLC0415 - heavy

        return (
            np.clip(1 - np.bincount(self.ones, self.probability, len(self.first)), 0, 1),
            np.clip(1 - np.bincount(self.others, self.probability, len(self.second)), 0, 1),
        )


def match_layers(
    first: Sequence[Entry],
    second: Sequence[Entry],
    authority: Authority | None,
    vocabulary: Vocabulary,
    weights: Weights = WEIGHTS,
) -> dict[Level, Layer]:
    """The layers of two catalogs for one kind of region, with their probabilities."""
    layers = {}
    for level in Level:
        sides = side_of(first, level, authority), side_of(second, level, authority)
        layers[level] = _layer(*sides, vocabulary, weights)
    for _ in range(_ROUNDS):
        look_around(layers)
        for layer in layers.values():
            layer.decide(weights)
    return layers


def _layer(first: Side, second: Side, vocabulary: Vocabulary, weights: Weights) -> Layer:
    import numpy as np  # noqa: PLC0415 - heavy

    facts = facts_of(first, second, candidate_pairs(first, second), vocabulary)
    spelling = facts.spelling
    unlike = ~facts.equal & ~spelling
    decisive = np.array([bool(d.decisive) and not d.blocking for d in facts.differences], float)
    blocking = np.array([d.blocking for d in facts.differences], float)
    likeness = np.where(unlike, 0.6 * facts.alike + 0.4 * facts.shared, 1.0)
    gate = np.clip((likeness - _FAR) / (_NEAR - _FAR), 0, 1)
    fixed = (
        weights.nothing
        + weights.equal * facts.equal
        + weights.spelling * spelling
        + unlike
        * (
            weights.alike * facts.alike
            + weights.shared * facts.shared
            + weights.contained * facts.contained
            + weights.head * facts.head
        )
        + weights.decisive * decisive
        + weights.blocking * blocking
        + weights.foreign * facts.foreign
        + weights.general * facts.general
        + weights.details * facts.details
        + gate
        * (
            weights.slot * facts.same_slot
            + weights.number * facts.same_number
            + weights.bidang * facts.same_bidang
        )
    )
    ones = np.array([a for a, _ in facts.pairs], dtype=int)
    others = np.array([b for _, b in facts.pairs], dtype=int)
    return Layer(first, second, facts, ones, others, fixed, gate)


def look_around(layers: Mapping[Level, Layer]) -> None:
    """See for every pair whether parents, neighbours and children are pairs as well."""
    ballots = {level: _Ballot(layer) for level, layer in layers.items()}
    order = list(Level)
    for level, layer in layers.items():
        above = layers.get(order[level.rank - 1]) if level.rank else None
        below = ballots.get(order[level.rank + 1]) if level.rank + 1 < len(order) else None
        layer.parent = _parents(layer, above)
        layer.neighbours = ballots[level].neighbours()
        layer.children = _children(layer, below)


@define(eq=False)
class _Ballot:
    """What the pairs of a layer say about the pairs of their parents."""

    layer: Layer
    together: dict[tuple[Slot, Slot], float] = field(factory=lambda: defaultdict(float))
    first_total: dict[Slot, float] = field(factory=lambda: defaultdict(float))
    second_total: dict[Slot, float] = field(factory=lambda: defaultdict(float))
    first_into: dict[tuple[int, Slot], float] = field(factory=lambda: defaultdict(float))
    second_into: dict[tuple[int, Slot], float] = field(factory=lambda: defaultdict(float))
    first_count: dict[Slot, int] = field(factory=lambda: defaultdict(int))
    second_count: dict[Slot, int] = field(factory=lambda: defaultdict(int))

    def __attrs_post_init__(self) -> None:
        layer = self.layer
        for slot in layer.first.parents:
            self.first_count[slot] += 1
        for slot in layer.second.parents:
            self.second_count[slot] += 1
        for (a, b), vote in zip(layer.facts.pairs, layer.probability.tolist(), strict=True):
            one, other = layer.first.parents[a], layer.second.parents[b]
            self.together[one, other] += vote
            self.first_total[one] += vote
            self.second_total[other] += vote
            self.first_into[a, other] += vote
            self.second_into[b, one] += vote

    def neighbours(self) -> np.ndarray:
        """The share of each pair's neighbours, itself left out, that went the same way."""
        import numpy as np  # noqa: PLC0415 - heavy

        layer = self.layer
        gone = layer.free()
        found = np.zeros(len(layer.ones))
        for at, ((a, b), own) in enumerate(
            zip(layer.facts.pairs, layer.probability.tolist(), strict=True)
        ):
            one, other = layer.first.parents[a], layer.second.parents[b]
            votes = (
                self.together[one, other]
                - self.first_into[a, other]
                - self.second_into[b, one]
                + own
            )
            first = self.first_total[one] - (1 - gone[0][a])
            second = self.second_total[other] - (1 - gone[1][b])
            found[at] = max(votes, 0) * (1 / (first + 1) + 1 / (second + 1)) / 2
        return found

    def share(self, one: Slot, other: Slot) -> float:
        """How far the children of two parents are pairs, -0.5 to 0.5; 0 if one has none."""
        if not (self.first_count[one] and self.second_count[other]):
            return 0
        votes = self.together.get((one, other), 0)
        first, second = self.first_total[one], self.second_total[other]
        return votes * (1 / (first + 0.5) + 1 / (second + 0.5)) / 2 - 0.5


def _parents(layer: Layer, above: Layer | None) -> np.ndarray:
    import numpy as np  # noqa: PLC0415 - heavy

    if above is None:
        return np.ones(len(layer.ones))
    known = set(above.first.slots), set(above.second.slots)
    pairs: dict[tuple[Slot, Slot], float] = defaultdict(float)
    for (a, b), probability in zip(above.facts.pairs, above.probability.tolist(), strict=True):
        pairs[above.first.slots[a], above.second.slots[b]] += probability
    found = np.zeros(len(layer.ones))
    for at, (a, b) in enumerate(layer.facts.pairs):
        one, other = layer.first.parents[a], layer.second.parents[b]
        if one in known[0] and other in known[1]:
            found[at] = min(pairs.get((one, other), 0), 1)
        else:
            found[at] = _UNKNOWN_PARENT * (one == other)
    return found


def _children(layer: Layer, below: _Ballot | None) -> np.ndarray:
    import numpy as np  # noqa: PLC0415 - heavy

    if below is None:
        return np.zeros(len(layer.ones))
    return np.array(
        [below.share(layer.first.slots[a], layer.second.slots[b]) for a, b in layer.facts.pairs],
        dtype=float,
    )
