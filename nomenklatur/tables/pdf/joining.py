"""Tables that go on over pages, put together again: headers, columns, and rows that were cut."""

from __future__ import annotations

import bisect
import itertools
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve, frozen

from nomenklatur.tables.pdf.lines import is_figure
from nomenklatur.tables.pdf.rests import Rest, rest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.tables.captions import Caption
    from nomenklatur.tables.pdf.ink import Frame
    from nomenklatur.tables.pdf.piece import Piece, RawCell
    from nomenklatur.tables.pdf.wording import Vocabulary

_SAME_WIDTH: Final = 3.0  # points by which columns of the same table may differ
_SAME_SIDE: Final = 14.0  # points by which its sides may stand elsewhere on another page
_SNAP: Final = 4.0  # points between bounds that are one
MOST_HEADER_ROWS: Final = 4
_ALIKE: Final = 0.9
_FOOT: Final = 4.0  # heights of a line; so much of a page may stay empty below a cut row
_MOSTLY: Final = 0.6
_BEGINS: Final = frozenset({"no", "nomor", "kode", "koderekening"})
_YEAR: Final = re.compile(r"\(?(?:19|20)\d\d\b.*")
_NUMBERED: Final = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")
_AMOUNT_WITHIN = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{5,}")


@frozen
class DraftRow:
    """A row of a table as printed on one page.

    Attributes:
        frame: The page.
        cells: Its cells by the column of the whole table that each begins in.
        ends: The last column that each covers.
        rest: Whether it is the rest of the row above it, cut by the page break.
    """

    frame: Frame
    cells: Mapping[int, RawCell]
    ends: Mapping[int, int]
    rest: Rest = Rest.NO

    @property
    def page(self) -> int:
        """The page."""
        return self.frame.page

    def filled(self) -> dict[int, RawCell]:
        """The cells that have a text."""
        return {column: cell for column, cell in self.cells.items() if cell.lines}


@define(eq=False)
class DraftTable:
    """A table that may still go on over the next page."""

    caption: Caption
    pieces: list[Piece] = Factory(list)

    def takes(self, piece: Piece, gap: Sequence[object], caption: Caption) -> bool:
        """Whether a piece is the next of this table.

        Args:
            piece: The piece.
            gap: The lines of text between, heads and feet of pages left out.
            caption: What these say of it.
        """
        last = self.pieces[-1]
        follows = piece.page == last.page + 1 or (piece.page == last.page and caption.continues)
        if not follows or not self._is_meant(gap, caption):
            return False
        header = signature(self.pieces[0].row(0))
        first = signature(piece.row(0))
        if header and is_same(first, header):
            return True
        begins = bool(first) and first[0] in _BEGINS
        return not begins and _has_columns_of(self.pieces[0], last, piece)

    def _is_meant(self, gap: Sequence[object], caption: Caption) -> bool:
        """Whether what stands before a piece lets it be the next of this table."""
        if not caption.number:
            return not gap or caption.only_continues(gap)
        same = caption.number == self.caption.number
        return same and (caption.continues or caption.title in {"", self.caption.title})

    def rows(self, words: Vocabulary) -> tuple[list[DraftRow], list[DraftRow]]:
        """The rows of all pieces under the columns of the whole table, and the repeated ones."""
        bounds = self.bounds()
        kept: list[DraftRow] = []
        repeated: list[DraftRow] = []
        header: Sequence[DraftRow] = []
        for number, piece in enumerate(self.pieces):
            columns = _columns(piece, bounds)
            rows = [
                DraftRow(
                    piece.frame,
                    {columns[cell.column]: cell for cell in row},
                    {columns[c.column]: columns[c.column + c.columns] - 1 for c in row},
                )
                for row in piece.by_row()
                if any(cell.lines for cell in row)
            ]
            if number == 0:
                header = _header(rows)
            above, again, below = _parted(rows, header) if number else ([], [], rows)
            repeated += again
            body = [*above, *_left_over(again, header), *below]
            room = number > 0 and self._has_room(self.pieces[number - 1])
            if number and kept and body:
                rest = rest_of(kept[-1], body[0], words, has_room=room)
                body[0] = evolve(body[0], rest=rest)
            kept += body
        return kept, repeated

    def _has_room(self, piece: Piece) -> bool:
        """Whether other pages of that size hold more: a cut row would have gone on to the foot."""
        size = piece.frame.width, piece.frame.height
        foot = max(p.bottom for p in self.pieces if (p.frame.width, p.frame.height) == size)
        heights = [line.height for cell in piece.row(len(piece.ys) - 2) for line in cell.lines]
        return bool(heights) and foot - piece.bottom > _FOOT * max(heights)

    def bounds(self) -> tuple[float, ...]:
        """Where the columns of the whole table begin and end, as on its first page."""
        first = self.pieces[0].xs
        header = signature(self.pieces[0].row(0))
        found = list(first)
        for piece in self.pieces[1:]:
            if same_columns(first, piece.xs) or not piece.ruled:
                continue
            if len(piece.xs) == len(first) and is_same(signature(piece.row(0)), header):
                continue  # drawn anew with other widths
            for x in piece.xs:
                if all(abs(x - known) > _SNAP for known in found):
                    found.append(x)
        return tuple(sorted(found))


def same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two pieces have the same columns, wherever they stand on their pages."""
    if len(one) != len(other):
        return False
    shift = other[0] - one[0]
    return all(abs(b - a - shift) <= _SAME_WIDTH for a, b in zip(one, other, strict=True))


def same_sides(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two pieces stand between the same sides."""
    return abs(one[0] - other[0]) <= _SAME_SIDE and abs(one[-1] - other[-1]) <= _SAME_SIDE


