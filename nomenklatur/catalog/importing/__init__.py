"""Import of official lists, in the layouts in which they are published."""

from nomenklatur.catalog.importing.importer import FOLDER, LAYOUTS, Imported, import_catalog
from nomenklatur.catalog.importing.install import Installed, install
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
