"""The text of a cell out of its lines: words and numbers that a line cut are put together.

A line ends where the next word would not fit. Where one word alone is too wide for its cell, the
programs that write documents cut it, and the file shows it: no blank stands behind the first
piece, and not one more letter would have fitted. What does not show that clearly stays in two
words, and is said.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, frozen

from nomenklatur.language import _
from nomenklatur.tables.pdf.lines import is_cut_amount, is_round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables.pdf.lines import TextLine

_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_HYPHENS: Final = ("-", "\N{HYPHEN}", _SOFT_HYPHEN)
_NEVER_FIRST: Final = ",.;:)%"
_GOES_ON: Final = re.compile(r"-[^\W\d_]")
_NUMBER: Final = re.compile(r"[\d.,]+%?")
_ENDED: Final = re.compile(r"\w{4}(?:an|nya)$")
_VOWEL: Final = re.compile(r"[aeiou]")
_SUFFIXES: Final = frozenset({"an", "kan", "nya", "lah", "kah", "pun"})
_CODE: Final = re.compile(r"[\dxX]{1,2}(?:\.[\dxX]{1,4})+\.?")
_SPACED_SHARE: Final = 0.2  # of the breaks between lines; with more the file writes blanks there
BLANK: Final = 0.35  # more than the width of a blank, in heights of letters
_LETTERS: Final = 1.15  # letters that have to fit behind a line before it counts as not full
_STEM: Final = 3  # letters that the halves of a doubled word share at least


@frozen
class Doubt:
    """A place between two lines where it is not certain how the text goes on.

    Attributes:
        read: The text as read.
        otherwise: How it might have to be read instead.
    """

    read: str
    otherwise: str

    def message(self) -> str:
        """The doubt in words."""
        return _("{read!r} stands on two lines; it may have to be read as {otherwise!r}").format(
            read=self.read, otherwise=self.otherwise
        )


@define
class Vocabulary:
    """The words of a document that no line end can have cut, and how it ends its lines."""

    words: Counter[str] = Factory(Counter)
    breaks: int = 0
    spaced: int = 0

    def learn(self, lines: Sequence[TextLine], *, on_edge: bool = False) -> None:
        """Take in the lines of a cell or a paragraph.

        Args:
            lines: The lines.
            on_edge: Whether a page break may have cut the cell.
        """
        for i, line in enumerate(lines):
            begun = on_edge if i == 0 else not lines[i - 1].spaced
            goes_on = i + 1 < len(lines) or on_edge or line.room < line.height
            last = goes_on and not line.spaced
            self.words.update(_bare(w.text) for w in line.words[begun : len(line.words) - last])
            if i + 1 < len(lines):
                self.breaks += 1
                self.spaced += line.spaced

    @property
    def writes_blanks(self) -> bool:
        """Whether the file has a blank at the end of a line unless a word is cut there."""
        return self.spaced > _SPACED_SHARE * self.breaks

    def knows(self, word: str) -> bool:
        """Whether a word stands elsewhere, whole."""
        return self.words[_bare(word)] > 0


def wording(lines: Sequence[TextLine], words: Vocabulary) -> tuple[str, list[Doubt]]:
    """The text of a cell, and what is not certain about it."""
    doubts: list[Doubt] = []
    if not lines:
        return "", doubts
    text = lines[0].text
    for above, below in itertools.pairwise(lines):
        glue, doubt = _join(above, below, words)
        if glue is None:  # a hyphen that only parts syllables
            text, glue = text[:-1], ""
        text += glue + below.text
        if doubt is not None:
            doubts.append(doubt)
    return text.replace(_SOFT_HYPHEN, ""), doubts


def _join(above: TextLine, below: TextLine, words: Vocabulary) -> tuple[str | None, Doubt | None]:
    """What stands between two lines: a blank, nothing, or None for less than nothing."""
    if above.spaced or above.turn != below.turn:
        return " ", None
    one, other = above.words[-1].text, below.words[0].text
    if other[0] in _NEVER_FIRST or _GOES_ON.match(other) or (one[-1] == "/" and len(one) > 1):
        return "", None
    if _NUMBER.fullmatch(other) and _NUMBER.fullmatch(one):
        return _join_numbers(above, below, words)
    if one.endswith(_HYPHENS) and len(one) > 1 and other[0].isalpha():
        return _join_hyphen(one, other, words)
    if one[-1].isalpha() and other[0].isalpha() and _is_of_one_case(one, other):
        return _join_letters(above, below, words)
    return " ", None


def _is_of_one_case(one: str, other: str) -> bool:
    """Whether two texts may be the pieces of one word: small letters go on, or capitals alone."""
    return other[0].islower() or (one[-1].isupper() and other == other.upper())


def _join_numbers(above: TextLine, below: TextLine, words: Vocabulary) -> tuple[str, Doubt | None]:
    """Digits that go on below: one number if the whole is one and the first piece is none."""
    one, other = above.words[-1].text, below.words[0].text
    whole = one + other
    if is_cut_amount(one, other):
        return "", None
    if _CODE.fullmatch(whole) and (one.endswith(".") or other.startswith(".")):
        return "", None
    if is_round(one) or len(above.words) > 1 or not is_full(above, below):
        return " ", None
    if words.writes_blanks and above.room > BLANK * above.height:
        return "", None
    return "", Doubt(whole, f"{one} {other}")


def _join_hyphen(one: str, other: str, words: Vocabulary) -> tuple[str | None, Doubt | None]:
    first = re.split(r"[\W_]", one.rstrip("".join(_HYPHENS)))[-1].casefold()
    second = re.split(r"[\W_]", other)[0].casefold()
    if one.endswith(_SOFT_HYPHEN):
        return None, None
    if words.knows(one + other) or _is_doubled(first, second):
        return "", None
    if words.knows(one[:-1] + other):
        return None, None
    return "", Doubt(one + other, one[:-1] + other)


def _is_doubled(first: str, second: str) -> bool:
    """Whether the halves make a doubled word: *rapat-rapat*, *perundang-undangan*."""
    if not first or not second:
        return False
    stem = min(len(first), len(second), _STEM)
    return first[:stem] == second[:stem] or second[:_STEM] in first


def _join_letters(above: TextLine, below: TextLine, words: Vocabulary) -> tuple[str, Doubt | None]:
    """Letters that go on below: a word that was too wide for its cell, or the next word.

    A blank at the end of a line is left out where it does not fit either. So where there was
    room for a blank and none stands, and the next letter did not fit, the word was cut.
    """
    one, other = above.words[-1].text, below.words[0].text
    parted, whole = f"{one} {other}", one + other
    both = words.knows(one) and words.knows(other)
    if words.knows(whole) and not both:
        return "", None
    if len(above.words) > 1 or not is_full(above, below) or both:
        return " ", None
    if _is_fragment(other) or (words.writes_blanks and above.room > BLANK * above.height):
        return "", None
    ended = _ENDED.search(_bare(one)) and len(_bare(other)) > _STEM
    if words.knows(one) or words.knows(other) or ended:
        return " ", Doubt(parted, whole)
    return "", Doubt(whole, parted)


def _is_fragment(text: str) -> bool:
    """Whether letters are no word by themselves: a suffix, a single letter, no vowel."""
    bare = _bare(text)
    return bare in _SUFFIXES or (len(bare) == 1 and bare not in "ivx") or not _VOWEL.search(bare)


def fits(above: TextLine, below: TextLine) -> bool:
    """Whether the next word would have found room behind a line, with a blank before it."""
    first = below.words[0]
    return above.room > first.right - first.left + BLANK * above.height


def is_full(above: TextLine, below: TextLine) -> bool:
    """Whether not one more letter would have fitted into a line."""
    last, first = above.words[-1], below.words[0]
    own = (last.right - last.left) / len(last.text)
    next_ = (first.right - first.left) / len(first.text)
    return above.room < _LETTERS * max(own, next_)


def _bare(word: str) -> str:
    return word.strip("()[].,;:\"'“”").casefold()
