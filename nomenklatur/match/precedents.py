"""What was done before with activities of the same name: rows of crosswalks, decisions of people.

A precedent is a signal, not an answer: another region, or another office, took an activity of
these words there. It counts only where the activity is expected, and only if the decisive words
agree too. A decision of a person also speaks for names that are nearly the same: less, and under
its own name, so that a planner can see what was decided.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.match import decisive
from nomenklatur.match.evidence import shared
from nomenklatur.match.words import stems, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.codes import Code
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.decisions import Decision
    from nomenklatur.match.index import Index
    from nomenklatur.match.query import Query
    from nomenklatur.match.scope import Scope

ALIKE: Final = 0.5
"""From here on a decision on one name speaks for another: three of four words in both."""


@frozen
class Precedent:
    """An activity that was carried over before.

    Attributes:
        name: Its old name.
        target: The code that it was given.
        source: Who did so: the id of a crosswalk, or the author of a decision.
        is_decision: Whether a person decided it, so that it speaks for similar names too.
    """

    name: str
    target: Code
    source: str
    is_decision: bool = False


@frozen
class Told:
    """What a precedent says to a query.

    Attributes:
        precedent: The precedent.
        number: The number of its entry.
        likeness: How alike the two names are, up to 1 for the same.
    """

    precedent: Precedent
    number: int
    likeness: float = 1.0


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
        Precedent(one.name, one.targets[0].code, one.author or "a decision", is_decision=True)
        for one in decisions
        if len(one.targets) == 1 and one.catalog_id in {"", catalog}
    )


@frozen(eq=False)
class Precedents:
    """Precedents by the words of their names, as entries of an index."""

    index: Index = field(repr=False)
    _known: Mapping[frozenset[str], tuple[tuple[Precedent, int], ...]] = field(repr=False)
    _decided: Mapping[str, frozenset[frozenset[str]]] = field(repr=False)

    @classmethod
    def of(cls, precedents: Iterable[Precedent], index: Index) -> Precedents:
        """Those of the precedents whose target is in the index."""
        numbers = {entry.code: number for number, entry in enumerate(index.entries)}
        known: dict[frozenset[str], list[tuple[Precedent, int]]] = {}
        decided: dict[str, set[frozenset[str]]] = {}
        for one in precedents:
            said = frozenset(stems(one.name))
            number = numbers.get(one.target, numbers.get(one.target.generic()))
            if said and number is not None:
                known.setdefault(said, []).append((one, number))
                for stem in said if one.is_decision else ():
                    decided.setdefault(stem, set()).add(said)
        return cls(
            index,
            {said: tuple(found) for said, found in known.items()},
            {stem: frozenset(found) for stem, found in decided.items()},
        )

    def __len__(self) -> int:
        return len(self._known)

    def __call__(self, query: Query, scope: Scope) -> Iterator[Told]:
        """What the precedents say to a query: those of its name, then those of similar names."""
        asked = frozenset(stems(query.name))
        for one, number in self._known.get(asked, ()):
            if self._counts(one, number, query, scope):
                yield Told(one, number)
        common = Counter(said for stem in asked for said in self._decided.get(stem, ()))
        for said, n in common.items():
            if said == asked or 2 * n < max(len(asked), len(said)):
                continue
            for one, number in self._known[said]:
                if one.is_decision and self._counts(one, number, query, scope):
                    likeness = shared(words(query.name), words(one.name))
                    if likeness >= ALIKE:
                        yield Told(one, number, likeness)

    def _counts(self, one: Precedent, number: int, query: Query, scope: Scope) -> bool:
        """Whether the activity is expected where a precedent leads, and no word decides."""
        bidang = self.index.bidang[self.index.bidang_of[number]]
        same = decisive.mask(one.name) == decisive.mask(query.name)
        return same and scope.expects(bidang)
