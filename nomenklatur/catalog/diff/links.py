"""From probabilities to links: which pairs are taken, which join or leave a pair, which were near.

A link says nothing about a direction: the comparison of B with A has the links of the comparison
of A with B, seen from the other side.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.catalog.diff.features import GENERAL
from nomenklatur.catalog.diff.names import Difference, holds, letters_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.catalog.diff.model import Layer
    from nomenklatur.codes import Authority

TAKEN: Final = 0.5
"""From this probability on, a pair is taken; the one-to-one rule leaves room for one such."""
HALF_ALIKE: Final = 0.5
"""Names less alike than this, letter by letter in order, are never taken without a person."""
_TIE: Final = 0.05
"""Namesakes share a probability; one of at least this is taken in the order of the codes."""
_CANDIDATES: Final = 3
_PLAUSIBLE: Final = 0.02
_NAMESAKE: Final = 0.99
"""Standing of two entries of one name that are at least in one bidang urusan."""
_PARENT: Final = 0.5
_HELD: Final = 0.85
"""How often a name that holds another's words meant that one goes into the other, by eye."""


class Role(enum.Enum):
    """What a link is to its two entries."""

    PAIR = "pair"
    """Each is the other's counterpart."""
    JOINS = "joins"
    """The first has no counterpart and goes into the second."""
    LEAVES = "leaves"
    """The second has no counterpart and comes out of the first."""
    NEAR = "near"
    """Was not taken, but is the nearest there is."""


_FROM_THE_OTHER_SIDE: Final = {Role.JOINS: Role.LEAVES, Role.LEAVES: Role.JOINS}


@frozen
class Link:
    """Two entries that have to do with each other, for one kind of region.

    Attributes:
        authority: The kind of region; None if neither catalog tells kinds apart.
        first: Position of the entry in the first catalog.
        second: Position of the entry in the second catalog.
        probability: How probable it is.
        role: What the two are to each other.
        difference: How the names differ.
        equal: Whether the folded names are equal.
        alike: How alike the names are, 0 to 1.
        same_slot: Whether the codes are equal, whatever their width.
        parent: How probable it is that the parents are a pair.
        neighbours: The share of neighbours that went the same way.
        details: How alike indikator, satuan and kinerja are, -1 to 1; 0 if unknown.
        too_unlike: Whether the names are less than half alike letter by letter.
        namesakes: How many entries of both catalogs have the name, these two left out.
    """

    authority: Authority | None
    first: int
    second: int
    probability: float
    role: Role
    difference: Difference = field(kw_only=True)
    equal: bool = field(kw_only=True)
    alike: float = field(kw_only=True)
    same_slot: bool = field(kw_only=True)
    parent: float = field(kw_only=True)
    neighbours: float = field(kw_only=True)
    details: float = field(default=0.0, kw_only=True)
    too_unlike: bool = field(default=False, kw_only=True)
    namesakes: int = field(default=0, kw_only=True)

    @property
    def same_name(self) -> bool:
        """Whether the names are equal but for spelling."""
        return self.equal or self.difference.is_spelling

    def inverted(self) -> Link:
        """The same link, seen from the other side."""
        return evolve(
            self,
            first=self.second,
            second=self.first,
            role=_FROM_THE_OTHER_SIDE.get(self.role, self.role),
            difference=self.difference.inverted(),
        )


def links_of(layer: Layer, authority: Authority | None) -> Iterator[Link]:
    """The links of one layer."""
    yield from _Linker(layer, authority).links()


