"""The matcher: from an old activity to the entries of a catalog that it may become.

Scope says where the activity is expected, retrieval finds a few dozen entries, signals say how
each agrees, and a small model makes a probability of them. The order shown is always the order
of the probabilities shown, and entries that enter the catalog elsewhere do not move them.
"""

from __future__ import annotations

import functools
import itertools
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from nomenklatur.catalog.store import cache_home
from nomenklatur.match.compiled import open_index
from nomenklatur.match.decisive import contrasts
from nomenklatur.match.evidence import BLOCKING, reasons
from nomenklatur.match.precedents import Precedents
from nomenklatur.match.prepare import Preparer
from nomenklatur.match.scope import EXPECTED, scope_of
from nomenklatur.match.score import (
    PRECEDENT,
    SIMILAR,
    default_model,
    probabilities,
    retrieve,
    signals,
)
from nomenklatur.remembered import Remembered
from nomenklatur.translation import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority
    from nomenklatur.crosswalk.bidang import Numbering
    from nomenklatur.match.index import Floats, Index, Ints
    from nomenklatur.match.meaning import Meaning
    from nomenklatur.match.precedents import Precedent
    from nomenklatur.match.prepare import Prepared
    from nomenklatur.match.query import Query
    from nomenklatur.match.scope import Scope
    from nomenklatur.match.score import Model
    from nomenklatur.translation import Evidence

    Asked = tuple[str, str, Scope, int]
    """What an answer depends on: name, program, scope, and how many are wanted."""

BATCH: Final = 512
"""Queries compared at once: enough to keep the processor busy, little memory."""
_PLAUSIBLE: Final = 0.01
_NONE: Final[Mapping[int, Mapping[int, float]]] = MappingProxyType({})


