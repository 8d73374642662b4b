"""Where catalogs and crosswalks are found: the user's data folder first, then the embedded ones."""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import field, frozen

from nomenklatur.catalog.files import DESCRIPTOR
from nomenklatur.errors import CatalogError, CrosswalkError
from nomenklatur.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.listing import Listed
    from nomenklatur.crosswalk.mapping import Crosswalk

CATALOGS: Final = "catalogs"
CROSSWALKS: Final = "crosswalks"
_FOLDERS: Final = {"catalog": CATALOGS, "crosswalk": CROSSWALKS}


def data_home() -> Path:
    """The user's data folder: ``NOMENKLATUR_HOME``, else the platform's place for data."""
    if home := os.environ.get("NOMENKLATUR_HOME"):
        return Path(home).expanduser()
    return _platform_folder("data", "XDG_DATA_HOME", ".local/share")


def cache_home() -> Path:
    """The user's cache folder: ``cache`` in ``NOMENKLATUR_HOME``, else the platform's place."""
    if home := os.environ.get("NOMENKLATUR_HOME"):
        return Path(home).expanduser() / "cache"
    return _platform_folder("cache", "XDG_CACHE_HOME", ".cache")


def _platform_folder(kind: str, variable: str, default: str) -> Path:
    if sys.platform in {"win32", "darwin", "android"}:
        import platformdirs  # noqa: PLC0415 - heavy

        folder = {"data": platformdirs.user_data_path, "cache": platformdirs.user_cache_path}
        return folder[kind]("nomenklatur", appauthor=False)
    # What platformdirs does here, without its import, which every lookup would pay for.
    base = os.environ.get(variable, "").strip()
    return (Path(base) if base else Path.home() / default) / "nomenklatur"


def embedded_folder() -> Path:
    """The folder of the embedded catalogs and crosswalks."""
    import nomenklatur_catalogs  # noqa: PLC0415 - data, found where it is installed

    return Path(nomenklatur_catalogs.__path__[0])


_Opened = TypeVar("_Opened", "Catalog", "Crosswalk")
_origins: Final[weakref.WeakKeyDictionary[Catalog | Crosswalk, tuple[Store, str]]] = (
    weakref.WeakKeyDictionary()
)
"""The store that opened what, and the name that it has there."""


@frozen(eq=False)
class Store:
    """The catalogs and crosswalks at hand.

    A catalog in the user's data folder takes the place of an embedded one of the same id.

    Attributes:
        home: The user's data folder, with ``catalogs/<id>/`` and ``crosswalks/<id>/``.
        embedded: The folder of the embedded ones.
        cache: Where compiled catalogs and crosswalks are kept; None to do without.
    """

    home: Path = field(factory=data_home)
    embedded: Path = field(factory=embedded_folder)
    cache: Path | None = field(factory=cache_home)

    def catalogs(self) -> tuple[Listed, ...]:
        """The catalogs, by id."""
        return self._list("catalog")

    def crosswalks(self) -> tuple[Listed, ...]:
        """The crosswalks, by id."""
        return self._list("crosswalk")

    def list(self) -> tuple[Listed, ...]:
        """Everything: catalogs, then crosswalks."""
        return (*self.catalogs(), *self.crosswalks())

    def catalog_folder(self, catalog_id: str) -> Path:
        """Where a catalog of an id is kept in the user's data folder."""
        return self.home / CATALOGS / catalog_id

    def crosswalk_folder(self, crosswalk_id: str) -> Path:
        """Where a crosswalk of an id is kept in the user's data folder."""
        return self.home / CROSSWALKS / crosswalk_id

    def open_catalog(self, name: str) -> Catalog:
        """The catalog of an id, or of a path to a folder or CSV.

        Raises:
            CatalogError: There is none; the message says which there are.
            BadRowsError: It does not load.
        """
        path = self.locate("catalog", name)
        if self.cache is not None and path.is_dir():
            from nomenklatur.catalog.cache import open_cached  # noqa: PLC0415 - not to list

            return self._remember("catalog", open_cached(path, self.cache), path)
        from nomenklatur.catalog.folder import load_catalog  # noqa: PLC0415 - not for a cached one

        return self._remember("catalog", load_catalog(path), path)

    def open_crosswalk(self, name: str) -> Crosswalk:
        """The crosswalk of an id, or of a path to a folder or CSV.

        Raises:
            CrosswalkError: There is none; the message says which there are.
            BadRowsError: It does not load.
        """
        path = self.locate("crosswalk", name)
        if self.cache is not None and path.is_dir():
            from nomenklatur.crosswalk.cache import open_cached  # noqa: PLC0415 - not to list

            return self._remember("crosswalk", open_cached(path, self.cache), path)
        from nomenklatur.crosswalk.folder import load_crosswalk  # noqa: PLC0415 - as above

        return self._remember("crosswalk", load_crosswalk(path), path)

    def crosswalks_between(self, source: str, target: str) -> tuple[Crosswalk, ...]:
        """The crosswalks that lead from one catalog straight to another; the user's own first.

        Raises:
            CrosswalkError: One of them does not load.
        """
        found = [
            listed
            for listed in self.crosswalks()
            if (listed.source, listed.target) == (source, target) and not listed.problem
        ]
        found.sort(key=lambda listed: not listed.imported)
        return tuple(self.open_crosswalk(listed.id) for listed in found)

    def locate(self, kind: str, name: str) -> Path:
        """The folder of an id, or the path itself if the name is one.

        Raises:
            CatalogError: There is none (`CrosswalkError` where a crosswalk was asked for).
        """
        if _is_id(name):
            for folder, _own in self._roots(kind):
                if (folder / name / DESCRIPTOR).is_file():
                    return folder / name
        path = Path(name).expanduser()
        if name and path.exists():
            return path
        error = CrosswalkError if kind == "crosswalk" else CatalogError
        if not _is_id(name):
            raise error(
                _("there is no {name!r}").format(name=name),
                remedy=_("give an id or a path"),
            )
        missing = {"catalog": N_("there is no catalog {name!r}")}
        raise error(
            _(missing.get(kind, N_("there is no crosswalk {name!r}"))).format(name=name),
            remedy=_suggest(name, self._list(kind)),
        )

    def _remember(self, kind: str, opened: _Opened, path: Path) -> _Opened:
        own = any(path.parent == folder for folder, _ in self._roots(kind))
        _origins[opened] = (self, path.name if own else str(path.absolute()))
        return opened

    def _list(self, kind: str) -> tuple[Listed, ...]:
        from nomenklatur.catalog.listing import list_folders  # noqa: PLC0415 - not to open one

        return list_folders(kind, self._roots(kind))

    def _roots(self, kind: str) -> tuple[tuple[Path, bool], ...]:
        return ((self.home / _FOLDERS[kind], True), (self.embedded, False))


def origin_of(part: Catalog | Crosswalk) -> tuple[Store, str] | None:
    """The store that opened a catalog or crosswalk, and the name that it has there.

    None for one that no store opened, such as one that was made of another.
    """
    return _origins.get(part)


def _is_id(name: str) -> bool:
    return bool(name) and not name.startswith(".") and not set(name) & set("/\\:")


def _suggest(name: str, listed: Iterable[Listed]) -> str:
    import difflib  # noqa: PLC0415 - only when something went wrong

    known = [one.id for one in listed]
    if not known:
        return _("none has been imported")
    names = ", ".join(known)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return _("did you mean {name}? there are {names}").format(name=close[0], names=names)
    return _("there are {names}").format(names=names)
