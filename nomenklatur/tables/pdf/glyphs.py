"""The letters and lines that pdfminer finds on a page, as words and ruled lines.

Runs in the child process only.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define

from nomenklatur.tables.pdf.ink import Ink, Stroke
from nomenklatur.tables.pdf.words import Glyph, turned, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_THIN: Final = 3.5  # points; a drawn area no thicker than that is a line
_SHORTEST: Final = 4.0  # points; a shorter stroke rules nothing
_LEVEL: Final = 1.0  # points by which a line may rise or fall
_CORNERS: Final = 3  # a shape of at least so many corners is no single line

Item = Any
"""A piece of a page as pdfminer lays it out; the library has no types for what its pages hold."""


class TooManyLettersError(ValueError):
    """A page has more letters than may be read."""


def lay_out(page: Item, most: int) -> Item:
    """The letters, lines and pictures of a page as pdfminer lays them out.

    pdfplumber keeps them as dictionaries, which takes twice as long; and a page that holds
    millions has to be left before all of them are there.

    Args:
        page: A page of pdfplumber.
        most: How many letters and lines it may have.

    Raises:
        TooManyLettersError: It has more.
    """
    from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415 - heavy, and only here
    from pdfminer.pdfinterp import PDFPageInterpreter  # noqa: PLC0415 - the same

    class Counting(PDFPageAggregator):
        """Counts what it is given."""

        left = most

        def render_char(self, *args: Item, **kwargs: Item) -> float:
            self.count()
            return super().render_char(*args, **kwargs)

        def paint_path(self, *args: Item, **kwargs: Item) -> None:
            self.count()
            super().paint_path(*args, **kwargs)

        def count(self) -> None:
            self.left -= 1
            if self.left < 0:
                raise TooManyLettersError

    device = Counting(page.pdf.rsrcmgr, laparams=None)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result()


def read_page(layout: Item, size: tuple[float, float], number: tuple[int, int]) -> Ink:
    """The ink of a page.

    Args:
        layout: The page as pdfminer lays it out, without layout analysis.
        size: Its width and height in points.
        number: Its number and the number of pages.
    """
    drawn = _Drawn(*size)
    for item in _flat(layout):
        drawn.add(item)
    turn = drawn.turn_upright()
    return Ink(
        *number,
        drawn.width,
        drawn.height,
        turn,
        tuple(words_of(drawn.glyphs, drawn.upright)),
        tuple(drawn.level),
        tuple(drawn.upright),
        min(drawn.pictured / (drawn.width * drawn.height), 1.0),
        left_out=drawn.left_out,
    )


def _flat(layout: Item) -> Iterator[Item]:
    """The items of a page, those of the figures in it too, in the order of drawing."""
    from pdfminer.layout import LTContainer  # noqa: PLC0415 - heavy, and only in the child

    stack = [iter(layout)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, LTContainer):
            stack.append(iter(item))
        else:
            yield item


@define
class _Drawn:
    """What is drawn on a page, in points from its upper left corner."""

    width: float
    height: float
    glyphs: list[Glyph] = Factory(list)
    level: list[Stroke] = Factory(list)
    upright: list[Stroke] = Factory(list)
    pictured: float = 0.0
    left_out: int = 0

    def add(self, item: Item) -> None:
        """Take in a letter, a picture or a drawing."""
        from pdfminer.layout import LTChar, LTCurve, LTImage  # noqa: PLC0415 - see above

        if isinstance(item, LTChar):
            self._add_letter(item)
        elif isinstance(item, LTImage):
            x0, y0, x1, y1 = item.bbox
            wide = min(x1, self.width) - max(x0, 0.0)
            self.pictured += max(wide, 0.0) * max(min(y1, self.height) - max(y0, 0.0), 0.0)
        elif isinstance(item, LTCurve):
            self._add_drawing(item)

    def _add_letter(self, item: Item) -> None:
        x0, y0, x1, y1 = item.bbox
        a, b = item.matrix[0], item.matrix[1]
        across = abs(b) > abs(a)
        turn = (270 if b > 0 else 90) if across else (0 if a >= 0 else 180)
        text = item.get_text()
        if x1 < 0 or x0 > self.width or y1 < 0 or y0 > self.height:
            self.left_out += not text.isspace()
        else:
            self.glyphs.append((text, x0, self.height - y1, x1, self.height - y0, turn))

    def _add_drawing(self, item: Item) -> None:
        """Add the lines that a drawing is, or that run around it."""
        from pdfminer.layout import LTLine, LTRect  # noqa: PLC0415 - see above

        x0, y0, x1, y1 = item.bbox
        top, bottom = self.height - y1, self.height - y0
        wide, tall = x1 - x0, bottom - top
        straight = isinstance(item, LTLine | LTRect)
        if straight and tall <= _THIN and wide >= max(_SHORTEST, tall):
            self.level.append(Stroke((top + bottom) / 2, x0, x1))
        elif straight and wide <= _THIN and tall >= _SHORTEST:
            self.upright.append(Stroke((x0 + x1) / 2, top, bottom))
        elif item.stroke and straight and len(item.pts) >= _CORNERS:
            self.level += (Stroke(top, x0, x1), Stroke(bottom, x0, x1))
            self.upright += (Stroke(x0, top, bottom), Stroke(x1, top, bottom))
        elif item.stroke and not straight:
            self._add_sides([(x, self.height - y) for x, y in item.pts])

    def _add_sides(self, corners: Iterable[tuple[float, float]]) -> None:
        for (xa, ya), (xb, yb) in itertools.pairwise(corners):
            if abs(ya - yb) < _LEVEL and abs(xa - xb) >= _SHORTEST:
                self.level.append(Stroke((ya + yb) / 2, min(xa, xb), max(xa, xb)))
            elif abs(xa - xb) < _LEVEL and abs(ya - yb) >= _SHORTEST:
                self.upright.append(Stroke((xa + xb) / 2, min(ya, yb), max(ya, yb)))

    def turn_upright(self) -> int:
        """Turn the page so that most of its letters stand; by how many degrees clockwise."""
        turns = Counter(glyph[5] for glyph in self.glyphs if not glyph[0].isspace())
        main = turns.most_common(1)[0][0] if turns else 0
        if main == 0:
            return 0
        wide, tall = self.width, self.height
        self.glyphs = [turned(glyph, main, wide, tall) for glyph in self.glyphs]
        if main == 180:  # noqa: PLR2004 - degrees
            self.level = _flipped(self.level, tall, wide)
            self.upright = _flipped(self.upright, wide, tall)
            return main
        if main == 90:  # noqa: PLR2004 - degrees
            self.level, self.upright = (
                _flipped(self.upright, wide, None),
                _flipped(self.level, None, wide),
            )
        else:
            self.level, self.upright = (
                _flipped(self.upright, None, tall),
                _flipped(self.level, tall, None),
            )
        self.width, self.height = tall, wide
        return 360 - main


def _flipped(strokes: Iterable[Stroke], across: float | None, along: float | None) -> list[Stroke]:
    """Lines counted from the other side of a page of that size, where one is given."""
    return [
        Stroke(
            s.at if across is None else across - s.at,
            s.start if along is None else along - s.end,
            s.end if along is None else along - s.start,
        )
        for s in strokes
    ]
