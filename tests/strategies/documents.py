"""Tables as files: each format written by hand or by a common library, as offices have them."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import openpyxl
from attrs import Factory, define

from tests.tables.word_parts import docx, p, tbl, tc

if TYPE_CHECKING:
    from collections.abc import Callable

CAPTION = "Tabel 4.1 Rencana Kerja"


@define
class Sheet:
    """A table to be written.

    Attributes:
        rows: Its rows.
        merged: How far a cell reaches, across and down, by its row and column.
        breaks: Rows before which a page ends, counted from 0.
    """

    rows: list[list[str]]
    merged: dict[tuple[int, int], tuple[int, int]] = Factory(dict)
    breaks: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        return max(len(row) for row in self.rows)

    @property
    def filled(self) -> int:
        """How many cells have a text."""
        return sum(bool(text.strip()) for row in self.rows for text in row)

    def covered(self) -> set[tuple[int, int]]:
        """The cells that others cover."""
        return {
            (row + down, column + right)
            for (row, column), (across, depth) in self.merged.items()
            for down in range(depth)
            for right in range(across)
            if down or right
        }

    def cells(self, number: int) -> list[tuple[int, str]]:
        """The columns and texts of a row, those that are covered left out."""
        gone = self.covered()
        row = self.rows[number] + [""] * (self.width - len(self.rows[number]))
        return [(i, text) for i, text in enumerate(row) if (number, i) not in gone]


def as_csv(sheet: Sheet) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(sheet.rows)
    return stream.getvalue().encode("utf-8-sig")


def as_comma_csv(sheet: Sheet) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(sheet.rows)
    return stream.getvalue().encode()


def as_text(sheet: Sheet) -> bytes:
    lines = [CAPTION, ""]
    for number, row in enumerate(sheet.rows):
        if number in sheet.breaks:
            lines.append("")
        lines.append("\t".join(row + [""] * (sheet.width - len(row))))
    return ("\r\n".join(lines) + "\r\n").encode()


def as_xlsx(sheet: Sheet) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for number, row in enumerate(sheet.rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                page.cell(number, column).value = text
    for (row, column), (across, down) in sheet.merged.items():
        page.merge_cells(
            start_row=row + 1, end_row=row + down, start_column=column + 1,
            end_column=column + across,
        )  # fmt: skip
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_xlsx_with_numbers(sheet: Sheet) -> bytes:
    """The same with amounts as numbers that a format groups."""
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet)))
    page = book.active
    assert page is not None
    for row in page.iter_rows():
        for cell in row:
            digits = str(cell.value or "").replace(".", "")
            if digits.isdigit() and (str(cell.value).count(".") or len(digits) > 4):
                cell.value = int(digits)
                cell.number_format = "#,##0"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_ods(sheet: Sheet) -> bytes:
    rows = []
    for number in range(len(sheet.rows)):
        cells = []
        for column, text in enumerate(sheet.rows[number]):
            across, down = sheet.merged.get((number, column), (1, 1))
            spans = f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
            shown = f"<text:p>{escape(text)}</text:p>" if text else ""
            kind = ' office:value-type="string"' if text else ""
            cells.append(f"<table:table-cell{kind}{spans}>{shown}</table:table-cell>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Renja">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", content)
    return stream.getvalue()


def as_docx(sheet: Sheet) -> bytes:
    """One table, with page breaks by hand before its rows."""
    rows = [_word_row(sheet, n, breaks=n in sheet.breaks) for n in range(len(sheet.rows))]
    return docx(p(CAPTION), tbl(*rows))


def as_docx_of_pages(sheet: Sheet) -> bytes:
    """A table a page."""
    blocks = [p(CAPTION)]
    for first, last in _pages(sheet):
        blocks += [tbl(*(_word_row(sheet, n) for n in range(first, last))), p()]
    return docx(*blocks)


def as_html(sheet: Sheet) -> bytes:
    """A page with one table."""
    rows = "".join(_html_row(sheet, number) for number in range(len(sheet.rows)))
    return f"<!doctype html><p>{CAPTION}</p><table>{rows}</table>".encode()


def as_html_of_pages(sheet: Sheet) -> bytes:
    """A page with a table for each printed one."""
    tables = "".join(
        f"<table>{''.join(_html_row(sheet, n) for n in range(first, last))}</table><br>"
        for first, last in _pages(sheet)
    )
    return f"<html><body><h1>{CAPTION}</h1>{tables}</body></html>".encode()


def _word_row(sheet: Sheet, number: int, *, breaks: bool = False) -> str:
    cells = []
    under = sheet.covered()
    width = sheet.width
    column = 0
    texts = sheet.rows[number] + [""] * (width - len(sheet.rows[number]))
    while column < width:
        across, down = sheet.merged.get((number, column), (1, 1))
        about = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        if down > 1:
            about += '<w:vMerge w:val="restart"/>'
        if (number, column) in under:
            about, across = "<w:vMerge/>", 1
        text = escape(texts[column])
        page = "<w:pageBreakBefore/>" if breaks else ""
        cells.append(tc(p(text, properties=page) if text else p(), properties=about))
        column += across
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _html_row(sheet: Sheet, number: int) -> str:
    cells = []
    for column, text in sheet.cells(number):
        across, down = sheet.merged.get((number, column), (1, 1))
        spans = f" colspan={across}" if across > 1 else ""
        spans += f" rowspan={down}" if down > 1 else ""
        cells.append(f"<td{spans}>{escape(text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _pages(sheet: Sheet) -> list[tuple[int, int]]:
    bounds = [0, *sorted(sheet.breaks), len(sheet.rows)]
    return [(a, b) for a, b in itertools.pairwise(bounds) if a < b]


WRITERS: dict[str, Callable[[Sheet], bytes]] = {
    "csv": as_csv,
    "comma.csv": as_comma_csv,
    "txt": as_text,
    "xlsx": as_xlsx,
    "numbers.xlsx": as_xlsx_with_numbers,
    "docx": as_docx,
    "pages.docx": as_docx_of_pages,
    "html": as_html,
    "pages.html": as_html_of_pages,
}
"""How a table is written, by the end of the file's name."""

KNOW_PAGES = frozenset({"txt", "docx", "pages.docx", "pages.html"})
"""Formats in which a reader can tell where a page ends."""

KNOW_MERGES = frozenset({"xlsx", "numbers.xlsx", "docx", "html", "ods"})
"""Formats that have merged cells, as they are written here."""
