"""A table cell by cell: where each cell stands, what was understood of it, what is doubtful.

Every filled cell of a table is traced exactly once, also those of titles, headers and headers
printed again, so that nothing can be lost on the way from the file to the plan: the cells of the
file are the cells of the trace, and what no use was found for is a finding.
"""

from __future__ import annotations

import enum
from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from nomenklatur.money import Rupiah
from nomenklatur.plan.read import plans_of
from nomenklatur.plan.rows.lines import Line, aligned_lines
from nomenklatur.plan.rows.reading import Section, read_rows
from nomenklatur.plan.survey import WITH_MONEY, layout_of
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.content import Content, content_of
from nomenklatur.plan.texts.headings import MONEY_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nomenklatur.findings import Finding
    from nomenklatur.places import Place
    from nomenklatur.plan.columns.column import Column
    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.plan import Plan
    from nomenklatur.plan.rows.nodes import Node
    from nomenklatur.tables import Cell, Document, Row, Table


class Use(enum.Enum):
    """What a cell was read as."""

    TITLE = "title"
    """Above the header."""
    HEADER = "header"
    REPEATED = "repeated"
    """A header printed again, the numbers of the columns, a ruler."""
    ITEM = "item"
    """Of an activity that the plan has as an item."""
    TOTAL = "total"
    """Of a row whose money is a declared total."""
    DETAIL = "detail"
    """Of a row of spending below an activity, checked against it and not counted again."""
    BESIDE = "beside"
    """Under a heading that the plan has no use for."""
    BELOW = "below"
    """Below the table: place and date, signatures, remarks."""
    TEXT = "text"
    """Of a table that is no plan; its cells are kept as they are."""
    UNREAD = "unread"
    """Without a heading, or in a row that was not understood: a finding says so."""


Value: TypeAlias = Rupiah | str
"""What a cell was understood as: an amount in rupiah, or a text."""

_OF_CODES: Final = ("NK10",)
_OF_MONEY: Final = ("NK30",)
_FIGURES: Final = MONEY_ROLES | {Role.PERCENT, Role.DIFFERENCE}
_WORDS: Final = frozenset({Role.NAME, Role.CODE, Role.ACCOUNT, Role.NUMBER})


@frozen
class TracedCell:
    """A filled cell.

    Attributes:
        place: Where it stands.
        text: Its text as read.
        use: What it was read as.
        heading: The heading of its column.
        role: What its column holds; None where nobody knows.
        level: The level of its row: ``program``, ``kegiatan``; empty without one.
        value: What was understood of it; None where nothing was.
        amount_key: The plan's column of money that its amount went into.
        side: ``left`` or ``right`` in a review of two plans.
        findings: The rules that have a doubt about it.
    """

    place: Place
    text: str
    use: Use
    heading: str = field(default="", kw_only=True)
    role: Role | None = field(default=None, kw_only=True)
    level: str = field(default="", kw_only=True)
    value: Value | None = field(default=None, kw_only=True)
    amount_key: str = field(default="", kw_only=True)
    side: str = field(default="", kw_only=True)
    findings: tuple[str, ...] = field(default=(), kw_only=True)


@frozen
class Account:
    """What became of the cells of a table.

    Attributes:
        cells: How many filled cells the table has.
        uses: How many of them were read as what; they add up to `cells`.
        doubtful: How many have a doubt about them.
    """

    cells: int
    uses: Mapping[Use, int]
    doubtful: int

    @property
    def read(self) -> int:
        """How many of the cells were read, or left out for a known reason."""
        return self.cells - self.unread

    @property
    def unread(self) -> int:
        """How many were not."""
        return self.uses.get(Use.UNREAD, 0)


@frozen
class Trace:
    """A table cell by cell.

    Attributes:
        table: The table.
        cells: Its filled cells in the order of its rows.
        plans: The plans read from it: one, two of a review, none of another table.
    """

    table: Table
    cells: tuple[TracedCell, ...] = field(repr=False)
    plans: tuple[Plan, ...] = field(default=(), repr=False)

    @property
    def account(self) -> Account:
        """What became of its cells."""
        uses = Counter(cell.use for cell in self.cells)
        doubtful = sum(bool(cell.findings) for cell in self.cells)
        return Account(filled_cells(self.table), uses, doubtful)


