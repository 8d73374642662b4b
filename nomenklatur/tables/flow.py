"""Documents that flow: paragraphs and drawn tables in order, as Word and web pages have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.findings import Finding, rule
from nomenklatur.places import Place
from nomenklatur.tables.blocks import NAMES_OF_COUNTING, printed_again
from nomenklatur.tables.captions import (
    Caption,
    caption_of,
    is_page_mark,
    missing_tables,
    orphans,
)
from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.table import (
    EMPTY,
    Cell,
    Document,
    Passage,
    Row,
    Span,
    Table,
    column_letters,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.findings import Severity
    from nomenklatur.tables.limits import Limits

WIDEST: Final = 1000
"""The most columns that a cell may span, as in HTML; Word allows 63."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RAISED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[*†‡]{1,3})\)?")
_UNIT = re.compile(r"(?:^|[^a-z])[cdhkm]?m$", re.IGNORECASE)


@frozen
class Remark:
    """What a reader has to say of a table, before the table has a name.

    Attributes:
        code: The rule, ``NK412``.
        message: What was found.
        row: The row of the table, if it is about one.
        column: The letters of the column, if it is about one.
        remedy: What to do.
        severity: If another than the rule's.
    """

    code: str
    message: str
    row: int | None = None
    column: int | None = None
    remedy: str = ""
    severity: Severity | None = None


@frozen
class Drawn:
    """A table as a document draws it.

    Attributes:
        rows: Its rows that have a text.
        height: Number of its rows, the blank ones too.
        width: Number of its columns.
        merged: Its merged ranges.
        breaks: Numbers of the rows before which a page ends.
        hidden_columns: Positions of columns that are not shown.
        hidden: Whether it is not shown.
        alone: Whether it neither goes on with the table before nor with the one after.
        remarks: What was found while reading it.
    """

    rows: tuple[Row, ...]
    height: int
    width: int
    merged: tuple[Span, ...] = field(default=(), kw_only=True)
    breaks: frozenset[int] = field(default=frozenset(), kw_only=True)
    hidden_columns: frozenset[int] = field(default=frozenset(), kw_only=True)
    hidden: bool = field(default=False, kw_only=True)
    alone: bool = field(default=False, kw_only=True)
    remarks: tuple[Remark, ...] = field(default=(), kw_only=True)

    def lowered(self, rows: int) -> Drawn:
        """The same table counted from a later row, as one that goes on."""
        return evolve(
            self,
            rows=tuple(
                evolve(
                    row,
                    number=row.number + rows,
                    cells=tuple(
                        evolve(cell, address=address(row.number + rows, column)) if cell else cell
                        for column, cell in enumerate(row.cells)
                    ),
                )
                for row in self.rows
            ),
            merged=tuple(
                evolve(span, top=span.top + rows, bottom=span.bottom + rows) for span in self.merged
            ),
            breaks=frozenset(number + rows for number in self.breaks),
            remarks=tuple(
                evolve(remark, row=None if remark.row is None else remark.row + rows)
                for remark in self.remarks
            ),
        )


class Budget:
    """How much a document may still have.

    Args:
        limits: The limits.
        place: The file, for the error.
    """

    def __init__(self, limits: Limits, place: Place) -> None:
        self._cells = limits.cells
        self._place = place

    def spend(self, cells: int) -> None:
        """Take cells off it.

        Raises:
            ReadError: There are no more.
        """
        self._cells -= cells
        if self._cells < 0:
            raise too_many_cells(self._place)


def address(row: int, column: int) -> str:
    """The name of a cell, as Word's own formulas and spreadsheets have it: ``C12``."""
    return f"{column_letters(column)}{row}"


def row_of(number: int, cells: Mapping[int, Cell], *, hidden: bool = False) -> Row:
    """A row out of its filled cells by column."""
    last = max((column for column, cell in cells.items() if cell), default=-1)
    made = (cells.get(column, EMPTY) for column in range(last + 1))
    filled = (
        evolve(cell, address=address(number, column)) if cell else EMPTY
        for column, cell in enumerate(made)
    )
    return Row(number, tuple(filled), hidden=hidden)


def plain(text: str) -> str:
    """A text with blanks collapsed, without the marks that only guide the setting of lines."""
    return " ".join(_INVISIBLE.sub("", text).replace("\u2011", "-").split())


