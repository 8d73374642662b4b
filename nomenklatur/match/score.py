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
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from nomenklatur.match.index import IN_ANY, IN_KEGIATAN, IN_NAME, SAME
from nomenklatur.match.scope import EXPECTED, GENERIC
from nomenklatur.match.words import RELATED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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

_NONE: Final[Mapping[int, Sequence[int]]] = MappingProxyType({})
PRECEDENT: Final = 3.0
"""What a precedent adds to the worth of an entry: as much as the expected bidang does."""
SIMILAR: Final = 1.5
"""What a decision on a similar name adds at most: enough to move its entry up, half of that."""
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
_STEPS: Final = 4096
_MANY: Final = 64
"""From so many queries on the product of matrices is worth its table of words by entries."""


@frozen
class Model:
    """The learned numbers.

    Attributes:
        weights: One a signal.
        meaning: What likeness in meaning adds to the worth of an entry; 0 where it is not asked.
        share: How fast the probability rises with the share of the worthiest entry in the worth
            of all that are close.
        common: How fast it rises with the part of either name that the other one explains.
        home: What it gains where the bidang urusan is the expected one.
        offset: The probability's offset.
        accept_score: From this probability on the first candidate may be taken,
        accept_lead: if its probability is so far above the second's.
    """

    weights: tuple[float, ...]
    meaning: float
    share: float
    common: float
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


_NUMBERS: Final = (
    "meaning", "share", "common", "home", "offset", "accept_score", "accept_lead"
)  # fmt: skip
_CLOSE: Final = 8
"""So many entries share the probability with the worthiest; what is farther off says nothing."""


@functools.cache
def default_model(*, semantic: bool = False) -> Model:
    """The model of ``weights.json``: the one without or the one with likeness in meaning."""
    both = json.loads((files(__package__) / "weights.json").read_text("utf-8"))
    return Model.from_json(both["semantic" if semantic else "words"])


def retrieve(
    index: Index,
    queries: Sequence[Prepared],
    limit: int = CANDIDATES,
    *,
    always: Mapping[int, Sequence[int]] = _NONE,
) -> Ints:
    """The entries worth scoring for each query: a row of entry numbers each, ascending.

    Sums are exact, of parts in steps of 2^-20 and below 16: entries that are worth the same stay
    so in whatever order the parts are summed, and a query alone finds what it finds among others.
    Of entries that are worth the same those that stand first in the catalog are taken.

    Args:
        index: The index.
        queries: The queries.
        limit: How many entries a query.
        always: Entries that are scored in any case, by the place of the query.
    """
    words = [q.name_columns + q.program_columns for q in queries]
    weights = [w for q in queries for w in (*q.name_weights, *q.program_weights)]
    total = np.array([sum(q.name_weights) for q in queries], np.float32)
    starts, owners = _starts(words)
    shares = np.array(weights, np.float32)
    shares /= np.maximum(total, 1)[owners]
    shares = np.round(shares * _STEPS) / np.float32(_STEPS)
    columns = np.array([column for some in words for column in some], np.int32)
    found = (
        _found_by_few(index, columns, shares, owners, len(queries))
        if len(queries) < _MANY
        else _found_by_many(index, columns, shares, np.append(starts, np.int32(len(columns))))
    )
    found += _expected(index, queries)
    for row, numbers in always.items():
        found[row, numbers] = np.inf
    return _best(found, min(limit, len(index)))


def _found_by_few(index: Index, columns: Ints, shares: Floats, owners: Ints, number: int) -> Floats:
    """What the words of a few queries find: worth by query and entry."""
    places, counts, _ = index.postings.places(columns)
    worth = index.finding[places] * np.repeat(shares, counts)
    where = np.repeat(owners * np.int32(len(index)), counts) + index.postings.words[places]
    found = np.bincount(where, worth, number * len(index))
    return found.astype(np.float32).reshape(number, len(index))


def _found_by_many(index: Index, columns: Ints, shares: Floats, ends: Ints) -> Floats:
    """What the words of many queries find; a product of matrices, which pays for many."""
    from scipy import sparse  # noqa: PLC0415 - heavy

    wanted = sparse.csr_matrix((shares, columns, ends), (len(ends) - 1, index.unknown + 1))
    return np.asarray(wanted @ index.retrieval, np.float32)


