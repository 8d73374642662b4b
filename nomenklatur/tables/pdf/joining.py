"""Tables that go on over pages, put together again: headers, columns, and rows that were cut."""

from __future__ import annotations

import bisect
import itertools
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve, frozen

from nomenklatur.tables.pdf.lines import is_amount, is_figure, is_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.tables.captions import Caption
    from nomenklatur.tables.pdf.ink import Frame
    from nomenklatur.tables.pdf.lines import TextLine
    from nomenklatur.tables.pdf.piece import Piece, RawCell
    from nomenklatur.tables.pdf.wording import Vocabulary

_SAME_WIDTH: Final = 3.0  # points by which columns of the same table may differ
_SAME_SIDE: Final = 14.0  # points by which its sides may stand elsewhere on another page
_SNAP: Final = 4.0  # points between bounds that are one
MOST_HEADER_ROWS: Final = 4
_ALIKE: Final = 0.9
_HIGHER: Final = 1.5  # heights of a line; a cell that ends so far above the others has ended
_TOLERANCE: Final = 1.05
_MOSTLY: Final = 0.6
_BEGINS: Final = frozenset({"no", "nomor", "kode", "koderekening"})
_AMOUNT_WITHIN = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{5,}")


@frozen
class DraftRow:
    """A row of a table as printed on one page.

    Attributes:
        frame: The page.
        cells: Its cells by the column of the whole table that each begins in.
        ends: The last column that each covers.
        rest_of: Whether it is the rest of the row above it, cut by the page break.
    """

    frame: Frame
    cells: Mapping[int, RawCell]
    ends: Mapping[int, int]
    rest_of: bool = False

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
        if piece.page != last.page + 1 or not self._is_meant(gap, caption):
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
            return not gap
        same = caption.number == self.caption.number
        return same and (caption.continues or caption.title in {"", self.caption.title})

    def rows(self, words: Vocabulary) -> tuple[list[DraftRow], list[DraftRow]]:
        """The rows of all pieces under the columns of the whole table, and the repeated ones."""
        bounds = self.bounds()
        kept: list[DraftRow] = []
        repeated: list[DraftRow] = []
        header: list[DraftRow] = []
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
                header = rows[:MOST_HEADER_ROWS]  # more rows than that no header has
            again = _repeated(rows, header) if number else 0
            repeated += rows[:again]
            body = [*_left_over(rows[:again], header), *rows[again:]]
            if number and kept and body and is_rest(kept[-1], body[0], words):
                body[0] = evolve(body[0], rest_of=True)
            kept += body
        return kept, repeated

    def bounds(self) -> tuple[float, ...]:
        """Where the columns of the whole table begin and end, as on its first page."""
        first = self.pieces[0].xs
        found = list(first)
        for piece in self.pieces[1:]:
            if same_columns(first, piece.xs) or not piece.ruled:
                continue
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


def is_rest(first: DraftRow, second: DraftRow, words: Vocabulary) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    The rest of a cut row goes on in cells whose text reached the lower edge of the page, and it
    shows that it goes on: a blank is left at the end of the line above, or the line is so full
    that the next word did not fit, or the number is none without its rest.
    """
    above, below = first.filled(), second.filled()
    if not above or not below:
        return False
    amounts = {column for column, cell in above.items() if is_amount(cell.text)}
    if any(is_round(cell.text) for column, cell in below.items() if amounts - {column}):
        return False
    votes = [_goes_on(above.get(column), cell, first, words) for column, cell in below.items()]
    if any(vote < 0 for vote in votes):
        return False
    return sum(votes) > 0


def _goes_on(above: RawCell | None, below: RawCell, row: DraftRow, words: Vocabulary) -> float:
    """Whether a cell goes on with the one above it: positive if so, negative if it cannot."""
    if above is None:
        # a paragraph may be kept whole and pushed over, while the others of its row stay
        return -1.0 if is_figure(below.text) else 0.0
    last, first = above.lines[-1], below.lines[0]
    if last.spaced and words.writes_blanks:
        return 2.0
    one, other = last.words[-1].text, first.words[0].text
    if is_figure(other) and is_figure(one):
        return 2.0 if is_amount(one + other) and not is_round(one) else -1.0
    lowest = max(cell.lines[-1].bottom for cell in row.filled().values())
    ended = lowest - last.bottom > _HIGHER * last.height
    if ended or (is_figure(first.text) and len(below.lines) == 1):
        return -1.0
    return _reads_on(last, first, words)


def _reads_on(last: TextLine, first: TextLine, words: Vocabulary) -> float:
    """Whether one line goes on with another, by how full it is and by their letters."""
    one, other = last.words[-1].text, first.words[0].text
    if last.room > (first.words[0].right - first.words[0].left) * _TOLERANCE:
        return -0.5 if words.writes_blanks else -1.0
    if other[0].islower():
        return 1.0
    if words.writes_blanks:
        return 0.5 if one.isupper() and other.isupper() and not words.knows(one) else 0.0
    return 0.5