def is_note_mark(before: str, raised: str) -> bool:
    """Whether raised letters behind a text are the mark of a note: ``398.000`` with a small 1.

    The square of a unit (``m²``) is none.

    >>> is_note_mark("398.000", "1)"), is_note_mark("120 m", "2")
    (True, False)
    """
    word = before.rstrip()
    return bool(word) and bool(_RAISED.fullmatch(raised.strip())) and not _UNIT.search(word)


def assemble(
    items: Iterable[str | Drawn], file: str, kind: str, findings: Sequence[Finding] = ()
) -> Document:
    """The document that paragraphs and tables in order make.

    A table takes its number and title from the paragraphs above it. Tables that go on in the
    next one are joined: behind nothing but blank lines, or under *Lanjutan (Tabel 4.1)*; a header
    that they print again is kept apart. Rows are counted from 1 in each table, over all of its
    parts; passages are counted from 1 in the document.

    Args:
        items: Paragraphs and tables.
        file: The name of the file.
        kind: What the file is, ``docx``.
        findings: What was found in the file as a whole.
    """
    drafts: list[_Draft] = []
    passages: list[Passage] = []
    announced: list[Caption] = []
    gap: list[Passage] = []
    for item in items:
        if isinstance(item, str):
            if text := plain(item):
                gap.append(Passage(len(passages) + len(gap) + 1, text, tables_before=len(drafts)))
        elif item.rows:
            lines = [line for line in gap if not is_page_mark(line.text)]
            passages += gap
            gap = []
            caption = caption_of(lines)
            announced += orphans(lines, caption)
            if drafts and drafts[-1].goes_on(lines, caption, item):
                drafts[-1].add(item)
            else:
                drafts.append(_Draft(caption, item))
    announced += orphans(gap, None)
    tables = tuple(draft.table(file, index) for index, draft in enumerate(drafts, 1))
    lost = missing_tables(announced, tables, file)
    return Document(file, tables, (*passages, *gap), format=kind, findings=(*findings, *lost))


class _Draft:
    """A table that may still go on."""

    def __init__(self, caption: Caption, drawn: Drawn) -> None:
        self._caption = caption
        self._parts = [drawn]
        self._repeated: list[Row] = []
        self._breaks: set[int] = set()
        self._height = drawn.height

    def goes_on(self, gap: Sequence[Passage], caption: Caption, drawn: Drawn) -> bool:
        """Whether a table is the next part of this one."""
        known = self._parts[0]
        if drawn.alone or known.alone or drawn.hidden != known.hidden:
            return False
        if caption.number:
            same = caption.number == self._caption.number
            return same and (caption.continues or caption.title in {"", self._caption.title})
        if (gap and not caption.only_continues(gap)) or drawn.width != known.width:
            return False
        if printed_again(known.rows, drawn.rows):
            return True
        begins = next((text for text in drawn.rows[0].texts() if text), "").lower()
        return begins not in NAMES_OF_COUNTING

    def add(self, drawn: Drawn) -> None:
        """Add the next part, its header left out if it is the one that stands already."""
        part = drawn.lowered(self._height)
        again = printed_again(self._parts[0].rows, part.rows)
        self._repeated += part.rows[:again]
        rest = part.rows[again:]
        if rest:
            self._breaks.add(rest[0].number)
        self._parts.append(evolve(part, rows=rest))
        self._height += drawn.height

    def table(self, file: str, index: int) -> Table:
        """The table.

        Args:
            file: The name of the file.
            index: Its place among the tables of the document, counted from 1.
        """
        place = Place(file=file, table=self._caption.number or f"#{index}")
        parts = self._parts
        repeated = {row.number for row in self._repeated}
        return Table(
            tuple(row for part in parts for row in part.rows),
            place,
            self._caption.number,
            self._caption.title,
            frozenset(self._breaks.union(*(part.breaks for part in parts))),
            findings=tuple(_finding(one, place) for part in parts for one in part.remarks),
            repeated=tuple(self._repeated),
            merged=tuple(s for part in parts for s in part.merged if s.top not in repeated),
            hidden_columns=frozenset[int]().union(*(part.hidden_columns for part in parts)),
            hidden=parts[0].hidden,
            lettered=True,
            drawn=True,
        )


def _finding(remark: Remark, place: Place) -> Finding:
    column = None
    if remark.row is not None and remark.column is not None:
        column = address(remark.row, remark.column)
    known = rule(remark.code)
    return Finding(
        known,
        remark.message,
        place.at(row=remark.row, column=column),
        remark.remedy,
        severity=remark.severity or known.severity,
    )
