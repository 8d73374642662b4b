"""A catalog made ready for matching: which words stand where, and how far words agree.

Everything is kept as arrays over entries and words, so that thousands of names are compared at
once. How much a word tells within its bidang urusan is counted within that bidang alone: entries
that enter elsewhere move nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from nomenklatur.catalog.entry import Status
from nomenklatur.codes import Level
from nomenklatur.match import decisive
from nomenklatur.match.words import relations, stems, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]
    Levels = NDArray[np.uint8]

STEP: Final = 20
"""Agreement of two words is stored in twentieths: 20 the same, 11 related, 0 strange."""
RELATED: Final = 11
_RARE: Final = 3
"""Added to the size of a bidang, so that in a small one a word is not ruled out by few entries."""


@frozen(eq=False)
class Index:
    """The entries of one level of a catalog for one kind of region.

    Attributes:
        entries: The entries.
        vocabulary: The column of each stem; the last column stands for every unknown word.
        bidang: The bidang urusan that occur.
        bidang_of: The row in `bidang` of each entry.
        name_words: The columns of each name's words, filled up with the unknown one.
        kegiatan_words: The same for the names of the kegiatan above.
        program_words: The same for the programs.
        in_name: Agreement of every stem with the words of every entry's name.
        in_kegiatan: The same with name or kegiatan.
        in_any: The same with name, kegiatan or program.
        telling: How much a stem tells within a bidang urusan, 0 to 1.
        name_weights: Weight times telling of `name_words`; the fill weighs nothing.
        name_plain: Weight of `name_words`.
        kegiatan_weights: Weight of `kegiatan_words`.
        program_weights: Weight of `program_words`.
        bidang_words: The columns of the words of each bidang's name.
        weights: Weight of every column.
        related: For each stem the columns of the stems related to it.
        masks: The decisive words of every name.
        keys: The number of each normalised name; equal names have equal numbers.
        heads: The first word of each name.
        key_numbers: The normalised names with their numbers.
        above: The names of the program and the kegiatan above each entry.
        retrieval: What each word is worth for finding each entry, sparse.
    """

    entries: tuple[Entry, ...] = field(repr=False)
    vocabulary: dict[str, int] = field(repr=False)
    bidang: tuple[str, ...] = field(repr=False)
    bidang_of: Ints = field(repr=False)
    name_words: Ints = field(repr=False)
    kegiatan_words: Ints = field(repr=False)
    program_words: Ints = field(repr=False)
    in_name: Levels = field(repr=False)
    in_kegiatan: Levels = field(repr=False)
    in_any: Levels = field(repr=False)
    telling: Floats = field(repr=False)
    name_weights: Floats = field(repr=False)
    name_plain: Floats = field(repr=False)
    kegiatan_weights: Floats = field(repr=False)
    program_weights: Floats = field(repr=False)
    bidang_words: tuple[tuple[int, ...], ...] = field(repr=False)
    weights: Floats = field(repr=False)
    related: tuple[Ints, ...] = field(repr=False)
    masks: NDArray[np.uint8] = field(repr=False)
    keys: Ints = field(repr=False)
    heads: Ints = field(repr=False)
    key_numbers: dict[frozenset[str], int] = field(repr=False)
    above: tuple[tuple[str, str], ...] = field(repr=False)
    retrieval: Any = field(repr=False)

    @property
    def unknown(self) -> int:
        """The column of words that no entry and no table has."""
        return len(self.vocabulary)

    def __len__(self) -> int:
        return len(self.entries)


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
    above = [_above(catalog, entry) for entry in entries]
    vocabulary: dict[str, int] = {}

    def columns(name: str) -> tuple[int, ...]:
        return tuple(vocabulary.setdefault(root, len(vocabulary)) for root in stems(name))

    names = [columns(entry.name) for entry in entries]
    kegiatan = [columns(texts[0]) for texts in above]
    programs = [columns(texts[1]) for texts in above]
    bidang_names = {
        str(entry.code.bidang_urusan): t[2] for entry, t in zip(entries, above, strict=True)
    }
    bidang = tuple(bidang_names)
    bidang_words = tuple(columns(bidang_names[code]) for code in bidang)
    for root in relations():
        vocabulary.setdefault(root, len(vocabulary))
    unknown = len(vocabulary)
    place = {code: row for row, code in enumerate(bidang)}
    bidang_of = np.array([place[str(e.code.bidang_urusan)] for e in entries], np.int32)
    weights = np.ones(unknown + 1, np.float32)
    weights[:unknown] = [weight(root) for root in vocabulary]
    related = _related(vocabulary)
    telling = _telling(names, kegiatan, programs, bidang_of, (len(bidang), unknown + 1))
    name_words, kegiatan_words, program_words = (
        _table(rows, unknown) for rows in (names, kegiatan, programs)
    )
    in_name = _levels(name_words, unknown, related)
    in_kegiatan = np.maximum(in_name, _levels(kegiatan_words, unknown, related))
    in_any = np.maximum(in_kegiatan, _levels(program_words, unknown, related))
    plain = weights.copy()
    plain[unknown] = 0.0
    key_numbers: dict[frozenset[str], int] = {}
    keys = [key_numbers.setdefault(frozenset(stems(e.name)), len(key_numbers)) for e in entries]
    told = telling * plain
    return Index(
        entries,
        vocabulary,
        bidang,
        bidang_of,
        name_words,
        kegiatan_words,
        program_words,
        in_name,
        in_kegiatan,
        in_any,
        telling,
        told[bidang_of[:, None], name_words],
        plain[name_words],
        plain[kegiatan_words],
        plain[program_words],
        bidang_words,
        weights,
        related,
        np.array(
            [decisive.mask(e.name, t[0]) for e, t in zip(entries, above, strict=True)], np.uint8
        ).reshape(len(entries), len(decisive.mask(""))),
        np.array(keys, np.int32),
        np.array([row[0] if row else unknown for row in names], np.int32),
        key_numbers,
        tuple((program, kegiatan) for kegiatan, program, _ in above),
        _retrieval(in_name, in_any),
    )


def _above(catalog: Catalog, entry: Entry) -> tuple[str, str, str]:
    """The names of the kegiatan, the program and the bidang above an entry."""
    named = {above.level: above.name for above in catalog.ancestors(entry)}
    return (
        named.get(Level.KEGIATAN, ""),
        named.get(Level.PROGRAM, ""),
        named.get(Level.BIDANG_URUSAN, ""),
    )


def _table(rows: Sequence[Sequence[int]], fill: int) -> Ints:
    width = max((len(row) for row in rows), default=0) or 1
    found = np.full((len(rows), width), fill, np.int32)
    for number, row in enumerate(rows):
        found[number, : len(row)] = row
    return found


def _related(vocabulary: dict[str, int]) -> tuple[Ints, ...]:
    lines: dict[int, list[int]] = {}
    known = relations()
    for root, column in vocabulary.items():
        for number in known.get(root, ()):
            lines.setdefault(number, []).append(column)
    found = []
    for root in vocabulary:
        others = {column for number in known.get(root, ()) for column in lines[number]}
        found.append(np.array(sorted(others), np.int32))
    found.append(np.array([], np.int32))
    return tuple(found)


def _levels(table: Ints, unknown: int, related: tuple[Ints, ...]) -> Levels:
    """Agreement of every word with the words of every row, in twentieths."""
    held = np.zeros((unknown + 1, len(table)), bool)
    rows = np.repeat(np.arange(len(table)), table.shape[1])
    held[table.ravel(), rows] = True
    held[unknown] = False
    found = np.zeros(held.shape, np.uint8)
    for column, others in enumerate(related):
        if len(others):
            found[column] = held[others].any(axis=0) * np.uint8(RELATED)
    found[held] = STEP
    return found


def _telling(
    names: Sequence[Sequence[int]],
    kegiatan: Sequence[Sequence[int]],
    programs: Sequence[Sequence[int]],
    bidang_of: Ints,
    shape: tuple[int, int],
) -> Floats:
    """How much a word tells within a bidang: 1 if no entry has it, towards 0 if all have it."""
    counts = np.zeros(shape, np.float32)
    for row, *parts in zip(bidang_of, names, kegiatan, programs, strict=True):
        counts[row, list({column for part in parts for column in part})] += 1
    sizes = np.bincount(bidang_of, minlength=shape[0]).astype(np.float32)
    return np.asarray(1 - np.log1p(counts) / np.log(2 + sizes + _RARE)[:, None], np.float32)


def _retrieval(in_name: Levels, in_any: Levels) -> Any:  # noqa: ANN401 - scipy has no types
    """What a word is worth for finding an entry: whole in its name, half above it; sparse."""
    from scipy import sparse  # noqa: PLC0415 - heavy

    both = in_name.astype(np.float32) / STEP
    both += in_any.astype(np.float32) / (2 * STEP)
    return sparse.csr_matrix(both)
