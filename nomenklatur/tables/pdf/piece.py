"""The tables of a single page, before they are joined over pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.tables.pdf.grid import find_grids
from nomenklatur.tables.pdf.lines import TextLine, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.tables.pdf.grid import Grid
    from nomenklatur.tables.pdf.ink import Frame, Ink, Word

_MOST_PAD: Final = 8.0  # points between the side of a cell and its text
_OVER: Final = 0.25  # of a word's width; a word that sticks out so far is over the line


@frozen
class RawCell:
    """A cell of a table on a page, with its text as lines.

    Attributes:
        row: Its row in the piece, from 0.
        column: Its column in the piece, from 0.
        rows: How many rows it covers.
        columns: How many columns it covers.
        left: Where it stands, in points, as `top`, `right` and `bottom`.
        lines: Its text.
    """

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[TextLine, ...] = ()

    @property
    def text(self) -> str:
        """Its words with blanks between."""
        return " ".join(line.text for line in self.lines)


@frozen
class Piece:
    """The part of a table that stands on one page.

    Attributes:
        frame: The page.
        xs: Where its columns begin and end, from the left, in points.
        ys: Where its rows begin and end, from above.
        cells: Its cells by row and column, the empty ones too.
        ruled: Whether lines rule it; else its columns were told by how its texts are aligned.
        crossing: Words that stand over a line between two cells.
    """

    frame: Frame
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RawCell, ...]
    ruled: bool = True
    crossing: tuple[Word, ...] = ()

    @property
    def page(self) -> int:
        """The page."""
        return self.frame.page

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.ys[-1]

    def row(self, number: int) -> list[RawCell]:
        """The cells that begin in a row, from the left."""
        return [cell for cell in self.cells if cell.row == number]

    def by_row(self) -> list[list[RawCell]]:
        """The cells by the row that they begin in."""
        rows: list[list[RawCell]] = [[] for _ in self.ys[1:]]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


def ruled_pieces(ink: Ink, words: list[Word]) -> tuple[list[Piece], list[Word]]:
    """The tables that lines rule, and the words outside of them."""
    pieces: list[Piece] = []
    for grid in find_grids(ink):
        inside: list[Word] = []
        outside: list[Word] = []
        for word in words:
            (inside if grid.find(*word.middle) is not None else outside).append(word)
        if inside:
            pieces.append(_piece(ink.frame, grid, inside))
            words = outside
    return pieces, words


def _piece(frame: Frame, grid: Grid, words: Iterable[Word]) -> Piece:
    owner = {
        (region.row + i, region.column + j): number
        for number, region in enumerate(grid.regions)
        for i in range(region.rows)
        for j in range(region.columns)
    }
    held: list[list[Word]] = [[] for _ in grid.regions]
    crossing: list[Word] = []
    for word in words:
        place = grid.find(*word.middle)
        if place is None:  # not possible: the caller asked the same
            continue
        number = owner[place]
        held[number].append(word)
        region = grid.regions[number]
        left, right = grid.xs[region.column], grid.xs[region.column + region.columns]
        over = max(left - word.left, word.right - right)
        if over > _OVER * (word.right - word.left):
            crossing.append(word)
    pad = _padding(grid, held)
    cells = []
    for region, own in zip(grid.regions, held, strict=True):
        right = grid.xs[region.column + region.columns]
        cells.append(
            RawCell(
                region.row,
                region.column,
                region.rows,
                region.columns,
                grid.xs[region.column],
                grid.ys[region.row],
                right,
                grid.ys[region.row + region.rows],
                tuple(lines_of(own, limit=right - pad)),
            )
        )
    return Piece(frame, grid.xs, grid.ys, tuple(cells), crossing=tuple(crossing))


def _padding(grid: Grid, held: Sequence[Sequence[Word]]) -> float:
    """How far texts keep from the sides of their cells."""
    gaps = sorted(
        min(word.left for word in words) - grid.xs[region.column]
        for region, words in zip(grid.regions, held, strict=True)
        if words
    )
    return min(max(gaps[len(gaps) // 10], 0.0), _MOST_PAD) if gaps else 0.0
