"""The rows of a workbook or CSV file as they are stored, for lists of thousands of entries.

`nomenklatur.tables` reads plans: it collapses blanks, and asks every cell of a workbook for its
number format. An official list is ten times as long, its definitions have paragraphs that must
stay, and its number formats matter only where a code column holds numbers. So the cells of a
workbook are taken as calamine gives them, and the formats are asked for later, if at all.
"""

from __future__ import annotations

import functools
import io
import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.errors import ReadError
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _
from nomenklatur.places import Place
from nomenklatur.tables.archive import Archive
from nomenklatur.tables.delimited import detect, directive, records, split_lines
from nomenklatur.tables.encoding import decode
from nomenklatur.tables.limits import DEFAULT_LIMITS
from nomenklatur.tables.numbers import GENERAL, number_text
from nomenklatur.tables.sheet import read_span
from nomenklatur.tables.sniff import Format, sniff, sniff_archive
from nomenklatur.tables.source import STDIN, load
from nomenklatur.tables.table import column_letters

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Mapping, Sequence

    from nomenklatur.tables import Cell, Document

    Raw = str | float | dt.date | dt.time | dt.timedelta

_DIMENSION: Final = re.compile(rb'<dimension ref="([A-Z0-9:]+)"')
NULL: Final = "[null]"
"""What a database prints for nothing."""


@frozen(eq=False)
class Sheet:
    """A sheet of a workbook, or a CSV file.

    Attributes:
        file: The file's name as the user gave it.
        name: The sheet's name; empty for a CSV file.
        rows: Its rows from the first one that is not blank, all of one width.
        numbers: Row numbers of the sheet, or line numbers of the file.
        first_column: Blank columns before the first one.
        data: The workbook, for its number formats; empty if it has none to tell.
    """

    file: str
    name: str
    rows: Sequence[Sequence[Raw]] = field(repr=False)
    numbers: Sequence[int] = field(repr=False)
    first_column: int = 0
    data: bytes = field(default=b"", repr=False)

    @property
    def place(self) -> Place:
        """The file and the sheet."""
        return Place(self.file, sheet=self.name or None)

    def at(self, number: int | None, column: int | None = None, heading: str = "") -> Place:
        """The place of a row by its number, or of a cell: its address, or its heading in a CSV."""
        if column is None:
            return self.place.at(row=number)
        if not self.name:
            return self.place.at(row=number, column=heading or str(column + 1))
        letters = column_letters(column + self.first_column)
        return self.place.at(row=number, column=letters if number is None else f"{letters}{number}")

    @functools.cached_property
    def formats(self) -> Mapping[tuple[int, int], str]:
        """The number formats of number cells by row number and column, where not General."""
        if not self.data:
            return {}
        from nomenklatur.tables import read_document  # noqa: PLC0415 - for number cells only

        document = read_document(STDIN, stdin=io.BytesIO(self.data))
        return {
            (row.number, column - self.first_column): cell.number_format
            for table in document.tables
            if table.number == self.name
            for row in table.rows
            for column, cell in enumerate(row.cells)
            if cell.number and cell.number_format not in {"", GENERAL}
        }


