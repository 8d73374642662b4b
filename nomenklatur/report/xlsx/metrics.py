"""How many lines a text takes in a cell.

Spreadsheets find the height of a row only when somebody edits it, and of merged cells never, so
it is written into the file. The widths are those of Helvetica, whose metrics Arial and its free
likenesses share (Adobe, *Core 14 AFM files*).
"""

from __future__ import annotations

from typing import Final

from nomenklatur.remembered import remembers

_PLAIN: Final = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Widths of the letters from blank to tilde, in thousandths of the size."""
_BOLD: Final = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
"""The same for bold letters."""
_FIRST: Final = ord(" ")
_OTHER: Final = 800
_PIXEL: Final = 0.75
"""Points of a pixel."""
_MARGINS: Final = 6
"""Pixels of a cell that its text cannot use."""
_INDENT: Final = 9
"""Pixels that a step of indentation takes."""
_SAFETY: Final = 1.02
"""Programs differ by that much in how wide they draw."""
TALLEST: Final = 409.0
"""Points that a row can be high (Microsoft, *Excel specifications and limits*)."""


def column_points(width: float, *, indent: int = 0) -> float:
    """The points of text that a column takes in a line.

    Args:
        width: Its width, in digits of the standard font (7 pixels each).
        indent: Steps of indentation.
    """
    return max(width * 7 + 5 - _MARGINS - indent * _INDENT, 10) * _PIXEL


@remembers
def count_lines(text: str, points: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes when it is wrapped at blanks.

    Args:
        text: The text.
        points: The width of a line.
        size: The size of the letters, in points.
        bold: Whether they are bold.

    >>> count_lines("Penyediaan Alat Tulis Kantor", column_points(40), 9)
    1
    """
    room = points / (size * _SAFETY) * 1000
    return sum(_lines_of(piece, room, bold=bold) for piece in text.split("\n"))


def _lines_of(text: str, room: float, *, bold: bool) -> int:
    """The lines of a text without breaks. Words too long for a line are broken anywhere."""
    widths = [_width(word, bold=bold) for word in text.split(" ")]
    blank = _PLAIN[0]
    if sum(widths) + blank * (len(widths) - 1) <= room:
        return 1
    lines, used = 1, 0.0
    for width in widths:
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        whole, rest = divmod(width, room) if width > room else (0, width)
        lines += int(whole)
        used += rest + blank
    return lines


@remembers
def _width(word: str, *, bold: bool) -> int:
    """The width of a word in thousandths of the size. Words come again and again."""
    table = _BOLD if bold else _PLAIN
    last = _FIRST + len(table)
    return sum(table[c - _FIRST] if _FIRST <= c < last else _OTHER for c in map(ord, word))


def row_points(lines: int, size: float) -> float:
    """The height of a row of so many lines, in points."""
    return min(lines * size * 1.3 + 2.5, TALLEST)
