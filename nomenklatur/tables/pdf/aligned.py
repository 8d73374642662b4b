"""Tables without ruled lines: columns told by how texts are aligned, rows by where they begin."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.tables.pdf.lines import is_figure, is_round, lines_of
from nomenklatur.tables.pdf.piece import Piece, RawCell
from nomenklatur.tables.pdf.rowstarts import row_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.tables.pdf.ink import Frame, Word
    from nomenklatur.tables.pdf.lines import TextLine

_CELL_GAP: Final = 0.6  # of the letters' height between two cells of a line
_UNSPACED_GAP: Final = 0.1  # the same where the file writes blanks and none stands there
_FEWEST_LINES: Final = 3
_FEWEST_COLUMNS: Final = 3
_APART: Final = 3.0  # heights of a line; more room than that ends a table
_STRAY: Final = 0.03  # of the lines that may run over the room between two columns
_ROOM: Final = 0.45  # heights of a line; lines of one cell stand closer
_HALF_BESIDE: Final = 0.15  # heights of a line by which texts set in the middle are shared
_HEADING_ROOM: Final = 0.3  # heights of a line between a heading and those below it
_WIDE: Final = 0.6  # of the width; a line of one text so wide is no part of a table
_MOSTLY: Final = 0.7
_NOTE = re.compile(r"(?:sumber|keterangan|catatan|ket)\s*:", re.IGNORECASE)
_CODE = re.compile(r"\d{1,3}\.?|[\dxX]{1,2}(?:\.[\dxX]{1,4})+\.?")
_NUMBERING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")


@frozen
class _Band:
    """Lines that together are a table, each as the texts of its cells."""

    lines: tuple[tuple[TextLine, ...], ...]

    @property
    def header(self) -> int:
        """How many lines are its header: down to the numbering of the columns, or to values."""
        for index, line in enumerate(self.lines):
            if _is_numbering(line):
                return index + 1
            begun = index > 0 and _CODE.fullmatch(line[0].text)
            if begun or any(is_round(part.text) for part in line):
                return self._row_of(index)
            if index and _is_heading_row(self.lines[index - 1], line):
                return index
        return 0

    def _row_of(self, index: int) -> int:
        """The line that the row of a line begins with, where its texts stand in the middle."""
        first = index
        while first and _room(self.lines[first - 1], self.lines[first]) <= _HEADING_ROOM:
            first -= 1
        return first or index


def aligned_pieces(frame: Frame, words: list[Word]) -> tuple[list[Piece], list[Word]]:
    """The tables of a page that no lines rule, and the words outside of them.

    Args:
        frame: The page.
        words: The words that are in no ruled table.
    """
    lines = lines_of(word for word in words if word.turn == 0)
    blanks = _writes_blanks(lines)
    rows = [_parts(line, blanks=blanks) for line in lines]
    pieces: list[Piece] = []
    taken: set[int] = set()
    for band in _bands(rows):
        piece = _piece(frame, band)
        if piece is not None:
            pieces.append(piece)
            taken |= {id(word) for line in band.lines for part in line for word in part.words}
    return pieces, [word for word in words if id(word) not in taken]


def _parts(line: TextLine, *, blanks: bool) -> tuple[TextLine, ...]:
    """The texts of a line that wide room parts.

    Args:
        line: The line.
        blanks: Whether the file writes blanks between words, so that where none stands another
            text begins.
    """
    groups = [[line.words[0]]]
    for before, word in itertools.pairwise(line.words):
        gap = word.left - before.right
        most = _UNSPACED_GAP if blanks and not before.spaced else _CELL_GAP
        if gap > most * max(before.height, word.height):
            groups.append([word])
        else:
            groups[-1].append(word)
    return tuple(lines_of(group)[0] for group in groups)


def _writes_blanks(lines: Sequence[TextLine]) -> bool:
    """Whether most words of a page have a blank behind them."""
    inner = [word.spaced for line in lines for word in line.words[:-1]]
    return sum(inner) > _CELL_GAP * len(inner)


def _bands(rows: Sequence[tuple[TextLine, ...]]) -> Iterator[_Band]:
    """Stretches of lines that have several texts each, with what stands between them."""
    left = min((row[0].left for row in rows), default=0.0)
    right = max((row[-1].right for row in rows), default=0.0)
    band: list[tuple[TextLine, ...]] = []
    for row in [*rows, ()]:
        if row and not _is_prose(row, right - left) and (not band or not _is_apart(band[-1], row)):
            band.append(row)
            continue
        yield from _trimmed(band)
        band = [row] if row and not _is_prose(row, right - left) else []


def _room(above: Sequence[TextLine], row: Sequence[TextLine]) -> float:
    """The room between two lines in heights of a line; negative where they stand half beside."""
    gap = min(part.top for part in row) - max(part.bottom for part in above)
    return gap / max(part.height for part in row)


def _is_prose(row: Sequence[TextLine], width: float) -> bool:
    return len(row) == 1 and row[0].right - row[0].left > _WIDE * width


def _is_apart(above: Sequence[TextLine], row: Sequence[TextLine]) -> bool:
    return _room(above, row) > _APART


def _trimmed(band: Sequence[tuple[TextLine, ...]]) -> Iterator[_Band]:
    """A band from its first line of several texts to its last row, if it looks like a table."""
    rich = [index for index, row in enumerate(band) if len(row) >= _FEWEST_COLUMNS]
    figures = sum(any(is_round(part.text) for part in row) for row in band)
    codes = sum(
        len(row) > 1 and is_figure(row[0].text) and any(c.isdigit() for c in row[0].text)
        for row in band
    )
    if len(rich) < _FEWEST_LINES or max(figures, codes) < _FEWEST_LINES - 1:
        return
    first, last = rich[0], rich[-1]
    while first and _is_beside(band[first - 1], band[first]):
        first -= 1
    while last + 1 < len(band) and not _is_foot(band[last], band[last + 1]):
        last += 1
    yield _Band(tuple(band[first : last + 1]))


def _is_beside(above: Sequence[TextLine], row: Sequence[TextLine]) -> bool:
    """Whether a line of few texts is a part of the header below it: it stands half beside it."""
    return _room(above, row) < -_HALF_BESIDE


def _is_foot(above: Sequence[TextLine], row: Sequence[TextLine]) -> bool:
    """Whether a line stands below a table: with room above it, or as a note."""
    apart = len(row) == 1 and _room(above, row) > _CELL_GAP
    return apart or _NOTE.match(row[0].text) is not None


def _is_heading_row(above: Sequence[TextLine], row: Sequence[TextLine]) -> bool:
    """Whether a line below others is a row of one text, with room above it."""
    return len(row) == 1 and _room(above, row) > _ROOM


def _piece(frame: Frame, band: _Band) -> Piece | None:
    split = band.header
    columns = _columns(band, split)
    if len(columns) < _FEWEST_COLUMNS:
        return None
    xs = _bounds(columns)
    cells: list[RawCell] = []
    ys: list[float] = []
    for rows in (_header_rows(band.lines[:split], xs), _body_rows(band.lines[split:], xs)):
        for top, row in rows:
            for first, last, lines in row:
                limit = columns[last][1]
                own = tuple(evolve(line, room=max(limit - line.right, 0.0)) for line in lines)
                cells.append(
                    RawCell(
                        len(ys), first, 1, last - first + 1, xs[first], top, xs[last + 1], 0.0, own
                    )
                )
            ys.append(top)
    ys.append(max(part.bottom for line in band.lines for part in line))
    done = tuple(evolve(cell, bottom=ys[cell.row + 1]) for cell in cells)
    return Piece(frame, xs, tuple(ys), done, ruled=False)


def _columns(band: _Band, split: int) -> list[tuple[float, float]]:
    """From where to where the texts of each column run."""
    body = band.lines[split:]
    spans = [(part.left, part.right) for line in body for part in line]
    stray = int(_STRAY * len(body))
    columns = _covered(spans, stray)
    header = band.lines[:split]
    numbered = [line for line in header if _is_numbering(line)]
    others = [line for line in reversed(header) if line not in numbered]
    for lines, may_add in ((others, False), (numbered, True), (others, not numbered)):
        for part in itertools.chain.from_iterable(lines):
            met = [i for i, (a, b) in enumerate(columns) if part.left < b and part.right > a]
            if len(met) == 1:
                columns[met[0]] = _widened(columns, met[0], part)
            elif may_add and not met:
                columns.append((part.left, part.right))
                columns.sort()
    return columns


def _is_numbering(line: Sequence[TextLine]) -> bool:
    """Whether a line numbers the columns: ``(1) (2) (3)``."""
    numbers = sum(_NUMBERING.fullmatch(part.text) is not None for part in line)
    return numbers >= _FEWEST_COLUMNS and numbers > _MOSTLY * len(line)


def _widened(
    columns: Sequence[tuple[float, float]], index: int, part: TextLine
) -> tuple[float, float]:
    """A column with its heading, which may be wider but runs into no other column."""
    left, right = columns[index]
    before = columns[index - 1][1] + 1 if index else 0.0
    after = columns[index + 1][0] - 1 if index + 1 < len(columns) else part.right
    return min(left, max(part.left, before)), max(right, min(part.right, after))


def _covered(spans: Iterable[tuple[float, float]], stray: int) -> list[tuple[float, float]]:
    """The stretches that more than some of the spans cover."""
    events = sorted((x, step) for a, b in spans for x, step in ((a, 1), (b, -1)))
    found: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for x, step in events:
        before = depth
        depth += step
        if before <= stray < depth:
            start = x
        elif depth <= stray < before and x > start:
            found.append((start, x))
    return found


def _bounds(columns: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    middle = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)]
    return (columns[0][0], *middle, columns[-1][1])


_Cells = list[tuple[int, int, list["TextLine"]]]
"""First column, last column and lines of each cell of a row."""


def _place(part: TextLine, xs: Sequence[float]) -> tuple[int, int]:
    """The first and the last column that a text stands in."""
    held = [
        i
        for i, (a, b) in enumerate(itertools.pairwise(xs))
        if min(part.right, b) - max(part.left, a) > min(0.25 * (part.right - part.left), 4.0)
    ]
    if not held:
        middle = (part.left + part.right) / 2
        held = [min(range(len(xs) - 1), key=lambda i: abs((xs[i] + xs[i + 1]) / 2 - middle))]
    return held[0], held[-1]


def _header_rows(
    lines: Sequence[Sequence[TextLine]], xs: Sequence[float]
) -> Iterator[tuple[float, _Cells]]:
    """The rows of a header: headings over several columns, one row of headings, the numbering."""
    placed: list[list[tuple[int, int, TextLine]]] = []
    numbering: list[tuple[int, int, list[TextLine]]] = []
    for line in lines:
        if _is_numbering(line):
            numbering += [(*_place(part, xs), [part]) for part in line]
        else:
            placed.append([(*_place(part, xs), part) for part in line])
    groups = _groups(placed)
    wide: dict[tuple[int, int], list[TextLine]] = {}
    single: dict[tuple[int, int], list[TextLine]] = {}
    for level, parts in enumerate(placed):
        for first, last, part in parts:
            group = next((g for g in groups if g.holds(level, first, last)), None)
            if group is not None:
                wide.setdefault((group.first, group.last), []).append(part)
            else:
                single.setdefault((first, last), []).append(part)
    for held in (wide, single):
        if held:
            top = min(line.top for own in held.values() for line in own)
            yield top, [(*place, own) for place, own in sorted(held.items())]
    if numbering:
        yield min(own[0].top for _, _, own in numbering), numbering


@frozen
class _Group:
    """A heading over several columns: the columns, and the line that those below it begin with."""

    first: int
    last: int
    below: int

    def holds(self, level: int, first: int, last: int) -> bool:
        """Whether a text of a line belongs to the heading."""
        return level < self.below and self.first <= first and last <= self.last


def _groups(placed: Sequence[Sequence[tuple[int, int, TextLine]]]) -> list[_Group]:
    """The headings that stand over others.

    The columns below such a heading begin lower than the rest of the header. A heading in the
    middle of its columns runs over several of them; one at their left stands over the first.
    """
    starts, stacked = _starts(placed)
    spans = sorted(
        {
            (first, last)
            for level, parts in enumerate(placed)
            for first, last, _ in parts
            if first < last and min(starts.get(c, 0) for c in range(first, last + 1)) > level
        }
    )
    held = {c: span for span in spans for c in range(span[0], span[1] + 1)}
    beside = any(_is_beside(*(_texts(line) for line in two)) for two in itertools.pairwise(placed))
    below = min(
        (starts[c] for c in held.keys() | stacked if c in starts),
        default=len(placed) if beside else 1,
    )
    late = {column for column, level in starts.items() if level >= below}
    for column in sorted(late - held.keys()):
        if near := _nearest(column, spans, late):
            held[column] = near
    groups = []
    for span in spans:
        own = sorted(column for column, known in held.items() if known == span)
        groups.append(_Group(own[0], own[-1], min(starts[column] for column in own)))
    alone = late - held.keys()
    for column in sorted(alone):
        if column - 1 not in alone:
            last = next(c for c in itertools.count(column) if c + 1 not in alone)
            first = column if column in stacked else max(column - 1, 0)
            groups.append(_Group(first, last, starts[column]))
    return groups


def _texts(line: Sequence[tuple[int, int, TextLine]]) -> list[TextLine]:
    return [part for _, _, part in line]


def _starts(
    placed: Sequence[Sequence[tuple[int, int, TextLine]]],
) -> tuple[dict[int, int], set[int]]:
    """The line that the heading of each single column begins with, and columns with several.

    Of several headings, one above the other with room between, the lowest counts.
    """
    starts: dict[int, int] = {}
    stacked: set[int] = set()
    bottoms: dict[int, float] = {}
    for level, parts in enumerate(placed):
        for first, last, part in parts:
            if first != last:
                continue
            room = part.top - bottoms.get(first, part.top)
            if first in starts and room > _HEADING_ROOM * part.height:
                stacked.add(first)
            if first not in starts or room > _HEADING_ROOM * part.height:
                starts[first] = level
            bottoms[first] = part.bottom
    return starts, stacked


def _nearest(
    column: int, spans: Sequence[tuple[int, int]], late: set[int]
) -> tuple[int, int] | None:
    """The nearest heading that a column can stand under: only its like stand between."""
    reached = [
        (distance, span)
        for span in spans
        for distance, between in (
            (column - span[1], range(span[1] + 1, column)),
            (span[0] - column, range(column + 1, span[0])),
        )
        if distance > 0 and all(c in late for c in between)
    ]
    return min(reached)[1] if reached else None


def _body_rows(
    lines: Sequence[Sequence[TextLine]], xs: Sequence[float]
) -> Iterator[tuple[float, _Cells]]:
    columns: list[list[TextLine]] = [[] for _ in xs[1:]]
    wide: list[tuple[int, int, TextLine]] = []
    limits = [0.0] * (len(xs) - 1)
    for line in lines:
        for part in line:
            first, last = _place(part, xs)
            columns[first].append(part)
            wide.append((first, last, part))
            limits[first] = max(limits[first], part.right)
    columns = [
        [evolve(part, room=limits[i] - part.right) for part in column]
        for i, column in enumerate(columns)
    ]
    starts = row_starts(columns)
    for top, after in itertools.zip_longest(starts, starts[1:], fillvalue=float("inf")):
        row: dict[int, tuple[int, list[TextLine]]] = {}
        for first, last, part in wide:
            if top - 0.5 * part.height <= part.top < after - 0.5 * part.height:
                end, own = row.setdefault(first, (last, []))
                own.append(part)
                row[first] = (max(end, last), own)
        yield top, [(first, last, own) for first, (last, own) in sorted(row.items())]
