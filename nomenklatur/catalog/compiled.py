"""A catalog in a form that answers for one code without reading the others.

A compiled catalog is data only: texts, numbers and a checksum, no code and no pickles. It holds
the rows one after another, a table of their codes in tree order to search by halving, and the
index of their words. An entry is made of its row when somebody asks for it.
"""

from __future__ import annotations

import bisect
import functools
import struct
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from nomenklatur import __version__
from nomenklatur.catalog.catalog import Catalog
from nomenklatur.catalog.entry import Entry, Status
from nomenklatur.catalog.info import info_bytes, info_from_bytes
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.language import _

if TYPE_CHECKING:
    from nomenklatur.catalog.catalog import CatalogInfo
    from nomenklatur.catalog.words import WordIndex

MAGIC: Final = (
    f"nomenklatur {__version__} catalog 1 {sys.byteorder} {array('I').itemsize}\n".encode()
)
"""What a file of this form begins with: whose it is, and how this machine writes numbers."""
_KEY: Final = struct.Struct(">8H")
_PART_SIZE: Final = 2
_KEY_PARTS: Final = _KEY.size // _PART_SIZE
_LAST: Final = b"\xff" * _KEY.size
_FIELD, _PART, _ROW = "\x1f", "\x1d", "\x1e"
_LEVELS: Final = tuple(Level)
_CHILD_PARTS: Final = {Scheme.NEW: {2: 3, 3: 4, 4: 6, 6: 8}, Scheme.LEGACY: {2: 3, 3: 4, 4: 5}}
"""How many parts the key of a child has, by how many that of its parent has."""
_STATUSES: Final = tuple(Status)


class NotCompiledError(ValueError):
    """Bytes that are no compiled catalog of this version, or a catalog that cannot be one."""


def compile_catalog(catalog: Catalog, stamp: bytes) -> bytes:
    """Compile a catalog.

    Args:
        catalog: The catalog.
        stamp: What says later whether it is still up to date.

    Raises:
        NotCompiledError: A text has one of the characters that divide texts here.
    """
    from nomenklatur.catalog.words import WordIndex  # noqa: PLC0415 - not to open one

    rows = [_encode(entry) for entry in catalog.entries]
    names = WordIndex.build("\n".join(entry.names) for entry in catalog.entries)
    texts = WordIndex.build(
        f"{entry.indikator}\n{entry.satuan}\n{entry.kinerja}\n{entry.definition}"
        for entry in catalog.entries
    )
    order = sorted(range(len(rows)), key=lambda row: (catalog.entries[row].code.key, row))
    body = [row.encode() for row in rows]
    starts = array("I", [0])
    for row in body:
        starts.append(starts[-1] + len(row))
    sections = [
        stamp,
        info_bytes(catalog.info),
        b"".join(_key(catalog.entries[row].code) for row in order),
        array("I", order).tobytes(),
        starts.tobytes(),
        b"".join(body),
        *names.parts(),
        *texts.parts(),
    ]
    return _joined(sections)


def with_stamp(data: bytes, stamp: bytes) -> bytes:
    """The same compiled catalog with another stamp.

    Raises:
        NotCompiledError: The bytes are of another version, or damaged.
    """
    return _joined([stamp, *sections_of(data)[1:]])


def _joined(sections: Sequence[bytes | memoryview]) -> bytes:
    lengths = array("I", [len(section) for section in sections])
    content = lengths.tobytes() + b"".join(sections)
    return MAGIC + zlib.crc32(content).to_bytes(4, "big") + content


_SECTIONS: Final = 12


def sections_of(data: bytes) -> list[memoryview]:
    """The sections of a compiled catalog; the first is its stamp.

    Raises:
        NotCompiledError: The bytes are of another version, or damaged.
    """
    head = len(MAGIC) + 4
    if data[: len(MAGIC)] != MAGIC:
        raise NotCompiledError(_("another version"))
    content = memoryview(data)[head:]
    if zlib.crc32(content) != int.from_bytes(data[len(MAGIC) : head], "big"):
        raise NotCompiledError(_("the checksum is wrong"))
    lengths = array("I")
    size = _SECTIONS * lengths.itemsize
    if len(content) >= size:
        lengths.frombytes(content[:size])
    if not lengths or size + sum(lengths) != len(content):
        raise NotCompiledError(_("the sections are not whole"))
    sections = []
    for length in lengths:
        sections.append(content[size : size + length])
        size += length
    return sections


def opened(sections: Sequence[memoryview]) -> CompiledCatalog:
    """The catalog of its sections.

    Raises:
        NotCompiledError: The sections do not fit together.
    """
    try:
        info = info_from_bytes(bytes(sections[1]))
    except (ValueError, KeyError, TypeError) as problem:
        raise NotCompiledError(_("the info cannot be read")) from problem
    return CompiledCatalog(info, CompiledRows(sections))


def _key(code: Code) -> bytes:
    """A code's key in bytes that order like it. A shorter key is padded with nothing: zero."""
    parts = [part + 1 for part in code.key]
    return _KEY.pack(*parts, *[0] * (_KEY_PARTS - len(parts)))


