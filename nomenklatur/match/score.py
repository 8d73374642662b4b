"""Signals of a query and an entry, and the probability that the entry is the answer.

Every signal is a plain share between 0 and 1 (how much of the query's words the name covers, how
much of the name's words the query covers, whether the first words agree), so that a planner can
be told what it said. A weight for each makes the entry's worth; the weights are learned by
`tools/train_matcher.py` and stand in ``weights.json``.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from nomenklatur.match.index import RELATED, STEP
from nomenklatur.match.prepare import PROGRAM_WORD
from nomenklatur.match.scope import EXPECTED, GENERIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nomenklatur.match.index import Floats, Index, Ints
    from nomenklatur.match.prepare import Prepared

SIGNALS: Final = (
    "query_in_name",
    "query_program_in_name",
    "query_program_in_kegiatan",
    "query_program_in_any",
    "program_in_any",
    "name_in_query",
    "name_in_query_program",
    "kegiatan_in_query_program",
    "program_in_query_program",
    "bidang_in_query_program",
    "same_first_word",
    "same_words",
    "expected",
    "generic_outside_office",
    "contrasts",
    "query_words_named",
    "name_words_asked",
    "first_word_named",
)
"""The signals, in the order of the weights."""

_AT: Final = {signal: place for place, signal in enumerate(SIGNALS)}
CONFLICT: Final = 0.5
"""What a decisive word that differs leaves of a probability: such entries are right half as often
as alike ones without."""

PROGRAM_FOUND: Final = 0.6
"""A word of an entry that only the query's program has is covered so far."""
CANDIDATES: Final = 32
"""How many entries are scored for a query; retrieval has the answer among them in 97 %."""


_PRIOR: Final = 0.8
"""What an expected bidang counts in retrieval, beside a name of which every word agrees."""


@frozen
class Model:
    """The learned numbers.

    Attributes:
        weights: One a signal.
        lead: How fast the probability rises with the distance in worth to the next entry.
        common: How fast it rises with the part of either name that the other one explains.
        head: What it gains where the entry names what is done first.
        home: What it gains where the bidang urusan is the expected one.
        offset: The probability's offset.
        accept_score: From this probability on the first candidate may be taken,
        accept_lead: if its probability is so far above the second's.
    """

    weights: tuple[float, ...]
    lead: float
    common: float
    head: float
    home: float
    offset: float
    accept_score: float
    accept_lead: float

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Model:
        """The model of a decoded ``weights.json``."""
        signals = data["signals"]
        if not isinstance(signals, dict) or tuple(signals) != SIGNALS:
            raise ValueError("the weights are for other signals; run tools/train_matcher.py")
        rest = {key: float(str(data[key])) for key in _NUMBERS}
        return cls(tuple(float(value) for value in signals.values()), **rest)

    def to_json(self) -> dict[str, object]:
        """What `from_json` reads, numbers rounded to be read by people."""
        signals = {n: round(v, 3) for n, v in zip(SIGNALS, self.weights, strict=True)}
        return {"signals": signals, **{key: round(getattr(self, key), 3) for key in _NUMBERS}}


_NUMBERS: Final = ("lead", "common", "head", "home", "offset", "accept_score", "accept_lead")
_FARTHEST_LEAD: Final = 4.0
"""A lead beyond this says nothing more; the learned weights are worth about 1 each."""


@functools.cache
def default_model() -> Model:
    """The model of ``weights.json``."""
    return Model.from_json(json.loads((files(__package__) / "weights.json").read_text("utf-8")))


def retrieve(index: Index, queries: Sequence[Prepared], limit: int = CANDIDATES) -> Ints:
    """The entries worth scoring for each query: a row of entry numbers each, ascending."""
    from scipy import sparse  # noqa: PLC0415 - heavy

    counts = [len(q.all_columns) for q in queries]
    columns = np.concatenate([q.all_columns for q in queries])
    weights = np.concatenate([q.all_weights for q in queries])
    ends = np.concatenate(([0], np.cumsum(counts)))
    wanted = sparse.csr_matrix((weights, columns, ends), (len(queries), index.unknown + 1))
    found = np.asarray((wanted @ index.retrieval).toarray(), np.float32)
    prior = np.stack([q.prior for q in queries]) * np.float32(_PRIOR)
    total = np.array([q.name_weights.sum() for q in queries], np.float32)
    found /= np.maximum(total, 1e-6)[:, None]
    found += prior[:, index.bidang_of]
    limit = min(limit, found.shape[1])
    best = np.argpartition(-found, limit - 1, axis=1)[:, :limit]
    return np.sort(best, axis=1).astype(np.int32)


