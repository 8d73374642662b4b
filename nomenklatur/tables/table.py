"""The raw table: what every reader gives, whatever the file format was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.places import NOWHERE, Place

if TYPE_CHECKING:
    from nomenklatur.findings import Finding


@frozen
class Cell:
    """One cell as text.

    Attributes:
        text: The cell's text with blanks collapsed and ends trimmed; empty for an empty cell.
        number: Whether the file held a number, whose text may have lost zeros.
        number_format: The number format of a workbook cell (``0.00``), if known.
        address: Address in a workbook, ``F12``.
    """

    text: str = ""
    number: bool = False
    number_format: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@frozen
class Row:
    """One row of cells and its number in the source, counted from 1."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple(cell.text for cell in self.cells)

    def is_blank(self) -> bool:
        """Whether no cell has a text."""
        return not any(self.cells)


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
    """

    rows: tuple[Row, ...]
    place: Place = NOWHERE
    number: str = ""
    title: str = ""
    breaks: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = field(default=(), kw_only=True)

    @property
    def width(self) -> int:
        """The number of columns of its widest row."""
        return max((len(row.cells) for row in self.rows), default=0)

    def at(self, row: Row, column: int | None = None) -> Place:
        """The place of a row, or of one of its cells."""
        name = None
        if column is not None and column < len(row.cells):
            name = row.cells[column].address or None
        return self.place.at(row=row.number, column=name)


@frozen
class Passage:
    """A line of running text in a document, and its row."""

    row: int
    text: str


@frozen
class Document:
    """What a file holds: its tables in order, and its running text."""

    file: str
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), kw_only=True)
