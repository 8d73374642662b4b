"""Import of official lists, in the layouts in which they are published.

Names are imported when they are first used: who asks which versions there are needs no reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.on_demand import on_demand

if TYPE_CHECKING:
    from nomenklatur.catalog.importing.importer import FOLDER, LAYOUTS, Imported, import_catalog
    from nomenklatur.catalog.importing.installing import Installed, install
    from nomenklatur.catalog.importing.layout import Layout
    from nomenklatur.catalog.importing.versions import VERSIONS, Suggestion, Version

__all__ = [
    "FOLDER",
    "LAYOUTS",
    "VERSIONS",
    "Imported",
    "Installed",
    "Layout",
    "Suggestion",
    "Version",
    "import_catalog",
    "install",
]

__getattr__ = on_demand(
    __name__,
    {
        "importer": ("FOLDER", "LAYOUTS", "Imported", "import_catalog"),
        "installing": ("Installed", "install"),
        "layout": ("Layout",),
        "versions": ("VERSIONS", "Suggestion", "Version"),
    },
)
