"""Folders of data: a ``datapackage.json`` beside the CSV that it describes.

The descriptor follows the Data Package standard (Frictionless): name, title, and a resource with
path, hash and row count; what this project adds stands under ``nomenklatur``. A folder is written
whole or not at all.
"""

from __future__ import annotations

import contextlib
import json
import os
from errno import ENOTDIR
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.catalog.exchange import exchange_at_once
from nomenklatur.catalog.files import DESCRIPTOR
from nomenklatur.errors import CatalogError, CrosswalkError, NomenklaturError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ATTEMPTS: Final = 20


@frozen
class Package:
    """A descriptor as read.

    Attributes:
        folder: The folder that it describes.
        descriptor: The whole of ``datapackage.json``.
        error: The exception to raise on what is wrong with it.
    """

    folder: Path
    descriptor: Mapping[str, Any] = field(repr=False)
    error: type[NomenklaturError] = CatalogError

    @classmethod
    def read(cls, folder: Path, kind: str) -> Package:
        """Read the descriptor of a folder.

        Args:
            folder: The folder.
            kind: What it must be: ``catalog``, ``crosswalk``, or empty for any.

        Raises:
            CatalogError: There is no descriptor, it is no JSON, or of another kind
                (`CrosswalkError` where a crosswalk was asked for).
        """
        error = CrosswalkError if kind == "crosswalk" else CatalogError
        path = folder / DESCRIPTOR
        place = Place(str(path))
        try:
            descriptor = json.loads(path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            raise error(
                _("no {file}: not a {kind} folder").format(file=DESCRIPTOR, kind=kind or "data"),
                place=Place(str(folder)),
            ) from None
        except OSError as problem:
            raise error(
                _("cannot be read: {reason}").format(reason=problem.strerror), place=place
            ) from problem
        except (ValueError, RecursionError) as problem:
            raise error(
                _("not valid JSON: {problem}").format(problem=problem), place=place
            ) from problem
        if not isinstance(descriptor, dict):
            raise error(_("holds no JSON object"), place=place)
        package = cls(folder, descriptor, error)
        if kind and package.kind != kind:
            raise error(
                _("describes a {kind}, not a {kind2}").format(
                    kind=package.kind or "nothing", kind2=kind
                ),
                place=place,
            )
        return package

    @property
    def place(self) -> Place:
        """The descriptor file."""
        return Place(str(self.folder / DESCRIPTOR))

    @property
    def meta(self) -> Mapping[str, Any]:
        """What stands under ``nomenklatur``; empty if nothing does."""
        meta = self.descriptor.get("nomenklatur")
        return meta if isinstance(meta, dict) else {}

    @property
    def kind(self) -> str:
        """``catalog``, ``crosswalk`` or ``bidang``; empty if it says nothing."""
        kind = self.meta.get("kind")
        return kind if isinstance(kind, str) else ""

    @property
    def rows(self) -> int | None:
        """The declared number of rows."""
        rows = self.resource.get("rows")
        return rows if isinstance(rows, int) else None

    @property
    def resource(self) -> Mapping[str, Any]:
        """The only resource.

        Raises:
            CatalogError: There are none or several.
        """
        match self.descriptor.get("resources"):
            case [dict(only)]:
                return only
            case _:
                raise self.error(_("needs exactly one resource"), place=self.place)

    def text(self, key: str, *, required: bool = False) -> str:
        """A text of the descriptor (``title``) or of ``nomenklatur`` (``regulation``).

        Raises:
            CatalogError: It is no text, or missing and required.
        """
        value = self.descriptor.get(key) if key in {"name", "title"} else self.meta.get(key)
        if value is None:
            value = ""
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.error(
                _("{key} must be a text").format(key=key), place=self.place.at(column=key)
            )
        return value

    def number(self, key: str) -> int | None:
        """A whole number of ``nomenklatur``, such as a year; None if it is missing.

        Raises:
            CatalogError: It is no whole number.
        """
        value = self.meta.get(key)
        if value is not None and type(value) is not int:
            raise self.error(
                _("{key} must be a whole number").format(key=key), place=self.place.at(column=key)
            )
        return value

    def items(self, key: str, kind: type[Any]) -> list[Any]:
        """A list of ``nomenklatur`` whose members are of one type; empty if it is missing.

        Raises:
            CatalogError: It is no such list.
        """
        value = self.meta.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
            raise self.error(
                _("{key} must be a list").format(key=key), place=self.place.at(column=key)
            )
        return value

    def source(self) -> str:
        """The title of the first source; empty if none is named."""
        match self.descriptor.get("sources"):
            case [{"title": str(title)}, *_]:
                return title
            case _:
                return ""

    def data(self, *, verify: bool = True) -> tuple[bytes, Place]:
        """The bytes of the resource and their place.

        Args:
            verify: Whether to compare them with the declared hash.

        Raises:
            CatalogError: The file is missing, outside the folder, or not what was hashed.
        """
        name = self.resource.get("path")
        if not isinstance(name, str) or Path(name).name != name:
            raise self.error(_("the resource's path must be a file name"), place=self.place)
        path = self.folder / name
        place = Place(str(path))
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise self.error(
                _("cannot be read: {reason}").format(reason=problem.strerror), place=place
            ) from problem
        declared = self.resource.get("hash")
        if verify and declared is not None and declared != file_hash(data):
            raise self.error(
                _("differs from what {file} was written for (sha256)").format(file=DESCRIPTOR),
                place=place,
                remedy=_("import the folder again if the change is meant"),
            )  # fmt: skip
        return data, place


def file_hash(data: bytes) -> str:
    """The hash of a file as a Data Package states it: ``sha256:…``."""
    import hashlib  # noqa: PLC0415 - heavy

    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def describe(  # noqa: PLR0913 - the parts of a descriptor
    name: str,
    *,
    title: str,
    source: str,
    path: str,
    data: bytes,
    rows: int,
    columns: Sequence[str],
    meta: Mapping[str, Any],
) -> bytes:
    """The bytes of a ``datapackage.json`` for one CSV; empty values are left out."""
    descriptor: dict[str, Any] = {"name": name, "title": title}
    if source:
        descriptor["sources"] = [{"title": source}]
    descriptor["resources"] = [
        {
            "name": Path(path).stem,
            "path": path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "hash": file_hash(data),
            "bytes": len(data),
            "rows": rows,
            "schema": {"fields": [{"name": column, "type": "string"} for column in columns]},
        }
    ]
    descriptor["nomenklatur"] = {k: v for k, v in meta.items() if v not in (None, "", [])}
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all; a folder of that name is replaced.

    The files are written beside it and moved into place once they are on disk, so that a
    reader finds the old folder or the new one, and a failure leaves the old one.

    Raises:
        CatalogError: It cannot be written.
    """
    import shutil  # noqa: PLC0415 - heavy
    import tempfile  # noqa: PLC0415 - heavy
    from glob import escape as glob_escape  # noqa: PLC0415 - heavy

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as problem:
        raise CatalogError(
            _("cannot be written: {reason}").format(reason=problem.strerror),
            place=Place(str(folder)),
        ) from problem
    try:
        for name, data in files.items():
            with (fresh / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        fresh.chmod(0o755)
        _swap(fresh, folder)
    except OSError as problem:
        raise CatalogError(
            _("cannot be written: {reason}").format(reason=problem.strerror),
            place=Place(str(folder)),
        ) from problem
    finally:
        for left in folder.parent.glob(f"{glob_escape(fresh.name)}*"):
            shutil.rmtree(left, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """Put a folder in the place of another, which is left beside it under the fresh one's name.

    Where the system can, in one step. Elsewhere a folder that is not empty cannot be renamed over,
    so the old one steps aside first; readers wait for that moment (`read_whole`). Two writers may
    race: whoever finds the place taken again tries again.
    """
    if folder.is_file():
        raise NotADirectoryError(ENOTDIR, _("a file is in its place"))
    if folder.is_dir() and exchange_at_once(fresh, folder):
        return
    for attempt in range(_ATTEMPTS):
        aside = fresh.with_name(f"{fresh.name}.{attempt}")
        with contextlib.suppress(FileNotFoundError):
            folder.rename(aside)
        try:
            fresh.rename(folder)
        except OSError:
            if attempt == _ATTEMPTS - 1:
                with contextlib.suppress(OSError):
                    aside.rename(folder)
                raise
        else:
            return
