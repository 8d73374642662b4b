"""A catalog made ready for matching: which words stand where, and how far words agree.

Everything is kept as arrays over entries and words, so that thousands of names are compared at
once. How much a word tells within its bidang urusan is counted within that bidang alone: entries
that enter elsewhere move nothing.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from nomenklatur.catalog.entry import Status
from nomenklatur.codes import Level
from nomenklatur.match import decisive
from nomenklatur.match.words import RELATED, relations, stems, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]
    Bytes = NDArray[np.uint8]

_STRANGE, _RELATED, _SAME = 0, 1, 2
DEGREES: Final = np.array([0.0, RELATED, 1.0], np.float32)
"""Agreement by degree: a strange word, a related one, the same."""
_RARE: Final = 3
"""Added to the size of a bidang, so that in a small one a word is not ruled out by few entries."""


@frozen(eq=False)
class Rows:
    """Rows of words of unequal length, one after the other.

    Attributes:
        words: The columns of the words.
        ends: Where each row begins, and where the last one ends.
    """

    words: Ints
    ends: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], fill: int) -> Rows:
        """Rows of given words; a row without any gets the fill, so that no row is empty."""
        full = [row or (fill,) for row in rows]
        ends = np.zeros(len(full) + 1, np.int32)
        np.cumsum([len(row) for row in full], out=ends[1:])
        words = [word for row in full for word in row]
        return cls(np.array(words, np.int32), ends)

    def owners(self) -> Ints:
        """The row of each word."""
        return np.repeat(np.arange(len(self.ends) - 1, dtype=np.int32), np.diff(self.ends))

    def places(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """The places of the words of some rows, how many each has and where each begins."""
        counts = (self.ends[1:] - self.ends[:-1])[rows]
        starts = np.cumsum(counts) - counts
        places = np.repeat(self.ends[rows] - starts, counts)
        places += np.arange(len(places), dtype=np.int32)
        return places, counts, starts


@frozen(eq=False)
class Index:
    """The entries of one level of a catalog for one kind of region.

    Attributes:
        catalog: The catalog.
        entries: The entries.
        vocabulary: The column of each stem; the last column stands for every unknown word.
        bidang: The bidang urusan that occur.
        bidang_of: The row in `bidang` of each entry.
        name: The words of each entry's name.
        name_weights: What each of them weighs.
        name_told: What each weighs times how much it tells in its bidang.
        kegiatan: The words of the kegiatan above each entry.
        program: The words of the program above each entry.
        bidang_words: The words of each bidang's name.
        postings: For each stem the entries that agree with it,
        agreements: and how far each does, as `degrees` tells.
        telling: How much a stem tells within a bidang urusan, 0 to 1.
        weights: Weight of every column; the unknown word weighs nothing.
        related: For each stem the columns of the stems related to it.
        masks: The decisive words of every name.
        keys: A number for the words of each name, the same for names of the same words.
        alias_keys: The same for every further name that an entry has,
        alias_of: and the entry.
    """

    catalog: Catalog = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    vocabulary: dict[str, int] = field(repr=False)
    bidang: tuple[str, ...] = field(repr=False)
    bidang_of: Ints = field(repr=False)
    name: Rows = field(repr=False)
    kegiatan: Rows = field(repr=False)
    program: Rows = field(repr=False)
    bidang_words: Rows = field(repr=False)
    postings: Rows = field(repr=False)
    agreements: Bytes = field(repr=False)
    telling: Floats = field(repr=False)
    weights: Floats = field(repr=False)
    related: Rows = field(repr=False)
    masks: Bytes = field(repr=False)
    keys: NDArray[np.uint64] = field(repr=False)
    alias_keys: NDArray[np.uint64] = field(repr=False)
    alias_of: Ints = field(repr=False)
    _above: dict[int, tuple[str, str]] = field(factory=dict, init=False, repr=False)

    @property
    def unknown(self) -> int:
        """The column of words that no entry and no table has."""
        return len(self.vocabulary)

    def __len__(self) -> int:
        return len(self.entries)

    @functools.cached_property
    def degrees(self) -> Bytes:
        """Agreement of every word with every entry: 9 × name + 3 × kegiatan + program."""
        found = np.zeros((self.unknown + 1, len(self)), np.uint8)
        found[self.postings.owners(), self.postings.words] = self.agreements
        return found

    @functools.cached_property
    def finding(self) -> Floats:
        """What each posting is worth for finding the entry: whole in its name, half above it.

        In steps of 1/256, so that sums are exact: see `score.retrieve`.
        """
        return np.asarray(
            (np.round((IN_NAME + IN_ANY / 2) * 256) / 256)[self.agreements], np.float32
        )

    @functools.cached_property
    def retrieval(self) -> Floats:
        """`finding` as a table of words by entries: large, and fast for many queries."""
        found = np.zeros((self.unknown + 1, len(self)), np.float32)
        found[self.postings.owners(), self.postings.words] = self.finding
        return found

    @functools.cached_property
    def name_weights(self) -> Floats:
        """What the words of the names weigh."""
        return self.weights[self.name.words]

    @functools.cached_property
    def name_told(self) -> Floats:
        """What the words of the names weigh times how much they tell in their bidang."""
        told = self.telling[self.bidang_of[self.name.owners()], self.name.words]
        return np.asarray(told * self.name_weights, np.float32)

    @functools.cached_property
    def sums(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Sums of weights an entry: of its name, told, plain, of its kegiatan, of its program."""
        parts = (
            (self.name, self.name_told),
            (self.name, self.name_weights),
            (self.kegiatan, self.weights[self.kegiatan.words]),
            (self.program, self.weights[self.program.words]),
        )
        one, two, three, four = (np.add.reduceat(w, rows.ends[:-1]) for rows, w in parts)
        return one, two, three, four

    @functools.cached_property
    def heads(self) -> Ints:
        """The first word of each name."""
        return self.name.words[self.name.ends[:-1]]

    @functools.cached_property
    def by_key(self) -> dict[int, tuple[int, ...]]:
        """The numbers of the entries that have a name of some words."""
        found: dict[int, dict[int, None]] = {}
        owners = [*range(len(self)), *self.alias_of.tolist()]
        keys = [*self.keys.tolist(), *self.alias_keys.tolist()]
        for key, number in zip(keys, owners, strict=True):
            found.setdefault(key, {})[number] = None
        return {key: tuple(numbers) for key, numbers in found.items()}

    def above(self, number: int) -> tuple[str, str]:
        """The names of the program and the kegiatan above an entry."""
        if (found := self._above.get(number)) is None:
            kegiatan, program, _ = _above(self.catalog, self.entries[number])
            found = self._above[number] = (program, kegiatan)
        return found

    def key_of(self, columns: Iterable[int]) -> int:
        """The number for words: see `keys`."""
        return sum(map(_zobrist, columns)) & _MASK