@frozen
class Source:
    """What a file holds: the sheets that are not empty, and what was found while reading it."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


def cell_text(raw: Raw) -> str:
    """A cell as text with blanks collapsed; a number exactly, without a zero that it lost."""
    if isinstance(raw, str):
        return tidy(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return number_text(repr(raw)) or str(raw)
    return tidy(str(raw))


def tidy(text: str) -> str:
    """A text on one line, with single blanks, and without the ``[null]`` of a database export."""
    text = text.strip()
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
    return "" if text == NULL else text


def read_source(source: str | os.PathLike[str]) -> Source:
    """The sheets of a workbook, or the rows of a CSV file.

    Raises:
        ReadError: The file is missing, empty, damaged, too large, or of a kind that is not read.
    """
    file, data = load(source, DEFAULT_LIMITS)
    kind = sniff(data, file)
    if kind is Format.TEXT:
        return _read_text(data, file)
    if kind is None:
        archive = Archive(data, file, DEFAULT_LIMITS)
        if sniff_archive(archive, file) is Format.XLSX and _is_dense(archive):
            found = _read_workbook(data, file)
            if found is not None:
                return found
    from nomenklatur.tables import read_document  # noqa: PLC0415 - for other files only

    return _from_document(read_document(source, stdin=io.BytesIO(data)))


def _is_dense(archive: Archive) -> bool:
    """Whether the sheets say how large they are, and no cell lies far away from the others.

    Calamine makes room for every cell of the rectangle, and a stray cell in the last column
    would take the memory of thousands of lists.
    """
    for name in archive.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            start = next(archive.chunks(name), b"")
            match = _DIMENSION.search(start[:4096])
            span = read_span(match[1].decode()) if match else None
            if span is not None:
                area = (span.bottom - span.top + 1) * (span.right - span.left + 1)
                if area > DEFAULT_LIMITS.cells:
                    return False
    return True


def _read_workbook(data: bytes, file: str) -> Source | None:
    """The visible sheets of an XLSX workbook; None if calamine cannot read it."""
    import python_calamine as calamine  # noqa: PLC0415 - heavy

    sheets: list[Sheet] = []
    findings: list[Finding] = []
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        for known in book.sheets_metadata:
            if known.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(known.name)
            rows = sheet.to_python()
            if not rows or sheet.start is None:
                continue
            if known.visible is not calamine.SheetVisibleEnum.Visible:
                findings.append(_hidden(Place(file, sheet=known.name)))
                continue
            row, column = sheet.start
            numbers = range(row + 1, row + 1 + len(rows))
            sheets.append(Sheet(file, known.name, rows, numbers, column, data))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic in Rust is no Exception; the other reader says why
        return None
    if not sheets:
        raise _empty(file)
    return Source(tuple(sheets), tuple(findings))


def _read_text(data: bytes, file: str) -> Source:
    text, guessed = decode(data, file)
    lines = split_lines(text)
    separator = detect(lines)[0] or ","
    found = [
        (record.line, list(record.cells))
        for record in records(lines, separator)
        if any(cell.strip() for cell in record.cells)
    ]
    if found and directive(lines) is not None:
        del found[0]
    if not found:
        raise _empty(file)
    width = max(len(cells) for _, cells in found)
    rows = [[*cells, *[""] * (width - len(cells))] for _, cells in found]
    sheet = Sheet(file, "", rows, [line for line, _ in found])
    if not guessed:
        return Source((sheet,))
    message = _("the file is not in UTF-8 and was read as Windows-1252")
    remedy = _("save it as CSV UTF-8 if letters look wrong")
    return Source((sheet,), (Finding(RULES["NK411"], message, Place(file), remedy),))


def _from_document(document: Document) -> Source:
    """The sheets of a workbook that only the reader of plans can read."""
    sheets: list[Sheet] = []
    findings = list(document.findings)
    for table in document.tables:
        if table.hidden:
            findings.append(_hidden(table.place))
        elif table.rows:
            rows = [
                [*map(_raw, row.cells), *[""] * (table.width - len(row.cells))]
                for row in table.rows
            ]
            numbers = [row.number for row in table.rows]
            sheets.append(Sheet(document.file, table.number, rows, numbers))
    if not sheets:
        raise _empty(document.file)
    return Source(tuple(sheets), tuple(findings))


def _raw(cell: Cell) -> Raw:
    return float(cell.value) if cell.value is not None else cell.text


def _hidden(place: Place) -> Finding:
    return Finding(
        RULES["NK401"],
        _("the sheet is hidden, and was not read"),
        place,
        _("show it if it is wanted"),
    )


def _empty(file: str) -> ReadError:
    return ReadError(_("is empty"), place=Place(file), remedy=_("give a list of codes and names"))
