"""The grid of a table in a page, laid out as browsers do (HTML, 4.9.12: forming a table)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from nomenklatur.tables.flow import WIDEST, Drawn, row_of
from nomenklatur.tables.table import Cell, Row, Span

if TYPE_CHECKING:
    from nomenklatur.tables.flow import Budget, Remark

_DEEPEST: Final = 65_534
_HEAD, _BODY, _FOOT = range(3)
_SECTIONS: Final = {"thead": _HEAD, "tbody": _BODY, "tfoot": _FOOT}


@define
class Place:
    """Where a cell begins: the position of its row among those of its section, and its column."""

    section: int
    row: int
    column: int


@define
class _Line:
    """A row while its cells come in."""

    hidden: bool = False
    cells: dict[int, Cell] = Factory(dict)


class Grid:
    """Lays out cells that come in one after the other.

    The rows of ``tfoot`` stand last, wherever the page has them; a cell never reaches beyond its
    section.

    Args:
        budget: How many cells there may be; a row counts as one at least.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._sections: list[list[_Line]] = [[], [], []]
        self._spans: list[tuple[Place, int, int]] = []
        self._section = _BODY
        self._covered: dict[int, int] = {}
        self._to_the_end: list[int] = []
        self._column = 0
        self._columns = 0
        self.hidden_columns: set[int] = set()
        self.width = 0
        self.cells = 0

    def begin_section(self, name: str) -> None:
        """A ``thead``, ``tbody`` or ``tfoot`` begins."""
        self.end_section()
        self._section = _SECTIONS[name]

    def end_section(self) -> None:
        """A section ends, and with it every cell that reaches down."""
        last = len(self._sections[self._section]) - 1
        for index in self._to_the_end:
            place, _down, across = self._spans[index]
            self._spans[index] = (place, last - place.row + 1, across)
        self._to_the_end.clear()
        self._covered.clear()
        self._section = _BODY

    def begin_row(self, *, hidden: bool = False) -> None:
        """A row begins."""
        self._budget.spend(1 + len(self._covered))
        self._sections[self._section].append(_Line(hidden))
        self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}
        self._column = 0

    def add_column(self, count: str | None, *, hidden: bool) -> None:
        """A ``col`` describes one or more columns."""
        columns = _number(count, WIDEST) or 1
        if hidden and self._columns < WIDEST:
            self.hidden_columns.update(range(self._columns, self._columns + columns))
        self._columns += columns

    def begin_cell(self, across: str | None, down: str | None) -> Place:
        """A cell begins; gives where it stands.

        Args:
            across: Its ``colspan`` as written.
            down: Its ``rowspan`` as written; 0 reaches to the end of the section.
        """
        lines = self._sections[self._section]
        if not lines:
            self.begin_row()
        while self._column in self._covered:
            self._column += 1
        width = max(_number(across, WIDEST) or 1, 1)
        height = 1 if down is None else _number(down, _DEEPEST)
        self._budget.spend(width + (self._column if not lines[-1].cells else 0))
        place = Place(self._section, len(lines) - 1, self._column)
        if height != 1 or width > 1:
            self._spans.append((place, height or 1, width))
            if height == 0:
                self._to_the_end.append(len(self._spans) - 1)
        if height != 1:
            reach = height or _DEEPEST
            for column in range(self._column, self._column + width):
                self._covered[column] = reach
        self._column += width
        self.width = max(self.width, self._column)
        self.cells += 1
        return place

    def here(self) -> Place:
        """Where the next cell would begin, for one that takes no room."""
        return Place(self._section, max(len(self._sections[self._section]) - 1, 0), self._column)

    def fill(self, place: Place, cell: Cell) -> None:
        """Give a cell its text."""
        if cell:
            self._sections[place.section][place.row].cells[place.column] = cell

    def row_of(self, place: Place) -> int:
        """The number of a cell's row in the table, as far as the rows before it are known."""
        before = sum(len(section) for section in self._sections[: place.section])
        return before + place.row + 1

    def hidden_rows(self) -> list[int]:
        """The numbers of the rows that are not shown and have a text."""
        lines = [line for section in self._sections for line in section]
        return [number for number, line in enumerate(lines, 1) if line.hidden and line.cells]

    @property
    def height(self) -> int:
        """The number of rows."""
        return sum(len(section) for section in self._sections)

    def drawn(self, *, hidden: bool, alone: bool, remarks: tuple[Remark, ...]) -> Drawn:
        """The table, after its end."""
        self.end_section()
        rows: list[Row] = []
        number = 0
        for section in self._sections:
            for line in section:
                number += 1
                if line.cells:
                    rows.append(row_of(number, line.cells, hidden=line.hidden))
        return Drawn(
            tuple(row for row in rows if not row.is_blank()),
            number,
            self.width,
            merged=tuple(
                Span(top, place.column, min(top + down - 1, number), place.column + across - 1)
                for place, down, across in self._spans
                for top in (self.row_of(place),)
            ),
            hidden_columns=frozenset(self.hidden_columns),
            hidden=hidden,
            alone=alone,
            remarks=remarks,
        )


def _number(text: str | None, most: int) -> int:
    """A number of columns or rows; 1 for a text that is none, as browsers read it."""
    digits = (text or "").strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    return min(int(digits[:9]), most)
