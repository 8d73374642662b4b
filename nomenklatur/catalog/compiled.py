"""A catalog in a form that answers for one code without reading the others.

A compiled catalog is data only: texts, numbers and checksums, no code and no pickles. It holds
the rows one after another, a table of their codes in tree order to search by halving, and the
index of their words. An entry is made of its row when somebody asks for it.
"""

from __future__ import annotations

import bisect
import functools
from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from nomenklatur.catalog.catalog import Catalog
from nomenklatur.catalog.entry import Entry, Status
from nomenklatur.catalog.info import info_bytes, info_from_bytes
from nomenklatur.catalog.sections import (
    FIELD,
    KEY,
    PART,
    PART_SIZE,
    ROW,
    Form,
    Keys,
    NotCompiledError,
    Texts,
    anew,
    code_of,
    divided,
    key_bytes,
    kind_of,
)
from nomenklatur.codes import Authority, Code, Scheme
from nomenklatur.language import _

if TYPE_CHECKING:
    from nomenklatur.catalog.catalog import CatalogInfo
    from nomenklatur.catalog.sections import Sections
    from nomenklatur.catalog.words import WordIndex

FORM: Final = Form("catalog", 13)
_STAMP, _INFO, _KEYS, _ORDER, _STARTS, _ROWS, _NAMES, _TEXTS, _SUMS = 0, 1, 2, 3, 4, 5, 6, 9, 12
_LAST: Final = b"\xff" * KEY.size
_CHILD_PARTS: Final = {Scheme.NEW: {2: 3, 3: 4, 4: 6, 6: 8}, Scheme.LEGACY: {2: 3, 3: 4, 4: 5}}
"""How many parts the key of a child has, by how many that of its parent has."""
_STATUSES: Final = tuple(Status)


def compile_catalog(catalog: Catalog, stamp: bytes) -> bytes:
    """Compile a catalog.

    Args:
        catalog: The catalog.
        stamp: What says later whether it is still up to date.

    Raises:
        NotCompiledError: A text has one of the characters that divide texts here.
    """
    starts, rows, sums = Texts.parts(map(_encode, catalog.entries))
    order = sorted(
        range(len(catalog.entries)), key=lambda row: (catalog.entries[row].code.key, row)
    )
    sections = [
        stamp,
        info_bytes(catalog.info),
        b"".join(key_bytes(catalog.entries[row].code.key) for row in order),
        array("I", order).tobytes(),
        starts,
        rows,
        *_name_words(catalog).parts(),
        *_text_words(catalog).parts(),
        sums,
    ]
    return FORM.joined(sections)


def _name_words(catalog: Catalog) -> WordIndex:
    """The index of the words of all names."""
    from nomenklatur.catalog.words import WordIndex  # noqa: PLC0415 - not to open one

    return WordIndex.build("\n".join(entry.names) for entry in catalog.entries)


def _text_words(catalog: Catalog) -> WordIndex:
    """The index of the words of indikator, satuan, kinerja and definition."""
    from nomenklatur.catalog.words import WordIndex  # noqa: PLC0415 - not to open one

    return WordIndex.build(
        f"{entry.indikator}\n{entry.satuan}\n{entry.kinerja}\n{entry.definition}"
        for entry in catalog.entries
    )


def opened(sections: Sections, mend: Callable[[], Catalog] | None = None) -> CompiledCatalog:
    """The catalog of its sections.

    Args:
        sections: Its sections.
        mend: Makes the catalog anew, when a part that is looked at later turns out damaged.

    Raises:
        NotCompiledError: The sections do not fit together.
    """
    try:
        info = info_from_bytes(bytes(sections[_INFO]))
    except (ValueError, KeyError, TypeError) as problem:
        raise NotCompiledError(_("the info cannot be read")) from problem
    return CompiledCatalog(info, CompiledRows(sections, mend))


def _encode(entry: Entry) -> str:
    fields = (
        str(entry.code),
        kind_of(entry.code),
        entry.name,
        "".join(kind.value for kind in entry.authorities),
        entry.indikator,
        entry.satuan,
        entry.kinerja,
        entry.definition,
        str(_STATUSES.index(entry.status)),
        PART.join(entry.aliases),
        entry.official_name,
        PART.join(part for pair in entry.extra for part in pair),
        "" if entry.row is None else str(entry.row),
    )
    parts = 2 * len(entry.extra) + len(entry.aliases)
    parts -= bool(entry.extra) + bool(entry.aliases)
    if "" in entry.aliases:
        raise NotCompiledError(_("{code} has an empty alias").format(code=entry.code))
    return divided(entry.code, fields, parts)


def _decode(text: str) -> Entry:
    (
        code, kind, name, kinds, indikator, satuan, kinerja, definition, status, aliases,
        official_name, extra, row,
    ) = text.rstrip(ROW).split(FIELD)  # fmt: skip
    pairs = extra.split(PART) if extra else []
    return Entry(
        code_of(code, kind),
        name,
        _AUTHORITIES.get(kinds) or _authorities(kinds),
        indikator=indikator,
        satuan=satuan,
        kinerja=kinerja,
        definition=definition,
        status=_STATUSES[int(status)],
        aliases=tuple(aliases.split(PART)) if aliases else (),
        official_name=official_name,
        extra=tuple(zip(pairs[::2], pairs[1::2], strict=True)),
        row=int(row) if row else None,
    )


_AUTHORITIES: Final[dict[str, frozenset[Authority]]] = {}


def _authorities(digits: str) -> frozenset[Authority]:
    return _AUTHORITIES.setdefault(digits, frozenset(map(Authority, digits)))


