"""Tables written as files, cell by cell where they stood."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.tables import Document, Row, Table
    from nomenklatur.tables.table import Cell

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PATTERN: Final = frozenset({"", "General", "@"})


def as_csv(document: Document, separator: str = ",") -> str:
    """The first table of a document as separated values."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    number = 1
    for row in _rows(document.tables[0]):
        while number < row.number:
            writer.writerow([])
            number += 1
        writer.writerow([" " * cell.indent + cell.text for cell in row.cells])
        number += 1
    return stream.getvalue()


def as_xlsx(document: Document) -> bytes:
    """The tables of a document as the sheets of a workbook."""
    import xlsxwriter  # noqa: PLC0415 - heavy

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False,
               "strings_to_urls": False}  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        sheets = [_sheet(book, table) for table in document.tables]
        shown = [
            sheet for sheet, table in zip(sheets, document.tables, strict=True) if not table.hidden
        ]
        if shown:
            shown[0].activate()
            shown[0].set_first_sheet()
    return stream.getvalue()


def _rows(table: Table) -> Iterator[Row]:
    yield from sorted((*table.rows, *table.repeated), key=lambda row: row.number)


def _sheet(book: Any, table: Table) -> Any:  # noqa: ANN401 - XlsxWriter has no types
    sheet = book.add_worksheet((table.place.sheet or table.number)[:31] or None)
    for span in table.merged:
        if (span.top, span.left) != (span.bottom, span.right):
            sheet.merge_range(span.top - 1, span.left, span.bottom - 1, span.right, "")
    for row in _rows(table):
        for index, cell in enumerate(row.cells):
            if cell:
                _write(book, sheet, (row.number - 1, index), cell)
        if row.hidden:
            sheet.set_row(row.number - 1, None, None, {"hidden": True})
    for column in table.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    if table.hidden:
        sheet.hide()
    return sheet


def _write(book: Any, sheet: Any, at: tuple[int, int], cell: Cell) -> None:  # noqa: ANN401 - the same
    shape: dict[str, Any] = {"bold": cell.bold, "indent": cell.indent}
    if cell.number_format not in _PATTERN:
        shape["num_format"] = cell.number_format
    look = book.add_format(shape)
    value = cell.value
    if value is not None:
        sheet.write_number(*at, float(value), look)
    elif _DATE.fullmatch(cell.text) and cell.number_format not in _PATTERN:
        sheet.write_datetime(*at, date.fromisoformat(cell.text), look)
    else:
        sheet.write_string(*at, cell.text, look)
