"""What a store has, by the descriptors alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.catalog.datapackage import Package
from nomenklatur.catalog.files import DESCRIPTOR
from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@frozen
class Listed:
    """A catalog or crosswalk that the store has, by its descriptor alone.

    Attributes:
        id: Its id.
        kind: ``catalog`` or ``crosswalk``.
        folder: Its folder.
        imported: Whether it is the user's own; else it is embedded.
        title: Its title.
        rows: Number of entries of a catalog, or of rows of a crosswalk.
        partial: Why it is only a part; empty if it is whole.
        source: What a crosswalk maps from.
        target: What a crosswalk maps to.
        replaces: Whether an embedded one of the same id stands behind it.
        problem: Why it cannot be opened; empty if its descriptor is right.
    """

    id: str
    kind: str
    folder: Path
    imported: bool
    title: str = ""
    rows: int | None = None
    partial: str = ""
    source: str = ""
    target: str = ""
    replaces: bool = False
    problem: str = ""


def list_folders(kind: str, roots: Iterable[tuple[Path, bool]]) -> tuple[Listed, ...]:
    """The catalogs or crosswalks below some folders, by id.

    Args:
        kind: ``catalog`` or ``crosswalk``.
        roots: Folders of folders, the one that takes precedence first, and whether each is the
            user's own.
    """
    found: dict[str, Listed] = {}
    for root, imported in reversed(tuple(roots)):
        if not root.is_dir():
            continue
        for folder in root.iterdir():
            if not folder.name.startswith(".") and (folder / DESCRIPTOR).is_file():
                listed = _read(folder, kind, imported=imported, replaces=folder.name in found)
                if listed is not None:
                    found[listed.id] = listed
    return tuple(found[name] for name in sorted(found))


def _read(folder: Path, kind: str, *, imported: bool, replaces: bool) -> Listed | None:
    try:
        package = Package.read(folder, "")
        if package.kind != kind:
            if imported:
                raise package.error(
                    _("describes a {kind}, not a {kind2}").format(
                        kind=package.kind or "nothing", kind2=kind
                    )
                )
            return None
        if package.text("name", required=True) != folder.name:
            raise package.error(
                _("calls itself {text}, its folder {name}").format(
                    text=package.text("name"), name=folder.name
                )
            )
        return Listed(
            folder.name, kind, folder, imported,
            title=package.text("title"), rows=package.rows, partial=package.text("partial"),
            source=package.text("source"), target=package.text("target"), replaces=replaces,
        )  # fmt: skip
    except NomenklaturError as problem:
        return Listed(folder.name, kind, folder, imported, replaces=replaces, problem=str(problem))
