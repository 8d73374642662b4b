"""What is printed on a page: words and ruled lines, without anything of PDF."""

from __future__ import annotations

import json
import math
from typing import Any

from attrs import frozen

from nomenklatur.tables.table import Box


@frozen
class Word:
    """A word, upright as a reader holds the page.

    Attributes:
        text: Its letters.
        left: Distance from the left edge of the page, in points.
        top: Distance from its upper edge.
        right: Distance of its right side from the left edge.
        bottom: Distance of its lower side from the upper edge.
        spaced: Whether the file has a blank behind it: at the end of a line, a sign that the
            line goes on below.
        turn: By how many degrees it is turned clockwise: 0, 90, 180 or 270.
        unread: How many of its letters the file gives no character for.
        confidence: How sure text recognition is of it, 0 to 1; None for a printed word.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False
    turn: int = 0
    unread: int = 0
    confidence: float | None = None

    @property
    def height(self) -> float:
        """Height of its letters, in points."""
        return self.bottom - self.top if self.turn % 180 == 0 else self.right - self.left

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, from the left and from above."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@frozen
class Stroke:
    """A ruled line, level or upright: where it lies, and from where to where it goes."""

    at: float
    start: float
    end: float


@frozen
class Frame:
    """How a page was turned to be read, and the way back to the page as it is displayed.

    Attributes:
        page: Its number, counted from 1.
        width: Its width as a reader holds it, in points.
        height: Its height as a reader holds it.
        turned: By how many degrees it was turned clockwise.
        skew: By how many degrees it was then turned counterclockwise about its middle.
    """

    page: int
    width: float = 0.0
    height: float = 0.0
    turned: int = 0
    skew: float = 0.0

    def displayed(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A rectangle of the page as it was read, on the page as it is displayed."""
        if self.skew:
            angle = math.radians(self.skew)
            x = (left + right - self.width) / 2
            y = (top + bottom - self.height) / 2
            across = x * math.cos(angle) - y * math.sin(angle) - x
            down = x * math.sin(angle) + y * math.cos(angle) - y
            left, right, top, bottom = left + across, right + across, top + down, bottom + down
        wide, tall = self.width, self.height
        match self.turned:
            case 90:
                left, top, right, bottom = top, wide - right, bottom, wide - left
            case 180:
                left, top, right, bottom = wide - right, tall - bottom, wide - left, tall - top
            case 270:
                left, top, right, bottom = tall - bottom, left, tall - top, right
        return Box(self.page, *(round(v, 2) for v in (left, top, right, bottom)))


@frozen
class Ink:
    """A page.

    Attributes:
        page: Its number, counted from 1.
        pages: Number of pages of the document.
        width: Its width in points, as a reader holds it.
        height: Its height.
        turned: By how many degrees it had to be turned clockwise for its text to stand upright.
        skew: By how many degrees a scanned page had to be turned counterclockwise to lie level.
        words: Its words, in the order in which the file writes them.
        level: Its level lines.
        upright: Its upright lines.
        pictured: How much of it pictures cover, 0 to 1.
        recognised: Whether its words come from text recognition on a picture of the page.
        left_out: Letters that stand outside of the page and cannot be seen.
    """

    page: int
    pages: int
    width: float
    height: float
    turned: int = 0
    words: tuple[Word, ...] = ()
    level: tuple[Stroke, ...] = ()
    upright: tuple[Stroke, ...] = ()
    pictured: float = 0.0
    recognised: bool = False
    left_out: int = 0
    skew: float = 0.0

    @property
    def frame(self) -> Frame:
        """How its places are to be found on the page as it is displayed."""
        return Frame(self.page, self.width, self.height, self.turned, self.skew)

    @property
    def letters(self) -> int:
        """How many letters it has."""
        return sum(len(word.text) for word in self.words)

    @property
    def unread(self) -> int:
        """How many of them the file gives no character for."""
        return sum(word.unread for word in self.words)

    def to_json(self) -> str:
        """The page as one line."""
        return json.dumps(
            {
                "page": [self.page, self.pages, self.width, self.height, self.turned],
                "words": [_packed(word) for word in self.words],
                "level": [[s.at, s.start, s.end] for s in self.level],
                "upright": [[s.at, s.start, s.end] for s in self.upright],
                "rest": [self.pictured, self.recognised, self.left_out, self.skew],
            },
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Ink:
        """A page out of the record that `to_json` wrote."""
        page, pages, width, height, turned = record["page"]
        pictured, recognised, left_out, skew = record["rest"]
        return cls(
            page,
            pages,
            width,
            height,
            turned,
            tuple(Word(*word) for word in record["words"]),
            tuple(Stroke(*stroke) for stroke in record["level"]),
            tuple(Stroke(*stroke) for stroke in record["upright"]),
            pictured,
            recognised,
            left_out,
            skew,
        )


def _packed(word: Word) -> list[Any]:
    box = [round(v, 2) for v in (word.left, word.top, word.right, word.bottom)]
    return [word.text, *box, word.spaced, word.turn, word.unread, word.confidence]
