"""Which steps lead from one version of the nomenclature to another, by the descriptors alone."""

from __future__ import annotations

import heapq
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.datapackage import Package
from nomenklatur.codes import Authority
from nomenklatur.errors import CrosswalkError, NomenklaturError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.catalog.listing import Listed
    from nomenklatur.catalog.store import Store

_PUBLISHED: Final = 1.0
_BACKWARDS: Final = 1.5
_DERIVED: Final = 4.0
"""What a step costs: derived ones are taken where no published ones lead on."""
_KINDS: Final = (Authority.PROVINSI, Authority.KABUPATEN_KOTA)

Hop = tuple[str, str]
Way = tuple[Hop, ...]


def find_ways(
    store: Store, source: str, target: str, authority: Authority | None, *, derived: bool
) -> list[tuple[Authority | None, Way]]:
    """The way, or the ways of the kinds of region where they differ.

    A version that covers one kind of region only is no step for the others.
    """
    if authority is not None:
        return [(authority, find_way(store, source, target, authority=authority, derived=derived))]
    kinds = [
        kind for kind in _KINDS if all(_is_for(store, name, kind) for name in (source, target))
    ]
    found: list[tuple[Authority | None, Way]] = [
        (kind, find_way(store, source, target, authority=kind, derived=derived)) for kind in kinds
    ]
    if len(found) < 2 or len({way for _, way in found}) == 1:  # noqa: PLR2004 - one way for all
        way = found[0][1] if found else find_way(store, source, target, derived=derived)
        return [(None, way)]
    return found


def _is_for(store: Store, name: str, authority: Authority | None) -> bool:
    """Whether a catalog is for a kind of region, by its descriptor; so is one not at hand."""
    try:
        folder = store.locate("catalog", name)
        kinds = Package.read(folder, "catalog").items("authorities", str) if folder.is_dir() else ()
    except NomenklaturError:
        return True
    return authority is None or not kinds or authority.label in kinds


def find_way(
    store: Store,
    source: str,
    target: str,
    *,
    authority: Authority | None = None,
    derived: bool = True,
) -> Way:
    """The steps from one nomenclature to another, by the descriptors alone; none if they are one.

    Published crosswalks are followed where they lead on, derived ones lead from each version at
    hand to the next.

    Raises:
        CatalogError: A nomenclature is not known.
        CrosswalkError: There is no way.
    """
    catalogs = {
        listed.id: listed
        for listed in store.catalogs()
        if not listed.problem
        and (listed.id in {source, target} or _is_for(store, listed.id, authority))
    }
    edges = _edges(store, catalogs, derived=derived)
    for name in (source, target):
        if name not in catalogs and name not in edges:
            store.locate("catalog", name)
    if source == target:
        return ()
    open_: list[tuple[float, tuple[str, ...]]] = [(0.0, (source,))]
    seen: set[str] = set()
    while open_:
        cost, path = heapq.heappop(open_)
        here = path[-1]
        if here == target:
            return tuple(itertools.pairwise(path))
        if here in seen:
            continue
        seen.add(here)
        for there, price in edges.get(here, {}).items():
            if there not in seen:
                heapq.heappush(open_, (cost + price, (*path, there)))
    raise CrosswalkError(
        _("there is no way from {source} to {target}").format(source=source, target=target),
        remedy=_remedy(source, target, catalogs, derived=derived),
    )


def _edges(
    store: Store, catalogs: Mapping[str, Listed], *, derived: bool
) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)

    def add(one: str, other: str, price: float) -> None:
        found[one][other] = min(price, found[one].get(other, price))

    for listed in store.crosswalks():
        if not listed.problem:
            add(listed.source, listed.target, _PUBLISHED)
            add(listed.target, listed.source, _BACKWARDS)
    if derived:
        from nomenklatur.catalog.importing.versions import VERSIONS  # noqa: PLC0415 - heavy parent

        line = [version.id for version in VERSIONS if version.id in catalogs]
        for one, other in itertools.pairwise(line):
            add(one, other, _DERIVED)
            add(other, one, _DERIVED)
        for name in sorted(catalogs.keys() - set(line)):
            for other in sorted(catalogs.keys() - {name}):
                add(name, other, 2 * _DERIVED)
                add(other, name, 2 * _DERIVED)
    return found


def _remedy(source: str, target: str, catalogs: Mapping[str, Listed], *, derived: bool) -> str:
    if not derived:
        return _("allow derived crosswalks, or bring the crosswalks between them")
    missing = [name for name in (source, target) if name not in catalogs]
    if missing:
        return _("import {missing}").format(missing=" and ".join(missing))
    return _("bring a crosswalk between them")