_MASK: Final = (1 << 64) - 1
_CODES: Final = np.arange(27)
IN_NAME: Final = DEGREES[_CODES // 9]
"""Agreement with the name, by what `Index.degrees` holds."""
IN_KEGIATAN: Final = DEGREES[np.maximum(_CODES // 9, _CODES // 3 % 3)]
IN_ANY: Final = DEGREES[np.maximum(np.maximum(_CODES // 9, _CODES // 3 % 3), _CODES % 3)]
SAME: Final = np.asarray(_CODES // 9 == _SAME, np.float32)


def leaves(catalog: Catalog, authority: Authority | None) -> tuple[Entry, ...]:
    """The entries that an activity may become: active, of the lowest level of the catalog."""
    for level in (Level.SUB_KEGIATAN, Level.KEGIATAN, Level.PROGRAM):
        found = tuple(e for e in catalog.at(level, authority) if e.status is Status.ACTIVE)
        if found:
            return found
    return ()


def build_index(catalog: Catalog, authority: Authority | None = None) -> Index:
    """Make a catalog ready for matching."""
    entries = leaves(catalog, authority)
    above = _all_above(catalog, entries)
    vocabulary: dict[str, int] = {}

    @functools.cache
    def columns(name: str) -> tuple[int, ...]:
        return tuple([vocabulary.setdefault(root, len(vocabulary)) for root in stems(name)])

    names = [columns(entry.name) for entry in entries]
    kegiatan = [columns(texts[0]) for texts in above]
    programs = [columns(texts[1]) for texts in above]
    codes = [f"{entry.code.urusan}.{entry.code.bidang}" for entry in entries]
    bidang_names = {code: texts[2] for code, texts in zip(codes, above, strict=True)}
    bidang = tuple(bidang_names)
    bidang_columns = [columns(bidang_names[code]) for code in bidang]
    aliases = [(number, columns(n)) for number, e in enumerate(entries) for n in e.names[1:]]
    for root in relations():
        vocabulary.setdefault(root, len(vocabulary))
    unknown = len(vocabulary)
    place = {code: row for row, code in enumerate(bidang)}
    bidang_of = np.array([place[code] for code in codes], np.int32)
    weights = np.zeros(unknown + 1, np.float32)
    weights[:unknown] = [weight(root) for root in vocabulary]
    related = Rows.of(_related(vocabulary), unknown)
    name, above_name, program = (Rows.of(rows, unknown) for rows in (names, kegiatan, programs))
    lines = len(decisive.mask(""))
    masks = [decisive.mask(e.name, t[0]) for e, t in zip(entries, above, strict=True)]
    alias_rows = Rows.of([row for _, row in aliases], unknown)
    return Index(
        catalog,
        entries,
        vocabulary,
        bidang,
        bidang_of,
        name,
        above_name,
        program,
        Rows.of(bidang_columns, unknown),
        *_postings((name, above_name, program), related, (unknown + 1, len(entries))),
        _telling((name, above_name, program), bidang_of, (len(bidang), unknown + 1)),
        weights,
        related,
        np.array(masks, np.uint8).reshape(len(entries), lines),
        _keys(name),
        _keys(alias_rows),
        np.array([number for number, _ in aliases], np.int32),
    )


def _all_above(catalog: Catalog, entries: Iterable[Entry]) -> list[tuple[str, str, str]]:
    """`_above` of every entry; siblings are asked once."""
    known: dict[tuple[object, ...], tuple[str, str, str]] = {}
    found = []
    for entry in entries:
        code = entry.code
        below = (code.authority, code.kegiatan) if code.sub is not None else ()
        key = (code.urusan, code.bidang, code.program, *below, entry.authorities)
        texts = known.get(key)
        if texts is None:
            texts = known[key] = _above(catalog, entry)
        found.append(texts)
    return found


def _above(catalog: Catalog, entry: Entry) -> tuple[str, str, str]:
    """The names of the kegiatan, the program and the bidang above an entry."""
    named = {above.level: above.name for above in catalog.ancestors(entry)}
    return (
        named.get(Level.KEGIATAN, ""),
        named.get(Level.PROGRAM, ""),
        named.get(Level.BIDANG_URUSAN, ""),
    )


def _related(vocabulary: dict[str, int]) -> list[tuple[int, ...]]:
    lines: dict[int, list[int]] = {}
    known = relations()
    for root, column in vocabulary.items():
        for number in known.get(root, ()):
            lines.setdefault(number, []).append(column)
    return [
        tuple(sorted({column for number in known.get(root, ()) for column in lines[number]}))
        for root in vocabulary
    ] + [()]


def _postings(parts: Sequence[Rows], related: Rows, shape: tuple[int, int]) -> tuple[Rows, Bytes]:
    """The entries that agree with every word, and how far: see `Index.degrees`."""
    found = np.zeros(shape, np.uint8)
    for step, rows in zip((9, 3, 1), parts, strict=True):
        degree = np.zeros(shape, np.uint8)
        owners = rows.owners()
        places, counts, _ = related.places(rows.words)
        degree[related.words[places], np.repeat(owners, counts)] = _RELATED
        degree[rows.words, owners] = _SAME
        degree[-1] = _STRANGE
        found += degree * np.uint8(step)
    flat = np.flatnonzero(found)
    ends = np.searchsorted(flat, np.arange(shape[0] + 1) * shape[1]).astype(np.int32)
    numbers = (flat % max(shape[1], 1)).astype(np.int32)
    return Rows(numbers, ends), found.ravel()[flat]


def _telling(parts: Sequence[Rows], bidang_of: Ints, shape: tuple[int, int]) -> Floats:
    """How much a word tells within a bidang: 1 if no entry has it, towards 0 if all have it."""
    owners = np.concatenate([rows.owners() for rows in parts]).astype(np.int64)
    words = np.concatenate([rows.words for rows in parts])
    once = np.unique(owners * shape[1] + words)
    where = bidang_of[once // shape[1]] * np.int64(shape[1]) + once % shape[1]
    counts = np.bincount(where, minlength=shape[0] * shape[1]).reshape(shape)
    sizes = np.bincount(bidang_of, minlength=shape[0])
    told = 1 - np.log1p(counts) / np.log(2 + sizes + _RARE)[:, None]
    return np.asarray(told, np.float32)


@functools.cache
def _zobrist(column: int) -> int:
    """A number for a word that sums to a number for a set of words (splitmix64)."""
    mixed = (column + 1) * 0x9E3779B97F4A7C15 & _MASK
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _MASK
    return mixed ^ mixed >> 31


def _keys(rows: Rows) -> NDArray[np.uint64]:
    if len(rows.ends) == 1:
        return np.empty(0, np.uint64)
    table = np.array([_zobrist(column) for column in range(int(rows.words.max()) + 1)], np.uint64)
    return np.asarray(np.add.reduceat(table[rows.words], rows.ends[:-1]), np.uint64)
