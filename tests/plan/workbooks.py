"""Small workbooks as offices have them: merged headers, hidden rows, pages with their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None


@frozen
class Page:
    """A worksheet.

    Attributes:
        rows: Its rows from the first on.
        merged: Merged ranges, ``A5:E7``.
        hidden_rows: Numbers of the rows that are hidden.
        hidden_columns: Letters of the columns that are hidden.
        formats: Number formats by column.
        hidden: Whether the sheet is hidden.
    """

    rows: Sequence[Sequence[Value]]
    merged: Iterable[str] = ()
    hidden_rows: Iterable[int] = ()
    hidden_columns: Iterable[str] = ()
    formats: Mapping[str, str] = {}
    hidden: bool = False


def save(path: Path, **pages: Page) -> Path:
    """Write a workbook with a sheet a page, named by the keywords."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, page in pages.items():
        _draw(book.create_sheet(name), page)
    book.save(path)
    return path


def _draw(sheet: Worksheet, page: Page) -> None:
    for number, values in enumerate(page.rows, 1):
        for column, value in enumerate(values, 1):
            if value not in {None, ""}:
                sheet.cell(number, column, value)
    for merged in page.merged:
        sheet.merge_cells(merged)
    for number in page.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in page.hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    for letter, shown in page.formats.items():
        for cell in sheet[letter]:
            cell.number_format = shown
    if page.hidden:
        sheet.sheet_state = "hidden"
