"""The five real catalogs beside the project as `Catalog`, for tests marked ``shared``."""

from __future__ import annotations

import csv
import functools
from typing import TYPE_CHECKING

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.codes import Authority, Code, Level, Scheme

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {
    "permendagri-13-2006-uu23": 4507,
    "permendagri-90-2019": 5448,
    "kepmendagri-050-3708-2020": 6942,
    "kepmendagri-900-1317-2023-kabkota": 4367,
    "sipd-2027": 9433,
}
"""The catalogs and their numbers of rows."""
LIST_OF_2023 = "official-files/sub-kegiatan-900-1317-2023-kabkota.xlsx"
LIST_FOR_2027 = "official-files/nomenklatur-subkegiatan-20260123005058_versi_pemutakhiran_2027.xlsx"
"""The official files by their whole names: others come to lie beside them."""


@functools.cache
def shared_catalog(folder: Path, name: str) -> Catalog:
    """A catalog of the shared data folder."""
    scheme = Scheme.LEGACY if name == "permendagri-13-2006-uu23" else Scheme.NEW
    kabkota = frozenset({Authority.KABUPATEN_KOTA}) if name.endswith("-kabkota") else frozenset()
    entries = []
    with (folder / "catalogs" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            kinds = [kind for kind in (row.get("jenis_pemda") or "").split("|") if kind]
            entries.append(
                Entry(
                    Code.parse(row["code"], scheme=scheme, level=Level(row["level"])),
                    row["name"],
                    frozenset(map(Authority.from_label, kinds)) or kabkota,
                    indikator=row.get("indikator") or "",
                    satuan=row.get("satuan") or "",
                    kinerja=row.get("kinerja") or "",
                    status=Status(row.get("status") or "active"),
                    row=number,
                )
            )
    return Catalog(CatalogInfo(name, name, scheme=scheme, authorities=kabkota), tuple(entries))
