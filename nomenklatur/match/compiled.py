"""Indexes in the user's cache folder: made when first needed, opened as they are afterwards.

A file holds the arrays of an `Index`, one after the other, below a line of JSON that says what
they are. Its name is a hash of the catalog, of the tables of this package and of the kind of
region; whatever changes in them asks for another file. A damaged file is made again. Two processes
may do so at once: each writes a file of its own and moves it into place.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import zlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from nomenklatur.catalog.cache import put
from nomenklatur.language import _
from nomenklatur.match.index import Index, Rows, build_index, leaves

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Authority

SMALLEST: Final = 1000
"""The index of a catalog with fewer entries is built about as fast as it is opened."""
_FORMAT: Final = b"nomenklatur index 1\n"
_ROWS: Final = ("name", "kegiatan", "program", "bidang_words", "related", "postings")
_ARRAYS: Final = (
    "bidang_of",
    "telling",
    "agreements",
    "weights",
    "masks",
    "keys",
    "alias_keys",
    "alias_of",
)


class NotCompiledError(Exception):
    """A file is no compiled index, or not a whole one."""


def open_index(catalog: Catalog, authority: Authority | None, cache: Path | None) -> Index:
    """The index of a catalog, from the cache where that is worth it.

    Args:
        catalog: The catalog.
        authority: The kind of region.
        cache: The user's cache folder; None to do without.
    """
    if cache is None or len(catalog.entries) < SMALLEST:
        return build_index(catalog, authority)
    path = cache / "indexes" / f"{catalog.id}-{_digest(catalog, authority)}"
    with contextlib.suppress(OSError, NotCompiledError):
        return opened(path.read_bytes(), catalog, authority)
    index = build_index(catalog, authority)
    put(path, compiled(index))
    return index


def compiled(index: Index) -> bytes:
    """An index as the bytes of a file."""
    arrays: dict[str, Any] = {name: getattr(index, name) for name in _ARRAYS}
    for name in _ROWS:
        rows = getattr(index, name)
        arrays |= {f"{name}.words": rows.words, f"{name}.ends": rows.ends}
    parts = [np.ascontiguousarray(array) for array in arrays.values()]
    payload = b"".join(part.tobytes() + bytes(-part.nbytes % 8) for part in parts)
    head = {
        "arrays": [
            (name, part.dtype.str, part.shape) for name, part in zip(arrays, parts, strict=True)
        ],
        "vocabulary": list(index.vocabulary),
        "bidang": index.bidang,
        "entries": len(index),
        "payload": [len(payload), zlib.crc32(payload)],
    }
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-(len(_FORMAT) + 9 + len(text) + 1) % 8)
    sums = f"{zlib.crc32(text):08x}\n".encode()
    return _FORMAT + sums + text + b"\n" + payload


def opened(data: bytes, catalog: Catalog, authority: Authority | None) -> Index:
    """The index of a file's bytes.

    Raises:
        NotCompiledError: The bytes are not those of a whole index of this catalog.
    """
    start = data.find(b"\n", len(_FORMAT) + 9) + 1
    text = data[len(_FORMAT) + 9 : start - 1]
    if not data.startswith(_FORMAT + f"{zlib.crc32(text):08x}\n".encode()):
        raise NotCompiledError(_("not a compiled index"))
    head = json.loads(text)
    payload = memoryview(data)[start:]
    entries = leaves(catalog, authority)
    if head["payload"] != [len(payload), zlib.crc32(payload)] or head["entries"] != len(entries):
        raise NotCompiledError(_("not a whole index of this catalog"))
    arrays: dict[str, Any] = {}
    place = 0
    for name, kind, shape in head["arrays"]:
        size = int(np.prod(shape))
        arrays[name] = np.frombuffer(payload, kind, size, place).reshape(shape)
        place += arrays[name].nbytes + -arrays[name].nbytes % 8
    rows: dict[str, Any] = {
        name: Rows(arrays[f"{name}.words"], arrays[f"{name}.ends"]) for name in _ROWS
    }
    vocabulary = {root: column for column, root in enumerate(head["vocabulary"])}
    return Index(
        catalog=catalog,
        entries=entries,
        vocabulary=vocabulary,
        bidang=tuple(head["bidang"]),
        **rows,
        **{name: arrays[name] for name in _ARRAYS},
    )


def _digest(catalog: Catalog, authority: Authority | None) -> str:
    """A hash of all that an index is made of."""
    lines = [
        "\t".join((str(e.code), e.status.value, *sorted(a.value for a in e.authorities), *e.names))
        for e in catalog.entries
    ]
    total = hashlib.blake2b(_tables(), digest_size=12)
    total.update((authority.label if authority else "").encode())
    total.update("\n".join(lines).encode())
    return total.hexdigest()


@functools.cache
def _tables() -> bytes:
    """A hash of the tables and the code of this package: both decide what an index holds."""
    total = hashlib.sha256()
    folder = files(__package__)
    parts = [*folder.iterdir(), *(folder / "tables").iterdir()]
    for part in sorted(parts, key=lambda part: part.name):
        if part.name.endswith((".txt", ".py")):
            total.update(part.name.encode() + part.read_bytes())
    return total.digest()
