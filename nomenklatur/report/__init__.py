"""Reports: one module per output format, one registry of them, one table renderer."""

from nomenklatur.report.balance import Balance, balances
from nomenklatur.report.formats import FORMATS, Format, format_of, require_format
from nomenklatur.report.grid import Column
from nomenklatur.report.payloads import (
    FindingsReport,
    Listing,
    Listings,
    Payload,
    RollupReport,
    View,
)
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
