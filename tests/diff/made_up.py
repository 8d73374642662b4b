"""Small catalogs made up for one test each."""

from __future__ import annotations

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.catalog.diff import Change, diff_catalogs
from nomenklatur.codes import Authority, Code

PROVINSI, KABKOTA = Authority.PROVINSI, Authority.KABUPATEN_KOTA

ROADS = {
    "1": "URUSAN WAJIB",
    "1.03": "PEKERJAAN UMUM",
    "1.03.10": "PROGRAM PENYELENGGARAAN JALAN",
    "1.03.10.2.01": "Penyelenggaraan Jalan Kabupaten/Kota",
    "1.03.10.2.01.01": "Pembangunan Jalan",
    "1.03.10.2.01.02": "Rehabilitasi Jalan",
    "1.03.10.2.01.03": "Pembangunan Jembatan",
    "1.03.10.2.01.04": "Survei Kondisi Jalan dan Jembatan",
    "1.03.10.2.01.05": "Pengelolaan Leger Jalan",
}
"""A branch of a catalog, as codes and names."""


def catalog(names: dict[str, str], name: str = "older", *kinds: Authority) -> Catalog:
    """A catalog of codes and names, for kinds of region; a name that ends in † is withdrawn."""
    entries = tuple(
        Entry(
            Code.parse(code),
            text.removesuffix("†"),
            frozenset(kinds),
            status=Status.RETIRED if text.endswith("†") else Status.ACTIVE,
        )
        for code, text in names.items()
    )
    return Catalog(CatalogInfo(name), entries)


def changed(names: dict[str, str], *gone: str, **new: str) -> dict[str, str]:
    """Codes and names without some, and with others: ``s06="…"`` adds 1.03.10.2.01.06."""
    kept = {code: name for code, name in names.items() if code not in gone}
    return kept | {f"1.03.10.2.01.{number[1:]}": name for number, name in new.items()}


def change_of(older: dict[str, str], newer: dict[str, str], code: str) -> Change:
    """What became of a code between two catalogs."""
    (change,) = diff_catalogs(catalog(older), catalog(newer, "newer")).of(Code.parse(code))
    return change


def codes(change: Change) -> list[str]:
    """The codes of a change's targets."""
    return sorted(str(target.code) for target in change.targets)
