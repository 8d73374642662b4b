"""The workbook behind the sheets: written once from the top to the bottom, in bounded memory.

Rows go to disk as they are written (XlsxWriter's ``constant_memory``), so a row cannot be touched
again once the next one has begun. Text is always text: nothing out of a plan becomes a formula
or a link. Equal input gives equal bytes.
"""

from __future__ import annotations

import datetime
import tempfile
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from attrs import define, field, frozen

from nomenklatur.money import Rupiah
from nomenklatur.report.xlsx import style
from nomenklatur.report.xlsx.exact import Sum, as_cell
from nomenklatur.tables.table import column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from nomenklatur.report.xlsx.style import Style

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet (ECMA-376-1, 18.3.1.73)."""
LONGEST_TEXT: Final = 32_767
"""Letters of a cell, in units of UTF-16 (Microsoft, *Excel specifications and limits*)."""
CREATED: Final = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
"""The date in every workbook's properties: the same plan gives the same file."""


@frozen
class Formula:
    """A formula and its value, which the file stores beside it.

    Attributes:
        text: The formula, with its ``=``.
        value: What it comes to.
    """

    text: str
    value: float


Value: TypeAlias = "str | int | float | Rupiah | Formula | None"


@frozen
class Note:
    """Something that a sheet could not hold as it is.

    Attributes:
        sheet: The sheet.
        address: The cell, ``F12``.
        text: What was done.
    """

    sheet: str
    address: str
    text: str