@frozen(eq=False)
class Engine:
    """Ranks the entries of a catalog for queries.

    Args:
        catalog: The catalog.
        authority: The kind of region; only its entries are candidates.
        numbering: The numbering of the bidang of legacy codes, if known.
        semantic: Whether likeness in meaning counts, too; see `nomenklatur.match.meaning`.
        model: The learned numbers, by default the project's.
        precedents: What was done before with activities of the same name.
        cache: Where the indexes of large catalogs are kept; None to do without.

    Raises:
        NomenklaturError: Likeness in meaning is asked for, and its extra is not installed.
    """

    catalog: Catalog
    authority: Authority | None = field(default=None, kw_only=True)
    numbering: Numbering | None = field(default=None, kw_only=True)
    semantic: bool = field(default=False, kw_only=True)
    model: Model = field(kw_only=True)
    precedents: tuple[Precedent, ...] = field(default=(), kw_only=True, repr=False)
    cache: Path | None = field(factory=cache_home, kw_only=True, repr=False)
    _answers: Remembered[Asked, tuple[Candidate, ...]] = field(
        factory=Remembered, init=False, repr=False
    )

    @model.default
    def _learned(self) -> Model:
        return default_model(semantic=self.semantic)

    @functools.cached_property
    def meaning(self) -> Meaning | None:
        """What the entries mean, if that counts."""
        if not self.semantic:
            return None
        from nomenklatur.match.meaning import open_meaning  # noqa: PLC0415 - an extra

        return open_meaning(self.index, self.cache)

    @functools.cached_property
    def index(self) -> Index:
        """The catalog, ready for matching."""
        return open_index(self.catalog, self.authority, self.cache)

    @functools.cached_property
    def _preparer(self) -> Preparer:
        return Preparer(self.index)

    @functools.cached_property
    def _precedents(self) -> Precedents:
        return Precedents.of(self.precedents, self.index)

    def exact(self, query: Query) -> Entry | None:
        """The entry with the same words in its name, if it is the only one within scope."""
        scope = scope_of(query, self.numbering)
        index = self.index
        same = [
            index.entries[number]
            for number in index.by_key.get(self._preparer.key(query.name), ())
            if scope.expects(index.bidang[index.bidang_of[number]])
            and not contrasts(query, index.entries[number].name, index.above(number)[-1])
        ]
        return same[0] if len(same) == 1 else None

    def match(self, query: Query, limit: int = 5) -> tuple[Candidate, ...]:
        """The likeliest entries, the most probable first; empty if nothing is plausible."""
        return next(self.match_many((query,), limit))

    def match_many(
        self, queries: Iterable[Query], limit: int = 5
    ) -> Iterator[tuple[Candidate, ...]]:
        """The same for many queries, in their order; equal queries are answered once."""
        source = iter(queries)
        while batch := list(itertools.islice(source, BATCH)):
            yield from self._answered(batch, limit)

    def _answered(self, batch: Sequence[Query], limit: int) -> list[tuple[Candidate, ...]]:
        """The answers to a few queries; what is asked alike is answered once."""
        asked = [(q.name, q.program, scope_of(q, self.numbering), limit) for q in batch]
        known = {key: self._answers[key] for key in asked if key in self._answers}
        fresh = {key: query for key, query in zip(asked, batch, strict=True) if key not in known}
        if fresh:
            scopes = [scope for _name, _program, scope, _limit in fresh]
            found = self._fresh([*fresh.values()], scopes, limit)
            for key, answer in zip(fresh, found, strict=True):
                known[key] = answer
                self._answers.keep(key, answer, letters=len(key[0]) + len(key[1]))
        return [known[key] for key in asked]

    def accepts(self, candidates: tuple[Candidate, ...]) -> bool:
        """Whether the first candidate is probable and far enough ahead to be taken.

        A decisive word that differs blocks it, however probable it is, and so do a bidang where
        nobody expects the activity and names that have few words in common.
        """
        if not candidates or candidates[0].score < self.model.accept_score:
            return False
        first, *others = candidates
        if any(reason.signal in BLOCKING for reason in first.evidence):
            return False
        return not others or first.score - others[0].score >= self.model.accept_lead

    def ranked(self, queries: Sequence[Query]) -> tuple[Ints, Floats]:
        """Entry numbers and probabilities of each query's candidates, the best first.

        Args:
            queries: The queries, a few hundred at most.
        """
        return self._ranked(queries, [scope_of(q, self.numbering) for q in queries])

    def _ranked(self, queries: Sequence[Query], scopes: Sequence[Scope]) -> tuple[Ints, Floats]:
        """The same where the scopes are known."""
        if not queries or not len(self.index):
            shape = (len(queries), 0)
            return np.empty(shape, np.int32), np.empty(shape, np.float32)
        prepared = [self._preparer.prepare(q, s) for q, s in zip(queries, scopes, strict=True)]
        before = self._done_before(queries, scopes)
        chosen = self.retrieved(queries, prepared, before)
        found = signals(self.index, prepared, chosen)
        gain = None
        if self.meaning is not None:
            from nomenklatur.match.meaning import worth_of  # noqa: PLC0415 - an extra

            gain = self.model.meaning * worth_of(self.meaning.likeness(queries, chosen))
        if before:
            gain = np.zeros(chosen.shape, np.float32) if gain is None else gain
            for row, told in before.items():
                for number, worth in told.items():
                    gain[row, chosen[row] == number] += worth
        shown = probabilities(self.model, found, gain)
        order = np.argsort(-shown, axis=1, kind="stable")
        return np.take_along_axis(chosen, order, axis=1), np.take_along_axis(shown, order, axis=1)

    def retrieved(
        self,
        queries: Sequence[Query],
        prepared: Sequence[Prepared],
        before: Mapping[int, Mapping[int, float]] = _NONE,
    ) -> Ints:
        """The entries worth scoring for each query: by words, precedents and, if asked, meaning.

        Args:
            queries: The queries.
            prepared: The same, made ready.
            before: What precedents name, by the place of the query.
        """
        always = {row: tuple(told) for row, told in before.items()}
        if self.meaning is not None:
            expected = np.stack([one.prior for one in prepared]) >= EXPECTED
            near = self.meaning.nearest(queries, expected[:, self.index.bidang_of])
            always = {row: (*some, *always.get(row, ())) for row, some in enumerate(near)}
        return retrieve(self.index, prepared, always=always)

    def _done_before(
        self, queries: Sequence[Query], scopes: Sequence[Scope]
    ) -> dict[int, dict[int, float]]:
        """The entries that precedents name and what that is worth, by the place of the query."""
        found: dict[int, dict[int, float]] = {}
        if not self.precedents:
            return found
        for row, pair in enumerate(zip(queries, scopes, strict=True)):
            for told in self._precedents(*pair):
                worth = PRECEDENT if told.likeness == 1 else SIMILAR * told.likeness
                of_row = found.setdefault(row, {})
                of_row[told.number] = max(worth, of_row.get(told.number, 0.0))
        return found

    def _fresh(
        self, queries: Sequence[Query], scopes: Sequence[Scope], limit: int
    ) -> list[tuple[Candidate, ...]]:
        numbers, scores = self._ranked(queries, scopes)
        rows = zip(
            queries,
            numbers[:, :limit].tolist(),
            scores[:, :limit].astype(float).round(4).tolist(),
            strict=True,
        )
        entries = self.index.entries
        return [
            tuple(
                [
                    Candidate(entries[n], score, functools.partial(self._evidence, query, n))
                    for n, score in zip(row, shown, strict=True)
                    if score >= _PLAUSIBLE
                ]
            )
            for query, row, shown in rows
        ]

    def _evidence(self, query: Query, number: int) -> tuple[Evidence, ...]:
        entry = self.index.entries[number]
        bidang = self.index.bidang[self.index.bidang_of[number]]
        scope = scope_of(query, self.numbering)
        done = self._precedents(query, scope) if self.precedents else ()
        here = [told for told in done if told.number == number]
        said = dict.fromkeys(
            (told.precedent.source, "" if told.likeness == 1 else told.precedent.name)
            for told in here
        )
        rank = 0 if self.meaning is None else self.meaning.rank(query, number)
        above = self.index.above(number)
        found = reasons(query, entry.name, bidang, above, scope, tuple(said), rank)
        return tuple(reason.evidence() for reason in found)
