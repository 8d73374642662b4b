"""The raw table: what every reader gives, whatever the file format was."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.places import NOWHERE, Place
from nomenklatur.tables.numbers import shown_text

if TYPE_CHECKING:
    from nomenklatur.findings import Finding

_TAB: Final = 4


@frozen
class Box:
    """Where something stands on a page.

    Attributes:
        page: The page, counted from 1.
        left: Distance from the left edge of the page, in points of 1/72 inch.
        top: Distance from its upper edge.
        right: Distance of its right side from the left edge.
        bottom: Distance of its lower side from the upper edge.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


@frozen
class Cell:
    """One cell as text.

    Attributes:
        text: The cell's text with blanks collapsed and ends trimmed; empty for an empty cell.
            A number is plain digits with a decimal point, exact, with the zeros and the percent
            sign that its format shows (``1.10``, ``100%``); a date is ``2021-01-31``.
        number: Whether the file held a number, whose text may have lost zeros.
        number_format: The number format of a workbook cell (``0.00``), if known.
        address: Address in a workbook, ``F12``.
        boxes: Where it stands on the pages of a PDF; several if a page break cut it.
        indent: How far the text stands in, in units that compare within a table only: leading
            blanks, and the indentation of the cell or paragraph. 0 in a PDF.
        bold: Whether all of the text is bold. False where a format or its reader does not tell:
            CSV, text, PDF, XLS, XLSB, ODS.
    """

    text: str = ""
    number: bool = False
    number_format: str = ""
    address: str = ""
    boxes: tuple[Box, ...] = ()
    # How a cell looks is no part of what it says: cells that say the same are equal and have one
    # hash, however they are set. So what is kept by cell must not depend on the two; the readers
    # keep cells by their raw texts, in which leading blanks still tell.
    indent: int = field(default=0, eq=False)
    bold: bool = field(default=False, eq=False)

    @property
    def value(self) -> Decimal | None:
        """The number of a number cell, exactly; None for any other cell.

        >>> Cell("95562000.50", number=True).value
        Decimal('95562000.50')
        """
        if not self.number:
            return None
        try:
            if self.text.endswith("%"):
                return Decimal(self.text[:-1]).scaleb(-2)
            return Decimal(self.text)
        except InvalidOperation:
            return None

    @property
    def shown(self) -> str:
        """The text with the words that a number format adds, as in ``12 bulan``, for reading."""
        if not self.number or not self.number_format:
            return self.text
        return shown_text(self.text, self.number_format)

    def __bool__(self) -> bool:
        return bool(self.text)


@frozen
class Row:
    """One row of cells and its number in the source, counted from 1.

    The rows of a table in a PDF are counted over all its pages.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    page: int | None = None

    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple(cell.text for cell in self.cells)

    def is_blank(self) -> bool:
        """Whether no cell has a text."""
        return not any(self.cells)


@frozen
class Span:
    """A merged range of cells, both ends included.

    Attributes:
        top: Number of its first row, as in `Row.number`.
        left: Its first column, as a position in `Row.cells`; 0 is column A.
        bottom: Number of its last row.
        right: Its last column.
    """

    top: int
    left: int
    bottom: int
    right: int


EMPTY = Cell()
"""A cell without anything."""


def leading_blanks(text: str) -> int:
    r"""How many blanks stand before a text, a tab going on to the next fourth; 0 without a text.

    >>> leading_blanks("   Air"), leading_blanks("\u00a0\tAir"), leading_blanks("   ")
    (3, 4, 0)
    """
    bare = text.lstrip()
    if not bare or len(bare) == len(text):
        return 0
    return len(text[: -len(bare)].rpartition("\n")[2].expandtabs(_TAB))


def column_letters(column: int) -> str:
    """The letters of a workbook column; 0 is ``A``, 26 is ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@frozen
class Table:
    """A block of rows that belong together.

    Attributes:
        rows: Its rows in order, blank ones left out.
        place: The file and the sheet or the table's number.
        number: ``4.1`` or ``LAMPIRAN`` in a document, the sheet's name in a workbook, else "".
        title: The lines of its title, joined.
        width: Number of columns.
        breaks: Row numbers before which the source had a page break.
        findings: What the reader found while reading it.
        repeated: Rows left out of `rows` because they say nothing new: a header printed again
            after a page break, a ruler of dashes.
        merged: Merged ranges of a workbook; only the first cell of each holds its text.
        hidden_columns: Positions of the columns that a workbook hides.
        hidden: Whether the workbook hides the sheet.
        lettered: Whether its cells are named by letters and row though it is no sheet, as in
            Word's own formulas.
        drawn: Whether it was drawn by hand on pages (PDF, Word, text), so that cells may stand
            beside their headings.
    """

    rows: tuple[Row, ...]
    place: Place = NOWHERE
    number: str = ""
    title: str = ""
    breaks: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = field(default=(), kw_only=True)
    repeated: tuple[Row, ...] = field(default=(), kw_only=True)
    merged: tuple[Span, ...] = field(default=(), kw_only=True)
    hidden_columns: frozenset[int] = field(default=frozenset(), kw_only=True)
    hidden: bool = field(default=False, kw_only=True)
    lettered: bool = field(default=False, kw_only=True)
    drawn: bool = field(default=False, kw_only=True)

    @property
    def width(self) -> int:
        """The number of columns of its widest row."""
        return max((len(row.cells) for row in self.rows), default=0)

    def at(self, row: Row, column: int | None = None) -> Place:
        """The place of a row, or of one of its cells, also of one that the file leaves out."""
        name = None
        if column is not None and column < len(row.cells):
            name = row.cells[column].address or None
        named = self.lettered or self.place.sheet is not None
        if column is not None and name is None and named:
            name = f"{column_letters(column)}{row.number}"
        return self.place.at(row=row.number or None, column=name, page=row.page)


@frozen
class Passage:
    """A line of running text in a document.

    Attributes:
        row: Its line, or its place among the lines of running text where rows are counted in each
            table anew.
        text: Its text.
        page: Its page in a PDF.
        tables_before: How many tables stand before it, where rows are counted in each anew.
    """

    row: int
    text: str
    page: int | None = None
    tables_before: int | None = field(default=None, kw_only=True)


@frozen
class Document:
    """What a file holds: its tables in order, and its running text.

    Attributes:
        file: File name as the user gave it, or ``-`` for standard input.
        tables: Its tables in order.
        passages: Its lines of running text in order.
        format: What the file is: ``csv``, ``text``, ``xlsx``, ``xls``, ``ods``, ``xlsb``,
            ``pdf``, ``docx``, ``html``.
        findings: What the reader found in the file as a whole; a table has its own.
    """

    file: str
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...] = ()
    format: str = field(default="", kw_only=True)
    findings: tuple[Finding, ...] = field(default=(), kw_only=True)
    known: dict[str, Any] = field(init=False, factory=dict, eq=False, repr=False)
    """What was found out from all of it, kept as long as the document by who found it out."""
