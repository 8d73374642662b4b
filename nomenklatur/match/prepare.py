"""A query made ready for matching against an index: its words as columns of the vocabulary.

A word that neither the catalog nor a table knows may be a slip of the typist or of the text
recognition, or two words without the blank between them: the nearest known word is taken for it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from nomenklatur.match import decisive
from nomenklatur.match.words import LONGEST_WORD, canonical, stems, weight
from nomenklatur.remembered import Remembered

if TYPE_CHECKING:
    from nomenklatur.match.index import Floats, Index
    from nomenklatur.match.query import Query
    from nomenklatur.match.scope import Scope

PROGRAM_WORD: Final = 0.4
"""A word of the query's program counts so much beside one of its name."""
_LIKE: Final = 84.0
"""Letters of two words that have to agree (`rapidfuzz.fuzz.ratio`) for one to be a slip."""
_LONG: Final = 6
"""Shorter words differ by too few letters to tell a slip from another word."""
_SHORTEST_HALF: Final = 4
_PROGRAM: Final = frozenset({"program", "pogram"})


@frozen(eq=False)
class Prepared:
    """A query against an index.

    Attributes:
        name_columns: The columns of its name's words.
        name_weights: What each counts.
        program_columns: The columns of its program's words that its name does not have.
        program_weights: What each counts.
        key: The number for the words of its name; 0 if no entry can have that name.
        mask: Its decisive words.
        scope: Where it is expected.
        prior: How strongly every bidang of the index is expected.
    """

    name_columns: tuple[int, ...]
    name_weights: tuple[float, ...]
    program_columns: tuple[int, ...]
    program_weights: tuple[float, ...]
    key: int
    mask: tuple[int, ...]
    scope: Scope
    prior: Floats


@frozen(eq=False)
class Preparer:
    """Prepares queries; remembers what unknown words were taken for."""

    index: Index
    _known: Remembered[str, tuple[str, ...]] = field(factory=Remembered, init=False, repr=False)
    _priors: dict[Scope, Floats] = field(factory=dict, init=False, repr=False)
    _texts: Remembered[str, tuple[tuple[int, ...], tuple[float, ...], int]] = field(
        factory=Remembered, init=False, repr=False
    )

    def prepare(self, query: Query, scope: Scope) -> Prepared:
        """The query as the index sees it."""
        columns, weights, key = self._text(query.name)
        program, program_weights, _ = self._text(query.program)
        extra = [place for place, column in enumerate(program) if column not in columns]
        if (prior := self._priors.get(scope)) is None:
            prior = np.array([scope.prior(b) for b in self.index.bidang], np.float32)
            self._priors[scope] = prior
        return Prepared(
            columns,
            weights,
            tuple([program[place] for place in extra]),
            tuple([program_weights[place] * PROGRAM_WORD for place in extra]),
            key,
            decisive.mask(query.name, query.program),
            scope,
            prior,
        )

    def key(self, name: str) -> int:
        """The number for the words of a name, as they are written; 0 if no entry can have it."""
        vocabulary = self.index.vocabulary
        columns = [vocabulary.get(root, -1) for root in stems(name)]
        return 0 if -1 in columns else self.index.key_of(columns)

    def _text(self, text: str) -> tuple[tuple[int, ...], tuple[float, ...], int]:
        found = self._texts.get(text)
        if found is None:
            vocabulary, unknown = self.index.vocabulary, self.index.unknown
            roots = {
                known: vocabulary.get(known, unknown)
                for root in stems(text)
                if root not in _PROGRAM
                for known in ((root,) if root in vocabulary else self.known(root))
            }
            columns = tuple(roots.values())
            key = 0 if unknown in columns else self.index.key_of(columns)
            found = (columns, tuple([weight(root) for root in roots]), key)
            self._texts.keep(text, found, letters=len(text))
        return found

    def known(self, root: str) -> tuple[str, ...]:
        """The stem, or what an unknown one is taken for: the nearest known one, or its halves."""
        vocabulary = self.index.vocabulary
        if root in vocabulary or not _LONG <= len(root) <= LONGEST_WORD:
            return (root,)
        if (found := self._known.get(root)) is None:
            found = self._nearest(root) or self._halves(root) or (root,)
            self._known.keep(root, found, letters=len(root))
        return found

    def _nearest(self, root: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only unknown words need it

        best = process.extractOne(
            root, self._rivals.get(root[0], ()), scorer=fuzz.ratio, score_cutoff=_LIKE
        )
        return (best[0],) if best else ()

    @functools.cached_property
    def _rivals(self) -> dict[str, list[str]]:
        """The words of the vocabulary by their first letter: slips hardly ever touch it."""
        found: dict[str, list[str]] = {}
        for word in self.index.vocabulary:
            found.setdefault(word[0], []).append(word)
        return found

    def _halves(self, root: str) -> tuple[str, ...]:
        vocabulary = self.index.vocabulary
        for cut in range(_SHORTEST_HALF, len(root) - _SHORTEST_HALF + 1):
            halves = (canonical(root[:cut]), canonical(root[cut:]))
            if all(half in vocabulary for half in halves):
                return halves
        return ()
