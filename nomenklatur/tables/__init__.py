"""Raw tables out of files: cells with their places, before anyone knows what they mean."""

from nomenklatur.tables.read import read_document
from nomenklatur.tables.table import Cell, Document, Passage, Row, Span, Table

__all__ = ["Cell", "Document", "Passage", "Row", "Span", "Table", "read_document"]
