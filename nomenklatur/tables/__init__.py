"""Raw tables out of files: cells with their places, before anyone knows what they mean.

What reads a file, and with it the readers of all formats, is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.on_demand import on_demand
from nomenklatur.tables.table import Cell, Document, Passage, Row, Span, Table

if TYPE_CHECKING:
    from nomenklatur.tables.read import read_document

__all__ = ["Cell", "Document", "Passage", "Row", "Span", "Table", "read_document"]

__getattr__ = on_demand(__name__, {"read": ("read_document",)})