def _expected(index: Index, queries: Sequence[Prepared]) -> Floats:
    """What scope adds to each entry, for each query; queries of one scope share a row."""
    priors = {id(q.prior): q.prior for q in queries}
    places = dict(zip(priors, range(len(priors)), strict=True))
    prior = np.round(np.stack([*priors.values()]) * np.float32(_PRIOR * _STEPS))
    rows = (prior / np.float32(_STEPS))[:, index.bidang_of]
    return np.asarray(rows[[places[id(q.prior)] for q in queries]], np.float32)


def _best(found: Floats, limit: int) -> Ints:
    """The places of the greatest in each row, ascending; of equal ones the first."""
    size = found.shape[1]
    least = np.partition(found, size - limit, axis=1)[:, size - limit]
    flat = np.flatnonzero(found >= least[:, None])
    rows = flat // size
    equal = found.ravel()[flat] == least[rows]
    ends = np.searchsorted(rows, np.arange(len(found) + 1))
    before = np.append(0, np.cumsum(equal))
    of_rows = before[ends]
    spare = limit - np.diff(ends) + np.diff(of_rows)  # how many of the equal ones are wanted
    kept = ~equal | (before[1:] - of_rows[rows] <= spare[rows])
    return np.asarray((flat - rows * size)[kept].reshape(len(found), limit), np.int32)


def signals(index: Index, queries: Sequence[Prepared], chosen: Ints) -> Floats:
    """The signals of each query with each of its entries: queries × entries × signals."""
    found = np.empty((len(SIGNALS), *chosen.shape), np.float32)
    _of_query(index, queries, chosen, found)
    _of_entries(index, queries, chosen, found)
    _of_places(index, queries, chosen, found)
    return np.ascontiguousarray(found.transpose(1, 2, 0))


def _of_query(index: Index, queries: Sequence[Prepared], chosen: Ints, found: Floats) -> None:
    """How far the query's words agree with each entry."""
    unknown = (index.unknown,)
    name = [q.name_columns or unknown for q in queries]
    program = [q.program_columns or unknown for q in queries]
    weights = [w for q in queries for w in (q.name_weights or (0.0,))]
    program_weights = [w for q in queries for w in (q.program_weights or (0.0,))]
    starts, owners = _starts(name)
    columns = np.array([column for row in name for column in row])[:, None]
    plain = np.array(weights, np.float32)[:, None]
    rows = index.bidang_of[chosen]
    told = index.telling[rows[owners], columns] * plain
    degrees = index.degrees[columns, chosen[owners]]
    all_told = np.maximum(np.add.reduceat(told, starts), 1e-6)
    same = np.take(SAME, degrees)
    found[15] = np.add.reduceat(same * plain, starts)
    found[15] /= np.maximum(np.add.reduceat(plain, starts), 1e-6)
    found[17] = same[starts]
    sums = [np.add.reduceat(told * np.take(t, degrees), starts) for t in _TABLES]
    found[0] = sums[0] / all_told

    starts, owners = _starts(program)
    columns = np.array([column for row in program for column in row])[:, None]
    plain = np.array(program_weights, np.float32)[:, None]
    told = index.telling[rows[owners], columns] * plain
    degrees = index.degrees[columns, chosen[owners]]
    program_told = np.add.reduceat(told, starts)
    both = all_told + program_told
    for place, table in enumerate(_TABLES):
        more = np.add.reduceat(told * np.take(table, degrees), starts)
        found[1 + place] = (sums[place] + more) / both
    found[4] = more / np.maximum(program_told, 1e-6)


def _of_entries(index: Index, queries: Sequence[Prepared], chosen: Ints, found: Floats) -> None:
    """How far each entry's words are covered by the query's."""
    of_name = _covered(index, [q.name_columns for q in queries])
    of_program = _covered(index, [q.program_columns for q in queries])
    of_both = np.maximum(of_name, of_program * np.float32(PROGRAM_FOUND))
    flat = chosen.ravel()
    base = np.repeat(np.arange(len(chosen)) * of_name.shape[1], chosen.shape[1])
    told, plain, kegiatan, program = (sums[chosen] for sums in index.sums)

    places, counts, starts = index.name.places(flat)
    where = np.repeat(base, counts) + index.name.words[places]
    covered = of_name.ravel()[where]
    weights = index.name_told[places]

    def summed(values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, starts).reshape(chosen.shape), np.float32)

    found[5] = summed(covered * weights) / np.maximum(told, 0.3)
    found[6] = summed(of_both.ravel()[where] * weights) / np.maximum(told, 0.3)
    found[16] = summed((covered == 1) * index.name_weights[places]) / np.maximum(plain, 0.1)
    for signal, rows, total in ((7, index.kegiatan, kegiatan), (8, index.program, program)):
        places, counts, starts = rows.places(flat)
        words = rows.words[places]
        covered = of_both.ravel()[np.repeat(base, counts) + words]
        found[signal] = summed(covered * index.weights[words]) / np.maximum(total, 0.3)
    words = index.bidang_words.words
    weights = index.weights[words]
    named = np.add.reduceat(of_both[:, words] * weights, index.bidang_words.ends[:-1], axis=1)
    named /= np.maximum(np.add.reduceat(weights, index.bidang_words.ends[:-1]), 1e-6)
    found[9] = np.take_along_axis(named, index.bidang_of[chosen], axis=1)


