"""Reports: one module per output format, one registry of them, one table renderer.

Names are imported when they are first used: a command that shows a list needs neither the balance
of a plan nor the writers of other formats.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nomenklatur.report.balance import Balance, balances
    from nomenklatur.report.formats import FORMATS, Format, format_of, require_format
    from nomenklatur.report.grid import Column
    from nomenklatur.report.listing import Listing, Listings, View
    from nomenklatur.report.payloads import FindingsReport, Payload, RollupReport
    from nomenklatur.report.writing import render, render_bytes, write

__all__ = [
    "FORMATS",
    "Balance",
    "Column",
    "FindingsReport",
    "Format",
    "Listing",
    "Listings",
    "Payload",
    "RollupReport",
    "View",
    "balances",
    "format_of",
    "render",
    "render_bytes",
    "require_format",
    "write",
]

_HOMES = {
    "balance": ("Balance", "balances"),
    "formats": ("FORMATS", "Format", "format_of", "require_format"),
    "grid": ("Column",),
    "listing": ("Listing", "Listings", "View"),
    "payloads": ("FindingsReport", "Payload", "RollupReport"),
    "writing": ("render", "render_bytes", "write"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
