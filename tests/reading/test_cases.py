"""Every layout that is built in `cases/` is read right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.tables import read_document
from tests.reading.cases import Case, cases
from tests.reading.grid import document_of
from tests.reading.reader import Reading, read

if TYPE_CHECKING:
    from pathlib import Path


def case_and_reading(name: str, folder: Path) -> tuple[Case, Reading]:
    """A case, written and read."""
    case = next(case for case in cases() if case.name == name)
    if case.name.endswith(".docx"):
        pytest.importorskip("docx", reason="the extra 'docx' is not installed")
    return case, read(case.write(folder))


@pytest.mark.parametrize("name", [case.name for case in cases()])
def test_a_layout_is_read_right(name: str, tmp_path: Path) -> None:
    case, reading = case_and_reading(name, tmp_path)

    assert case.is_right(reading.items, reading.total, reading.codes), (
        f"{case.what}: {reading} for {case.truth} {case.code}"
    )


@pytest.mark.parametrize("name", [case.name for case in cases() if case.name.endswith(".xlsx")])
def test_a_workbook_in_memory_is_what_its_file_gives(name: str, tmp_path: Path) -> None:
    case = next(case for case in cases() if case.name == name)
    from_file, in_memory = read_document(case.write(tmp_path)), document_of(case.sheets)

    for one, other in zip(from_file.tables, in_memory.tables, strict=True):
        assert [(row.number, row.hidden, row.texts()) for row in one.rows] == [
            (row.number, row.hidden, row.texts()) for row in other.rows
        ]
        assert set(one.merged) == set(other.merged)
        assert (one.number, one.hidden) == (other.number, other.hidden)
