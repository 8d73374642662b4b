"""What a ``datapackage.json`` says of its catalog."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from nomenklatur.catalog.catalog import CatalogInfo, Erratum
from nomenklatur.codes import Authority, Scheme
from nomenklatur.errors import CatalogError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.catalog.datapackage import Package


def read_info(package: Package) -> CatalogInfo:
    """What a descriptor says of its catalog.

    Raises:
        CatalogError: A value is missing or makes no sense.
    """
    try:
        scheme = Scheme(package.text("scheme") or Scheme.NEW.value)
        authorities = frozenset(map(Authority.from_label, package.items("authorities", str)))
        imported = package.text("imported")
        errata = read_errata(package)
        return CatalogInfo(
            id=package.text("name", required=True),
            title=package.text("title"),
            regulation=package.text("regulation"),
            legal_basis=package.text("legal_basis"),
            scheme=scheme,
            authorities=authorities,
            valid_from=package.number("valid_from"),
            valid_until=package.number("valid_until"),
            source=package.source(),
            partial=package.text("partial"),
            imported=date.fromisoformat(imported) if imported else None,
            errata=errata,
        )
    except CatalogError:
        raise
    except ValueError as problem:
        raise CatalogError(str(problem), place=package.place) from problem


def read_errata(package: Package) -> tuple[Erratum, ...]:
    """The errata of a descriptor.

    Raises:
        CatalogError: They are no list of objects with texts.
    """
    errata = package.items("errata", dict)
    if not all(isinstance(text, str) for erratum in errata for text in erratum.values()):
        raise package.error(_("errata must have texts only"), place=package.place)
    return tuple(
        Erratum(*(erratum.get(key, "") for key in ("code", "printed", "official", "note")))
        for erratum in errata
    )


def errata_meta(errata: Iterable[Erratum]) -> list[dict[str, str]]:
    """Errata for a descriptor."""
    return [
        {"code": e.code, "printed": e.printed, "official": e.official, "note": e.note}
        for e in errata
    ]


def info_meta(info: CatalogInfo) -> dict[str, Any]:
    """What a catalog is, for its descriptor."""
    return {
        "kind": "catalog",
        "regulation": info.regulation,
        "legal_basis": info.legal_basis,
        "scheme": info.scheme.value,
        "authorities": [kind.label for kind in in_order(info.authorities)],
        "valid_from": info.valid_from,
        "valid_until": info.valid_until,
        "partial": info.partial,
        "imported": info.imported.isoformat() if info.imported else None,
        "errata": errata_meta(info.errata),
    }


def in_order(authorities: Iterable[Authority]) -> list[Authority]:
    """Kinds of region in the order of their digits."""
    return sorted(authorities, key=lambda kind: kind.value)


def info_bytes(info: CatalogInfo) -> bytes:
    """What a catalog is, for its compiled form."""
    named = {"id": info.id, "title": info.title, "source": info.source}
    return json.dumps(named | info_meta(info)).encode()


def info_from_bytes(data: bytes) -> CatalogInfo:
    """What `info_bytes` wrote."""
    known = json.loads(data)
    del known["kind"]
    imported = known.pop("imported")
    return CatalogInfo(
        scheme=Scheme(known.pop("scheme")),
        authorities=frozenset(map(Authority.from_label, known.pop("authorities"))),
        imported=date.fromisoformat(imported) if imported else None,
        errata=tuple(Erratum(**erratum) for erratum in known.pop("errata")),
        **known,
    )
