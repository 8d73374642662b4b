"""One table of a Word document: its rows and cells, with merged ones and those inside others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve

from nomenklatur.language import _, ngettext
from nomenklatur.tables.docx.words import Element, Words, child, chosen, is_on, name_of, value
from nomenklatur.tables.flow import WIDEST, Budget, Drawn, Remark, plain, row_of
from nomenklatur.tables.left_out import LeftOut, hidden_rows
from nomenklatur.tables.table import Cell, Row, Span, leading_blanks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.docx.read import Flow

_THROUGH: Final = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


@define
class _Slot:
    """A cell where it stands in the grid."""

    row: int
    column: int
    across: int
    goes_on: bool
    words: Words
    inner: list[str | Drawn] = Factory(list)
    down: int = 1


class TableReader:
    """Reads tables.

    Args:
        flow: Reads what stands in a cell that is only there for layout, and text boxes.
        budget: How many cells there may be.
    """

    def __init__(self, flow: Flow, budget: Budget) -> None:
        self._flow = flow
        self._budget = budget

    def read(self, table: Element) -> Iterator[str | Drawn]:
        """A table, and behind it those that stand in its cells.

        A table of a single cell is there for the layout: what stands in it is given instead.
        """
        rows = _parts(table, "tr")
        cells = [_parts(row, "tc") for row in rows[:2]]
        if len(rows) == 1 and len(cells[0]) == 1:
            yield from self._flow.blocks(cells[0][0])
            return
        yield from _Drawing(self._flow, self._budget).draw(rows)


class _Drawing:
    """Draws one table."""

    def __init__(self, flow: Flow, budget: Budget) -> None:
        self._flow = flow
        self._budget = budget
        self._remarks: list[Remark] = []
        self._left_out = LeftOut()
        self._notes = 0
        self._uncounted: list[int] = []

    def draw(self, rows: Sequence[Element]) -> Iterator[str | Drawn]:
        slots: list[list[_Slot]] = []
        hidden: set[int] = set()
        breaks: set[int] = set()
        for number, row in enumerate(rows, 1):
            properties = child(row, "trPr")
            gone = child(properties, "del") is not None
            slots.append(list(self._slots(row, properties, number, gone=gone)))
            if is_on(child(properties, "hidden")):
                hidden.add(number)
            written = [slot.words for slot in slots[-1] if slot.words.text.strip()]
            if any(words.breaks_before for words in written[:1]):
                breaks.add(number)
            if any(words.breaks_after for words in written[-1:]):
                breaks.add(number + 1)
        merged = tuple(self._merged(slots))
        made = [
            row_of(number, {s.column: _cell(s) for s in row}, hidden=number in hidden)
            for number, row in enumerate(slots, 1)
        ]
        width = max((slot.column + slot.across for row in slots for slot in row), default=0)
        inner = [one for row in slots for slot in row for one in slot.inner]
        self._say(made, hidden)
        yield Drawn(
            tuple(row for row in made if not row.is_blank()),
            len(rows),
            width,
            merged=merged,
            breaks=frozenset(breaks - {1}),
            remarks=tuple(self._remarks),
        )
        yield from inner

    def _slots(
        self, row: Element, properties: Element, number: int, *, gone: bool
    ) -> Iterator[_Slot]:
        column = _count(child(properties, "gridBefore"), least=0)
        before: _Slot | None = None
        for cell in _parts(row, "tc"):
            about = child(cell, "tcPr")
            across = _count(child(about, "gridSpan"))
            self._budget.spend(across + (column if before is None else 0))
            gone_too = gone or child(about, "cellDel") is not None
            goes_on = _goes_on(about)
            counts = None if gone_too or goes_on else self._flow.numbering
            slot = _Slot(number, column, across, goes_on, Words(counts))
            self._fill(slot, cell)
            column += across
            if gone_too:
                slot.words.deleted.insert(0, slot.words.text)
                slot.words.pieces.clear()
            self._note(slot)
            if _goes_left(about) and before is not None:
                before.across += across
                before.words.pieces += [" ", *slot.words.pieces]
                before.words.plainly |= slot.words.plainly
                continue
            before = slot
            yield slot

    def _fill(self, slot: _Slot, cell: Element) -> None:
        """Read what stands in a cell."""
        for one in cell:
            name = name_of(one)
            if name == "p":
                slot.words.paragraph(one)
            elif name == "tbl":
                inner = TableReader(self._flow, self._budget).read(one)
                slot.inner += [_alone(item) for item in inner]
            elif name in _THROUGH:
                self._fill(slot, one)
            elif name == "mc:AlternateContent":
                self._fill(slot, chosen(one))
        boxes, slot.words.boxes = slot.words.boxes, []
        for box in boxes:
            slot.inner += [_alone(item) for item in self._flow.blocks(box)]

    def _note(self, slot: _Slot) -> None:
        """Remember what was left out of a cell."""
        words, row, left_out = slot.words, slot.row, self._left_out
        left_out.deleted += [(row, text) for text in words.deleted if text.strip()]
        left_out.hidden += [(row, text) for text in words.hidden]
        left_out.marks += [(row, text) for text in words.marks]
        self._notes += words.notes
        if words.uncounted:
            self._uncounted.append(row)

    def _merged(self, rows: Sequence[Sequence[_Slot]]) -> Iterator[Span]:
        """The merged ranges; a cell that goes on with the one above lends it its row."""
        above: dict[int, _Slot] = {}
        for row in rows:
            now: dict[int, _Slot] = {}
            for slot in row:
                head = above.get(slot.column)
                if slot.goes_on and head is not None and head.across == slot.across:
                    head.down += 1
                    now[slot.column] = head
                    self._covered(slot, head)
                else:
                    now[slot.column] = slot
            above = now
        for row in rows:
            for slot in row:
                if slot.across > 1 or slot.down > 1:
                    bottom, right = slot.row + slot.down - 1, slot.column + slot.across - 1
                    yield Span(slot.row, slot.column, bottom, right)

    def _covered(self, slot: _Slot, head: _Slot) -> None:
        """Say what stands under a merged cell, where Word does not show it."""
        text = plain(slot.words.text)
        slot.words.pieces.clear()
        slot.across = 1
        if text:
            message = _(
                "{text!r} stands in a cell that is merged with the one of row {row} above it; "
                "Word does not show it, and it was not read"
            ).format(text=text, row=head.row)
            self._remarks.append(Remark("NK412", message, slot.row, slot.column))

    def _say(self, rows: Sequence[Row], hidden: set[int]) -> None:
        """Say what was left out."""
        self._remarks += self._left_out.remarks()
        if self._notes:
            message = ngettext(
                "the table has {n} footnote, which was not read",
                "the table has {n} footnotes, which were not read",
                self._notes,
            ).format(n=self._notes)
            self._remarks.append(Remark("NK412", message))
        if n := len(self._uncounted):
            message = ngettext(
                "{n} cell has a number that Word counts by itself, in a format that is not known "
                "here; it was not read",
                "{n} cells have numbers that Word counts by itself, in a format that is not known "
                "here; they were not read",
                n,
            ).format(n=n)
            self._remarks.append(Remark("NK412", message, self._uncounted[0]))
        if hidden:
            filled = [row.number for row in rows if row.hidden and not row.is_blank()]
            self._remarks += hidden_rows(filled)


def _parts(parent: Element, wanted: str) -> list[Element]:
    """The rows of a table, or the cells of a row, also those in content controls."""
    found: list[Element] = []
    for one in parent:
        name = name_of(one)
        if name == wanted:
            found.append(one)
        elif name in _THROUGH:
            found += _parts(one, wanted)
        elif name == "mc:AlternateContent":
            found += _parts(chosen(one), wanted)
    return found


def _cell(slot: _Slot) -> Cell:
    words = slot.words
    text = words.text
    return Cell(plain(text), indent=words.indent + leading_blanks(text), bold=words.bold)


def _count(element: Element, least: int = 1) -> int:
    """A number of columns, at least one and no more than a table can have."""
    text = value(element) or ""
    return min(max(int(text), least), WIDEST) if text.isascii() and text.isdigit() else least


def _goes_on(about: Element) -> bool:
    """Whether a cell is merged with the one above it."""
    merge = child(about, "vMerge")
    return merge is not None and (value(merge) or "continue") == "continue"


def _goes_left(about: Element) -> bool:
    """Whether a cell is merged with the one to its left, as old versions of Word write it."""
    merge = child(about, "hMerge")
    return merge is not None and (value(merge) or "continue") == "continue"


def _alone(item: str | Drawn) -> str | Drawn:
    return item if isinstance(item, str) else evolve(item, alone=True)
