"""Derived crosswalks, kept in the cache folder until a catalog changes.

Deriving takes seconds, looking a code up must not. What is kept is named by the contents of all
that it was made of, so that a changed catalog is compared anew; it is only a copy, may be deleted
at any time, and is made again where it is damaged.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.catalog.files import DESCRIPTOR
from nomenklatur.codes import Scheme
from nomenklatur.crosswalk.cache import open_cached
from nomenklatur.crosswalk.mapping import Crosswalk
from nomenklatur.errors import NomenklaturError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.store import Store
    from nomenklatur.codes import Code

FORMAT: Final = "1"
"""Raise it when what was derived before must not be read from the cache any more."""


@frozen
class DerivedCrosswalks:
    """The crosswalks that can be derived between the catalogs of a store.

    Attributes:
        store: The store; its cache folder, if it has one, keeps what was derived.
    """

    store: Store

    def get(self, source: str, target: str, codes: Collection[Code] | None = None) -> Crosswalk:
        """The crosswalk between two catalogs, from the cache if it is there.

        Args:
            source: Id of the catalog to carry from.
            target: Id of the catalog to carry to.
            codes: Only the rows on these codes; by default all.

        Raises:
            CatalogError: A catalog is not there, does not load, or the two have no kind of
                region in common.
            BadRowsError: A catalog does not load.
        """
        folder = self._folder(source, target)
        if folder is not None and self.store.cache is not None:
            with contextlib.suppress(NomenklaturError, OSError):
                kept = open_cached(folder, self.store.cache)
                return kept if codes is None else rows_on(kept, codes)
        crosswalk = derive_any(
            self.store.open_catalog(source),
            self.store.open_catalog(target),
            self.predecessors(target),
        )
        if folder is not None:
            from nomenklatur.crosswalk.folder import save_crosswalk  # noqa: PLC0415 - to keep it

            with contextlib.suppress(NomenklaturError, OSError):
                save_crosswalk(crosswalk, folder)
        return crosswalk if codes is None else rows_on(crosswalk, codes)

    def _folder(self, source: str, target: str) -> Path | None:
        """Where the crosswalk is kept: named by the hashes of what it is made of."""
        if self.store.cache is None:
            return None
        found = hashlib.blake2b(FORMAT.encode(), digest_size=12)
        folders = [self.store.locate("catalog", name) for name in (source, target)]
        folders += [self.store.locate("crosswalk", name) for name in self._predecessor_ids(target)]
        for folder in folders:
            file = folder / DESCRIPTOR if folder.is_dir() else folder
            found.update(hashlib.sha256(file.read_bytes()).digest())
        name = f"{folders[0].stem}--{folders[1].stem}-{found.hexdigest()}"
        return self.store.cache / "derived" / name

    def _predecessor_ids(self, target: str) -> list[str]:
        """Crosswalks into a catalog from what is no catalog: its predecessor column."""
        catalogs = {listed.id for listed in self.store.catalogs()}
        return [
            listed.id
            for listed in self.store.crosswalks()
            if listed.target == target and listed.source not in catalogs and not listed.problem
        ]

    def predecessors(self, target: str) -> tuple[Crosswalk, ...]:
        """What a catalog's own predecessor column says, as crosswalks."""
        return tuple(map(self.store.open_crosswalk, self._predecessor_ids(target)))


def derive_any(
    source: Catalog, target: Catalog, predecessors: Sequence[Crosswalk] = ()
) -> Crosswalk:
    """A crosswalk between any two catalogs: by comparison, or by likeness between two schemes.

    Raises:
        CatalogError: The catalogs have no kind of region in common.
    """
    if source.info.scheme is target.info.scheme:
        from nomenklatur.crosswalk.derive import derive_crosswalk  # noqa: PLC0415 - heavy

        return derive_crosswalk(source, target, predecessors=predecessors or None)
    from nomenklatur.crosswalk.derive_names import derive_by_names  # noqa: PLC0415 - heavy
    from nomenklatur.crosswalk.invert import invert  # noqa: PLC0415 - rare

    if source.info.scheme is Scheme.NEW:
        return invert(derive_by_names(target, source), target=source)
    return derive_by_names(source, target)


def rows_on(crosswalk: Crosswalk, codes: Collection[Code]) -> Crosswalk:
    """The rows of a crosswalk on some codes, or on their generic spellings."""
    rows = [row for code in dict.fromkeys(codes) for row in crosswalk.get(code)]
    return Crosswalk(crosswalk.info, tuple(dict.fromkeys(rows)))
