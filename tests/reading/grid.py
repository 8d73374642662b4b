"""Tables written as text, and the files that are built of them.

A line is a row, `|` divides its cells:

    ''          an empty cell                 'x          the text x, also where x is a number
    3000000     a number cell                 3m          a number cell, 3 million
    #1.3@0.00   a number cell with a format   @2001-02-01 a date cell
    **x         x in bold                     >x >>x      x, indented once, twice
    ·           a blank at the begin of a name
    3m!         the amount of an item: it counts, and its money is in the truth
    3m+         a part of an item: its money is in the truth, it does not count
    3m?         an amount beside the truth (another year, what was spent)
    =2  =-2     the sum of the next two, of the last two amounts with a mark in its column
    =*  =**     the sum of all amounts with a mark in its column, on its sheet, on all sheets
    --          a line of its own: an empty row

Lines with `%` say what is not in cells: `%sheet Name [hidden]` begins a sheet, `%merge A1:B2 …`
merges, `%hide 4 5` hides rows, `%money dots` writes amounts as 1.500.000,00 and `%money rp` as
Rp 1.500.000,-.
"""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from typing import TYPE_CHECKING

from attrs import Factory, define, frozen
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import range_boundaries

from nomenklatur.places import Place
from nomenklatur.tables.read import read_bytes
from nomenklatur.tables.table import EMPTY, Cell, Document, Row, Span, Table, column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

AMOUNT = re.compile(r"(-?\d+)(m?)([!+?]?)")
NUMBER = re.compile(r"#(-?[\d.]+)(?:@(.+))?")
SUM = re.compile(r"=(-?\d+|\*\*?)")
WRITTEN: dict[str, Callable[[int], str]] = {
    "": str,
    "dots": lambda amount: f"{amount:,}".replace(",", ".") + ",00",
    "rp": lambda amount: "Rp " + f"{amount:,}".replace(",", ".") + ",-",
}


@define
class GridCell:
    """A cell: what it holds, how it looks, and what its amount is to the truth."""

    value: str | int | float | date | None = None
    mark: str = ""
    sums: str = ""
    number_format: str = ""
    bold: bool = False
    indent: int = 0
    money: bool = False


@define
class Sheet:
    """A sheet of cells."""

    name: str = "Sheet1"
    rows: list[list[GridCell]] = Factory(list)
    merged: list[tuple[int, int, int, int]] = Factory(list)
    """Left, top, right, bottom, counted from 1."""
    hidden_rows: set[int] = Factory(set)
    hidden: bool = False
    money: str = ""

    def column(self, position: int) -> Iterator[tuple[int, GridCell]]:
        """The cells of a column with their rows."""
        for number, row in enumerate(self.rows):
            if position < len(row):
                yield number, row[position]

    def texts(self) -> list[list[str]]:
        """The cells as a text file has them; rows are filled up to the same width."""
        width = max(map(len, self.rows), default=0)
        filled = [row + [GridCell()] * (width - len(row)) for row in self.rows]
        return [[self.text_of(cell) for cell in row] for row in filled]

    def text_of(self, cell: GridCell) -> str:
        """A cell as text."""
        if cell.money and isinstance(cell.value, int):
            return WRITTEN[self.money](cell.value)
        return "" if cell.value is None else str(cell.value)


@frozen
class Truth:
    """What a reader must get: `None` is not settled."""

    items: int | None
    total: int | None


def cell_of(text: str) -> GridCell:  # noqa: PLR0911 - a kind of cell each
    """A cell, from what stands between two bars."""
    if not text:
        return GridCell()
    if text.startswith("'"):
        return GridCell(text[1:])
    if found := SUM.fullmatch(text):
        return GridCell(sums=found[1], money=True)
    if (found := AMOUNT.fullmatch(text)) and (found[2] or not re.match(r"-?0\d", text)):
        number = int(found[1]) * (1_000_000 if found[2] else 1)
        return GridCell(number, found[3], money=bool(found[2] or found[3]))
    if found := NUMBER.fullmatch(text):
        number_ = float(found[1]) if "." in found[1] else int(found[1])
        return GridCell(number_, number_format=found[2] or "")
    if re.fullmatch(r"@\d{4}-\d\d-\d\d", text):
        return GridCell(date.fromisoformat(text[1:]), number_format="yyyy-mm-dd")
    cell = GridCell(bold=text.startswith("**"))
    text = text.removeprefix("**")
    cell.indent = len(text) - len(text.lstrip(">"))
    cell.value = text.lstrip(">").replace("·", " ")
    return cell


def sheets_of(text: str) -> list[Sheet]:
    """The sheets of a text, their sums worked out."""
    sheets = [Sheet()]
    for line in map(str.strip, text.strip("\n").splitlines()):
        word, _, rest = line.partition(" ")
        match word:
            case "%sheet":
                fresh = Sheet(rest.removesuffix(" hidden"), hidden=rest.endswith(" hidden"))
                sheets = [*sheets, fresh] if sheets[-1].rows else [*sheets[:-1], fresh]
            case "%merge":
                sheets[-1].merged += [_corners(one) for one in rest.split()]
            case "%hide":
                sheets[-1].hidden_rows |= set(map(int, rest.split()))
            case "%money":
                sheets[-1].money = rest
            case "--":
                sheets[-1].rows.append([])
            case "":
                continue
            case _:
                sheets[-1].rows.append([cell_of(cell) for cell in line.split("|")])
    for sheet in sheets:
        _add_up(sheet, sheets)
    return sheets


