"""Whether the first row of a page is the rest of the last row of the page before.

Programs draw a row that a page cuts like any other: its lower side is ruled, with the same room
above it. What tells it apart is what it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nomenklatur.tables.pdf.lines import is_amount, is_cut_amount, is_figure, is_round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables.pdf.joining import DraftRow
    from nomenklatur.tables.pdf.lines import TextLine
    from nomenklatur.tables.pdf.piece import RawCell
    from nomenklatur.tables.pdf.wording import Vocabulary

_HIGHER: Final = 1.5  # heights of a line; a cell that ends so far above the others has ended
_TOLERANCE: Final = 1.05
_FULL: Final = 1.15  # letters that would fit behind a line that is not full
_SHOUTED: Final = 10  # letters; so many capitals are more than an abbreviation
_CANNOT: Final = -1.0
_QUANTITY: Final = re.compile(r"\d[\d.,]*\s*(?:%|[^\W\d].*)?")
_LINKS: Final = frozenset(
    {"dan", "atau", "serta", "yang", "dengan", "untuk", "bagi", "pada", "dalam", "di", "ke"}
)
_CODE: Final = re.compile(r"[\dxX]{1,2}(?:\.[\dxX]{1,4}){2,}\.?")
_CUT_AMOUNT: Final = re.compile(r"(?:Rp\.?)?\d{1,3}(?:[.,]\d{3})+[.,]\d{0,2}")


def is_rest(
    first: DraftRow, second: DraftRow, words: Vocabulary, *, has_room: bool = False
) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    The rest of a cut row goes on in cells whose text reached the lower edge of the page, and it
    shows that it goes on: a blank is left at the end of the line above, or the line is so full
    that the next word did not fit, or the number is none without its rest.

    Args:
        first: The last row of a page.
        second: The first row of the next one, below the header.
        words: The words of the document.
        has_room: Whether more rows would have found room on the first page.
    """
    above, below = first.filled(), second.filled()
    if not above or not below:
        return False
    if any(_cuts_amount(above[column], cell) for column, cell in below.items() if column in above):
        return True
    amounts = {column for column, cell in above.items() if is_amount(cell.text)}
    if any(
        is_round(cell.text)
        and not (column in above and _cuts_code(above[column].lines[-1], _unspaced(cell)) > 0)
        for column, cell in below.items()
        if amounts - {column}
    ):
        return False
    votes = [_goes_on(above.get(column), cell, first, words) for column, cell in below.items()]
    if any(vote <= _CANNOT for vote in votes):
        return False
    return sum(votes) > (0.5 if has_room else 0.0)


def _cuts_amount(above: RawCell, below: RawCell) -> bool:
    """Whether an amount is none without what stands on the next page: ``1.019.000.0`` ``00``."""
    one, other = _unspaced(above), _unspaced(below)
    return _CUT_AMOUNT.fullmatch(one) is not None and is_amount(one + other)


def _cuts_code(last: TextLine, below: str) -> float:
    """Whether a code goes on: ``1.15.00.17.0`` ``29``; a number alone may also be the next one."""
    word = last.words[-1]
    if _CODE.fullmatch(word.text + below) is None or "." not in word.text:
        return _CANNOT
    letter = (word.right - word.left) / len(word.text)
    full = len(last.words) == 1 and last.room < _FULL * letter
    return 2.0 if below[0] == "." else 0.5 if full else _CANNOT


def _unspaced(cell: RawCell) -> str:
    return "".join(word.text for line in cell.lines for word in line.words)


def _goes_on(above: RawCell | None, below: RawCell, row: DraftRow, words: Vocabulary) -> float:
    """Whether a cell goes on with the one above it: positive if so, -1 if it cannot."""
    if above is None:
        # a paragraph may be kept whole and pushed over, while the others of its row stay
        return _CANNOT if is_figure(below.text) else 0.0
    last, first = above.lines[-1], below.lines[0]
    if last.spaced and words.writes_blanks:
        return 2.0
    one, other = last.words[-1].text, first.words[0].text
    if is_figure(other) and is_figure(one):
        cut = is_cut_amount(one, other) or is_cut_amount(_unspaced(above), _unspaced(below))
        return 2.0 if cut else _cuts_code(last, _unspaced(below))
    lowest = max(cell.lines[-1].bottom for cell in row.filled().values())
    ended = lowest - last.bottom > _HIGHER * last.height
    if ended or (is_figure(first.text) and len(below.lines) == 1):
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
    wide = first.words[0].right - first.words[0].left
    if last.room > wide * _TOLERANCE and not _is_cut_word(below, wide / len(other)):
        return _CANNOT
    if other[0].islower():
        return 1.0
    if words.writes_blanks:
        return 0.5 if one.isupper() and other.isupper() and not words.knows(one) else 0.0
    if one in _LINKS or one.endswith(","):
        return 1.0
    if one[0].islower() and len(last.words) > 1:
        return -0.5  # a sentence that goes on with a capital
    return 0.5


def _is_cut_word(lines: Sequence[TextLine], letter: float) -> bool:
    """Whether the first word fills its line and goes on: it is wider than what is seen of it."""
    first = lines[0]
    alone = len(lines) > 1 and len(first.words) == 1 and not first.spaced
    return alone and first.room < _FULL * letter
