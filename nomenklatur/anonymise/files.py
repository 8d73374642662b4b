"""Tables written as files, cell by cell where they stood."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.tables import Document, Row, Table
    from nomenklatur.tables.table import Cell

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PLAIN: Final = frozenset({"", "General", "@"})


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
        looks = _Looks(book)
        sheets = [_sheet(looks, table) for table in document.tables]
        shown = [
            sheet for sheet, table in zip(sheets, document.tables, strict=True) if not table.hidden
        ]
        if shown:
            shown[0].activate()
            shown[0].set_first_sheet()
    return stream.getvalue()


def _rows(table: Table) -> Iterator[Row]:
    yield from sorted((*table.rows, *table.repeated), key=lambda row: row.number)


@define
class _Looks:
    """The formats of a workbook, each made once."""

    book: Any
    _known: dict[tuple[bool, int, str], Any] = Factory(dict)

    def of(self, cell: Cell) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        key = cell.bold, cell.indent, cell.number_format
        if key not in self._known:
            shape: dict[str, Any] = {"bold": cell.bold, "indent": cell.indent}
            if cell.number_format not in _PLAIN:
                shape["num_format"] = cell.number_format
            self._known[key] = self.book.add_format(shape)
        return self._known[key]


def _sheet(looks: _Looks, table: Table) -> Any:  # noqa: ANN401 - the same
    sheet = looks.book.add_worksheet((table.place.sheet or table.number)[:31] or None)
    for span in table.merged:
        if (span.top, span.left) != (span.bottom, span.right):
            sheet.merge_range(span.top - 1, span.left, span.bottom - 1, span.right, "")
    for row in _rows(table):
        for index, cell in enumerate(row.cells):
            if cell:
                _write(sheet, looks.of(cell), (row.number - 1, index), cell)
        if row.hidden:
            sheet.set_row(row.number - 1, None, None, {"hidden": True})
    for column in table.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    if table.hidden:
        sheet.hide()
    return sheet


def _write(sheet: Any, look: Any, at: tuple[int, int], cell: Cell) -> None:  # noqa: ANN401 - the same
    value = cell.value
    if value is not None:
        sheet.write_number(*at, float(value), look)
    elif _DATE.fullmatch(cell.text) and cell.number_format not in _PLAIN:
        sheet.write_datetime(*at, date.fromisoformat(cell.text), look)
    else:
        sheet.write_string(*at, cell.text, look)
