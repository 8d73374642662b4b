"""The version of a catalog: what changes when its codes, names or states change."""

from __future__ import annotations

import hashlib
import json
import weakref
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.catalog.catalog import Catalog

_LENGTH: Final = 16
_known: Final[weakref.WeakKeyDictionary[Catalog, str]] = weakref.WeakKeyDictionary()


def catalog_key(catalog: Catalog) -> str:
    """The key of a catalog in the version at hand: ``permendagri-90-2019@3f2a…``."""
    if (known := _known.get(catalog)) is not None:
        return known
    version = fingerprint(
        [
            str(entry.code),
            entry.name,
            entry.official_name,
            sorted(authority.label for authority in entry.authorities),
            entry.status.value,
        ]
        for entry in catalog
    )
    return _known.setdefault(catalog, f"{catalog.id}@{version}")


def fingerprint(records: Iterable[object]) -> str:
    """The beginning of the SHA-256 of records, each as a line of JSON."""
    total = hashlib.sha256()
    for record in records:
        total.update(json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode())
        total.update(b"\n")
    return total.hexdigest()[:_LENGTH]
