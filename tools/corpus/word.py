"""Documents as python-docx writes them, with what people do by hand in Word."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from corpus.odf import depths, laid_out
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.grids import Grid
    from docx.document import Document
    from docx.table import Table


def document(grids: Sequence[Grid], paragraphs: Sequence[str] = ()) -> bytes:
    """A document with a table a grid, merged cells in header and body."""
    made = _landscape()
    for line in paragraphs:
        made.add_paragraph(line)
    for grid in grids:
        _titles(made, grid)
        _filled(made, grid, grid.body, merge_down=True)
    return _bytes(made)


def divided(grid: Grid, rows: int) -> bytes:
    """A document whose table was ended by hand on each page, and begun anew with its header.

    The last row of each page is cut in two: the rest of its words opens the next page.
    """
    made = _landscape()
    _titles(made, grid)
    rest: tuple[str, ...] | None = None
    for start in range(0, len(grid.body), rows):
        page = list(grid.body[start : start + rows])
        if start:
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        if rest is not None:
            page.insert(0, rest)
        rest = None
        if start + rows < len(grid.body):
            page[-1], rest = _cut(page[-1])
        _filled(made, grid, page)
    return _bytes(made)


def _cut(row: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """A row whose name is cut after its second word, and the rest."""
    words = row[1].split()
    if len(words) < 4:  # noqa: PLR2004 - two for each piece
        return row, None
    first = (row[0], " ".join(words[:2]), *row[2:])
    return first, ("", " ".join(words[2:]), *([""] * (len(row) - 2)))


def _landscape() -> Document:
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(33), Cm(21.5)
    made.styles["Normal"].font.size = Pt(8)
    section.header.paragraphs[0].text = "Renja 2021"
    section.footer.paragraphs[0].text = "Dinas Koperasi dan Usaha Mikro Kota Semarang | 57"
    return made


def _titles(made: Document, grid: Grid) -> None:
    for line in (grid.caption, *grid.titles):
        made.add_paragraph(line)


def _filled(
    made: Document, grid: Grid, body: Sequence[Sequence[str]], *, merge_down: bool = False
) -> Table:
    """A table with the header of a grid and rows of its body."""
    top = len(grid.header)
    table = made.add_table(rows=top + len(body), cols=len(grid.widths))
    table.style = "Table Grid"
    for index, texts in enumerate(body, top):
        cells = table.rows[index].cells
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    for (row, column), down in (depths(grid) if merge_down else {}).items():
        if down > 1:
            first, last = table.cell(top + row, column), table.cell(top + row + down - 1, column)
            text = first.text
            first.merge(last)
            first.text = text
    for number, headings in enumerate(laid_out(grid)):
        for column, heading in enumerate(headings):
            if heading is None:
                continue
            cell = table.cell(number, column)
            if heading.across > 1 or heading.down > 1:
                last = table.cell(number + heading.down - 1, column + heading.across - 1)
                cell = cell.merge(last)
            cell.text = heading.text
    return table


def _bytes(made: Document) -> bytes:
    made.core_properties.author = "nomenklatur"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