def _of_places(index: Index, queries: Sequence[Prepared], chosen: Ints, found: Floats) -> None:
    """Where each entry stands, and what is equal or opposite."""
    rows = index.bidang_of[chosen]
    heads = np.array([q.name_columns[0] if q.name_columns else -1 for q in queries])
    found[10] = index.heads[chosen] == heads[:, None]
    keys = np.array([q.key for q in queries], np.uint64)
    found[11] = index.keys[chosen] == keys[:, None]
    found[12] = np.take_along_axis(np.stack([q.prior for q in queries]), rows, axis=1)
    generic = index.bidang.index(GENERIC) if GENERIC in index.bidang else -1
    office = np.array([q.scope.office or GENERIC in q.scope.bidang for q in queries])[:, None]
    found[13] = (rows == generic) & ~office
    here = np.array([q.mask for q in queries], np.uint8)[:, None, :]
    there = index.masks[chosen]
    clash = (here != 0) & (there != 0) & ((here & there) == 0)
    found[14] = np.minimum(clash.sum(axis=2), 2)


_TABLES: Final = (IN_NAME, IN_KEGIATAN, IN_ANY)


def _starts(rows: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Where each row begins if all stand one after the other, and the row of each member."""
    counts = np.array([len(row) for row in rows], np.int32)
    starts = np.asarray(np.cumsum(counts) - counts, np.int32)
    return starts, np.repeat(np.arange(len(rows), dtype=np.int32), counts)


def _covered(index: Index, queries: Sequence[Sequence[int]]) -> Floats:
    """How far the words of each query cover each word of the vocabulary."""
    found = np.zeros((len(queries), index.unknown + 1), np.float32)
    _, owners = _starts(queries)
    columns = np.array([column for row in queries for column in row], np.int32)
    places, counts, _ = index.related.places(columns)
    found[np.repeat(owners, counts), index.related.words[places]] = RELATED
    found[owners, columns] = 1.0
    found[:, index.unknown] = 0.0
    return found


def traits(found: Floats) -> tuple[Floats, Floats]:
    """What makes a probability besides the share: common words, and the bidang.

    The words count by the name that is explained less: a short name is found whole in many long
    ones, and that alone proves nothing.
    """
    common = np.minimum(found[..., _AT["query_in_name"]], found[..., _AT["name_in_query"]])
    home = np.asarray(found[..., _AT["expected"]] >= EXPECTED, np.float32)
    return common, home


def probabilities(model: Model, found: Floats, gain: Floats | None = None) -> Floats:
    """The probability of each entry, from the signals of each query's entries.

    That of the worthiest rises with its share in the worth of those that are close to it, with
    what the two names explain of each other and where the bidang urusan is expected; every
    decisive word that differs halves it. The others stand to it as their worth says (a
    conditional logit), so that the order by worth is that of the probabilities, and entries
    elsewhere move nothing.

    Args:
        model: The learned numbers.
        found: The signals.
        gain: What is added to the worth of each entry, if anything is.
    """
    worth = found @ np.array(model.weights, np.float32)
    if gain is not None:
        worth += gain
    if worth.shape[1] == 0:
        return np.asarray(worth, np.float32)
    rows = np.arange(len(worth))
    best = worth.argmax(axis=1)
    first = found[rows, best]
    behind = worth[rows, best][:, None] - worth
    total = model.offset + model.share * share_of(behind)
    for number, trait in zip((model.common, model.home), traits(first), strict=True):
        total += number * trait
    shown = CONFLICT ** first[:, _AT["contrasts"]] / (1 + np.exp(-total))
    return np.asarray(shown[:, None] * np.exp(-behind), np.float32)


def share_of(behind: Floats) -> Floats:
    """The logarithm of the share of the worthiest, from how far each entry is behind it."""
    if behind.shape[1] > _CLOSE:
        behind = np.partition(behind, _CLOSE - 1, axis=1)[:, :_CLOSE]
    return np.asarray(-np.log(np.exp(-behind).sum(axis=1)), np.float32)
