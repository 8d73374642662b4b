"""Putting the cells of a row under their headings.

Documents are drawn by hand: after a page break a table may have one column more on its left, a
program's name may stand in the column of numbers, a target may have slipped into the column of
remarks. The cells keep their order, so the row is aligned with the headings like one text with
another: by dynamic programming over how far each cell has slipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nomenklatur.plan.texts.content import suits
from nomenklatur.tables.table import EMPTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.plan.columns.column import Column
    from nomenklatur.tables import Cell

_FARTHEST: Final = 2  # columns that a cell may have slipped
_DOUBTFUL: Final = -2  # a cell that suits its column so badly makes the row be looked at
_GAIN: Final = 2.0  # how much better the moved row must suit
_SLIP_COST: Final = 0.1  # for each cell and column that it is moved
_CHANGE_COST: Final = 1.0  # for each place in a row from which on cells slip otherwise
_WHOLE_ROW: Final = 0.7  # how much of that, if the whole row is drawn beside its headings
_STEP_COST: Final = 0.5  # for each column that they slip more or less from there on


def align(
    cells: Sequence[Cell], columns: Sequence[Column]
) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    """The cells of a row under their headings, and how far each filled one was moved.

    A row whose cells suit their columns is left as it is, without moves. Cells beyond the last
    heading that cannot be moved stay where they are, behind the others.
    """
    filled = [i for i, cell in enumerate(cells) if cell.text]
    width = max(len(columns), len(cells))
    plain = tuple(cells) + (EMPTY,) * (width - len(cells))
    scores = [_suits(columns, i, cells[i]) for i in filled]
    if all(score > _DOUBTFUL for score in scores):
        return plain, ()
    best, slips = _best(cells, filled, columns)
    if best < sum(scores) + _GAIN:
        return plain, ()
    moved = [EMPTY] * width
    for i, slip in zip(filled, slips, strict=True):
        moved[i + slip] = cells[i]
    return tuple(moved), slips


def align_alike(
    cells: Sequence[Cell], columns: Sequence[Column], slip: int
) -> tuple[tuple[Cell, ...], tuple[int, ...]] | None:
    """The cells of a row moved like those of its page; None if they do not suit there.

    A row with one text suits many columns; the rows around it say how the page was drawn.
    """
    filled = [i for i, cell in enumerate(cells) if cell.text]
    width = max(len(columns), len(cells))
    if not filled or filled[0] + slip < 0 or filled[-1] + slip >= width:
        return None
    plain = sum(_suits(columns, i, cells[i]) for i in filled)
    scores = [_suits(columns, i + slip, cells[i]) for i in filled]
    if sum(scores) < plain or min(scores) <= _DOUBTFUL:
        return None
    moved = [EMPTY] * width
    for i in filled:
        moved[i + slip] = cells[i]
    return tuple(moved), (slip,) * len(filled)


def _suits(columns: Sequence[Column], index: int, cell: Cell) -> int:
    return suits(columns[index].role if index < len(columns) else None, cell.text)


def _best(
    cells: Sequence[Cell], filled: Sequence[int], columns: Sequence[Column]
) -> tuple[float, tuple[int, ...]]:
    """The slips of a row's cells that suit the columns best, and how well they do."""
    reach = range(-_FARTHEST, _FARTHEST + 1)
    width = max(len(columns), len(cells))
    states: dict[int, tuple[float, tuple[int, ...]]] = {}
    for number, i in enumerate(filled):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for slip in reach:
            if not 0 <= i + slip < width:
                continue
            own = _suits(columns, i + slip, cells[i]) - _SLIP_COST * abs(slip)
            if number == 0:
                found[slip] = (own - _change(0, slip) * _WHOLE_ROW, (slip,))
                continue
            for before, (score, slips) in states.items():
                if filled[number - 1] + before >= i + slip:
                    continue
                total = score + own - _change(before, slip)
                if slip not in found or total > found[slip][0]:
                    found[slip] = (total, (*slips, slip))
        states = found
    return max(states.values(), key=lambda state: state[0])


def _change(before: int, slip: int) -> float:
    return 0.0 if before == slip else _CHANGE_COST + _STEP_COST * abs(before - slip)
