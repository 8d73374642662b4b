"""Where a value was read: file, sheet or table, row, column."""

from __future__ import annotations

from attrs import evolve, frozen

from nomenklatur.language import _

_LAST = 1_000_000  # tables with a name follow those with a number


@frozen
class Place:
    """The place of a value in a source file.

    Attributes:
        file: File name as the user gave it, or ``-`` for standard input.
        sheet: Sheet of a workbook.
        table: Number of a table in a document, such as ``4.1`` or ``LAMPIRAN``.
        row: Line of a text file or row of a sheet, counted from 1.
        column: Cell address (``F12``) in a workbook, heading of the column elsewhere.
        page: Page of a PDF, counted from 1; the row is then one of the table, over all its pages.
    """

    file: str = ""
    sheet: str | None = None
    table: str | None = None
    row: int | None = None
    column: str | None = None
    page: int | None = None

    def at(
        self, *, row: int | None = None, column: str | None = None, page: int | None = None
    ) -> Place:
        """The same place with another row, column or page."""
        return evolve(
            self,
            row=self.row if row is None else row,
            column=self.column if column is None else column,
            page=self.page if page is None else page,
        )

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(_("sheet {sheet}").format(sheet=self.sheet))
        if self.table:
            numbered = self.table[:1].isdigit()
            parts.append(_("table {table}").format(table=self.table) if numbered else self.table)
        if self.page is not None:
            parts.append(_("page {page}").format(page=self.page))
        if self.row is not None:
            parts.append(_("row {row}").format(row=self.row))
        if self.column:
            parts.append(_("column {column}").format(column=self.column))
        return ", ".join(parts)

    @property
    def order(self) -> tuple[int, tuple[tuple[int, str], ...], int]:
        """What the places of one sheet or document are sorted by: page, table and row.

        Rows of text files and sheets are counted through all their tables, those of a page are
        not: there the tables come one after the other, 4.2 before 4.10.
        """
        table = self.table if self.table and self.page is not None else ""
        parts = tuple(
            (int(part), "") if part.isdecimal() else (_LAST, part) for part in table.split(".")
        )
        return self.page or 0, parts if table else (), self.row or 0

    def as_dict(self) -> dict[str, str | int]:
        """The known parts, for JSON."""
        known = {
            "file": self.file or None,
            "sheet": self.sheet,
            "table": self.table,
            "page": self.page,
            "row": self.row,
            "column": self.column,
        }
        return {key: value for key, value in known.items() if value is not None}


NOWHERE = Place()
"""The place of what was not read from a file."""
