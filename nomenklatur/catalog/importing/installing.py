"""An imported list into the user's data folder: wholly or not at all.

Everything is written beside its place first. Then a marker says that all of it is on disk, and
the folders change places with the old ones, each in one step. Whoever finds the marker of an
import that was killed finishes it; what has no marker is thrown away.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.catalog.datapackage import file_hash
from nomenklatur.catalog.exchange import exchange
from nomenklatur.catalog.files import DESCRIPTOR
from nomenklatur.catalog.folder import catalog_files
from nomenklatur.catalog.store import CATALOGS, CROSSWALKS, Store
from nomenklatur.crosswalk.folder import crosswalk_files
from nomenklatur.errors import CatalogError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nomenklatur.catalog.importing.importer import Imported

_STAGE: Final = ".import-"
_COMPLETE: Final = "complete"


@frozen
class Installed:
    """Where an imported list is kept now.

    Attributes:
        catalog: The folder of the catalog.
        crosswalk: The folder of its predecessors; None if it names none.
        replaced: Whether a catalog of the same id was there before.
    """

    catalog: Path
    crosswalk: Path | None
    replaced: bool


def install(imported: Imported, store: Store | None = None) -> Installed:
    """Keep an imported list in the user's data folder, in the place of one of the same id.

    Until the last byte of the new one is on disk the old one stays as it is. Several processes
    may install at once: one waits for the other, and the last one stays.

    Args:
        imported: The list.
        store: Where to; by default the user's data folder.

    Raises:
        CatalogError: It cannot be written; nothing has changed.
    """
    store = store or Store()
    catalog, crosswalk = imported.catalog, imported.crosswalk
    folders = {store.catalog_folder(catalog.id): catalog_files(catalog)}
    if crosswalk is not None:
        folders[store.crosswalk_folder(crosswalk.id)] = crosswalk_files(crosswalk)
    replaced = store.catalog_folder(catalog.id).exists()
    try:
        with _made(store.home), _locked(store.home):
            _recover(store.home)
            _install(store.home, folders)
    except OSError as problem:
        raise CatalogError(
            _("cannot be written: {reason}").format(reason=problem.strerror or problem),
            place=Place(str(problem.filename or store.home)),
            remedy=_("nothing was changed; make room, or allow writing there"),
        ) from problem
    return Installed(
        store.catalog_folder(catalog.id),
        None if crosswalk is None else store.crosswalk_folder(crosswalk.id),
        replaced,
    )


def _install(home: Path, folders: Mapping[Path, Mapping[str, bytes]]) -> None:
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=home))
    try:
        for folder, files in folders.items():
            fresh = stage / folder.relative_to(home)
            fresh.mkdir(parents=True)
            for name, data in files.items():
                _write(fresh / name, data)
        hashes = {
            folder.relative_to(home).as_posix(): file_hash(files[DESCRIPTOR])
            for folder, files in folders.items()
        }
        _write(stage / _COMPLETE, json.dumps(hashes).encode())
        _place(home, stage, hashes)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _place(home: Path, stage: Path, hashes: Mapping[str, str]) -> None:
    """Put every folder of a stage in its place that is not there yet; if one fails, none."""
    done: list[tuple[Path, Path]] = []
    try:
        for name, expected in sorted(hashes.items(), reverse=True):
            fresh, folder = stage / name, home / name
            if _hash_of(folder) != expected and _hash_of(fresh) == expected:
                folder.parent.mkdir(exist_ok=True)
                exchange(fresh, folder)
                done.append((fresh, folder))
    except OSError:
        for fresh, folder in reversed(done):
            exchange(fresh, folder)
        raise


def _hash_of(folder: Path) -> str:
    try:
        return file_hash((folder / DESCRIPTOR).read_bytes())
    except OSError:
        return ""


def _recover(home: Path) -> None:
    """Finish the imports that were killed when all was on disk, and clear away the others."""
    for stage in sorted(home.glob(f"{_STAGE}*")):
        try:
            hashes = json.loads((stage / _COMPLETE).read_bytes())
        except (OSError, ValueError):
            hashes = {}
        _place(home, stage, hashes)
        shutil.rmtree(stage, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _made(home: Path) -> Iterator[None]:
    """The data folder, which is made if need be, and taken away again if nothing came into it."""
    missing = [folder for folder in (home, *home.parents) if not folder.exists()]
    home.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for folder in (home / CATALOGS, home / CROSSWALKS, *missing):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    """The right to change the data folder; it ends with the process, however that ends."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there only

        with (home / ".lock").open("a+b") as file:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        descriptor = os.open(home, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
