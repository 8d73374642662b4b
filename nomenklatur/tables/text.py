"""Documents as text: running text, and tables whose cells are separated by tabs.

That is what copying out of a PDF or a Word document gives. Blank lines within a table are the
page breaks of the document; pieces of content that a break cut apart stay as they are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from nomenklatur.places import Place
from nomenklatur.tables.blocks import (
    NAMES_OF_COUNTING,
    find_blocks,
    is_ruler,
    printed_again,
    read_lines,
)
from nomenklatur.tables.captions import (
    Caption,
    caption_of,
    is_page_mark,
    missing_tables,
    orphans,
    read_caption,
    without_page,
)
from nomenklatur.tables.limits import too_many_cells
from nomenklatur.tables.table import Document, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables.blocks import Block
    from nomenklatur.tables.limits import Limits
    from nomenklatur.tables.table import Cell, Passage, Row

_LONGEST_FOOT: Final = 150


def read_text(lines: Sequence[str], file: str, limits: Limits) -> Document:
    """Read a document.

    Args:
        lines: Its lines with their ends.
        file: Its name.
        limits: How many cells it may have.

    Returns:
        Its tables in order, those without a number too, and its running text. It may have no
        table at all.

    Raises:
        ReadError: It has too many cells.
    """
    blocks, tail = find_blocks(read_lines(lines))
    if sum(line.text.count("\t") + 1 for block in blocks for line in block.lines) > limits.cells:
        raise too_many_cells(Place(file=file))
    feet = _running_feet(blocks, tail)
    drafts: list[_Draft] = []
    announced: list[Caption] = []
    known: dict[str, Cell] = {}
    for block in blocks:
        rows = [line.row(known) for line in block.lines]
        gap = _without_feet(block.gap, feet)
        caption = caption_of(gap)
        announced += orphans(gap, caption)
        if drafts and _goes_on(drafts[-1], gap, caption, rows):
            drafts[-1].go_on(rows)
        else:
            drafts.append(_Draft(caption, rows))
    announced += orphans(tail, None)
    tables = tuple(draft.table(file) for draft in drafts)
    passages = [line for block in blocks for line in block.gap]
    return Document(
        file,
        tables,
        (*passages, *tail),
        format="text",
        findings=missing_tables(announced, tables, file),
    )


def is_document(lines: Sequence[str]) -> bool:
    """Whether a text is a document rather than one table: a captioned table, or several."""
    if all("\t" in line or not line.strip() for line in lines):
        return False  # nothing but rows, and perhaps very many
    blocks, tail = find_blocks(read_lines(lines))
    feet = _running_feet(blocks, tail)
    gaps = [_without_feet(block.gap, feet) for block in blocks]
    return any(caption_of(gap).number for gap in gaps) or any(gaps[1:])


class _Draft:
    """A table that may still go on over the next page."""

    def __init__(self, caption: Caption, rows: Sequence[Row]) -> None:
        self.caption = caption
        self.rows: list[Row] = []
        self.repeated: list[Row] = []
        self.breaks: list[int] = []
        self._add(rows)

    def go_on(self, rows: Sequence[Row]) -> None:
        """Add the rows behind a page break."""
        again = printed_again(self.rows, rows)
        self.repeated += rows[:again]
        rest = [row for row in rows[again:] if not is_ruler(row)]
        if rest:
            self.breaks.append(rest[0].number)
        self._add(rows[again:])

    def _add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            (self.repeated if is_ruler(row) else self.rows).append(row)

    def table(self, file: str) -> Table:
        return Table(
            tuple(self.rows),
            Place(file=file, table=self.caption.number or None),
            self.caption.number,
            self.caption.title,
            frozenset(self.breaks),
            repeated=tuple(self.repeated),
            drawn=True,
        )


def _goes_on(draft: _Draft, gap: Sequence[Passage], caption: Caption, rows: Sequence[Row]) -> bool:
    """Whether the rows of a block continue a table."""
    if caption.number:
        same = caption.number == draft.caption.number
        return same and (caption.continues or caption.title in {"", draft.caption.title})
    if gap and not caption.only_continues(gap):
        return False
    begins = next((text for text in rows[0].texts() if text), "").lower() in NAMES_OF_COUNTING
    return not begins or not draft.rows or bool(printed_again(draft.rows, rows))


def _running_feet(blocks: Sequence[Block], tail: Sequence[Passage]) -> frozenset[str]:
    """Short lines that stand in a document more than once, as heads and feet of pages do."""
    lines = [line for block in blocks for line in block.gap]
    counts = Counter(without_page(line.text) for line in (*lines, *tail))
    return frozenset(
        text for text, count in counts.items() if count > 1 and 0 < len(text) <= _LONGEST_FOOT
    )


def _without_feet(gap: Sequence[Passage], feet: frozenset[str]) -> list[Passage]:
    """The lines between two blocks that say something of the second; none at a page break.

    Beside other lines a line that occurs elsewhere too may well belong to a title.
    """
    kept = [line for line in gap if not is_page_mark(line.text)]
    if all(without_page(line.text) in feet and read_caption(line) is None for line in kept):
        return []
    return kept
