"""Names above the level that activities are matched at: urusan, bidang urusan, program, kegiatan.

There are few of them, and people copy them rather than rewrite them, so that likeness of the
words tells enough: names that share a stem with what is asked are compared word by word.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.catalog.entry import Status
from nomenklatur.match.scope import scope_of
from nomenklatur.match.words import stems, weight
from nomenklatur.names import similarity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority, Level
    from nomenklatur.match import Query
    from nomenklatur.match.scope import Scope

_COMPARED: Final = 40
"""How many names are compared word by word."""
_PLAUSIBLE: Final = 0.5
_NEAR: Final = 0.9
_ELSEWHERE: Final = 0.7
"""What is left of a likeness next to the bidang urusan that is expected, and elsewhere."""


@frozen
class Likeness:
    """A name that is like what was asked.

    Attributes:
        entry: Its entry.
        score: How alike, 0 to 1.
        same: Whether it has the same words.
        expected: Whether it stands where it is expected.
    """

    entry: Entry
    score: float
    same: bool
    expected: bool


@frozen(eq=False)
class Names:
    """The names of a catalog above a level."""

    catalog: Catalog
    leaf: Level
    _known: dict[str, frozenset[str]] = field(factory=dict, init=False, repr=False)

    @functools.cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(
            entry
            for entry in self.catalog.entries
            if entry.level is not self.leaf and entry.status is Status.ACTIVE
        )

    @functools.cached_property
    def _having(self) -> Mapping[str, tuple[int, ...]]:
        """The entries whose names have a stem."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for stem in {stem for name in entry.names for stem in stems(name)}:
                found.setdefault(stem, []).append(number)
        return {stem: tuple(numbers) for stem, numbers in found.items()}

    def like(
        self, query: Query, levels: Collection[Level], authority: Authority | None, limit: int
    ) -> list[Likeness]:
        """The names that are like a query's, the likest first.

        Args:
            query: What is asked.
            levels: The levels to look at.
            authority: Only entries for this kind of region.
            limit: How many at most.
        """
        asked = frozenset(stems(query.name))
        worth: dict[int, float] = {}
        for stem in asked:
            for number in self._having.get(stem, ()):
                worth[number] = worth.get(number, 0.0) + max(weight(stem), 0.01)
        wanted = [
            (self._entries[number], value)
            for number, value in worth.items()
            if self._entries[number].level in levels and self._entries[number].is_for(authority)
        ]
        wanted.sort(key=lambda pair: -pair[1] / (1 + 0.1 * len(pair[0].name.split())))
        scope = scope_of(query)
        found = [self._likeness(query.name, asked, e, scope) for e, _value in wanted[:_COMPARED]]
        found = [one for one in found if one.score >= _PLAUSIBLE]
        found.sort(key=lambda one: (-one.score, one.entry.code.key))
        return found[:limit]

    def _likeness(self, name: str, asked: frozenset[str], entry: Entry, scope: Scope) -> Likeness:
        alike = max(similarity(name, known) for known in entry.names)
        same = any(asked == frozenset(stems(known)) for known in entry.names)
        bidang = entry.code.bidang_urusan
        place = str(bidang) if bidang is not None else ""
        expected = not place or scope.expects(place)
        part = 1.0 if expected else _NEAR if scope.admits(place) else _ELSEWHERE
        return Likeness(entry, (1.0 if same else min(alike, 0.99)) * part, same, expected)
