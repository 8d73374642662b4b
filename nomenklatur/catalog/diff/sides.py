"""The two sides of a comparison: entries of one level for one kind of region, made ready."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from attrs import field, frozen

from nomenklatur.catalog.diff.names import head_of, key_of, words_of
from nomenklatur.catalog.entry import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from nomenklatur.catalog.diff.names import Words
    from nomenklatur.codes import Authority, Code, Level

_K = TypeVar("_K", bound="Hashable")

Slot = tuple[int, ...]
"""Where a code stands, whatever the width of its sub kegiatan: ``.02`` and ``.0002`` are one."""
_BIDANG = 3
"""A slot begins with scheme, urusan and bidang urusan."""


def slot_of(code: Code) -> Slot:
    """The slot of a code.

    >>> from nomenklatur.codes import Code
    >>> slot_of(Code.parse("X.XX.01.2.08.02")) == slot_of(Code.parse("X.XX.01.2.08.0002"))
    True
    """
    return code.key if code.sub is None else (*code.key[:-2], code.key[-1])


@frozen(eq=False)
class Side:
    """The entries of one catalog at one level for one kind of region.

    Attributes:
        entries: The entries.
        numbers: Their positions in the catalog.
        families: The folded names of their parents; empty where the catalog lists none.
    """

    entries: tuple[Entry, ...]
    numbers: tuple[int, ...]
    families: tuple[str, ...]
    words: tuple[Words, ...] = field(init=False)
    heads: tuple[str, ...] = field(init=False)
    keys: tuple[frozenset[str], ...] = field(init=False)
    slots: tuple[Slot, ...] = field(init=False)
    parents: tuple[Slot, ...] = field(init=False)
    bidang: tuple[Slot, ...] = field(init=False)
    has_details: bool = field(init=False)
    by_key: Mapping[str, Sequence[int]] = field(init=False)
    by_slot: Mapping[Slot, Sequence[int]] = field(init=False)

    @words.default
    def _fold(self) -> tuple[Words, ...]:
        return tuple(words_of(entry.name) for entry in self.entries)

    @heads.default
    def _first_word(self) -> tuple[str, ...]:
        return tuple(map(head_of, self.words))

    @keys.default
    def _key(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(key_of, entry.names)) for entry in self.entries)

    @slots.default
    def _slot(self) -> tuple[Slot, ...]:
        return tuple(slot_of(entry.code) for entry in self.entries)

    @parents.default
    def _slot_above(self) -> tuple[Slot, ...]:
        return tuple(
            () if (above := entry.code.parent) is None else slot_of(above) for entry in self.entries
        )

    @bidang.default
    def _bidang(self) -> tuple[Slot, ...]:
        return tuple(slot[:_BIDANG] for slot in self.slots)

    @has_details.default
    def _any_details(self) -> bool:
        return any(entry.indikator or entry.satuan or entry.kinerja for entry in self.entries)

    @by_key.default
    def _index_keys(self) -> Mapping[str, Sequence[int]]:
        return _index((key, at) for at, keys in enumerate(self.keys) for key in keys)

    @by_slot.default
    def _index_slots(self) -> Mapping[Slot, Sequence[int]]:
        return _index((slot, at) for at, slot in enumerate(self.slots))

    def is_retired(self, at: int) -> bool:
        """Whether the entry has been withdrawn."""
        return self.entries[at].status is Status.RETIRED

    def __len__(self) -> int:
        return len(self.entries)


def _index(pairs: Iterable[tuple[_K, int]]) -> dict[_K, list[int]]:
    found: dict[_K, list[int]] = defaultdict(list)
    for value, at in pairs:
        found[value].append(at)
    return found


def side_of(entries: Sequence[Entry], level: Level, authority: Authority | None) -> Side:
    """The entries of a level that a kind of region may use."""
    chosen = [
        (number, entry)
        for number, entry in enumerate(entries)
        if entry.level is level and entry.is_for(authority)
    ]
    parents = {entry.code.parent for _, entry in chosen}
    names = {
        entry.code: key_of(entry.name)
        for entry in entries
        if entry.code in parents and entry.is_for(authority)
    }
    return Side(
        tuple(entry for _, entry in chosen),
        tuple(number for number, _ in chosen),
        tuple(
            "" if (code := entry.code.parent) is None else names.get(code, "")
            for _, entry in chosen
        ),
    )
