"""The catalogs and crosswalks beside the project, compared once for all tests that ask."""

from __future__ import annotations

import csv
import functools
from typing import TYPE_CHECKING

from attrs import evolve

from nomenklatur.catalog import Catalog
from nomenklatur.catalog.diff import CatalogDiff, diff_catalogs
from nomenklatur.codes import Authority, Code
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Target
from nomenklatur.crosswalk.derive import Derivation, derive
from tests.shared_catalogs import shared_catalog

if TYPE_CHECKING:
    from pathlib import Path

P90, KEP, K13, SIPD = (
    "permendagri-90-2019",
    "kepmendagri-050-3708-2020",
    "kepmendagri-900-1317-2023",
    "sipd-2027",
)
NEIGHBOURS = ((P90, KEP), (KEP, K13), (K13, SIPD))
KINDS = {
    "provinsi": Authority.PROVINSI,
    "kabupaten_kota": Authority.KABUPATEN_KOTA,
    "PROV": Authority.PROVINSI,
    "KABKOT": Authority.KABUPATEN_KOTA,
}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def real(folder: Path, name: str) -> Catalog:
    """A catalog under its own id."""
    made = shared_catalog(folder, f"{name}-kabkota" if name == K13 else name)
    return Catalog(evolve(made.info, id=name), made.entries)


@functools.cache
def real_diff(folder: Path, source: str, target: str) -> CatalogDiff:
    """The comparison of two catalogs."""
    return diff_catalogs(real(folder, source), real(folder, target))


@functools.cache
def named_predecessors(folder: Path) -> Crosswalk:
    """The predecessors that the SIPD list for 2027 names, as far as the data have them."""
    mappings = [
        Mapping(
            Code.parse(row["code_prev"]),
            row["name_prev"],
            None,
            (Target(Code.parse(row["code_2027"]), row["name_2027"]),),
            authority=KINDS[row["jenis_pemda"]],
        )
        for row in rows(folder / "crosswalks" / "sebelumnya--sipd-2027.csv")
    ]
    return Crosswalk(CrosswalkInfo("sebelumnya--sipd-2027", "sebelumnya", SIPD), tuple(mappings))


@functools.cache
def real_derivation(folder: Path) -> Derivation:
    """The crosswalk from the 2023 list to that of 2027, with its predecessors."""
    return derive(real(folder, K13), real(folder, SIPD), predecessors=named_predecessors(folder))
