"""The catalogs beside the project, read as they lie there."""

from __future__ import annotations

import csv
import functools
from typing import TYPE_CHECKING

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.codes import Authority, Code, Level, Scheme

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "permendagri-13-2006": "permendagri-13-2006-uu23.csv",
    "permendagri-90-2019": "permendagri-90-2019.csv",
    "kepmendagri-050-3708-2020": "kepmendagri-050-3708-2020.csv",
    "kepmendagri-900-1317-2023": "kepmendagri-900-1317-2023-kabkota.csv",
    "sipd-2027": "sipd-2027.csv",
}
KABKOTA = frozenset({Authority.KABUPATEN_KOTA})


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def shared_catalog(folder: Path, catalog_id: str) -> Catalog:
    """One of the catalogs of the shared data folder."""
    legacy = catalog_id == "permendagri-13-2006"
    scheme = Scheme.LEGACY if legacy else Scheme.NEW
    everywhere = KABKOTA if "1317" in catalog_id else frozenset()
    entries = []
    for number, row in enumerate(rows(folder / "catalogs" / FILES[catalog_id]), 2):
        kinds = row.get("jenis_pemda") or ""
        entries.append(
            Entry(
                Code.parse(row["code"], scheme=scheme, level=Level(row["level"])),
                row["name"],
                frozenset(map(Authority.from_label, kinds.split("|"))) if kinds else everywhere,
                indikator=row.get("indikator") or "",
                satuan=row.get("satuan") or "",
                kinerja=row.get("kinerja") or "",
                status=Status(row.get("status") or "active"),
                row=number,
            )
        )
    info = CatalogInfo(catalog_id, scheme=scheme, authorities=everywhere)
    return Catalog(info, tuple(sorted(entries, key=lambda entry: entry.code.key)))