def signals(index: Index, queries: Sequence[Prepared], chosen: Ints) -> Floats:
    """The signals of each query with each of its entries: queries × entries × signals."""
    number = len(queries)
    rows = index.bidang_of[chosen]
    name = _Words.of([(q.name_columns, q.name_weights) for q in queries], index)
    program = _Words.of([(q.program_columns, q.program_weights) for q in queries], index)
    found = np.zeros((*chosen.shape, len(SIGNALS)), np.float32)
    told = name.told(index, rows)
    told_program = program.told(index, rows) * PROGRAM_WORD
    in_name = name.agreement(index.in_name, chosen)
    all_told = np.maximum(told.sum(axis=1), 1e-6)
    both = all_told + told_program.sum(axis=1)
    found[..., 0] = (told * in_name).sum(axis=1) / all_told
    for place, where in enumerate((index.in_name, index.in_kegiatan, index.in_any), 1):
        here = in_name if where is index.in_name else name.agreement(where, chosen)
        there = program.agreement(where, chosen)
        found[..., place] = ((told * here).sum(axis=1) + (told_program * there).sum(axis=1)) / both
    there = program.agreement(index.in_any, chosen)
    found[..., 4] = (told_program * there).sum(axis=1) / np.maximum(told_program.sum(axis=1), 1e-6)
    of_name = _covered(index, [q.name_columns for q in queries])
    of_program = _covered(index, [q.program_columns for q in queries])
    of_both = np.maximum(of_name, of_program * np.float32(PROGRAM_FOUND))
    queries_column = np.arange(number)[:, None, None]
    for place, (covered, words, weights) in enumerate(
        (
            (of_name, index.name_words, index.name_weights),
            (of_both, index.name_words, index.name_weights),
            (of_both, index.kegiatan_words, index.kegiatan_weights),
            (of_both, index.program_words, index.program_weights),
        ),
        5,
    ):
        held = weights[chosen]
        share = (covered[queries_column, words[chosen]] * held).sum(axis=2)
        found[..., place] = share / np.maximum(held.sum(axis=2), 0.3)
    found[..., 9] = _bidang_named(index, of_both)[np.arange(number)[:, None], rows]
    heads = np.array([q.name_columns[0] if len(q.name_columns) else -1 for q in queries])
    found[..., 10] = index.heads[chosen] == heads[:, None]
    keys = np.array([q.key for q in queries])
    found[..., 11] = index.keys[chosen] == keys[:, None]
    generic = index.bidang.index(GENERIC) if GENERIC in index.bidang else -1
    office = np.array([q.scope.office for q in queries])[:, None]
    found[..., 12] = np.stack([q.prior for q in queries])[np.arange(number)[:, None], rows]
    found[..., 13] = (rows == generic) & ~office
    found[..., 14] = np.minimum(_contrasts(index, queries, chosen), 2)
    same = index.in_name[name.columns[:, :, None], chosen[:, None, :]] == STEP
    asked = np.maximum(name.weights.sum(axis=1), 1e-6)
    found[..., 15] = np.einsum("qw,qwe->qe", name.weights, same.astype(np.float32)) / asked[:, None]
    plain = index.name_plain[chosen]
    held = of_name[queries_column, index.name_words[chosen]] == 1.0
    found[..., 16] = (held * plain).sum(axis=2) / np.maximum(plain.sum(axis=2), 0.1)
    found[..., 17] = same[:, 0]
    return found


