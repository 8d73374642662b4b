"""The grid that ruled lines draw, merged cells included."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.tables.pdf.ink import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.tables.pdf.ink import Ink

_SNAP: Final = 3.0  # points; lines no farther apart are one, as the two of a double line
_REACH: Final = 3.0  # points by which a line may miss another that it meets
_OPEN: Final = 8.0  # points by which lines must stick out to leave an open side
_COVERED: Final = 0.5  # share of a cell's side that a line has to cover
MOST_STROKES: Final = 4000
"""Lines of a direction on a page; beyond that it is a drawing, and only the longest count."""


@frozen
class Region:
    """A cell of a grid: its first row and column, and how many of each it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@frozen
class Grid:
    """Ruled lines that make cells.

    Attributes:
        xs: Where its columns begin and end, from the left.
        ys: Where its rows begin and end, from above.
        regions: Its cells, by row and column.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    def area(self) -> float:
        """How much of the page it covers, in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def is_table(self) -> bool:
        """Whether it has cells beside each other; frames and boxes around text have none."""
        return len({region.column for region in self.regions}) > 1

    def find(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and the column of a point; None outside of the grid."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(max(bisect.bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect.bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, column


def find_grids(ink: Ink) -> list[Grid]:
    """The grids of a page, the smallest first, so that a table in a frame comes before it."""
    level, upright = _merged(ink.level), _merged(ink.upright)
    found = [
        grid
        for rows, columns in _connected(level, upright)
        if (grid := _grid(rows, columns)) is not None and grid.is_table()
    ]
    return sorted(found, key=Grid.area)


def _merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Lines that lie on one another or touch, as one."""
    known = sorted(strokes, key=lambda s: s.start - s.end)[:MOST_STROKES]
    known.sort(key=lambda s: s.at)
    groups: list[list[Stroke]] = []
    for stroke in known:
        if groups and stroke.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    found: list[Stroke] = []
    for group in groups:
        at = sum(s.at for s in group) / len(group)
        group.sort(key=lambda s: s.start)
        start, end = group[0].start, group[0].end
        for stroke in group[1:]:
            if stroke.start <= end + _SNAP:
                end = max(end, stroke.end)
            else:
                found.append(Stroke(at, start, end))
                start, end = stroke.start, stroke.end
        found.append(Stroke(at, start, end))
    return found


def _connected(
    level: Sequence[Stroke], upright: Sequence[Stroke]
) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """The lines that hang together by crossing or touching."""
    parent = list(range(len(level) + len(upright)))
    at = [stroke.at for stroke in upright]

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, one in enumerate(level):
        first = bisect.bisect_left(at, one.start - _REACH)
        last = bisect.bisect_right(at, one.end + _REACH)
        for j in range(first, last):
            if upright[j].start - _REACH <= one.at <= upright[j].end + _REACH:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, stroke in enumerate((*level, *upright)):
        group = groups.setdefault(root(i), ([], []))
        group[i >= len(level)].append(stroke)
    for rows, columns in groups.values():
        if rows and columns:
            yield rows, columns


def _grid(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Grid | None:
    xs = _bounds(upright, level)
    ys = _bounds(level, upright)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 - a cell has two sides
        return None
    regions = _regions(len(ys) - 1, len(xs) - 1, _Walls(xs, ys, level, upright))
    return Grid(tuple(xs), tuple(ys), tuple(regions))


def _bounds(across: Sequence[Stroke], along: Sequence[Stroke]) -> list[float]:
    """Where the cells begin and end; open sides end where the lines do."""
    bounds = sorted({stroke.at for stroke in across})
    first, last = min(s.start for s in along), max(s.end for s in along)
    if first < bounds[0] - _OPEN:
        bounds.insert(0, first)
    if last > bounds[-1] + _OPEN:
        bounds.append(last)
    return bounds


class _Walls:
    """Which neighbouring cells a line parts."""

    def __init__(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        level: Sequence[Stroke],
        upright: Sequence[Stroke],
    ) -> None:
        self.below = self._sides(ys, xs, level)
        self.right = self._sides(xs, ys, upright)

    @staticmethod
    def _sides(
        across: Sequence[float], along: Sequence[float], strokes: Sequence[Stroke]
    ) -> set[tuple[int, int]]:
        """Index of each bound, and of the cell along it, where a line stands."""
        index = {at: i for i, at in enumerate(across)}
        found = set()
        for stroke in strokes:
            line = index[stroke.at]
            first = max(bisect.bisect_right(along, stroke.start) - 1, 0)
            for cell in range(first, len(along) - 1):
                if along[cell] > stroke.end:
                    break
                covered = min(stroke.end, along[cell + 1]) - max(stroke.start, along[cell])
                if covered >= _COVERED * (along[cell + 1] - along[cell]):
                    found.add((line, cell))
        return found


def _regions(rows: int, columns: int, walls: _Walls) -> Iterator[Region]:
    """The cells, each as large as no line parts it."""
    free = {(row, column) for row in range(rows) for column in range(columns)}
    for row, column in itertools.product(range(rows), range(columns)):
        if (row, column) not in free:
            continue
        wide = 1
        while (row, column + wide) in free and (column + wide, row) not in walls.right:
            wide += 1
        tall = 1
        while _goes_down(row + tall, column, wide, free, walls):
            tall += 1
        free -= {(row + i, column + j) for i in range(tall) for j in range(wide)}
        yield Region(row, column, tall, wide)


def _goes_down(row: int, column: int, wide: int, free: set[tuple[int, int]], walls: _Walls) -> bool:
    """Whether a cell goes on over the next row: all of it free, and no line above or within."""
    return all(
        (row, column + j) in free
        and (row, column + j) not in walls.below
        and (j == 0 or (column + j, row) not in walls.right)
        for j in range(wide)
    )