def _encode(entry: Entry) -> str:
    fields = (
        str(entry.code),
        str(entry.level.rank) + ("L" if entry.code.scheme is Scheme.LEGACY else ""),
        entry.name,
        "".join(kind.value for kind in entry.authorities),
        entry.indikator,
        entry.satuan,
        entry.kinerja,
        entry.definition,
        str(_STATUSES.index(entry.status)),
        _PART.join(entry.aliases),
        entry.official_name,
        _PART.join(part for pair in entry.extra for part in pair),
        "" if entry.row is None else str(entry.row),
    )
    text = _FIELD.join(fields)
    parts = 2 * len(entry.extra) + len(entry.aliases)
    parts -= bool(entry.extra) + bool(entry.aliases)
    if text.count(_FIELD) != len(fields) - 1 or text.count(_PART) != parts or _ROW in text:
        raise NotCompiledError(
            _("{code} has a dividing character in a text").format(code=entry.code)
        )
    if "" in entry.aliases:
        raise NotCompiledError(_("{code} has an empty alias").format(code=entry.code))
    return text + _ROW


def _decode(text: str) -> Entry:
    (
        code, level, name, kinds, indikator, satuan, kinerja, definition, status, aliases,
        official_name, extra, row,
    ) = text.rstrip(_ROW).split(_FIELD)  # fmt: skip
    scheme = Scheme.LEGACY if level.endswith("L") else Scheme.NEW
    pairs = extra.split(_PART) if extra else []
    return Entry(
        Code.parse(code, scheme=scheme, level=_LEVELS[int(level[0])]),
        name,
        _AUTHORITIES.get(kinds) or _authorities(kinds),
        indikator=indikator,
        satuan=satuan,
        kinerja=kinerja,
        definition=definition,
        status=_STATUSES[int(status)],
        aliases=tuple(aliases.split(_PART)) if aliases else (),
        official_name=official_name,
        extra=tuple(zip(pairs[::2], pairs[1::2], strict=True)),
        row=int(row) if row else None,
    )


_AUTHORITIES: Final[dict[str, frozenset[Authority]]] = {}


def _authorities(digits: str) -> frozenset[Authority]:
    return _AUTHORITIES.setdefault(digits, frozenset(map(Authority, digits)))


class _Keys:
    """The codes' keys in order, for `bisect`."""

    __slots__ = ("data",)

    def __init__(self, data: memoryview) -> None:
        self.data = data

    def __len__(self) -> int:
        return len(self.data) // _KEY.size

    def __getitem__(self, at: int) -> bytes:
        return bytes(self.data[at * _KEY.size : (at + 1) * _KEY.size])


class CompiledRows:
    """The rows of a compiled catalog.

    Args:
        sections: What `sections_of` gave.

    Raises:
        NotCompiledError: The sections do not fit together.
    """

    def __init__(self, sections: Sequence[memoryview]) -> None:
        self._sections = sections
        self._keys = _Keys(sections[2])
        self._order, self._starts = array("I"), array("I")
        try:
            self._order.frombytes(sections[3])
            self._starts.frombytes(sections[4])
        except ValueError as problem:
            raise NotCompiledError(_("a table of numbers is not whole")) from problem
        self._made: dict[int, Entry] = {}
        rows = len(self._keys)
        if (len(self._order), len(self._starts)) != (rows, rows + 1):
            raise NotCompiledError(_("the rows and their codes do not fit together"))

    def __len__(self) -> int:
        return len(self._keys)

    def entry(self, row: int) -> Entry:
        """The entry of a row, counted from 0."""
        if (entry := self._made.get(row)) is None:
            data = self._sections[5][self._starts[row] : self._starts[row + 1]]
            entry = self._made[row] = _decode(str(data, "utf-8"))
        return entry

    def codes(self) -> list[str]:
        """The codes of all rows as texts."""
        text = str(self._sections[5], "utf-8")
        return [row[: row.index(_FIELD)] for row in text.split(_ROW)[:-1]]

    def of(self, code: Code) -> list[int]:
        """The rows of a code, in the file's order."""
        key = _key(code)
        return self._run(bisect.bisect_left(self._keys, key), key)

    def below(self, code: Code | None) -> list[int]:
        """The rows one level below a code, or the top ones below None, in the file's order.

        What lies below a child is leapt over, so that the children of an urusan are found
        without a look at its thousands of descendants.
        """
        size, prefix, at = 2 * _PART_SIZE, b"", 0
        if code is not None:
            size = _CHILD_PARTS[code.scheme].get(len(code.key), 0) * _PART_SIZE
            prefix = _key(code)[: len(code.key) * _PART_SIZE]
            at = bisect.bisect_right(self._keys, _key(code))
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
        return self._index(6)

    @functools.cached_property
    def text_words(self) -> WordIndex:
        """The index of the words of indikator, satuan, kinerja and definition."""
        return self._index(9)

    def _index(self, at: int) -> WordIndex:
        from nomenklatur.catalog.words import WordIndex  # noqa: PLC0415 - not to look a code up

        return WordIndex.from_parts(*(bytes(part) for part in self._sections[at : at + 3]))


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
