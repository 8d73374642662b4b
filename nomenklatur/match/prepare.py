"""A query made ready for matching against an index: its words as columns of the vocabulary.

A word that neither the catalog nor a table knows may be a slip of the typist or of the text
recognition, or two words without the blank between them: the nearest known word is taken for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from nomenklatur.match import decisive
from nomenklatur.match.words import canonical, stems, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nomenklatur.match.index import Floats, Index, Ints
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
        all_columns: Both, each once.
        all_weights: What each counts in retrieval.
        key: The number of its normalised name in the index; -1 if no entry has that name.
        mask: Its decisive words.
        scope: Where it is expected.
        prior: How strongly every bidang of the index is expected.
    """

    name_columns: Ints
    name_weights: Floats
    program_columns: Ints
    program_weights: Floats
    all_columns: Ints
    all_weights: Floats
    key: int
    mask: NDArray[np.uint8]
    scope: Scope
    prior: Floats


@frozen(eq=False)
class Preparer:
    """Prepares queries; remembers what unknown words were taken for."""

    index: Index
    _known: dict[str, tuple[str, ...]] = field(factory=dict, init=False, repr=False)
    _priors: dict[Scope, Floats] = field(factory=dict, init=False, repr=False)
    _texts: dict[str, tuple[tuple[str, ...], Ints, Floats]] = field(
        factory=dict, init=False, repr=False
    )

    def prepare(self, query: Query, scope: Scope) -> Prepared:
        """The query as the index sees it."""
        roots, columns, weights = self._text(query.name)
        _, program, program_weights = self._text(query.program)
        own = set(columns.tolist())
        extra = np.array([column not in own for column in program.tolist()], bool)
        program, program_weights = program[extra], program_weights[extra]
        if (prior := self._priors.get(scope)) is None:
            prior = np.array([scope.prior(b) for b in self.index.bidang], np.float32)
            self._priors[scope] = prior
        return Prepared(
            columns,
            weights,
            program,
            program_weights,
            np.concatenate((columns, program)),
            np.concatenate((weights, program_weights * np.float32(PROGRAM_WORD))),
            self.index.key_numbers.get(frozenset(roots), -1),
            np.array(decisive.mask(query.name, query.program), np.uint8),
            scope,
            prior,
        )

    def _text(self, text: str) -> tuple[tuple[str, ...], Ints, Floats]:
        found = self._texts.get(text)
        if found is None:
            roots = tuple(
                dict.fromkeys(
                    known
                    for root in stems(text)
                    if root not in _PROGRAM
                    for known in self.known(root)
                )
            )
            unknown = self.index.unknown
            columns = [self.index.vocabulary.get(root, unknown) for root in roots]
            found = (
                roots,
                np.array(columns, np.int32),
                np.array([weight(root) for root in roots], np.float32),
            )
            if len(self._texts) > 100_000:  # noqa: PLR2004 - memory stays flat
                self._texts.clear()
            self._texts[text] = found
        return found

    def known(self, root: str) -> tuple[str, ...]:
        """The stem, or what an unknown one is taken for: the nearest known one, or its halves."""
        vocabulary = self.index.vocabulary
        if root in vocabulary or len(root) < _LONG:
            return (root,)
        if (found := self._known.get(root)) is None:
            found = self._known[root] = self._nearest(root) or self._halves(root) or (root,)
        return found

    def _nearest(self, root: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only unknown words need it

        rivals = [word for word in self.index.vocabulary if word[0] == root[0]]
        best = process.extractOne(root, rivals, scorer=fuzz.ratio, score_cutoff=_LIKE)
        return (best[0],) if best else ()

    def _halves(self, root: str) -> tuple[str, ...]:
        vocabulary = self.index.vocabulary
        for cut in range(_SHORTEST_HALF, len(root) - _SHORTEST_HALF + 1):
            halves = (canonical(root[:cut]), canonical(root[cut:]))
            if all(half in vocabulary for half in halves):
                return halves
        return ()
