"""The names of the files of a catalog's folder."""

from __future__ import annotations

from typing import Final

DESCRIPTOR: Final = "datapackage.json"
CATALOG_CSV: Final = "catalog.csv"
