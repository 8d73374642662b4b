"""Letters as words: which belong together, where a blank stands, what cannot be read."""

from __future__ import annotations

import bisect
import itertools
import unicodedata
from typing import TYPE_CHECKING, Final

from attrs import define

from nomenklatur.tables.pdf.ink import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.pdf.ink import Stroke

_WORD_GAP: Final = 0.2  # of the letters' height; a wider gap parts words
_BLANK_GAP: Final = 1.4  # of the letters' height; a blank no farther away belongs to a word
_JOIN_GAP: Final = 0.1  # of the letters' height; words no farther apart are one
_BACK: Final = -0.6  # of the letters' height; a letter may overlap the one before so far
_TWICE: Final = -0.8  # of its width; a letter so far back on its like is printed once more
_SAME_LINE: Final = 0.35  # of the letters' height
_SAME_PLACE: Final = 0.2  # of the letters' height
_TOUCHING: Final = 0.3  # points; letters no farther apart have no line between them
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_BLANKS: Final = frozenset(" \t\r\n\N{NO-BREAK SPACE}\N{THIN SPACE}\N{EN SPACE}\N{EM SPACE}")
_NO_LETTERS: Final = frozenset({"Co", "Cc", "Cn", "Cs"})

Glyph = tuple[str, float, float, float, float, int]
"""Text, left, top, right, bottom, turn; top counted from the upper edge."""


def turned(glyph: Glyph, main: int, width: float, height: float) -> Glyph:
    """A letter after its page was turned, so that letters turned by `main` degrees stand."""
    text, left, top, right, bottom, turn = glyph
    turn = (turn - main) % 360
    if main == 90:  # noqa: PLR2004 - degrees
        return text, top, width - right, bottom, width - left, turn
    if main == 180:  # noqa: PLR2004 - degrees
        return text, width - right, height - bottom, width - left, height - top, turn
    return text, height - bottom, left, height - top, right, turn


@define
class _Draft:
    """A word to be, in a frame in which its letters stand."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    unread: int
    spaced: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def add(self, text: str, left: float, top: float, right: float, bottom: float) -> None:
        self.text += text
        self.left, self.top = min(self.left, left), min(self.top, top)
        self.right, self.bottom = max(self.right, right), max(self.bottom, bottom)

    def word(self, turn: int) -> Word:
        glyph = (self.text, self.left, self.top, self.right, self.bottom, 0)
        if turn:
            glyph = turned(glyph, 360 - turn, 0, 0)
        text = "".join(_LIGATURES.get(letter, letter) for letter in self.text)
        return Word(unicodedata.normalize("NFC", text), *glyph[1:5], self.spaced, turn, self.unread)


class _Fences:
    """The upright lines of a page, found quickly."""

    def __init__(self, upright: Sequence[Stroke]) -> None:
        self._strokes = sorted(upright, key=lambda stroke: stroke.at)
        self._at = [stroke.at for stroke in self._strokes]

    def part(self, word: _Draft, left: float) -> bool:
        """Whether a line stands between the end of a word and what begins at `left`."""
        if left - word.right < _TOUCHING:
            return False
        middle = (word.top + word.bottom) / 2
        first = bisect.bisect_left(self._at, word.right - 1)
        last = bisect.bisect_right(self._at, left + 1)
        return any(s.start <= middle <= s.end for s in self._strokes[first:last])


def words_of(glyphs: Sequence[Glyph], upright: Sequence[Stroke]) -> Iterator[Word]:
    """The words that letters make up, in the order in which the file writes them.

    Args:
        glyphs: The letters in that order.
        upright: The upright lines of the page; a word never crosses one.
    """
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        turn = glyph[5]
        by_turn.setdefault(turn, []).append(turned(glyph, turn, 0, 0) if turn else glyph)
    for turn, own in by_turn.items():
        fences = _Fences(upright if turn == 0 else ())
        for draft in _joined(_drafts(own, fences), fences):
            yield draft.word(turn)


def _drafts(glyphs: Sequence[Glyph], fences: _Fences) -> list[_Draft]:
    """Letters that the file writes one after the other, as words."""
    drafts: list[_Draft] = []
    for text, left, top, right, bottom, _ in glyphs:
        last = drafts[-1] if drafts else None
        if text in _BLANKS:
            if last is not None and _follows(last, left, top, bottom, _BLANK_GAP):
                last.spaced = True
            continue
        unread = _is_unread(text)
        shown = _UNKNOWN if unread else text
        if (
            last is None
            or last.spaced
            or not _follows(last, left, top, bottom, _WORD_GAP)
            or fences.part(last, left)
        ):
            drafts.append(_Draft(shown, left, top, right, bottom, int(unread)))
        elif shown != last.text[-1] or left - last.right > _TWICE * (right - left):
            last.add(shown, left, top, right, bottom)
            last.unread += unread
    return drafts


def _follows(last: _Draft, left: float, top: float, bottom: float, most: float) -> bool:
    """Whether a letter follows a word on its line, no farther away than some of its height."""
    height = max(last.height, bottom - top)
    if abs((last.top + last.bottom) - (top + bottom)) > 2 * _SAME_LINE * height:
        return False
    return _BACK * height <= left - last.right <= most * height


def _is_unread(text: str) -> bool:
    """Whether the file gives no character for a letter: ``(cid:12)``, private use, controls."""
    if len(text) > 1 and text.startswith("(cid:"):
        return True
    return any(unicodedata.category(letter) in _NO_LETTERS for letter in text)


def _joined(drafts: list[_Draft], fences: _Fences) -> list[_Draft]:
    """Words whose pieces the file writes one by one, put together; words printed twice, once."""
    order = sorted(range(len(drafts)), key=lambda i: (round(drafts[i].bottom), drafts[i].left))
    gone: set[int] = set()
    for before, after in itertools.pairwise(order):
        one, other = drafts[before], drafts[after]
        height = max(one.height, other.height)
        if abs((one.top + one.bottom) - (other.top + other.bottom)) > _SAME_LINE * height:
            continue
        if one.text == other.text and abs(one.left - other.left) < _SAME_PLACE * height:
            other.spaced |= one.spaced
            gone.add(before)
            continue
        gap = other.left - one.right
        if one.spaced or not _BACK * height <= gap <= _JOIN_GAP * height:
            continue
        if fences.part(one, other.left):
            continue
        text = one.text + other.text
        other.add("", one.left, one.top, one.right, one.bottom)
        other.text, other.unread = text, one.unread + other.unread
        gone.add(before)
    return [draft for i, draft in enumerate(drafts) if i not in gone]