def trace(table: Table, document: Document | None = None) -> Trace:
    """Trace a table.

    Args:
        table: The table.
        document: The document that it stands in, for the office, the bidang and the text.
    """
    layout = layout_of(table, document)
    plans = plans_of(table, document) if layout.kind in WITH_MONEY else ()
    known = {row.number: cells for row, cells in _body(layout, plans)}
    around = _around(layout)
    rows = sorted((*table.rows, *table.repeated), key=lambda row: (row.page or 0, row.number))
    cells = [
        cell
        for row in rows
        for cell in known.get(row.number) or _plain(layout, row, around.get(row.number))
    ]
    return Trace(table, tuple(cells), plans)


def filled_cells(table: Table) -> int:
    """How many cells of a table have a text, those of repeated headers too."""
    return sum(bool(cell) for row in (*table.rows, *table.repeated) for cell in row.cells)


def _around(layout: Layout) -> dict[int, Use]:
    """The use of the rows that are no part of the body."""
    table, header = layout.table, layout.header
    found = {row.number: Use.REPEATED for row in table.repeated}
    if header is None:
        return found
    body = {row.number for row in header.body}
    found |= {row.number: Use.REPEATED for row in table.rows if row.number not in body}
    found |= {row.number: Use.TITLE for row in header.above}
    found |= {row.number: Use.HEADER for row in header.rows}
    return found | {row.number: Use.BELOW for row in header.below}


def _plain(layout: Layout, row: Row, use: Use | None) -> Iterator[TracedCell]:
    """The cells of a row that is no row of a plan."""
    if use is None:
        use = Use.TEXT if layout.recognised else Use.UNREAD
    headed = use is Use.TEXT
    rules = () if layout.recognised else ("NK401",)
    for index, cell in _filled(row):
        column = layout.columns[index] if headed and index < len(layout.columns) else None
        yield TracedCell(
            _place(layout, row, index),
            cell.text,
            use,
            heading=column.label if column else "",
            role=column.role if column else None,
            findings=rules if use is Use.UNREAD else (),
        )


def _body(layout: Layout, plans: Sequence[Plan]) -> Iterator[tuple[Row, list[TracedCell]]]:
    """The rows of a plan's body, each with its cells."""
    if layout.header is None or not plans:
        return
    readings = [_Reading(layout, *pair) for pair in zip(layout.sides, plans, strict=True)]
    for line in aligned_lines(layout)[0]:
        cells = []
        for number, (index, cell) in enumerate(_filled(line.row)):
            moved = index + (line.slips[number] if line.slips else 0)
            reading = next((one for one in readings if one.has(moved)), readings[-1])
            cells.append(reading.cell(line.row, index, moved, cell))
        yield line.row, cells