def _has_columns_of(first: Piece, last: Piece, piece: Piece) -> bool:
    """Whether a piece stands under the columns of a table."""
    if not (last.ruled and piece.ruled):
        return _fit(first, piece)
    return same_columns(last.xs, piece.xs) or same_sides(last.xs, piece.xs)


def _fit(one: Piece, other: Piece) -> bool:
    """Whether two pieces without lines have columns of which none has to be shared."""
    if one.ruled or other.ruled:
        return False
    if other.xs[0] < one.xs[0] - _SAME_SIDE or other.xs[-1] > one.xs[-1] + _SAME_SIDE:
        return False
    places = _columns(other, one.xs)[:-1]
    return len(set(places)) == len(places)


def _columns(piece: Piece, bounds: Sequence[float]) -> list[int]:
    """The column of the whole table that each column of a piece begins in; the last one's end."""
    xs = piece.xs
    if len(xs) == len(bounds):
        return list(range(len(xs)))
    if piece.ruled:
        return [min(range(len(bounds)), key=lambda i, x=x: abs(bounds[i] - x)) for x in xs]  # type: ignore[misc]
    # columns without lines are as wide as their texts: each goes where its middle stands
    middles = [(a + b) / 2 for a, b in itertools.pairwise(xs)]
    found = [max(bisect.bisect_right(bounds, x) - 1, 0) for x in middles]
    return [*found, len(bounds) - 1]


def signature(cells: Iterable[RawCell]) -> list[str]:
    """What a row says, however its words are spaced."""
    return [re.sub(r"\W+", "", cell.text).casefold() for cell in cells if cell.lines]


def is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows say the same, but for a few letters that a page break swallowed."""
    if one == other:
        return True
    if len(one) != len(other):
        return False
    return SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio() > _ALIKE


def _header(rows: Sequence[DraftRow]) -> Sequence[DraftRow]:
    """The rows of the header on the first page.

    It goes down to the numbering of its columns, or to figures, which no header has.
    """
    for number, row in enumerate(rows[:MOST_HEADER_ROWS]):
        texts = [cell.text for cell in row.filled().values()]
        if len(texts) > 1 and all(_NUMBERED.fullmatch(text) for text in texts):
            return rows[: number + 1]
        if number and any(_is_value(text) for text in texts):
            return rows[:number]
    return rows[:MOST_HEADER_ROWS]


def _is_value(text: str) -> bool:
    """Whether a text is a figure, which only the rows below a header have, and not a year."""
    return is_figure(text) and any(map(str.isdigit, text)) and not _YEAR.fullmatch(text)


def _parted(
    rows: Sequence[DraftRow], header: Sequence[DraftRow]
) -> tuple[Sequence[DraftRow], Sequence[DraftRow], Sequence[DraftRow]]:
    """The rows of a page above the header printed again, those of that header, and the others.

    Where someone typed the header again between two rows, the rest of a cut row stands above it.
    """
    for first in (0, 1):
        if again := _repeated(rows[first:], header):
            return rows[:first], rows[first : first + again], rows[first + again :]
    return [], [], rows


def _repeated(rows: Sequence[DraftRow], header: Sequence[DraftRow]) -> int:
    """How many rows at the beginning of a page are those of the header, printed again.

    The first has to be the same; in those below it a text may be missing, or cut another way.
    """
    again = 0
    for row, printed in zip(rows, header, strict=False):
        one, other = (signature(r.cells.values()) for r in (row, printed))
        held = {column: signature([cell]) for column, cell in row.filled().items()}
        like = {column: signature([cell]) for column, cell in printed.filled().items()}
        equal = sum(held[column] == like.get(column) for column in held)
        if not is_same(one, other) and (again == 0 or equal < _MOSTLY * len(held)):
            break
        if any(_AMOUNT_WITHIN.search(cell.text) for cell in row.cells.values()):
            break
        again += 1
    return again


def _left_over(again: Sequence[DraftRow], header: Sequence[DraftRow]) -> list[DraftRow]:
    """What stands below a header printed again in its cells: the rest of a row, by no line parted.

    A header says the same on every page, so lines behind what it says belong to what follows.
    """
    found: list[DraftRow] = []
    for row, printed in zip(again, header, strict=False):
        cells = {}
        for column, cell in row.filled().items():
            first = printed.cells.get(column)
            said = "".join(signature([first])) if first is not None else ""
            own = "".join(signature([cell]))
            lines = list(cell.lines)
            if not said or own == said or not own.startswith(said):
                continue
            while lines and not said.startswith(
                "".join(signature([evolve(cell, lines=tuple(lines))]))
            ):
                lines.pop()
            cells[column] = evolve(cell, lines=cell.lines[len(lines) :])
        if cells:
            found.append(DraftRow(row.frame, cells, {c: row.ends[c] for c in cells}))
    return found


def other_words(again: Sequence[DraftRow], header: Sequence[DraftRow]) -> list[tuple[int, str]]:
    """Page and text of the cells of repeated headers that say what the header does not."""
    known = " ".join("".join(signature([cell])) for row in header for cell in row.cells.values())
    return [
        (row.page, cell.text)
        for row in again
        for cell in row.filled().values()
        if any(
            "".join(signature([evolve(cell, lines=(line,))])) not in known for line in cell.lines
        )
    ]
