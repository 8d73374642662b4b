"""How a mapper travels to another process or machine: small, and the same when it arrives.

What a `Store` opened is the same wherever the store is, so only its name and a hash of its
content travel; the other side opens it and compares. Everything else travels whole, compressed.
What has arrived once is kept: a worker that gets the same mapper with every partition opens its
catalogs and builds the matcher once.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
import weakref
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from nomenklatur import __version__
from nomenklatur.catalog.catalog import Catalog
from nomenklatur.catalog.store import Store, embedded_folder, origin_of
from nomenklatur.crosswalk.mapping import Crosswalk
from nomenklatur.errors import CatalogError, CrosswalkError, NomenklaturError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from nomenklatur.mapper import Mapper
    from nomenklatur.match.query import Matcher

_KEPT: Final = 8
"""Mappers that a process keeps; one a pair of nomenclatures, kind of region and decisions."""


@frozen
class Reference:
    """A catalog or crosswalk by its name in a store, and what it has to be there.

    Attributes:
        kind: ``catalog`` or ``crosswalk``.
        name: Its id, or its absolute path.
        digest: SHA-256 of its content.
        home: The user's data folder; None for the one of whoever opens it.
        embedded: The folder of the embedded ones; None for those of the installed package.
    """

    kind: str
    name: str
    digest: str
    home: str | None = None
    embedded: str | None = None

    def open(self) -> Catalog | Crosswalk:
        """Open it here.

        Raises:
            CatalogError: It is not here, or is another (`CrosswalkError` for a crosswalk).
        """
        found = {}
        if self.home is not None:
            found["home"] = Path(self.home)
        if self.embedded is not None:
            found["embedded"] = Path(self.embedded)
        store = Store(**found)
        error = CrosswalkError if self.kind == "crosswalk" else CatalogError
        remedy = _("import the same one here, or send the mapper whole: mapper.self_contained()")
        try:
            opened: Catalog | Crosswalk = (
                store.open_crosswalk(self.name)
                if self.kind == "crosswalk"
                else store.open_catalog(self.name)
            )
        except NomenklaturError as problem:
            raise error(
                _("the mapper's {kind} is not here: {problem}").format(
                    kind=self.kind, problem=problem
                ),
                remedy=remedy,
            ) from None
        if digest(opened) != self.digest:
            raise error(
                _("the {kind} {name} here is not the one that the mapper was made with").format(
                    kind=self.kind, name=self.name
                ),
                remedy=remedy,
            )
        return opened


@frozen
class Packed:
    """A catalog or crosswalk whole, compressed."""

    data: bytes

    def open(self) -> Catalog | Crosswalk:
        """Unpack it."""
        kind, *parts = pickle.loads(zlib.decompress(self.data))  # noqa: S301 - within a pickle
        unpacked: Catalog | Crosswalk = kind(*parts)
        return unpacked


_ready: Final[weakref.WeakKeyDictionary[Catalog | Crosswalk, Reference | Packed]] = (
    weakref.WeakKeyDictionary()
)
"""They never change, and Dask pickles a mapper once a partition."""


def pack(part: Catalog | Crosswalk) -> Reference | Packed:
    """A reference to what a store opened, anything else whole."""
    if (known := _ready.get(part)) is not None:
        return known
    return _ready.setdefault(part, _pack(part))


def _pack(part: Catalog | Crosswalk) -> Reference | Packed:
    origin = origin_of(part)
    if origin is not None:
        store, name = origin
        default = Store()
        return Reference(
            "crosswalk" if isinstance(part, Crosswalk) else "catalog",
            name,
            digest(part),
            None if store.home == default.home else str(store.home.absolute()),
            None if store.embedded == embedded_folder() else str(store.embedded.absolute()),
        )
    whole: tuple[Any, ...] = (
        (Crosswalk, part.info, part.mappings)
        if isinstance(part, Crosswalk)
        else (Catalog, part.info, part.entries)
    )
    return Packed(zlib.compress(pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)))


def digest(part: Catalog | Crosswalk) -> str:
    """SHA-256 of a catalog's or crosswalk's content as the files that it would be saved as."""
    from nomenklatur.catalog.folder import catalog_files  # noqa: PLC0415 - only to travel
    from nomenklatur.crosswalk.folder import crosswalk_files  # noqa: PLC0415 - the same

    files = crosswalk_files(part) if isinstance(part, Crosswalk) else catalog_files(part)
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name} {len(data)}\n".encode() + data)
    return total.hexdigest()


def self_contained(mapper: Mapper) -> Mapper:
    """The same mapper with catalogs and crosswalks of its own, which travel whole."""
    source = mapper.source
    return evolve(
        mapper,
        target=Catalog(mapper.target.info, mapper.target.entries),
        source=None if source is None else Catalog(source.info, source.entries),
        crosswalks=tuple(Crosswalk(one.info, one.mappings) for one in mapper.crosswalks),
    )


def reduced(mapper: Mapper) -> tuple[Callable[..., Mapper], tuple[Any, ...]]:
    """What `pickle` is told about a mapper."""
    parts = (
        pack(mapper.target),
        None if mapper.source is None else pack(mapper.source),
        tuple(pack(crosswalk) for crosswalk in mapper.crosswalks),
        mapper.decisions.lines,
        mapper.authority,
        tuple(sorted(mapper.steps, key=lambda step: step.value)),
        mapper.semantic,
        mapper.absent,
    )
    return arrived, (__version__, pickle.dumps(parts, pickle.HIGHEST_PROTOCOL), mapper.matcher)


def arrived(version: str, parts: bytes, matcher: Matcher | None) -> Mapper:
    """The mapper of what `reduced` said.

    Raises:
        NomenklaturError: A catalog or crosswalk is not here, or is another; or the mapper is of
            another version of this package, which may answer otherwise.
    """
    if version != __version__:
        raise NomenklaturError(
            _("the mapper is of nomenklatur {version}, and this is {version2}").format(
                version=version, version2=__version__
            ),
            remedy=_("install the same version everywhere"),
        )
    mapper = _opened(parts)
    return mapper if matcher is None else evolve(mapper, matcher=matcher)


@functools.lru_cache(maxsize=_KEPT)
def _opened(parts: bytes) -> Mapper:
    from nomenklatur.decisions import Decisions  # noqa: PLC0415 - only where it arrives
    from nomenklatur.mapper import Mapper  # noqa: PLC0415 - which imports this module

    target, source, crosswalks, lines, authority, steps, semantic, absent = pickle.loads(parts)  # noqa: S301 - the same
    return Mapper(
        target.open(),
        None if source is None else source.open(),
        crosswalks=tuple(one.open() for one in crosswalks),
        decisions=Decisions(lines),
        authority=authority,
        steps=frozenset(steps),
        semantic=semantic,
        absent=absent,
    )
