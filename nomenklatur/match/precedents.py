"""What was done before with activities of the same name: rows of crosswalks, decisions of people.

A precedent is a signal, not an answer: another region, or another office, took an activity of
these words there. It counts only where the activity is expected, and only if the decisive words
agree too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.match import decisive
from nomenklatur.match.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.codes import Code
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.decisions import Decision
    from nomenklatur.match.index import Index
    from nomenklatur.match.query import Query
    from nomenklatur.match.scope import Scope


@frozen
class Precedent:
    """An activity that was carried over before.

    Attributes:
        name: Its old name.
        target: The code that it was given.
        source: Who did so: the id of a crosswalk, or the author of a decision.
    """

    name: str
    target: Code
    source: str


def precedents_of(
    crosswalks: Iterable[Crosswalk], decisions: Iterable[Decision], catalog: str
) -> tuple[Precedent, ...]:
    """What crosswalks and people did with single activities, towards one catalog.

    An activity that was split over several targets proves none of them.

    Args:
        crosswalks: The crosswalks.
        decisions: The decisions.
        catalog: The id of the catalog; what leads elsewhere is left out.
    """
    rows = [
        (mapping.source_name, mapping.targets, crosswalk.id)
        for crosswalk in crosswalks
        if crosswalk.info.target == catalog
        for mapping in crosswalk
    ]
    found = [Precedent(name, t[0].code, source) for name, t, source in rows if len(t) == 1]
    return tuple(found) + tuple(
        Precedent(one.name, one.targets[0].code, one.author or "a decision")
        for one in decisions
        if len(one.targets) == 1 and one.catalog_id in {"", catalog}
    )


@frozen(eq=False)
class Precedents:
    """Precedents by the words of their names, as entries of an index."""

    index: Index = field(repr=False)
    _known: Mapping[frozenset[str], tuple[tuple[Precedent, int], ...]] = field(repr=False)

    @classmethod
    def of(cls, precedents: Iterable[Precedent], index: Index) -> Precedents:
        """Those of the precedents whose target is in the index."""
        numbers = {entry.code: number for number, entry in enumerate(index.entries)}
        known: dict[frozenset[str], list[tuple[Precedent, int]]] = {}
        for one in precedents:
            words = frozenset(stems(one.name))
            number = numbers.get(one.target, numbers.get(one.target.generic()))
            if words and number is not None:
                known.setdefault(words, []).append((one, number))
        return cls(index, {words: tuple(found) for words, found in known.items()})

    def __len__(self) -> int:
        return len(self._known)

    def __call__(self, query: Query, scope: Scope) -> Iterator[tuple[Precedent, int]]:
        """The precedents of a query with the numbers of their entries."""
        for one, number in self._known.get(frozenset(stems(query.name)), ()):
            bidang = self.index.bidang[self.index.bidang_of[number]]
            same = decisive.mask(one.name) == decisive.mask(query.name)
            if same and scope.expects(bidang):
                yield one, number
