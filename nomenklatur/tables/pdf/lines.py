"""Words as lines of text, and what a line holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.tables.pdf.ink import Word

_OVERLAP: Final = 0.5  # of the lower word's height; words that share so much are on one line
AMOUNT = re.compile(
    r"\(?-?(?:Rp\.?\s*)?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,](?:\d{1,2}|-+))?\)?", re.IGNORECASE
)
_ROUND = re.compile(r"\(?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*\)?")
_FIGURE = re.compile(r"[\d.,%()/:xX+\-–—\s]+")


@frozen
class TextLine:
    """Words on one line, from the left.

    Attributes:
        words: The words.
        left: Where they begin.
        top: Their upper edge.
        right: Where they end.
        bottom: Their lower edge.
        room: How much room is left behind them in their cell, in points.
        turn: By how many degrees they are turned clockwise; the other numbers are those of the
            page all the same.
    """

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    room: float = 0.0
    turn: int = 0

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(word.text for word in self.words)

    @property
    def spaced(self) -> bool:
        """Whether the file has a blank behind the last word."""
        return self.words[-1].spaced

    @property
    def height(self) -> float:
        """The height of its highest word."""
        return max(word.height for word in self.words)


def lines_of(words: Iterable[Word], *, limit: float | None = None) -> list[TextLine]:
    """Words as lines, from above.

    Args:
        words: The words, in any order.
        limit: Where the text of their cell has to end on the right, in points.
    """
    turned: dict[int, list[Word]] = {}
    for word in words:
        turned.setdefault(word.turn, []).append(word)
    found: list[TextLine] = []
    for turn, group in turned.items():
        found += [_line(line, turn, limit) for line in _grouped(group, turn)]
    if len(turned) > 1:
        found.sort(key=lambda line: (line.top, line.left))
    return found


def _grouped(words: list[Word], turn: int) -> list[list[Word]]:
    """The words of one direction by line, each line in reading order."""

    def begins(word: Word) -> float:
        return {0: word.top, 90: -word.right, 180: -word.bottom, 270: word.left}[turn]

    def ends(word: Word) -> float:
        return {0: word.bottom, 90: -word.left, 180: -word.top, 270: word.right}[turn]

    def along(word: Word) -> float:
        return {0: word.left, 90: word.top, 180: -word.right, 270: -word.bottom}[turn]

    lines: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda w: begins(w) + ends(w)):
        first, last = begins(word), ends(word)
        if lines:
            top, bottom, line = lines[-1]
            shared = min(bottom, last) - max(top, first)
            if shared > _OVERLAP * min(bottom - top, last - first):
                line.append(word)
                continue
        lines.append((first, last, [word]))
    return [sorted(line, key=along) for _, _, line in lines]


def _line(words: list[Word], turn: int, limit: float | None) -> TextLine:
    right = max(word.right for word in words)
    return TextLine(
        tuple(words),
        min(word.left for word in words),
        min(word.top for word in words),
        right,
        max(word.bottom for word in words),
        limit - right if limit is not None and turn == 0 else 0.0,
        turn,
    )


def is_amount(text: str) -> bool:
    """Whether a text is a whole amount with its thousands parted: ``95.562.000``."""
    return AMOUNT.fullmatch(text) is not None


def is_round(text: str) -> bool:
    """Whether a text is an amount of whole thousands alone, without decimals or signs."""
    return _ROUND.fullmatch(text) is not None


def is_cut_amount(one: str, other: str) -> bool:
    """Whether a line cut an amount in two: ``95.562.0`` and ``00``, ``95.562`` and ``.000``."""
    return is_amount(one + other) and (not is_round(one) or other[0] in ".,")


def is_figure(text: str) -> bool:
    """Whether a text has digits and signs alone, or is a dash."""
    return _FIGURE.fullmatch(text) is not None
