"""The names of the files of a catalog's folder, and of a crosswalk's."""

from __future__ import annotations

from typing import Final

DESCRIPTOR: Final = "datapackage.json"
CATALOG_CSV: Final = "catalog.csv"
CROSSWALK_CSV: Final = "crosswalk.csv"
