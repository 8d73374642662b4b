"""Import of official lists, in the layouts in which they are published.

Names are imported when they are first used: who asks which versions there are needs no reader.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

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

_HOMES = {
    "importer": ("FOLDER", "LAYOUTS", "Imported", "import_catalog"),
    "installing": ("Installed", "install"),
    "layout": ("Layout",),
    "versions": ("VERSIONS", "Suggestion", "Version"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