def _corners(text: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(text)
    return left or 1, top or 1, right or 1, bottom or 1


def _add_up(sheet: Sheet, sheets: Sequence[Sheet]) -> None:
    for number, row in enumerate(sheet.rows):
        for position, cell in enumerate(row):
            if not cell.sums:
                continue
            among = sheets if cell.sums == "**" else [sheet]
            marked = [
                (at, one.value)
                for each in among
                for at, one in each.column(position)
                if one.mark and isinstance(one.value, int)
            ]
            if cell.sums.startswith("*"):
                amounts = [amount for _, amount in marked]
            elif (count := int(cell.sums)) > 0:
                amounts = [amount for at, amount in marked if at > number][:count]
            else:
                amounts = [amount for at, amount in marked if at < number][count:]
            if not cell.sums.startswith("*") and len(amounts) != abs(int(cell.sums)):
                raise ValueError(f"row {number + 1}: {len(amounts)} amounts for ={cell.sums}")
            cell.value = sum(amounts)


def truth_of(sheets: Sequence[Sheet]) -> Truth:
    """The items and the money that the marks say."""
    cells = [cell for sheet in sheets for row in sheet.rows for cell in row]
    items = sum(cell.mark == "!" for cell in cells)
    total = sum(cell.value for cell in cells if cell.mark in {"!", "+"})  # type: ignore[misc]
    return Truth(items, total)


def write(sheets: Sequence[Sheet], path: Path) -> None:
    """Write a file of the kind that its name says."""
    match path.suffix:
        case ".csv" | ".txt":
            path.write_text(as_csv(sheets[0], "\t" if path.suffix == ".txt" else ","), "utf-8")
        case ".html":
            path.write_text(as_html(sheets), "utf-8")
        case ".docx":
            _write_docx(sheets, path)
        case _:
            _write_xlsx(sheets, path)


def as_csv(sheet: Sheet, separator: str = ",") -> str:
    """A sheet as a text of separated values."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(sheet.texts())
    return stream.getvalue()


def as_html(sheets: Sequence[Sheet]) -> str:
    """The sheets as tables of a page, merged cells as spans."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    for sheet in sheets:
        starts = {(top, left): (bottom, right) for left, top, right, bottom in sheet.merged}
        covered = {
            (row, column)
            for left, top, right, bottom in sheet.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - set(starts)
        parts.append("<table>")
        for number, row in enumerate(sheet.texts(), 1):
            parts.append("<tr>")
            for position, text in enumerate(row, 1):
                if (number, position) in covered:
                    continue
                bottom, right = starts.get((number, position), (number, position))
                span = f" rowspan={bottom - number + 1} colspan={right - position + 1}"
                parts.append(f"<td{span}>{html.escape(text)}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"])


def _write_docx(sheets: Sequence[Sheet], path: Path) -> None:
    from docx import Document  # noqa: PLC0415 - an extra

    document = Document()
    for sheet in sheets:
        texts = sheet.texts()
        table = document.add_table(len(texts), len(texts[0]))
        for row, line in zip(table.rows, texts, strict=True):
            for cell, text in zip(row.cells, line, strict=True):
                cell.text = text
        for left, top, right, bottom in sheet.merged:
            text = texts[top - 1][left - 1]
            table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1)).text = text
        document.add_paragraph()
    document.save(str(path))


def _write_xlsx(sheets: Sequence[Sheet], path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        drawn = book.create_sheet(sheet.name)
        drawn.sheet_state = "hidden" if sheet.hidden else "visible"
        for number, row in enumerate(sheet.rows, 1):
            for position, cell in enumerate(row, 1):
                if cell.value is None:
                    continue
                made = drawn.cell(number, position)
                written = cell.money and sheet.money and isinstance(cell.value, int)
                made.value = sheet.text_of(cell) if written else cell.value
                if cell.number_format:
                    made.number_format = cell.number_format
                if cell.bold:
                    made.font = Font(bold=True)
                if cell.indent:
                    made.alignment = Alignment(indent=cell.indent)
        for number in sheet.hidden_rows:
            drawn.row_dimensions[number].hidden = True
        for left, top, right, bottom in sheet.merged:
            drawn.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(path)


def document_of(sheets: Sequence[Sheet], kind: str = "xlsx") -> Document:
    """What reading the file would give, without a file."""
    if kind == "csv":
        return read_bytes(as_csv(sheets[0]).encode(), "plan.csv")
    tables = []
    for sheet in sheets:
        place = Place(file="plan.xlsx", sheet=sheet.name)
        spans = [Span(one[1], one[0] - 1, one[3], one[2] - 1) for one in sheet.merged]
        rows = [
            Row(number, cells, number in sheet.hidden_rows)
            for number, row in enumerate(sheet.rows, 1)
            if (cells := _cells(sheet, number, row))
        ]
        tables.append(
            Table(tuple(rows), place, sheet.name, merged=tuple(spans), hidden=sheet.hidden)
        )
    return Document("plan.xlsx", tuple(tables), format="xlsx")


def _cells(sheet: Sheet, number: int, row: Sequence[GridCell]) -> tuple[Cell, ...]:
    """The cells of a row up to the last one with a text."""
    cells = []
    for position, cell in enumerate(row):
        text = " ".join(sheet.text_of(cell).split())
        is_number = isinstance(cell.value, int | float) and not (cell.money and sheet.money)
        shown = (cell.number_format or "General") if is_number else ""
        address = f"{column_letters(position)}{number}"
        cells.append(Cell(text, is_number, shown, address=address) if text else EMPTY)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
