"""The catalogs that are served, each opened when it is first asked for.

Catalogs and crosswalks are kept open until their files change; engines are built once, from the
compiled index, under a lock. An engine remembers answers, so that one thread at a time uses it.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import field, frozen

from nomenklatur.catalog.files import CATALOG_CSV, DESCRIPTOR
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Level
from nomenklatur.crosswalk.bidang import load_bidang
from nomenklatur.errors import CatalogError
from nomenklatur.language import _
from nomenklatur.service.entities import Entities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from nomenklatur.catalog import Catalog
    from nomenklatur.catalog.listing import Listed
    from nomenklatur.codes import Authority
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.match import Engine
    from nomenklatur.recognise import Recogniser
    from nomenklatur.service.names import Names

    Asked = tuple[Authority | None, str]
    """The kind of region of a question, and the nomenclature that it is written in."""

T = TypeVar("T")
_ENGINES: Final = 3
"""Engines of one catalog that are kept: one a kind of region and nomenclature of the questions."""


@frozen(eq=False)
class OpenStore(Store):
    """A store that keeps what it opened until the files change."""

    _kept: dict[tuple[str, str], tuple[object, Any]] = field(factory=dict, init=False, repr=False)
    _lock: threading.RLock = field(factory=threading.RLock, init=False, repr=False)

    def open_catalog(self, name: str) -> Catalog:
        """As in `Store`."""
        opened: Catalog = self._keep("catalog", name, super().open_catalog)
        return opened

    def open_crosswalk(self, name: str) -> Crosswalk:
        """As in `Store`."""
        opened: Crosswalk = self._keep("crosswalk", name, super().open_crosswalk)
        return opened

    def _keep(self, kind: str, name: str, open_: Callable[[str], Any]) -> Any:  # noqa: ANN401
        with self._lock:
            looks = _looks(self.locate(kind, name))
            known = self._kept.get((kind, name))
            if known is None or known[0] != looks:
                known = self._kept[kind, name] = (looks, open_(name))
            return known[1]


def _looks(path: Path) -> tuple[object, ...]:
    """How the files of a folder look: another time or size, and they are read again."""
    files = [path / name for name in (DESCRIPTOR, CATALOG_CSV, "crosswalk.csv")]
    stats = [file.stat() for file in (path, *files) if file.exists()]
    return (path, *((one.st_mtime_ns, one.st_size) for one in stats))


@frozen(eq=False)
class Shelved:
    """A catalog that is served.

    Attributes:
        catalog: The catalog.
        store: Where the crosswalks that lead to it are found.
        lock: Held by who uses an engine or searches.
    """

    catalog: Catalog
    store: Store
    lock: threading.RLock = field(factory=threading.RLock, init=False)
    _engines: OrderedDict[Asked, Engine] = field(factory=OrderedDict, init=False)
    _recognisers: OrderedDict[Asked, tuple[Recogniser, ...]] = field(
        factory=OrderedDict, init=False
    )

    @property
    def id(self) -> str:
        """The id of the catalog."""
        return self.catalog.id

    @functools.cached_property
    def entities(self) -> Entities:
        """Its entries by their identifiers."""
        return Entities(self.catalog)

    @functools.cached_property
    def leaf(self) -> Level:
        """The level that activities are matched at."""
        from nomenklatur.match.index import leaves  # noqa: PLC0415 - heavy

        found = leaves(self.catalog, None)
        return found[0].level if found else Level.SUB_KEGIATAN

    @functools.cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels that it has, the one that activities are matched at first."""
        has = {entry.level for entry in self.catalog.entries}
        return (self.leaf, *(level for level in Level if level in has and level is not self.leaf))

    @functools.cached_property
    def names(self) -> Names:
        """The names above the level that activities are matched at."""
        from nomenklatur.service.names import Names  # noqa: PLC0415 - heavy

        return Names(self.catalog, self.leaf)

    def engine(self, authority: Authority | None, source: str = "") -> Engine:
        """The engine for a kind of region, and for names of some nomenclature.

        Args:
            authority: The kind of region.
            source: Id of the nomenclature that the names are written in, if known: its
                numbering of the bidang urusan counts, and what crosswalks from it say.
        """
        with self.lock:
            found = _kept(self._engines, (authority, source), lambda: self._make(authority, source))
            found.index  # noqa: B018 - made now, under the lock
            return found

    def recognisers(self, authority: Authority | None, source: str) -> tuple[Recogniser, ...]:
        """What tells which entry of another nomenclature a name is: published mappings first.

        Args:
            authority: The kind of region.
            source: Id of the nomenclature that the names are written in.
        """
        from nomenklatur.recognise import Recogniser, sources_of  # noqa: PLC0415 - if needed

        def make() -> tuple[Recogniser, ...]:
            published = self.store.crosswalks_between(source, self.id)
            known = [*map(sources_of, published), self.store.open_catalog(source)]
            return tuple(Recogniser(one, authority) for one in known)

        with self.lock:
            return _kept(self._recognisers, (authority, source), make)

    def _make(self, authority: Authority | None, source: str) -> Engine:
        from nomenklatur.match import Engine  # noqa: PLC0415 - heavy
        from nomenklatur.match.precedents import precedents_of  # noqa: PLC0415 - reads tables

        if not source:
            return Engine(self.catalog, authority=authority)
        numbering = load_bidang().numbering_of(self.store.open_catalog(source))
        crosswalks = self.store.crosswalks_between(source, self.id)
        return Engine(
            self.catalog,
            authority=authority,
            numbering=numbering,
            precedents=precedents_of(crosswalks, (), self.id),
        )


