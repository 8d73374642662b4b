"""Pages that are pictures: their lines found and their text recognised, with how sure it is.

Runs in the child process only. Needs the extra ``ocr``: RapidOCR, whose models come with the
package, so that nothing is fetched and no page leaves the machine. Tesseract was tried beside it:
as good with amounts once lines are painted over, but it reads ``100%`` as ``10096``.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from nomenklatur.tables.memory import RECOGNITION, bound_memory
from nomenklatur.tables.pdf.grid import find_grids
from nomenklatur.tables.pdf.ink import Ink, Word
from nomenklatur.tables.pdf.pixels import Spread, ruled_lines, straightened, without_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.tables.pdf.pixels import Picture, Pixels

_DOTS: Final = 200 / 72  # pixels per point
_MOST_PIXELS: Final = 25_000_000
_LONGEST_SIDE: Final = 3200  # pixels; the library makes larger pictures smaller
_FEWEST_LETTERS: Final = 20
_PICTURED: Final = 0.5  # of a page; a page with so large pictures and no text is one
_UNREAD: Final = 0.5  # of a page's letters; with more of them unknown, its text is no use
_UPENDED: Final = 1.5  # times as high as wide; a text of several letters is not, unless it lies
_SURE: Final = 0.85  # mean confidence of a page that was held as it is to be read
_OVER: Final = 180  # degrees
_STRIPPED: Final = "|[]{}_‘’'`~"


def is_picture(ink: Ink) -> bool:
    """Whether a page has a picture in the place of text."""
    return ink.letters < _FEWEST_LETTERS and ink.pictured >= _PICTURED


def is_unreadable(ink: Ink) -> bool:
    """Whether most letters of a page are drawn without saying which they are."""
    return ink.letters >= _FEWEST_LETTERS and ink.unread > _UNREAD * ink.letters


class Pictures:
    """Draws the pages of a PDF, and reads what the drawings show."""

    def __init__(self, data: bytes, *, recognise: bool) -> None:
        self._data = data
        self._recognise = recognise
        self._pages: Any = None
        self._engine: Any = None

    def read(self, ink: Ink) -> Ink:
        """A page with what its picture shows, if it has one and that is needed."""
        if is_picture(ink) or is_unreadable(ink):
            return self._recognised(ink) if self._recognise else ink
        if ink.pictured >= _PICTURED and not ink.level and not ink.upright:
            return self._with_lines(ink)
        return ink

    def _with_lines(self, ink: Ink) -> Ink:
        """A picture with text laid over it: the lines are in the picture alone."""
        picture, scale = self._draw(ink)
        level, upright = ruled_lines(_grey(picture), scale)
        return evolve(ink, level=tuple(level), upright=tuple(upright), recognised=True)

    def _recognised(self, ink: Ink) -> Ink:
        picture, scale = self._draw(ink)
        picture, skew = straightened(picture)
        ink = evolve(ink, skew=skew)
        found = self._page(ink, picture, scale)
        for turn in (90, 270) if _is_upended(found) else (180,):
            if _is_sure(found):
                break
            other = self._page(_turned(ink, turn), picture.rotate(-turn, expand=True), scale)
            found = max(found, other, key=_sureness)
        return found

    def _page(self, ink: Ink, picture: Picture, scale: float) -> Ink:
        pixels = _grey(picture)
        level, upright = ruled_lines(pixels, scale)
        ruled = evolve(ink, words=(), level=tuple(level), upright=tuple(upright), recognised=True)
        grids = find_grids(ruled)
        clean = without_lines(pixels, (level, upright), grids, scale)
        words = tuple(self._words(Spread(clean, grids, scale), scale))
        return evolve(ruled, words=words)

    def _words(self, spread: Spread, scale: float) -> Iterator[Word]:
        result = self._ocr()(_in_colour(spread.pixels), use_cls=False)
        if result.txts is None:
            return
        for text, score, box in zip(result.txts, result.scores, result.boxes, strict=True):
            xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
            top, bottom = min(ys), max(ys)
            middle = (top + bottom) / 2
            left, right = spread.back(min(xs), middle), spread.back(max(xs), middle)
            corners = tuple(v / scale for v in (left, top, right, bottom))
            yield from _split(unicodedata.normalize("NFKC", text), corners, float(score))

    def _ocr(self) -> Any:  # noqa: ANN401 - the library has no types
        if self._engine is None:
            bound_memory(RECOGNITION)
            from rapidocr import RapidOCR  # noqa: PLC0415 - heavy, and an extra

            self._engine = RapidOCR(
                params={
                    "Global.log_level": "critical",
                    "Global.max_side_len": _LONGEST_SIDE,
                    "Global.text_score": 0.0,  # what is hardly sure is said, not left out
                }
            )
        return self._engine

    def _draw(self, ink: Ink) -> tuple[Picture, float]:
        """The picture of a page as a reader holds it, and its pixels per point."""
        import pypdfium2  # noqa: PLC0415 - heavy

        if self._pages is None:
            self._pages = pypdfium2.PdfDocument(self._data)
        page = self._pages[ink.page - 1]
        page.set_cropbox(*page.get_mediabox())
        scale = min(_DOTS, (_MOST_PIXELS / (ink.width * ink.height)) ** 0.5)
        drawn = page.render(scale=scale, grayscale=True, rotation=ink.turned)
        picture = drawn.to_pil().convert("L")
        page.close()
        return picture, picture.width / ink.width


def _grey(picture: Picture) -> Pixels:
    import numpy as np  # noqa: PLC0415 - heavy

    return np.asarray(picture)


def _in_colour(pixels: Pixels) -> Pixels:
    import numpy as np  # noqa: PLC0415 - heavy

    return np.repeat(pixels[:, :, None], 3, axis=2)


def _split(text: str, corners: tuple[float, ...], score: float) -> Iterator[Word]:
    """The words of a recognised line, each as wide as its share of the letters."""
    left, top, right, bottom = corners
    step = (right - left) / max(len(text), 1)
    at = 0
    parts = text.split()
    for number, part in enumerate(parts, 1):
        start = text.index(part, at)
        at = start + len(part)
        bare = part.strip(_STRIPPED)
        if bare:
            yield Word(
                bare,
                left + start * step,
                top,
                left + at * step,
                bottom,
                spaced=number < len(parts),
                confidence=round(score, 3),
            )


def _is_upended(ink: Ink) -> bool:
    """Whether most texts run upwards or downwards: a page that lay on the glass the other way."""
    long = [word for word in ink.words if len(word.text) > 2]  # noqa: PLR2004 - letters
    tall = sum(w.bottom - w.top > _UPENDED * (w.right - w.left) for w in long)
    return not long or tall * 2 > len(long)


def _turned(ink: Ink, turn: int) -> Ink:
    """A page turned clockwise by so many degrees."""
    width, height = (ink.width, ink.height) if turn == _OVER else (ink.height, ink.width)
    return evolve(ink, width=width, height=height, turned=(ink.turned + turn) % 360)


def _sureness(ink: Ink) -> tuple[bool, float]:
    """How good a reading of a page is: of two that stand upright, the one with more sure letters.

    Recognition reads a text that stands on its end as surely as one that lies.
    """
    return not _is_upended(ink), sum((w.confidence or 0.0) * len(w.text) for w in ink.words)


def _is_sure(ink: Ink) -> bool:
    """Whether a page was held as it is to be read: upside down, little is recognised surely."""
    upright, sure = _sureness(ink)
    return upright and sure > _SURE * ink.letters