@frozen(eq=False)
class _Words:
    """The words of many queries as one table, filled up with a word that weighs nothing."""

    columns: NDArray[np.int32]
    weights: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[Ints, Floats]], index: Index) -> _Words:
        width = max((len(columns) for columns, _ in rows), default=0) or 1
        columns = np.full((len(rows), width), index.unknown, np.int32)
        weights = np.zeros((len(rows), width), np.float32)
        for number, (some, theirs) in enumerate(rows):
            columns[number, : len(some)] = some
            weights[number, : len(some)] = theirs
        return cls(columns, weights)

    def told(self, index: Index, rows: Ints) -> Floats:
        """What each word tells in the bidang of each entry: queries × words × entries."""
        telling = index.telling[rows[:, None, :], self.columns[:, :, None]]
        return np.asarray(telling * self.weights[:, :, None], np.float32)

    def agreement(self, levels: NDArray[np.uint8], chosen: Ints) -> Floats:
        """How far each word agrees with each entry: queries × words × entries."""
        found = levels[self.columns[:, :, None], chosen[:, None, :]]
        return found.astype(np.float32) * np.float32(1 / STEP)


def _covered(index: Index, queries: Sequence[Ints]) -> Floats:
    """How far the words of each query cover each word of the vocabulary."""
    found = np.zeros((len(queries), index.unknown + 1), np.float32)
    for row, columns in enumerate(queries):
        for column in columns:
            found[row, index.related[column]] = RELATED / STEP
        found[row, columns] = 1.0
    found[:, index.unknown] = 0.0
    return found


def _bidang_named(index: Index, covered: Floats) -> Floats:
    """How far each query names each bidang urusan."""
    found = np.zeros((len(covered), len(index.bidang)), np.float32)
    for row, words in enumerate(index.bidang_words):
        if words:
            weights = index.weights[list(words)]
            found[:, row] = covered[:, list(words)] @ weights / weights.sum()
    return found


def _contrasts(index: Index, queries: Sequence[Prepared], chosen: Ints) -> Ints:
    """In how many decisive words each query and entry exclude each other."""
    here = np.stack([q.mask for q in queries])[:, None, :]
    there = index.masks[chosen]
    clash = (here != 0) & (there != 0) & ((here & there) == 0)
    return np.asarray(clash.sum(axis=2), np.int32)


def traits(found: Floats) -> tuple[Floats, Floats, Floats]:
    """What makes a probability besides the lead: common words, the first word, the bidang.

    The words count by the name that is explained less: a short name is found whole in many long
    ones, and that alone proves nothing.
    """
    common = np.minimum(found[..., _AT["query_in_name"]], found[..., _AT["name_in_query"]])
    home = np.asarray(found[..., _AT["expected"]] >= EXPECTED, np.float32)
    return common, found[..., _AT["first_word_named"]], home


def probabilities(model: Model, found: Floats) -> Floats:
    """The probability of each entry, from the signals of each query's entries.

    That of the worthiest rises with its lead in worth over the next, with what the two names
    explain of each other, where its name holds the first word and where the bidang urusan is
    expected; every decisive word that differs halves it. The others stand to it as their worth
    says (a conditional logit), so that the order by worth is that of the probabilities, and
    entries elsewhere move nothing.
    """
    worth = found @ np.array(model.weights, np.float32)
    if worth.shape[1] == 0:
        return np.asarray(worth, np.float32)
    rows = np.arange(len(worth))
    best = worth.argmax(axis=1)
    first = found[rows, best]
    behind = worth[rows, best][:, None] - worth
    total = model.offset + model.lead * lead_of(behind)
    for number, trait in zip((model.common, model.head, model.home), traits(first), strict=True):
        total += number * trait
    shown = CONFLICT ** first[:, _AT["contrasts"]] / (1 + np.exp(-total))
    return np.asarray(shown[:, None] * np.exp(-behind), np.float32)


def lead_of(behind: Floats) -> Floats:
    """How far the worthiest is ahead of the next, from how far each is behind it."""
    if behind.shape[1] == 1:
        return np.full(len(behind), _FARTHEST_LEAD, np.float32)
    second = np.partition(behind, 1, axis=1)[:, 1]
    return np.asarray(np.minimum(second, _FARTHEST_LEAD), np.float32)