def _kept(known: OrderedDict[Asked, T], asked: Asked, make: Callable[[], T]) -> T:
    """What is kept for a question, made now if it is not; the least used go when it is many."""
    if asked not in known:
        known[asked] = make()
        if len(known) > _ENGINES:
            known.popitem(last=False)
    known.move_to_end(asked)
    return known[asked]


@frozen(eq=False)
class Shelf:
    """The catalogs that are served.

    Attributes:
        store: Where they are.
        only: Their ids; None for all that the store has.
        authority: The kind of region of questions that name none.
    """

    store: Store = field(factory=OpenStore)
    only: frozenset[str] | None = None
    authority: Authority | None = None
    _open: dict[str, Shelved] = field(factory=dict, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)

    @classmethod
    def of(
        cls, ids: Iterable[str], authority: Authority | None = None, store: Store | None = None
    ) -> Shelf:
        """A shelf with some catalogs, or with all if none is named.

        Raises:
            CatalogError: One of them is not there.
        """
        store = store or OpenStore()
        known = frozenset(ids)
        shelf = cls(store, known or None, authority)
        for name in known:
            if name not in {one.id for one in shelf.listed()}:
                store.open_catalog(name)  # says which there are
                raise CatalogError(
                    _("{name} is no id of a catalog").format(name=name),
                    remedy=_("import it first: nomenklatur catalog import"),
                )
        return shelf

    def listed(self) -> tuple[Listed, ...]:
        """What is served, by id; what cannot be opened is left out."""
        return tuple(
            one
            for one in self.store.catalogs()
            if not one.problem and (self.only is None or one.id in self.only)
        )

    def ids(self) -> tuple[str, ...]:
        """The ids of what is served."""
        return tuple(one.id for one in self.listed())

    def get(self, catalog_id: str) -> Shelved | None:
        """A catalog by its id; None if it is not served. A path is no id.

        Raises:
            NomenklaturError: It does not load.
        """
        if catalog_id not in self._open and catalog_id not in self.ids():
            return None
        catalog = self.store.open_catalog(catalog_id)
        with self._lock:
            found = self._open.get(catalog_id)
            if found is None or found.catalog is not catalog:
                found = self._open[catalog_id] = Shelved(catalog, self.store)
            return found
