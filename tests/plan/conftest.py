"""The Semarang work plan, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.tables import Document, Table, read_document

if TYPE_CHECKING:
    from pathlib import Path

SEED = "renja-2021-dinas-koperasi-kota-semarang.txt"


@pytest.fixture(scope="session")
def semarang(root: Path) -> Document:
    """The document."""
    return read_document(root / "examples" / SEED)


@pytest.fixture(scope="session")
def lampiran(semarang: Document) -> Table:
    """Its mapping table."""
    return next(table for table in semarang.tables if table.number == "LAMPIRAN")
