from __future__ import annotations

import importlib.util
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from nomenklatur.money import Rupiah
from nomenklatur.tables import read_document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(root: Path) -> dict[str, bytes]:
    """The example files, built again."""
    spec = importlib.util.spec_from_file_location(
        "make_examples", root / "tools" / "make_examples.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[str, bytes] = module.files()
    return files


def drawn(data: bytes) -> tuple[object, ...]:
    """What a workbook shows, whatever version of openpyxl wrote it."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    cells = [
        (cell.coordinate, cell.value, cell.number_format, cell.font.b, cell.alignment.wrap_text)
        for row in sheet.iter_rows()
        for cell in row
    ]
    widths = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    merged = sorted(str(cell_range) for cell_range in sheet.merged_cells.ranges)
    return sheet.title, sheet.freeze_panes, widths, merged, cells


def test_the_csv_is_what_the_tool_writes(root: Path, built: dict[str, bytes]) -> None:
    name = "renja-2021-dinas-koperasi.csv"
    assert built[name] == (root / "examples" / name).read_bytes()


def test_the_workbook_is_what_the_tool_writes(root: Path, built: dict[str, bytes]) -> None:
    name = "renja-2021-dinas-koperasi.xlsx"
    assert drawn(built[name]) == drawn((root / "examples" / name).read_bytes())


def test_the_workbook_is_the_same_on_every_run(built: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(built["renja-2021-dinas-koperasi.xlsx"])) as archive:
        assert {(2021, 1, 4, 8, 0, 0)} == {info.date_time for info in archive.infolist()}
        core = archive.read("docProps/core.xml").decode()
    assert 2 == core.count(">2021-01-04T08:00:00Z<")
    assert "dcterms:modified" in core


def test_both_hold_the_same_plan(root: Path) -> None:
    folder = root / "examples"
    (as_csv,) = read_document(folder / "renja-2021-dinas-koperasi.csv").tables
    (as_xlsx,) = read_document(folder / "renja-2021-dinas-koperasi.xlsx").tables
    rows_of_csv = [row.texts() for row in as_csv.rows[3:]]
    rows_of_xlsx = []
    for row in as_xlsx.rows[4:]:
        texts = [str(Rupiah(int(cell.text))) if cell.number else cell.text for cell in row.cells]
        rows_of_xlsx.append(tuple(texts + [""] * (10 - len(texts))))
    assert 58 == len(rows_of_csv)
    assert rows_of_csv == rows_of_xlsx


def test_the_kegiatan_add_up_to_the_totals_of_the_document(root: Path) -> None:
    (table,) = read_document(root / "examples" / "renja-2021-dinas-koperasi.xlsx").tables
    kegiatan = [
        row
        for row in table.rows[5:]
        if row.cells[1] and not row.cells[1].text.startswith("PROGRAM")
    ]
    sums = [
        sum(int(row.cells[column].text) for row in kegiatan if row.cells[column].number)
        for column in (5, 9)
    ]
    assert 46 == len(kegiatan)
    assert [10_268_007_000, 12_909_926_000] == sums
    assert ["10268007000", "12893796000"] == [table.rows[4].cells[c].text for c in (5, 9)]
    assert {"#,##0"} == {row.cells[5].number_format for row in kegiatan}