class Book(AbstractContextManager["Book"]):
    """A workbook that is being written.

    Args:
        stream: Where it goes.
        title: Its title.
        footer: What every printed page says at its foot, on the left.
        most_rows: How many rows a sheet may have before a further one is begun.
    """

    def __init__(
        self, stream: BinaryIO, *, title: str, footer: str = "", most_rows: int = MOST_ROWS
    ) -> None:
        import xlsxwriter  # noqa: PLC0415 - heavy

        self.footer = footer
        self.most_rows = most_rows
        self.notes: list[Note] = []
        self._scratch = tempfile.TemporaryDirectory(prefix="nomenklatur-")
        self._workbook = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "tmpdir": self._scratch.name,
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "use_zip64": True,
            },
        )
        # Every formula has its value beside it; asking to calculate anew would make readers
        # doubt the values that are right.
        self._workbook.calc_on_load = False
        self._workbook.set_properties(
            {"title": title, "created": CREATED, "author": "nomenklatur", "comments": ""}
        )
        self._formats: dict[Style, Any] = {}

    def sheet(self, name: str, widths: Sequence[float], **settings: Any) -> Sheet:  # noqa: ANN401
        """Begin a sheet. Settings are those of `Sheet`."""
        worksheet = self._workbook.add_worksheet(name)
        return Sheet(self, worksheet, name, tuple(widths), **settings)

    def format(self, look: Style) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """A style as the workbook's own format."""
        known = self._formats.get(look)
        if known is None:
            known = self._formats[look] = self._workbook.add_format(look.properties())
        return known

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the file, unless something went wrong; leave nothing else behind."""
        try:
            if kind is None:
                self._workbook.close()
            else:
                for worksheet in self._workbook.worksheets():
                    worksheet._opt_close()  # noqa: SLF001 - else its file stays open
                self._workbook.fileclosed = True
        finally:
            self._scratch.cleanup()


@define(eq=False)
class Sheet:
    """A sheet that is being written. Rows and columns are counted from 0, as in XlsxWriter.

    Attributes:
        book: The workbook.
        worksheet: XlsxWriter's own.
        name: Its name.
        widths: Width of each column in letters; 0 hides it.
        pages_high: How many pages it may be high in print; 0 is as many as it needs.
        row: The row to be written next.
    """

    book: Book
    worksheet: Any
    name: str
    widths: tuple[float, ...]
    pages_high: int = field(default=0, kw_only=True)
    row: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        sheet = self.worksheet
        for column, width in enumerate(self.widths):
            options = {} if width else {"hidden": True}
            sheet.set_column(column, column, width or 12, None, options)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, self.pages_high)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer(self._footer())

    def _footer(self) -> str:
        """The foot of a printed page. An ampersand is doubled; more than 255 letters are lost."""
        left, right = (text.replace("&", "&&") for text in (self.book.footer, self.name))
        return f"&L&8{left[:150]}&C&8Halaman &P dari &N&R&8{right}"

    @property
    def width(self) -> int:
        """Number of its columns that show."""
        return sum(1 for width in self.widths if width)

    @property
    def room(self) -> int:
        """How many rows more it can take."""
        return self.book.most_rows - self.row

    def address(self, row: int, column: int) -> str:
        """The address of a cell: ``F12``."""
        return f"{column_letters(column)}{row + 1}"

    def title(self, *lines: str, remarks: Sequence[str] = ()) -> None:
        """Write the title over the whole width, the first line largest, then remarks."""
        for number, line in enumerate(filter(None, lines)):
            look = style.SUBTITLE if number else style.TITLE
            self.merged(0, self.width - 1, line, look)
        for remark in remarks:
            self.merged(0, self.width - 1, remark, style.REMARK)

    def merged(
        self,
        first: int,
        last: int,
        text: str,
        look: Style,
        *,
        lines: int = 0,
        end: bool = True,
    ) -> None:
        """Write a text over several columns of the row.

        Spreadsheets do not find the height of merged cells, so it is set here.

        Args:
            first: Its first column.
            last: Its last column.
            text: The text.
            look: How it looks.
            lines: How many lines it takes; by default as many as it seems to need.
            end: Whether the row ends with it.
        """
        letters = sum(self.widths[first : last + 1]) * 9 / look.size * 1.05
        pieces = text.split("\n")
        needed = lines or sum(1 + int(len(piece) / letters) for piece in pieces)
        self.height(needed * look.size * 1.35 + 2)
        if first == last:
            self.cell(first, text, look)
        else:
            self.worksheet.merge_range(
                self.row, first, self.row, last, "", self.book.format(look)
            )
            self.cell(first, text, look)
        if end:
            self.row += 1

    def height(self, points: float) -> None:
        """Set the height of the row."""
        self.worksheet.set_row(self.row, points)

    def header(self, *rows: Sequence[str], spans: Sequence[tuple[int, int]] = ()) -> None:
        """Write the rows of column headings, freeze what is above the body, and repeat them.

        Args:
            rows: The headings, one text per column; an empty text below another belongs to it.
            spans: Ranges of columns (first, last) of the first row that are one heading.
        """
        top = self.row
        look = self.book.format(style.HEAD)
        for row in rows:
            for column, text in enumerate(row):
                self.cell(column, text, style.HEAD)
            self.row += 1
        # The cells are written in order; the ranges are only registered. What is written again
        # into a finished row is dropped, and the last row gets blanks where it has blanks.
        spanned = {c for first, last in spans for c in range(first, last + 1)}
        for first, last in spans:
            self.worksheet.merge_range(top, first, top, last, rows[0][first], look)
        if len(rows) > 1:
            for column in range(len(rows[0])):
                if column not in spanned and not any(row[column] for row in rows[1:]):
                    self.worksheet.merge_range(
                        top, column, self.row - 1, column, rows[0][column], look
                    )
        self.worksheet.repeat_rows(top, self.row - 1)
        self.worksheet.freeze_panes(self.row, 0)

    def line(
        self, values: Sequence[Value], looks: Sequence[Style], *, level: int | None = None
    ) -> None:
        """Write a row.

        Args:
            values: Its cells.
            looks: How they look, one each.
            level: Its level in the outline, 0 for none.
        """
        if level is not None:
            self.worksheet.set_row(self.row, None, None, {"level": level})
        for column, (value, look) in enumerate(zip(values, looks, strict=True)):
            self.cell(column, value, look)
        self.row += 1

    def cell(self, column: int, value: Value, look: Style) -> None:  # noqa: PLR0911 - a kind a line
        """Write a cell of the row. An amount too large to be a number becomes text."""
        sheet, row, look_ = self.worksheet, self.row, self.book.format(look)
        if value is None or value == "":
            sheet.write_blank(row, column, None, look_)
        elif isinstance(value, str):
            sheet.write_string(row, column, self._text(value, column), look_)
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, look_, value.value)
        elif isinstance(value, Rupiah):
            known = as_cell(value)
            if isinstance(known, str):
                self.note(column, "jumlah melebihi 15 angka; ditulis sebagai teks, tetap tepat")
                sheet.write_string(row, column, known, look_)
            else:
                sheet.write_number(row, column, known, look_)
        else:
            sheet.write_number(row, column, value, look_)

    def note(self, column: int, text: str) -> None:
        """Note what a cell of the row could not hold."""
        self.book.notes.append(Note(self.name, self.address(self.row, column), text))

    def _text(self, text: str, column: int) -> str:
        """A text as a cell can hold it."""
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode("utf-8")
        if len(text) * 2 > LONGEST_TEXT and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            self.note(column, f"teks {len(text)} huruf dipotong; satu sel memuat {LONGEST_TEXT}")
            cut = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)]
            text = cut.decode("utf-16-le", "ignore") + "…"
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # else XlsxWriter takes it for its own rich text and writes it as XML
        return text

    def subtotal(self, column: int, first: int, last: int, total: Sum) -> Formula | Rupiah:
        """A subtotal over rows of a column, as a formula if a spreadsheet can compute it.

        ``SUBTOTAL(9, …)`` leaves other subtotals within its range out, so that a tree can be
        added up level by level in one column.

        Args:
            column: The column.
            first: First row.
            last: Last row; above the first if there are none.
            total: What it comes to.
        """
        if not total.is_exact or last < first:
            return total.rupiah
        span = f"{self.address(first, column)}:{self.address(last, column)}"
        return Formula(f"=SUBTOTAL(9,{span})", total.value)


@define(eq=False)
class Run:
    """A table that goes on in a further sheet where one is full.

    Attributes:
        book: The workbook.
        name: Name of its first sheet; the others are numbered.
        begin: Makes a sheet of that name with everything above its body.
        finish: Writes what stands below the body of each sheet.
        spare: How many rows that takes.
    """

    book: Book
    name: str
    begin: Callable[[str], Sheet]
    finish: Callable[[Sheet], None] | None = None
    spare: int = 0
    sheets: list[Sheet] = field(factory=list, init=False)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is being written."""
        if not self.sheets:
            self._next()
        return self.sheets[-1]

    @property
    def room(self) -> int:
        """How many rows more the sheet can take."""
        return self.sheet.room - self.spare

    def need(self, rows: int) -> bool:
        """Go on in a further sheet unless this one has room; whether a new one was begun."""
        if self.sheet.room - self.spare >= rows:
            return False
        self._next()
        return True

    def _next(self) -> None:
        self.close()
        number = len(self.sheets) + 1
        self.sheets.append(self.begin(self.name if number == 1 else f"{self.name} ({number})"))

    def close(self) -> None:
        """Write what stands below the sheet's body."""
        if self.sheets and self.finish is not None:
            self.finish(self.sheets[-1])
