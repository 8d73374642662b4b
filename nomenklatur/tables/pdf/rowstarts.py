"""Where the rows of a table begin that no line rules: told by the texts of its columns."""

from __future__ import annotations

import bisect
import itertools
import math
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.tables.pdf.lines import is_cut_amount, is_figure, is_round
from nomenklatur.tables.pdf.wording import fits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables.pdf.lines import TextLine
    from nomenklatur.tables.pdf.piece import Piece, RawCell

_SAME: Final = 0.5  # of a line's height; lines whose tops differ by less stand side by side
_GAP: Final = 0.6  # of a line's height; more room than that above a line parts it from the others
_SPACED_SHARE: Final = 0.2
_PADDING: Final = 0.15  # of a line's height; so much more room has a row above it
_STRAY: Final = 0.02  # of the lines that may stand closer than those of a cell
_FEWEST_LINES: Final = 3
_FEWEST_ROWS: Final = 2


def row_starts(columns: Sequence[Sequence[TextLine]]) -> list[float]:
    """The upper edges of the rows that the lines of some columns make.

    A row begins where no column goes on: where an amount stands, where there is room above, and,
    in files that keep the blank at the end of a line, where every text begins anew.

    Args:
        columns: The lines of each column, from above.
    """
    breaks = [a for column in columns for a in column[:-1]]
    blanks = sum(line.spaced for line in breaks) > _SPACED_SHARE * len(breaks)
    if parted := _parted(columns):
        return parted
    starts: list[float] = []
    last: dict[int, TextLine] = {}
    paid: set[int] = set()
    bottom = 0.0
    for level in _levels(columns):
        top = min(line.top for _, line in level)
        height = max(line.height for _, line in level)
        amounts = {column for column, line in level if is_round(line.text)}
        goes_on = any(_goes_on(last.get(column), line, blanks=blanks) for column, line in level)
        apart = top - bottom > _GAP * height
        begins = (
            not starts
            or bool(amounts & paid)
            or (not goes_on and (bool(amounts) or apart or blanks))
            or (apart and not blanks)
        )
        if begins:
            starts.append(top)
            last, paid = {}, set()
        last.update(level)
        paid |= amounts
        bottom = max(bottom, *(line.bottom for _, line in level))
    return starts


def _parted(columns: Sequence[Sequence[TextLine]]) -> list[float]:
    """The upper edges of rows with more room between them than between the lines of a cell.

    So it is with the tables of word processors, wherever the texts stand in the height of their
    cells. None if there is no such room, or if a row were to hold two amounts in a column.
    """
    inner = sorted(b.top - a.bottom for column in columns for a, b in itertools.pairwise(column))
    every = sorted((line for column in columns for line in column), key=lambda line: line.top)
    if not inner or len(every) < _FEWEST_LINES:
        return []
    most = inner[int(_STRAY * len(inner))] + _PADDING * every[0].height
    starts: list[float] = []
    bottom = -math.inf
    for line in every:
        if line.top - bottom > most:
            starts.append(line.top)
        bottom = max(bottom, line.bottom)
    for column in columns:
        amounts = [bisect.bisect_right(starts, one.top) for one in column if is_round(one.text)]
        if len(set(amounts)) < len(amounts):
            return []
    return starts if len(starts) > _FEWEST_ROWS else []


def _levels(columns: Sequence[Sequence[TextLine]]) -> list[list[tuple[int, TextLine]]]:
    """The lines that stand side by side, from above, each with its column."""
    every = sorted(
        ((column, line) for column, lines in enumerate(columns) for line in lines),
        key=lambda pair: pair[1].top,
    )
    levels: list[list[tuple[int, TextLine]]] = []
    for column, line in every:
        if levels and line.top - levels[-1][0][1].top < _SAME * line.height:
            levels[-1].append((column, line))
        else:
            levels.append([(column, line)])
    return levels


def _goes_on(above: TextLine | None, line: TextLine, *, blanks: bool) -> bool:
    """Whether a line goes on with the one above it in its column."""
    if above is None:
        return False
    if blanks and above.spaced:
        return True
    one, other = above.words[-1].text, line.words[0].text
    if is_figure(one) and is_figure(other):
        return is_round(one + other) and is_cut_amount(one, other)
    if one.endswith(("-", "/")) and len(one) > 1:
        return True
    alike = other[0].islower() or (one.isupper() and other.isupper())
    return alike and not fits(above, line)


def split_tall_rows(piece: Piece) -> Piece:
    """A table whose rows no line parts, with the rows that its amounts show.

    Only where a cell holds several whole amounts, one below the other: lines of its own they
    would have in a table that is ruled throughout.
    """
    for number, row in reversed(list(enumerate(piece.by_row()))):
        amounts = [cell for cell in row if cell.rows == 1 and _holds_several_amounts(cell)]
        if not amounts:
            continue
        inner = [cell for cell in row if cell.rows == 1]
        starts = row_starts([cell.lines for cell in inner])
        if len(starts) > 1:
            piece = _split(piece, number, starts[1:])
    return piece


def _holds_several_amounts(cell: RawCell) -> bool:
    return len(cell.lines) > 1 and all(is_round(line.text) for line in cell.lines)


def _split(piece: Piece, number: int, starts: Sequence[float]) -> Piece:
    """A piece with one of its rows split at some heights."""
    more = len(starts)
    bounds = [piece.ys[number], *starts, piece.ys[number + 1]]
    cells: list[RawCell] = []
    for cell in piece.cells:
        if cell.row < number:
            over = cell.row + cell.rows > number
            cells.append(evolve(cell, rows=cell.rows + more * over))
        elif cell.row > number:
            cells.append(evolve(cell, row=cell.row + more))
        elif cell.rows > 1:
            cells.append(evolve(cell, rows=cell.rows + more))
        else:
            cells += _slices(cell, bounds)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return evolve(
        piece, ys=(*piece.ys[:number], *bounds, *piece.ys[number + 2 :]), cells=tuple(cells)
    )


def _slices(cell: RawCell, bounds: Sequence[float]) -> list[RawCell]:
    slices = []
    for index, (top, bottom) in enumerate(itertools.pairwise(bounds)):
        last = index == len(bounds) - 2
        lines = tuple(
            line
            for line in cell.lines
            if (index == 0 or line.top >= top - _SAME * line.height)
            and (last or line.top < bottom - _SAME * line.height)
        )
        slices.append(evolve(cell, row=cell.row + index, top=top, bottom=bottom, lines=lines))
    return slices
