"""Names above the level that activities are matched at: urusan, bidang urusan, program, kegiatan.

There are few of them, and people copy them rather than rewrite them, so that likeness of the
words tells enough: names that share a stem with what is asked are compared word by word.
"""

from __future__ import annotations

import functools
import heapq
from typing import TYPE_CHECKING, Final

from attrs import frozen

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

_COMPARED: Final = 20
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
class _Named:
    """An entry with what its names are compared by."""

    entry: Entry
    place: str
    stems: tuple[frozenset[str], ...]
    length: float


@frozen(eq=False)
class Names:
    """The names of a catalog above a level."""

    catalog: Catalog
    leaf: Level

    @functools.cached_property
    def _entries(self) -> tuple[_Named, ...]:
        return tuple(
            _named(entry)
            for entry in self.catalog.entries
            if entry.level is not self.leaf and entry.status is Status.ACTIVE
        )

    @functools.cached_property
    def _having(self) -> Mapping[str, tuple[int, ...]]:
        """The entries whose names have a stem."""
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self._entries):
            for stem in {stem for some in one.stems for stem in some}:
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
            value = max(weight(stem), 0.01)
            for number in self._having.get(stem, ()):
                worth[number] = worth.get(number, 0.0) + value
        best = heapq.nlargest(
            _COMPARED,
            (
                (value / self._entries[number].length, -number)
                for number, value in worth.items()
                if self._entries[number].entry.level in levels
                and self._entries[number].entry.is_for(authority)
            ),
        )
        scope = scope_of(query)
        found = [_likeness(query.name, asked, self._entries[-at], scope) for _value, at in best]
        found = [one for one in found if one.score >= _PLAUSIBLE]
        found.sort(key=lambda one: (-one.score, one.entry.code.key))
        return found[:limit]


def _named(entry: Entry) -> _Named:
    bidang = entry.code.bidang_urusan
    return _Named(
        entry,
        str(bidang) if bidang is not None else "",
        tuple(frozenset(stems(name)) for name in entry.names),
        1 + 0.1 * len(entry.name.split()),
    )


def _likeness(name: str, asked: frozenset[str], one: _Named, scope: Scope) -> Likeness:
    alike = max(similarity(name, known) for known in one.entry.names)
    same = asked in one.stems
    expected = not one.place or scope.expects(one.place)
    part = 1.0 if expected else _NEAR if scope.admits(one.place) else _ELSEWHERE
    return Likeness(one.entry, (1.0 if same else min(alike, 0.99)) * part, same, expected)
