"""One sheet that is being written: cells by their kind, headings, subtotals, print set-up.

Text is always text: nothing out of a plan becomes a formula, a number or a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import define, field, frozen

from nomenklatur.language import _
from nomenklatur.money import Rupiah
from nomenklatur.report.grid import tidy
from nomenklatur.report.xlsx import style
from nomenklatur.report.xlsx.exact import Sum, as_cell
from nomenklatur.report.xlsx.metrics import column_points, count_lines, row_points
from nomenklatur.report.xlsx.style import Kind
from nomenklatur.tables.table import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.report.xlsx.book import Book
    from nomenklatur.report.xlsx.style import Style

LONGEST_TEXT: Final = 32_767
"""Letters of a cell, in units of UTF-16 (Microsoft, *Excel specifications and limits*)."""
ABOVE: Final = 2
"""How many errors stand above a table one by one: its head is frozen and must leave room."""
_A4: Final = 9
_LONGEST_FOOT: Final = 150
"""Letters of the footer's left part; all of it has to stay below 256."""
_KEPT_BY_XLSXWRITER: Final = ("row_info", "row_sizes", "set_rows")
"""Where one release or another keeps the heights of rows."""


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


@define(eq=False)
class Sheet:
    """A sheet that is being written. Rows and columns are counted from 0, as in XlsxWriter.

    Attributes:
        book: The workbook.
        worksheet: XlsxWriter's own.
        name: Its name.
        widths: Width of each column, in digits of the standard font; 0 hides it.
        pages_high: How many pages it may be high in print; 0 is as many as it needs.
        row: The row to be written next.
        top: The first row below its headings.
    """

    book: Book
    worksheet: Any
    name: str
    widths: tuple[float, ...]
    pages_high: int = field(default=0, kw_only=True)
    row: int = field(default=0, init=False)
    top: int = field(default=0, init=False)
    _points: dict[tuple[int, int], float] = field(factory=dict, init=False)
    _heights: list[dict[int, object]] = field(factory=list, init=False)
    _one_line: float = field(default=row_points(1, style.SIZE), init=False)

    def __attrs_post_init__(self) -> None:
        sheet = self.worksheet
        kept = (getattr(sheet, name, None) for name in _KEPT_BY_XLSXWRITER)
        self._heights = [one for one in kept if isinstance(one, dict)]
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width or 12, None, {"hidden": not width})
        sheet.set_default_row(self._one_line)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, self.pages_high)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        left, right = _foot(self.book.footer), _foot(self.name)
        pages = _("Page {page} of {pages}").format(page="&P", pages="&N")
        # a digit right after &8 would change the size
        sheet.set_footer(f"&L&8 {left}&C&8 {pages}&R&8 {right}")

    @property
    def shown(self) -> int:
        """Number of its columns that show."""
        return sum(1 for width in self.widths if width)

    def address(self, row: int, column: int) -> str:
        """The address of a cell: ``F12``."""
        return f"{column_letters(column)}{row + 1}"

    # -- rows ------------------------------------------------------------------------------

    def line(
        self,
        values: Sequence[Value],
        looks: Sequence[Style],
        *,
        level: int = 0,
        lines: int = 0,
    ) -> None:
        """Write a row.

        Args:
            values: Its cells.
            looks: How they look, one each.
            level: Its level in the outline.
            lines: How many lines of text it is high; by default as many as its texts take.
        """
        if not lines:
            lines = self._lines_of(values, looks)
        if lines > 1 or level:
            self.worksheet.set_row(
                self.row, row_points(lines, style.SIZE), None, {"level": level} if level else {}
            )
        for column, (value, look) in enumerate(zip(values, looks, strict=True)):
            self.cell(column, value, look)
        self._forget(self.row - 1)
        self.row += 1

    def _forget(self, row: int) -> None:
        """Drop what XlsxWriter keeps of a finished row: it would need it for pictures only.

        How it keeps it is its own business and changes with its releases: a sheet that is not
        relieved of it is the same sheet and takes 300 bytes a row.
        """
        for kept in self._heights:
            kept.pop(row, None)

    def _lines_of(self, values: Sequence[Value], looks: Sequence[Style]) -> int:
        """The lines that the highest cell of a row takes; texts that do not wrap take one."""
        most = 1
        for column, value in enumerate(values):
            if value and isinstance(value, str) and looks[column].kind is Kind.TEXT:
                look = looks[column]
                points = self._column_points(column, look.indent)
                if points:
                    most = max(most, count_lines(value, points, look.size, bold=look.bold))
        return most

    def _column_points(self, column: int, indent: int) -> float:
        """The points of text that a column takes in a line; 0 if it is hidden."""
        key = (column, indent)
        points = self._points.get(key)
        if points is None:
            width = self.widths[column]
            points = self._points[key] = column_points(width, indent=indent) if width else 0.0
        return points

    def title(self, *lines: str, remarks: Sequence[str] = (), above: Sequence[str] = ()) -> None:
        """Write the title over the whole width, the first line largest, then what is below it.

        Args:
            lines: The title.
            remarks: Lines in small letters.
            above: What no figure of the sheet can be relied on without.
        """
        looks = [style.TITLE, *[style.SUBTITLE] * len(lines)]
        for line, look in zip(filter(None, lines), looks, strict=False):
            self.merged(0, self.shown - 1, line, look)
        for line in above:
            self.merged(0, self.shown - 1, line, style.ALARM)
        for remark in remarks:
            self.merged(0, self.shown - 1, remark, style.REMARK)

    def merged(  # noqa: PLR0913 - where, what, how
        self, first: int, last: int, text: str, look: Style, *, lines: int = 0, ends: bool = True
    ) -> None:
        """Write a text over several columns of the row.

        Args:
            first: Its first column.
            last: Its last column.
            text: The text.
            look: How it looks.
            lines: How many lines high the row becomes; by default as many as the text takes.
            ends: Whether the row ends with it.
        """
        width = sum(self.widths[first : last + 1])
        points = column_points(width, indent=look.indent)
        lines = lines or count_lines(text, points, look.size, bold=look.bold)
        self.worksheet.set_row(self.row, row_points(lines, look.size))
        if first < last:
            self.worksheet.merge_range(self.row, first, self.row, last, "", self.book.format(look))
        self.cell(first, text, look)
        self.row += ends

    def gap(self, points: float = 6) -> None:
        """Leave a low row empty."""
        self.worksheet.set_row(self.row, points)
        self.row += 1

    def header(self, *rows: Sequence[str], spans: Sequence[tuple[int, int]] = ()) -> None:
        """Write the rows of column headings, freeze what is above the body, and repeat them.

        Args:
            rows: The headings, one text a column; an empty text below another belongs to it.
            spans: Ranges of columns (first, last) of the first row that are one heading.
        """
        top = self.row
        spanned = {column for first, last in spans for column in range(first, last + 1)}
        tall = [
            c for c in range(len(rows[0])) if c not in spanned and not any(r[c] for r in rows[1:])
        ]
        shares = {column: len(rows) if column in tall else 1 for column in range(len(rows[0]))}
        for number, row in enumerate(rows):
            widths = dict(enumerate(self.widths))
            if number == 0:
                widths |= {a: sum(self.widths[a : b + 1]) for a, b in spans}
            needed = [
                -(-count_lines(text, column_points(widths[c]), style.SIZE, bold=True) // shares[c])
                for c, text in enumerate(row)
                if widths[c]
            ]
            self.worksheet.set_row(self.row, row_points(max(needed, default=1), style.SIZE) + 3)
            for column, text in enumerate(row):
                self.cell(column, text, style.HEAD)
            self.row += 1
        ranges = [(top, first, top, last) for first, last in spans]
        if len(rows) > 1:
            ranges += [(top, column, self.row - 1, column) for column in tall]
        for one in ranges:
            # merge_range would begin the next row, after which this one cannot be written to
            self.worksheet.merge.append(list(one))
        self.top = self.row
        self.worksheet.repeat_rows(top, self.row - 1)
        self.worksheet.freeze_panes(self.row, 0)

    # -- cells -----------------------------------------------------------------------------

    def cell(self, column: int, value: Value, look: Style) -> None:
        """Write a cell of the row. An amount too large to be a number becomes text."""
        sheet, row, form = self.worksheet, self.row, self.book.format(look)
        if value is None or value == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, self._text(value, column), form)
        elif isinstance(value, Rupiah):
            known = as_cell(value)
            if isinstance(known, str):
                self.note(
                    column, _("the amount has more than 15 digits; written as text, still exact")
                )
                sheet.write_string(row, column, known, form)
            else:
                sheet.write_number(row, column, known, form)
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, form, value.value)
        else:
            sheet.write_number(row, column, value, form)

    def note(self, column: int, text: str) -> None:
        """Note what a cell of the row could not hold."""
        from nomenklatur.report.xlsx.book import Note  # noqa: PLC0415 - the two know each other

        self.book.notes.append(Note(self.name, self.address(self.row, column), text))

    def _text(self, text: str, column: int) -> str:
        """A text as a cell can hold it."""
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode("utf-8")
        if len(text) * 2 > LONGEST_TEXT and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            self.note(
                column,
                _("a text of {length} letters was cut; a cell holds {most}").format(
                    length=len(text), most=LONGEST_TEXT
                ),
            )
            cut = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)]
            text = f"{cut.decode('utf-16-le', 'ignore')}…"
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


def _foot(text: str) -> str:
    """A text for the foot of a page, where an ampersand begins a code unless it is doubled."""
    doubled = tidy(text).replace("&", "&&")[:_LONGEST_FOOT]
    lone = (len(doubled) - len(doubled.rstrip("&"))) % 2
    return doubled[: len(doubled) - lone]
