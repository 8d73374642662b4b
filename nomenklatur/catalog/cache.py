"""Compiled folders in the user's cache folder: made when first needed, and again when they age.

A compiled catalog or crosswalk is up to date while the files that it was made of have the sizes
and times that it was stamped with; where those differ, or are too young to tell, the files' hashes
decide.
A damaged or outdated one is made again. Two processes may do so at once: each writes a file of
its own and moves it into place.
"""

from __future__ import annotations

import contextlib
import os
import struct
import time
import zlib
from typing import TYPE_CHECKING, Final, TypeVar

from nomenklatur.catalog.files import CATALOG_CSV, DESCRIPTOR
from nomenklatur.catalog.sections import NotCompiledError, Sections, mapped
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.sections import Form

T = TypeVar("T")

SMALLEST: Final = 4 * 1024
"""A file below this many bytes loads about as fast as its compiled form opens."""
_STAMP: Final = struct.Struct("<4qq32s")
_HASH: Final = 32
_TOO_YOUNG: Final = 2 * 10**9
"""Nanoseconds within which a file may change again without a change of its time."""


def open_cached(folder: Path, cache: Path) -> Catalog:
    """The catalog of a folder, from its compiled form where that is worth it.

    Args:
        folder: The catalog's folder.
        cache: Where compiled catalogs are kept.

    Raises:
        CatalogError: There is no catalog, or its descriptor is not right.
        BadRowsError: Rows are not right.
    """
    from nomenklatur.catalog import compiled  # noqa: PLC0415 - not for a compiled crosswalk

    return open_kept(
        (folder / CATALOG_CSV, folder / DESCRIPTOR),
        cache_file(folder, cache),
        form=compiled.FORM,
        load=lambda: _load(folder),
        compile_=compiled.compile_catalog,
        open_=compiled.opened,
    )


def open_kept(  # noqa: PLR0913 - what a kind of folder needs to be kept
    files: tuple[Path, Path],
    path: Path,
    *,
    form: Form,
    load: Callable[[], T],
    compile_: Callable[[T, bytes], bytes],
    open_: Callable[[Sections, Callable[[], T]], T],
) -> T:
    """What a folder holds, from its compiled form where that is worth it.

    Args:
        files: The folder's CSV and its descriptor.
        path: Where the compiled form is kept.
        form: The form of the compiled file.
        load: Loads the folder.
        compile_: Compiles what was loaded, with a stamp.
        open_: Opens the sections of a compiled file; what turns out damaged later is replaced by
            what the second argument makes anew.
    """
    try:
        looks = _looks(files)
    except OSError:
        looks = (0, 0)
    if looks[1] < SMALLEST:
        return load()

    def make() -> T:
        with contextlib.suppress(OSError):
            stamp = _stamp(looks, files)
            made = load()
            with contextlib.suppress(NotCompiledError):
                put(path, compile_(made, stamp))
            return made
        return load()

    with contextlib.suppress(OSError, NotCompiledError):
        sections = Sections(mapped(path), form)
        stamp = bytes(sections[0])
        if not _is_fresh(stamp, looks):
            fresh = _stamp(looks, files)
            if fresh[-_HASH:] != stamp[-_HASH:]:
                raise NotCompiledError(_("the files have changed"))
            put(path, sections.stamped(fresh))
        return open_(sections, make)
    return make()


def _load(folder: Path) -> Catalog:
    from nomenklatur.catalog.folder import load_catalog  # noqa: PLC0415 - not for a compiled one

    return load_catalog(folder)


def cache_file(folder: Path, cache: Path, kind: str = "catalogs") -> Path:
    """Where the compiled form of a folder is kept: one file for each folder."""
    where = zlib.crc32(os.fsencode(os.path.abspath(folder)))  # noqa: PTH100 - links are not followed
    return cache / kind / f"{folder.name}-{where:08x}"


def _looks(files: tuple[Path, ...]) -> tuple[int, ...]:
    """Time and size of each file."""
    return tuple(look for file in files for look in _look(file))


def _look(file: Path) -> tuple[int, int]:
    found = file.stat()
    return (found.st_mtime_ns, found.st_size)


def _stamp(looks: tuple[int, ...], files: tuple[Path, ...]) -> bytes:
    import hashlib  # noqa: PLC0415 - only where the looks do not decide

    total = hashlib.sha256()
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return _STAMP.pack(*looks, time.time_ns(), total.digest())


def _is_fresh(stamp: bytes, looks: tuple[int, ...]) -> bool:
    """Whether the files look as they did, and were old enough then for their looks to tell."""
    if len(stamp) != _STAMP.size:
        raise NotCompiledError(_("the stamp is not whole"))
    *then, made, _rest = _STAMP.unpack(stamp)
    return tuple(then) == looks and made - max(looks[0], looks[2]) > _TOO_YOUNG


def put(path: Path, data: bytes) -> None:
    """Put a file in its place whole; a cache that cannot be written is done without."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{time.monotonic_ns():x}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
