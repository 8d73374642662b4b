"""Raw tables out of files: cells with their places, before anyone knows what they mean.

What reads a file, and with it the readers of all formats, is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nomenklatur.tables.table import Cell, Document, Passage, Row, Span, Table

if TYPE_CHECKING:
    from nomenklatur.tables.read import read_document

__all__ = ["Cell", "Document", "Passage", "Row", "Span", "Table", "read_document"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name != "read_document":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from nomenklatur.tables.read import read_document  # noqa: PLC0415 - on first use

    return read_document
