"""Rules on the catalogs that a translation rests on: they are here, and have what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes import Level
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.catalog import Catalog
    from nomenklatur.codes import Code

CATALOG_RULES = frozenset({"NK241", "NK242"})


def catalog_findings(
    absent: Sequence[str], target: Catalog, bidang: Code | None
) -> Iterator[Finding]:
    """What is missing of the catalogs.

    Args:
        absent: Ids of the nomenclatures of which the plan may be and none is at hand.
        target: The catalog translated to.
        bidang: The office's bidang urusan in it, if known.
    """
    if absent:
        yield Finding(
            RULES["NK241"],
            _("the codes are of {catalogs}, not imported here: no code was checked").format(
                catalogs=_(" or ").join(absent)
            ),
            suggestion=_import(absent[0]),
        )
    elif target.info.partial and bidang is not None and not _has(target, bidang):
        yield Finding(
            RULES["NK242"],
            _("{id} is only a part here ({partial}), without bidang urusan {bidang}").format(
                id=target.id, partial=_(target.info.partial), bidang=bidang
            ),
            suggestion=_import(target.id),
        )


def _import(catalog: str) -> str:
    return _("import the official list: {command}").format(
        command=f"nomenklatur catalog import FILE --id {catalog}"
    )


def _has(catalog: Catalog, bidang: Code) -> bool:
    """Whether a catalog has anything below a bidang urusan itself, X.XX left out."""
    return any(
        entry.code.program is not None and entry.code.ancestor(Level.BIDANG_URUSAN) == bidang
        for entry in catalog
    )
