"""Workbooks as openpyxl writes them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from corpus.odf import laid_out
from openpyxl import Workbook

if TYPE_CHECKING:
    from corpus.grids import Grid
    from openpyxl.worksheet.worksheet import Worksheet


def all_texts(grid: Grid) -> bytes:
    """A workbook whose header is merged and whose every cell is a text, amounts too."""
    book = Workbook()
    book.properties.creator = "nomenklatur"
    sheet = cast("Worksheet", book.active)
    sheet.title = grid.caption
    for line in (grid.caption, *grid.titles):
        sheet.append([line])
    sheet.append([])
    top = sheet.max_row + 2
    for number, headings in enumerate(laid_out(grid), top):
        for column, heading in enumerate(headings, 1):
            if heading is None:
                continue
            sheet.cell(number, column).value = heading.text
            if heading.across > 1 or heading.down > 1:
                sheet.merge_cells(
                    start_row=number, end_row=number + heading.down - 1,
                    start_column=column, end_column=column + heading.across - 1,
                )  # fmt: skip
    for number, texts in enumerate(grid.body, top + len(grid.header)):
        for column, text in enumerate(texts, 1):
            if text:
                sheet.cell(number, column).value = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