class _Reading:
    """One side of a table as its plan has it."""

    def __init__(self, layout: Layout, side: Side, plan: Plan) -> None:
        self._layout, self._side = layout, side
        self._columns = {column.index: column for column in side.columns}
        self._money = {money.column.index: money for money in side.money}
        self._findings: dict[int, list[Finding]] = {}
        for finding in plan.findings:
            if finding.place.row is not None:
                self._findings.setdefault(finding.place.row, []).append(finding)
        reading = read_rows([Section(layout, side)], plan.bidang)
        lines = [line for read in reading.lines.values() for line in read]
        self._nodes = [*reading.nodes, *(part.node for part in reading.parts)]
        self._pieces = {piece.row.number: line for line in lines for piece in _pieces(line)}
        self._of_line: dict[int, list[Node]] = {}
        for node in self._nodes:
            self._of_line.setdefault(id(node.line), []).append(node)
        self._details = {detail.place.row for detail in reading.details}
        self._details |= {part.node.place.row for part in reading.parts}
        self._items = {item.place.row for item in plan.items}
        self._names = {(item.code_text, item.name) for item in plan.items}
        self._totals = {total.place.row for total in plan.declared}
        self._owners = self._find_owners(lines)

    def has(self, index: int) -> bool:
        """Whether a column belongs to the side."""
        return index in self._columns

    def cell(self, row: Row, index: int, moved: int, cell: Cell) -> TracedCell:
        """A cell of the body.

        Args:
            row: Its row.
            index: Its position there.
            moved: The position of the heading that it was put under.
            cell: The cell.
        """
        column = self._columns.get(moved)
        owner = self._owners.get(row.number)
        use = self._use(row, column, owner, cell)
        role = column.role if column else None
        place = _place(self._layout, row, index)
        money = self._money.get(moved)
        value = self._value(row, column, cell) if use is not Use.UNREAD else None
        return TracedCell(
            place,
            cell.text,
            use,
            heading=column.label if column else "",
            role=role,
            level=owner.level.value if owner is not None and owner.level is not None else "",
            value=value,
            amount_key=money.amount.key if money and isinstance(value, Rupiah) else "",
            side=self._side.key,
            findings=tuple(self._doubts(row, column, place, use)),
        )

    def _find_owners(self, lines: Iterable[Line]) -> dict[int, Node]:
        """The node that each row belongs to: its own, or that of the row it goes on with."""
        found: dict[int, Node] = {}
        last: Node | None = None
        for line in lines:
            own = self._of_line.get(id(line))
            last = own[-1] if own else last
            if last is not None:
                found |= {piece.row.number: last for piece in _pieces(line)}
        return found

    def _use(self, row: Row, column: Column | None, owner: Node | None, cell: Cell) -> Use:
        headed = column is not None and (column.heading or column.role is not None)
        if not headed and content_of(cell.text) is not Content.DASH:
            return Use.UNREAD
        if row.number in self._details:
            return Use.DETAIL
        if owner is None:
            return Use.UNREAD
        if column is None or column.role in {None, Role.OTHER}:
            return Use.BESIDE
        number = owner.line.row.number
        if number in self._items or (owner.code_text, owner.name) in self._names:
            return Use.ITEM
        return Use.TOTAL if number in self._totals or owner.indirect else Use.UNREAD

    def _value(self, row: Row, column: Column | None, cell: Cell) -> Value | None:
        """What was understood of a cell."""
        if column is None or column.role in {None, Role.OTHER}:
            return None
        if column.role in MONEY_ROLES | {Role.DIFFERENCE}:
            return read_money(cell, column.factor).amount
        line = self._pieces.get(row.number)
        nodes = self._of_line.get(id(line), []) if line is not None else []
        if nodes and column.role in {Role.CODE, Role.ACCOUNT} and nodes[-1].code is not None:
            return str(nodes[-1].code)
        if nodes and column.role is Role.NAME:
            shown = (node.name for node in nodes if cell.text in node.line.text(column))
            return next(shown, cell.shown)
        return cell.shown

    def _doubts(self, row: Row, column: Column | None, place: Place, use: Use) -> Iterator[str]:
        """The rules that found something about a cell."""
        seen: set[str] = set()
        for finding in self._findings.get(row.number, ()):
            code = finding.rule.code
            if code not in seen and _concerns(finding, column, place):
                seen.add(code)
                yield code
        if use is Use.UNREAD and not seen:
            headed = column is not None and (column.heading or column.role is not None)
            yield "NK403" if headed else "NK402"


def _concerns(finding: Finding, column: Column | None, place: Place) -> bool:
    """Whether a finding on a row is about the cell of a column."""
    at = finding.place.column
    if at is not None:
        names = {place.column, column.heading, column.label} if column else {place.column}
        return at in names or (column is not None and at == str(column.index + 1))
    role = column.role if column is not None else None
    if finding.rule.code.startswith(_OF_CODES):
        return role in _WORDS
    if finding.rule.code.startswith(_OF_MONEY):
        return role in _FIGURES
    return True


def _pieces(line: Line) -> tuple[Line, ...]:
    return line.pieces or (line,)


def _filled(row: Row) -> list[tuple[int, Cell]]:
    return [(index, cell) for index, cell in enumerate(row.cells) if cell]


def _place(layout: Layout, row: Row, index: int) -> Place:
    """The place of a cell: its address, or the number of its column."""
    place = layout.table.at(row, index)
    return place if place.column else place.at(column=str(index + 1))
