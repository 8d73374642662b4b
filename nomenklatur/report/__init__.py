"""Reports: one module per output format, one registry of them, one table renderer.

Names are imported when they are first used: a command that shows a list needs neither the balance
of a plan nor the writers of other formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.on_demand import on_demand

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

__getattr__ = on_demand(
    __name__,
    {
        "balance": ("Balance", "balances"),
        "formats": ("FORMATS", "Format", "format_of", "require_format"),
        "grid": ("Column",),
        "listing": ("Listing", "Listings", "View"),
        "payloads": ("FindingsReport", "Payload", "RollupReport"),
        "writing": ("render", "render_bytes", "write"),
    },
)