class _Linker:
    """Takes the links out of a layer."""

    def __init__(self, layer: Layer, authority: Authority | None) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        self.layer = layer
        self.authority = authority
        facts = layer.facts
        self.spelling = facts.spelling
        self.same_name = facts.equal | self.spelling
        named = layer.probability * self.same_name
        self.first_named = np.bincount(layer.ones, named, len(layer.first))
        self.second_named = np.bincount(layer.others, named, len(layer.second))
        self.standing = layer.odds / (1 + layer.odds)
        within = facts.equal & ~facts.status & ~facts.general & ~facts.foreign
        sure = self.standing * within
        self.first_sure, self.second_sure = np.zeros(len(layer.first)), np.zeros(len(layer.second))
        np.maximum.at(self.first_sure, layer.ones, sure)
        np.maximum.at(self.second_sure, layer.others, sure)
        self._unlike: dict[int, bool] = {}

    def links(self) -> Iterator[Link]:
        pairs = self._pairs()
        one = {self.layer.facts.pairs[at][0] for at in pairs}
        other = {self.layer.facts.pairs[at][1] for at in pairs}
        joins = self._extra(0, one)
        leaves = [at for at in self._extra(1, other) if at not in set(joins)]
        taken = {*pairs, *joins, *leaves}
        for at in pairs:
            yield self._link(at, Role.PAIR, self.layer.probability[at])
        for role, chosen in ((Role.JOINS, joins), (Role.LEAVES, leaves)):
            for at in chosen:
                sure = 1 if self.same_name[at] else _HELD
                yield self._link(at, role, self.standing[at] * sure)
        for at in self._near(one, other, taken):
            yield self._link(at, Role.NEAR, self.layer.probability[at])

    def _pairs(self) -> list[int]:
        """The pairs that are taken: the probable ones, and namesakes in the order of codes."""
        layer = self.layer
        found: list[int] = []
        one: set[int] = set()
        other: set[int] = set()
        for at in self._in_order(range(len(layer.ones))):
            a, b = layer.facts.pairs[at]
            probability = layer.probability[at]
            tie = (
                self.same_name[at]
                and probability >= _TIE
                and self.first_named[a] >= TAKEN - _TIE
                and self.second_named[b] >= TAKEN - _TIE
            )
            if (probability < TAKEN and not tie) or a in one or b in other:
                continue
            if self._is_refused(at) or self._has_namesake(at):
                continue
            one.add(a)
            other.add(b)
            found.append(at)
        return found

    def _has_namesake(self, at: int) -> bool:
        """Whether one of two unlike names is that of another entry nearby, which it belongs to."""
        a, b = self.layer.facts.pairs[at]
        nearby = max(self.first_sure[a], self.second_sure[b])
        return not self.same_name[at] and bool(nearby >= _NAMESAKE)

    def _in_order(self, pairs: Iterable[int]) -> list[int]:
        layer = self.layer

        def key(at: int) -> tuple[object, ...]:
            a, b = layer.facts.pairs[at]
            one, other = layer.first.entries[a].code, layer.second.entries[b].code
            ends = sorted((one.key, other.key)), sorted((a, b))
            return -round(float(layer.probability[at]), 4), one != other, *ends

        return sorted(pairs, key=key)

    def _extra(self, side: int, paired: set[int]) -> list[int]:
        """For every entry of a side that is in no pair, the pair that it joins or leaves."""
        layer = self.layer
        best: dict[int, int] = {}
        for at, pair in enumerate(layer.facts.pairs):
            entry = pair[side]
            if entry in paired or self.standing[at] < TAKEN:
                continue
            if layer.facts.status[at] and not self._may_follow(side, pair, at):
                continue
            if layer.facts.general[at] and not self._is_special(side, pair):
                continue
            if not self._goes_along(at) or self._is_refused(at):
                continue
            if entry not in best or self.standing[at] > self.standing[best[entry]]:
                best[entry] = at
        return sorted(best.values())

    def _may_follow(self, side: int, pair: tuple[int, int], at: int) -> bool:
        """Whether a withdrawn entry goes where its namesake in force went."""
        one, other = self.layer.first, self.layer.second
        withdrawn = one.is_retired(pair[0]) if side == 0 else other.is_retired(pair[1])
        return withdrawn and bool(self.same_name[at])

    def _is_special(self, side: int, pair: tuple[int, int]) -> bool:
        """Whether the entry is a special region's own: it may fall to what is for every region."""
        entries = (self.layer.first, self.layer.second)[side].entries
        return entries[pair[side]].code.authority not in {None, *GENERAL}

    def _goes_along(self, at: int) -> bool:
        """Whether the names say that one holds the other, or both are one."""
        if self.same_name[at]:
            return True
        difference = self.layer.facts.differences[at]
        if difference.decisive or self.layer.parent[at] < _PARENT:
            return False
        a, b = self.layer.facts.pairs[at]
        one, other = self.layer.first.entries[a].name, self.layer.second.entries[b].name
        return holds(one, other) or holds(other, one)

    def _near(self, one: set[int], other: set[int], taken: set[int]) -> list[int]:
        """The likeliest pairs of the entries that are in none."""
        layer = self.layer
        seen: dict[tuple[int, int], int] = defaultdict(int)
        found: list[int] = []
        for at in self._in_order(range(len(layer.ones))):
            a, b = layer.facts.pairs[at]
            if at in taken or max(layer.probability[at], self.standing[at]) < _PLAUSIBLE:
                continue
            free = [(0, a)] * (a not in one) + [(1, b)] * (b not in other)
            if free and all(seen[end] < _CANDIDATES for end in free):
                found.append(at)
                for end in free:
                    seen[end] += 1
        return found

    def _is_refused(self, at: int) -> bool:
        """Whether a person has to decide, however probable the pair is."""
        return self.layer.facts.differences[at].blocking or self._too_unlike(at)

    def _too_unlike(self, at: int) -> bool:
        if self.layer.facts.equal[at]:
            return False
        if at not in self._unlike:
            a, b = self.layer.facts.pairs[at]
            one, other = self.layer.first.entries[a].name, self.layer.second.entries[b].name
            self._unlike[at] = letters_alike(one, other) < HALF_ALIKE
        return self._unlike[at]

    def _link(self, at: int, role: Role, probability: float) -> Link:
        layer, facts = self.layer, self.layer.facts
        a, b = facts.pairs[at]
        namesakes = 0
        if facts.equal[at]:
            key = min(layer.first.keys[a] & layer.second.keys[b])
            namesakes = len(layer.first.by_key[key]) + len(layer.second.by_key[key]) - 2
        refused = probability >= TAKEN and self._is_refused(at)
        return Link(
            self.authority,
            layer.first.numbers[a],
            layer.second.numbers[b],
            round(min(float(probability), TAKEN if refused else 1.0), 4),
            role,
            difference=facts.differences[at],
            equal=bool(facts.equal[at]),
            alike=round(float(facts.alike[at]), 4),
            same_slot=bool(facts.same_slot[at]),
            parent=round(float(layer.parent[at]), 4),
            neighbours=round(float(layer.neighbours[at]), 4),
            details=round(float(facts.details[at]), 4),
            too_unlike=self._unlike.get(at, False),
            namesakes=namesakes,
        )
