"""Where a value was read: file, sheet or table, row, column."""

from __future__ import annotations

from attrs import evolve, frozen


@frozen
class Place:
    """The place of a value in a source file.

    Attributes:
        file: File name as the user gave it, or ``-`` for standard input.
        sheet: Sheet of a workbook.
        table: Number of a table in a document, such as ``4.1`` or ``LAMPIRAN``.
        row: Line of a text file or row of a sheet, counted from 1.
        column: Cell address (``F12``) in a workbook, heading of the column elsewhere.
    """

    file: str = ""
    sheet: str | None = None
    table: str | None = None
    row: int | None = None
    column: str | None = None

    def at(self, *, row: int | None = None, column: str | None = None) -> Place:
        """The same place with another row or column."""
        return evolve(
            self,
            row=self.row if row is None else row,
            column=self.column if column is None else column,
        )

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.table:
            parts.append(self.table if not self.table[:1].isdigit() else f"table {self.table}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def as_dict(self) -> dict[str, str | int]:
        """The known parts, for JSON."""
        known = {
            "file": self.file or None,
            "sheet": self.sheet,
            "table": self.table,
            "row": self.row,
            "column": self.column,
        }
        return {key: value for key, value in known.items() if value is not None}


NOWHERE = Place()
"""The place of what was not read from a file."""