class CompiledRows:
    """The rows of a compiled catalog.

    Args:
        sections: Its sections.
        mend: Makes the catalog anew, when a part that is looked at later turns out damaged.

    Raises:
        NotCompiledError: The sections do not fit together.
    """

    def __init__(self, sections: Sections, mend: Callable[[], Catalog] | None = None) -> None:
        self._sections = sections
        self._mend = mend
        self._keys = Keys(sections[_KEYS])
        self._texts = Texts(sections, _STARTS, _ROWS, _SUMS)
        self._order = sections.numbers(_ORDER)
        self._made: dict[int, Entry] = {}
        if not len(self._order) == len(self._keys) == len(self._texts):
            raise NotCompiledError(_("the rows and their codes do not fit together"))

    def __len__(self) -> int:
        return len(self._keys)

    def entry(self, row: int) -> Entry:
        """The entry of a row, counted from 0."""
        if (entry := self._made.get(row)) is None:
            text = self._texts[row]
            entry = self._anew.entries[row] if text is None else _decode(text)
            self._made[row] = entry
        return entry

    def codes(self) -> list[str]:
        """The codes of all rows as texts."""
        try:
            text = str(self._sections[_ROWS], "utf-8")
        except NotCompiledError:
            return [str(entry.code) for entry in self._anew.entries]
        return [row[: row.index(FIELD)] for row in text.split(ROW)[:-1]]

    @functools.cached_property
    def _anew(self) -> Catalog:
        """The catalog itself, for what is damaged of its compiled form."""
        return anew(self._mend, len(self))

    def of(self, code: Code) -> list[int]:
        """The rows of a code, in the file's order."""
        key = key_bytes(code.key)
        return self._run(bisect.bisect_left(self._keys, key), key)

    def below(self, code: Code | None) -> list[int]:
        """The rows one level below a code, or the top ones below None, in the file's order.

        What lies below a child is leapt over, so that the children of an urusan are found
        without a look at its thousands of descendants.
        """
        size, prefix, at = 2 * PART_SIZE, b"", 0
        if code is not None:
            size = _CHILD_PARTS[code.scheme].get(len(code.key), 0) * PART_SIZE
            prefix = key_bytes(code.key)[: len(code.key) * PART_SIZE]
            at = bisect.bisect_right(self._keys, key_bytes(code.key))
        rows: list[int] = []
        while size and at < len(self._keys) and (key := self._keys[at]).startswith(prefix):
            if not any(key[size:]):
                rows += self._run(at, key)
            at = bisect.bisect_right(self._keys, key[:size] + _LAST, lo=at)
        return sorted(rows)

    def _run(self, at: int, key: bytes) -> list[int]:
        """The rows from a place in the table on that have a key."""
        rows = []
        while at < len(self._keys) and self._keys[at] == key:
            rows.append(self._order[at])
            at += 1
        return rows

    @functools.cached_property
    def name_words(self) -> WordIndex:
        """The index of the words of the names."""
        return self._index(_NAMES, _name_words)

    @functools.cached_property
    def text_words(self) -> WordIndex:
        """The index of the words of indikator, satuan, kinerja and definition."""
        return self._index(_TEXTS, _text_words)

    def _index(self, at: int, build: Callable[[Catalog], WordIndex]) -> WordIndex:
        from nomenklatur.catalog.words import WordIndex  # noqa: PLC0415 - not to look a code up

        try:
            parts = [bytes(self._sections[number]) for number in range(at, at + 3)]
        except NotCompiledError:
            return build(self._anew)
        return WordIndex.from_parts(*parts)


_K = TypeVar("_K", bound=Code | None)


class _Lazy(Mapping[_K, tuple[Entry, ...]]):
    """A mapping to entries that makes those of a key when asked for it, and all to go over it."""

    def __init__(
        self,
        rows: CompiledRows,
        find: Callable[[_K], list[int]],
        build: Callable[[], Mapping[_K, tuple[Entry, ...]]],
    ) -> None:
        self._rows = rows
        self._find = find
        self._build = build
        self._whole: Mapping[_K, tuple[Entry, ...]] | None = None

    def __getitem__(self, key: _K) -> tuple[Entry, ...]:
        if self._whole is not None:
            return self._whole[key]
        if entries := tuple(map(self._rows.entry, self._find(key))):
            return entries
        raise KeyError(key)

    def __iter__(self) -> Iterator[_K]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[_K, tuple[Entry, ...]]:
        if self._whole is None:
            self._whole = self._build()
        return self._whole


class CompiledCatalog(Catalog):
    """A catalog that makes an entry when it is asked for, and is like any other otherwise.

    Args:
        info: What the catalog is.
        rows: Its rows.
    """

    __slots__ = ("_entries", "by_code", "by_parent", "rows")
    rows: CompiledRows
    by_code: Mapping[Code, tuple[Entry, ...]]
    by_parent: Mapping[Code | None, tuple[Entry, ...]]
    _entries: tuple[Entry, ...] | None

    def __init__(self, info: CatalogInfo, rows: CompiledRows) -> None:
        put = object.__setattr__
        put(self, "info", info)
        put(self, "rows", rows)
        put(self, "_entries", None)
        put(self, "by_code", _Lazy(rows, rows.of, lambda: self._plain().by_code))
        put(self, "by_parent", _Lazy(rows, rows.below, lambda: self._plain().by_parent))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, all of them made now if they have not been."""
        if self._entries is None:
            made = tuple(map(self.rows.entry, range(len(self.rows))))
            object.__setattr__(self, "_entries", made)
            return made
        return self._entries

    def _plain(self) -> Catalog:
        return Catalog(self.info, self.entries)

    def __len__(self) -> int:
        return len(self.rows)

    def __reduce__(self) -> tuple[type[Catalog], tuple[CatalogInfo, tuple[Entry, ...]]]:
        return Catalog, (self.info, self.entries)
