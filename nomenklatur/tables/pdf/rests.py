"""Whether the first row of a page is the rest of the last row of the page before.

Programs draw a row that a page cuts like any other: its lower side is ruled, with the same room
above it. What tells it apart is what it says.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from nomenklatur.tables.pdf.lines import is_amount, is_figure, is_round
from nomenklatur.tables.pdf.wording import BLANK, fits, is_full

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables.pdf.joining import DraftRow
    from nomenklatur.tables.pdf.lines import TextLine
    from nomenklatur.tables.pdf.piece import RawCell
    from nomenklatur.tables.pdf.wording import Vocabulary

_HIGHER: Final = 1.5  # heights of a line; a cell that ends so far above the others has ended
_SHOUTED: Final = 10  # letters; so many capitals are more than an abbreviation
_CANNOT: Final = -1.0
_QUANTITY: Final = re.compile(r"\d[\d.,]*\s*(?:%|[^\W\d].*)?")
_PERCENT: Final = re.compile(r"\d+(?:[.,]\d+)?%")
_LINKS: Final = frozenset(
    {"dan", "atau", "serta", "yang", "dengan", "untuk", "bagi", "pada", "dalam", "di", "ke"}
)
_CODE: Final = re.compile(r"[\dxX]{1,2}(?:\.[\dxX]{1,4}){2,}\.?")
_CUT_AMOUNT: Final = re.compile(r"(?:Rp\.?)?\d{1,3}(?:[.,]\d{3})+[.,]\d{0,2}")


class Rest(Enum):
    """Whether a row is the rest of the one above it."""

    NO = 0
    UNSURE = 1
    YES = 2


def rest_of(
    first: DraftRow, second: DraftRow, words: Vocabulary, *, has_room: bool = False
) -> Rest:
    """Whether the first row of a page is the rest of the last row of the page before.

    The rest of a cut row goes on in cells whose text reached the lower edge of the page, and it
    shows that it goes on: a blank is left at the end of the line above, or the line is so full
    that the next word did not fit, or the number is none without its rest. It is not sure where
    something speaks for it and something against it, but nothing shows that it cannot be.

    Args:
        first: The last row of a page.
        second: The first row of the next one, below the header.
        words: The words of the document.
        has_room: Whether more rows would have found room on the first page.
    """
    above, below = first.filled(), second.filled()
    if not above or not below:
        return Rest.NO
    if any(_cuts_amount(above[column], cell) for column, cell in below.items() if column in above):
        return Rest.YES
    votes = [_goes_on(above.get(column), cell, first, words) for column, cell in below.items()]
    if any(vote <= _CANNOT for vote in votes):
        return Rest.NO
    if sum(votes) > (0.5 if has_room else 0.0):
        return Rest.YES
    return Rest.UNSURE if any(votes) else Rest.NO


def _cuts_amount(above: RawCell, below: RawCell) -> bool:
    """Whether an amount is none without what stands on the next page: ``1.019.000.0`` ``00``."""
    one, other = _unspaced(above), _unspaced(below)
    return _CUT_AMOUNT.fullmatch(one) is not None and is_amount(one + other)


def _cuts_figure(above: RawCell, below: RawCell) -> float:
    """Whether the figures of a cell go on: ``1.15.00.17.0`` ``29``, not ``1.15.00.15`` ``1.15.01``.

    Only whole cells tell: the lines of one are pieces, and any two pieces may look like a value.
    """
    one, other = _unspaced(above), _unspaced(below)
    whole = one + other
    if _are_whole(one, other):
        return _CANNOT
    if is_amount(whole):
        return 2.0
    if not (_PERCENT.fullmatch(whole) or (_CODE.fullmatch(whole) and "." in one)):
        return _CANNOT
    if other[0] in ".,%" or one[-1] == ",":
        return 2.0
    return 0.5 if is_full(above.lines[-1], below.lines[0]) else _CANNOT


def _are_whole(one: str, other: str) -> bool:
    """Whether two figures are each a value: two numbers, or two codes with levels of one width."""
    if _is_number(one) and _is_number(other):
        return True
    levels = zip(one.split("."), other.split("."), strict=False)
    alike = all(len(above) == len(below) for above, below in levels)
    return alike and all(map(_CODE.fullmatch, (one, other)))


def _is_number(text: str) -> bool:
    return text.isdecimal() or is_round(text)


def _unspaced(cell: RawCell) -> str:
    return "".join(word.text for line in cell.lines for word in line.words)


def _goes_on(above: RawCell | None, below: RawCell, row: DraftRow, words: Vocabulary) -> float:
    """Whether a cell goes on with the one above it: positive if so, -1 if it cannot."""
    if above is None:
        # a paragraph may be kept whole and pushed over, while the others of its row stay
        return _CANNOT if is_figure(below.text) else 0.0
    if is_figure(above.text) and is_figure(below.text):
        return _cuts_figure(above, below)
    last = above.lines[-1]
    if last.spaced and words.writes_blanks:
        return 2.0
    lowest = max(cell.lines[-1].bottom for cell in row.filled().values())
    if lowest - last.bottom > _HIGHER * last.height or is_figure(below.text):
        return _CANNOT
    if _begins_anew(above.text, below.text):
        return _CANNOT
    return _reads_on(last, below.lines, words)


def _begins_anew(above: str, below: str) -> bool:
    """Whether two texts are each whole: a target each, or one in capitals and one not."""
    if _QUANTITY.fullmatch(above) and _QUANTITY.fullmatch(below):
        return True
    return (_is_shouted(above) and _is_spoken(below)) or (_is_spoken(above) and _is_shouted(below))


def _is_shouted(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) >= _SHOUTED


def _is_spoken(text: str) -> bool:
    return any(word[1:].islower() for word in text.split())


def _reads_on(last: TextLine, below: Sequence[TextLine], words: Vocabulary) -> float:
    """Whether a line goes on with those below, by how full it is and by their letters."""
    first = below[0]
    one, other = last.words[-1].text, first.words[0].text
    if fits(last, first) and not _is_cut_word(below):
        return _CANNOT
    if other[0].islower():
        return 1.0
    if words.writes_blanks and last.room > BLANK * last.height:  # a blank would have shown
        return 0.5 if one.isupper() and other.isupper() and not words.knows(one) else 0.0
    if one in _LINKS or one.endswith(","):
        return 1.0
    if one[0].islower() and len(last.words) > 1:
        return -0.5  # a sentence that goes on with a capital
    return 0.5


def _is_cut_word(lines: Sequence[TextLine]) -> bool:
    """Whether the first word fills its line and goes on: it is wider than what is seen of it."""
    alone = len(lines) > 1 and len(lines[0].words) == 1 and not lines[0].spaced
    return alone and is_full(lines[0], lines[1])
