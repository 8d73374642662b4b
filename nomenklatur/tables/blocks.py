"""Lines of a document, and the blocks of them that are tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.tables.captions import read_caption
from nomenklatur.tables.delimited import keeping_blanks, records
from nomenklatur.tables.table import Cell, Passage, Row, leading_blanks

if TYPE_CHECKING:
    from collections.abc import Sequence

_RULER = re.compile(r"[-=_–—:+]{2,}")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_LIST_ITEM = re.compile(r"\s*(?:[-•●▪◦·✓*]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])[ ]*\t+[^\t]+\s*")
NAMES_OF_COUNTING: Final = frozenset({"no", "no.", "nomor", "kode", "kode rekening"})
"""What the first column of a table is called, most often."""

_MOST_INDENT: Final = 2
_FIGURE = re.compile(r"\d{4,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADER_WITHIN: Final = 8
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{5,}")


@frozen
class Line:
    """A line of a text file.

    Attributes:
        number: Its number, counted from 1.
        text: The line without its end.
        new_page: Whether a form feed stands before it.
    """

    number: int
    text: str
    new_page: bool = False

    @property
    def has_columns(self) -> bool:
        """Whether a tab stands between two texts, or so many tabs that it must be a row."""
        body = self.text.strip(" \r\n")
        inner = body.strip("\t")
        if "\t" in inner:
            return True
        indent = len(body) - len(body.lstrip("\t"))
        return bool(inner) and (indent > _MOST_INDENT or body.endswith("\t\t"))

    @property
    def is_blank(self) -> bool:
        """Whether it has no text."""
        return not self.text.strip()

    def passage(self) -> Passage:
        """The line as running text."""
        return Passage(self.number, " ".join(self.text.split()))

    def row(self, known: dict[str, Cell]) -> Row:
        """The line as a row of a table.

        Args:
            known: Cells by their raw text; equal cells are made once.
        """
        cells = []
        for text in self.text.split("\t"):
            cell = known.get(text)
            if cell is None:
                indent = leading_blanks(text.lstrip('"'))
                cell = known[text] = Cell(_cell_text(text), indent=indent)
            cells.append(cell)
        return Row(self.number, tuple(cells))


@frozen
class Block:
    """Lines between blank lines or running text that together are rows, and what is before.

    Attributes:
        gap: The running text between the block before and this one.
        lines: The lines of the rows, the blank ones left out.
    """

    gap: tuple[Passage, ...]
    lines: tuple[Line, ...]


def read_lines(raw: Sequence[str]) -> list[Line]:
    """The lines of a file, out of strings with their ends; form feeds are page breaks.

    Lines that belong to one row, because a cell in quotation marks has line ends, are one line.
    """
    rows = _rows_over_lines(raw)
    lines: list[Line] = []
    number = 0
    while number < len(raw):
        bare = raw[number].rstrip("\r\n")
        text, size = rows.get(number, (bare, 1))
        lines.append(Line(number + 1, text.replace("\f", ""), new_page="\f" in bare))
        number += size
    return lines


def _rows_over_lines(raw: Sequence[str]) -> dict[int, tuple[str, int]]:
    """Text and number of lines of each row that takes several lines, by the first of them.

    A cell that has a tab as well is no such cell: there a stray mark swallowed other rows.
    """
    if not any('"' in line for line in raw):
        return {}
    return {
        record.line - 1: ("\t".join(_one_line(cell) for cell in record.cells), record.lines)
        for record in records(keeping_blanks(raw, "\t"), "\t")
        if record.lines > 1
        and len(record.cells) > 1
        and not any("\t" in cell for cell in record.cells)
    }


def _one_line(cell: str) -> str:
    return " " * leading_blanks(cell) + " ".join(cell.split())


def find_blocks(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Passage, ...]]:
    """The blocks of a document in order, and the running text below the last."""
    blocks: list[Block] = []
    gap: list[Passage] = []
    rows: list[Line] = []

    def close() -> None:
        if all(_LIST_ITEM.fullmatch(row.text) for row in rows):
            gap.extend(row.passage() for row in rows)  # a list: a marker, a tab, a sentence
        else:
            blocks.append(Block(tuple(gap), tuple(rows)))
            gap.clear()
        rows.clear()

    for line, is_row in zip(lines, _row_lines(lines), strict=True):
        if line.new_page:
            close()
        if is_row:
            rows.append(line)
        elif not line.is_blank:
            close()
            gap.append(line.passage())
        elif "\t" not in line.text:
            close()
    close()
    return tuple(blocks), tuple(gap)


def is_ruler(row: Row) -> bool:
    """Whether a row only draws a line: ``--``, ``-----``."""
    return len(row.cells) > 1 and all(_RULER.fullmatch(cell.text) for cell in row.cells)


def is_header(row: Row) -> bool:
    """Whether a row may be a header: several texts, and no amount among them."""
    texts = [text for text in row.texts() if text]
    return len(texts) > 1 and not any(_AMOUNT.search(text) for text in texts)


def printed_again(known: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many rows at the top of a page print the header of a table again.

    The header may stand below a title, and the page may be drawn some columns beside the first.
    A row with an amount is never one of a header, so that equal activities are both kept.

    Args:
        known: The first rows of the table.
        rows: The rows of the page.
    """
    if not rows:
        return 0
    for start, row in enumerate(known[:_HEADER_WITHIN]):
        if _said(row) != _said(rows[0]):
            continue
        again = 0
        for one, other in zip(known[start:], rows, strict=False):
            if _said(one) != _said(other) or not is_header(one) or _has_figure(one):
                break
            again += 1
        return again
    return 0


def _said(row: Row) -> tuple[str, ...]:
    return tuple(text for text in row.texts() if text)


def _has_figure(row: Row) -> bool:
    return any(_FIGURE.fullmatch(text) and not _YEAR.fullmatch(text) for text in row.texts())


def _cell_text(text: str) -> str:
    """The text of a cell, without the marks that Excel puts around a text with a comma."""
    bare = " ".join(text.split())
    if '"' not in bare:
        return bare
    if (quoted := _QUOTED.fullmatch(bare)) and ("," in bare or '""' in bare):
        return quoted[1].replace('""', '"').strip()
    return bare


def _row_lines(lines: Sequence[Line]) -> list[bool]:
    """Which lines are rows.

    A line with columns is one. A line without them is one too where it stands directly between
    two rows, and an indented one directly beside a row.
    """
    columns = [line.has_columns for line in lines]
    rows = list(columns)
    for index, line in enumerate(lines):
        if columns[index] or line.is_blank:
            continue
        above = index > 0 and columns[index - 1] and not line.new_page
        below = index + 1 < len(lines) and columns[index + 1] and not lines[index + 1].new_page
        if line.text.startswith("\t") or line.text.endswith("\t"):
            rows[index] = above or below
        else:
            rows[index] = above and below and read_caption(line.passage()) is None
    return rows
