"""Word documents: every table in order, with the paragraphs around them."""

from nomenklatur.tables.docx.read import read_docx

__all__ = ["read_docx"]
