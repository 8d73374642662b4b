"""Workbooks written and read back: cells, formulas with their values, and what they come to."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Any

from attrs import frozen

from nomenklatur.report.writing import render_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from nomenklatur.report import Payload

SHEETS = ["Pemetaan", "Rekap", "Belum terpetakan", "Perlu ditinjau", "Temuan", "Berita Acara"]


@frozen
class Opened:
    """A workbook as it is, and with the values that its file stores beside the formulas."""

    data: bytes
    formulas: Workbook
    values: Workbook

    def cells(self) -> Iterator[tuple[Worksheet, Cell, Any]]:
        """Every cell that holds anything: its sheet, itself, its stored value."""
        for sheet in self.formulas.worksheets:
            stored = self.values[sheet.title]
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield sheet, cell, stored[cell.coordinate].value


def written(payload: Payload) -> bytes:
    """A report as the bytes of a workbook."""
    return render_bytes(payload, "xlsx")


def opened(data: bytes) -> Opened:
    """A workbook, opened."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # openpyxl's own
        return Opened(
            data, load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
        )


def is_formula(cell: Cell) -> bool:
    """Whether a cell holds a formula."""
    return cell.data_type == "f"


def result(book: Opened, sheet: Worksheet, cell: Cell) -> float:
    """What a formula comes to, computed from the numbers in the sheet as Excel would.

    Knows the formulas that the workbook has: ``SUBTOTAL(9, …)``, which leaves other subtotals
    out, quotients, differences and sums of cells.
    """
    text = str(cell.value).removeprefix("=")
    if match := re.fullmatch(r"SUBTOTAL\(9,(\w+:\w+)\)", text):
        return sum(
            number(book, sheet, one)
            for row in sheet[match[1]]
            for one in row
            if not str(one.value).startswith("=SUBTOTAL")
        )
    if match := re.fullmatch(r"(\w+)/(\$\w+\$\w+)", text):
        part, whole = (number(book, sheet, sheet[one.replace("$", "")]) for one in match.groups())
        return part / whole
    if match := re.fullmatch(r"(\w+)((?:-\w+)+)", text):
        first, rest = match.groups()
        parts = [number(book, sheet, sheet[one]) for one in rest.removeprefix("-").split("-")]
        return number(book, sheet, sheet[first]) - sum(parts)
    total = 0.0
    for term in text.split("+"):
        match = re.fullmatch(r"'([^']+)'!(\w+)", term)
        assert match is not None, text
        other = book.formulas[match[1]]
        total += number(book, other, other[match[2]])
    return total


def number(book: Opened, sheet: Worksheet, cell: Cell) -> float:
    """The number in a cell, of a formula what it comes to; text and blanks count nothing."""
    if is_formula(cell):
        return result(book, sheet, cell)
    return cell.value if isinstance(cell.value, (int, float)) else 0


def header_row(sheet: Worksheet, *headings: str) -> int:
    """The number of the row that has all these headings."""
    for row in sheet.iter_rows():
        texts = {str(cell.value) for cell in row}
        if texts.issuperset(headings):
            return row[0].row
    raise AssertionError(f"{sheet.title} has no row with {headings}")


def column_of(sheet: Worksheet, heading: str) -> int:
    """The number of the column under a heading."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == heading:
                return cell.column
    raise AssertionError(f"{sheet.title} has no {heading}")


def money_columns(sheet: Worksheet) -> list[int]:
    """The columns of money: those whose heading ends in (Rp)."""
    return [
        cell.column
        for row in sheet.iter_rows(max_row=12)
        for cell in row
        if str(cell.value).endswith("(Rp)")
    ]
