"""What a cell holds, told from its text alone, and how well that suits a column."""

from __future__ import annotations

import enum
import re
from typing import Final

from nomenklatur.plan.texts.headings import Role
from nomenklatur.remembered import remembers


class Content(enum.Enum):
    """What a text looks like."""

    EMPTY = "empty"
    MONEY = "money"
    """Certainly an amount: two groups of thousands or more, seven digits, or Rp."""
    SUM = "sum"
    """Perhaps an amount, perhaps a count: ``398.000``, ``12500``."""
    SMALL = "small"
    """A small number: ``7``, ``88,41``, ``002``."""
    PERCENT = "percent"
    QUANTITY = "quantity"
    """A number with its unit: ``200 org``, ``1 dokumen``, ``12 bulan``."""
    DASH = "dash"
    CODE = "code"
    WORDS = "words"
    TITLE = "title"
    """Words in capitals that name a program or an urusan, or the word for a total."""


_PATTERNS: Final = (
    (Content.DASH, r"[-–—]+"),
    (Content.MONEY, r"\(?-?(?:rp\.?\s*)?\d{1,3}(?:[.,]\d{3}){2,}(?:[.,](?:\d{1,2}|-+))?\)?"),
    (Content.MONEY, r"\(?-?(?:rp\.?\s*)?[1-9]\d{0,2}(?:\s\d{3}){2,}(?:,(?:\d{1,2}|-+))?\)?"),
    (Content.MONEY, r"\(?-?rp\.?\s*[\d.,]+(?:-+)?\)?"),
    (Content.MONEY, r"-?\d{7,}(?:[.,]\d+)?"),
    (Content.SUM, r"\(?-?\d{1,3}[.,]\d{3}(?:[.,]\d{1,2}|,-+)?\)?"),
    (Content.SUM, r"-?\d{4,6}(?:[.,]\d+)?"),
    (Content.SMALL, r"-?\d{1,3}(?:[.,]\d+)?\.?"),
    (Content.PERCENT, r"[<>]?\s*-?\d[\d.,]*\s*%.*"),
    (Content.CODE, r"[\dx]{1,2}(?:\s*\.\s*[\dx]{1,4}){2,}\s*\.?"),
    (Content.CODE, r"[\dx]{1,2}\s*\.\s*[\dx]{1,3}\s*\.?"),
    (Content.CODE, r"x(?:x)?"),
    (Content.TITLE, r"(?-i:(?:PROGRAM|URUSAN|BIDANG URUSAN|UNSUR) [^a-z]+)"),
    (Content.TITLE, r"(?:grand |sub )?(?:jumlah|total)(?: total| seluruhnya| keseluruhan)?"),
    (Content.QUANTITY, r"[<>±]?\s*\d[\d.,]*\s*[a-z][\w./()-]*(?:\s+[\w./()-]+){0,2}"),
)
_COMPILED: Final = tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in _PATTERNS)


@remembers
def content_of(text: str) -> Content:
    """What a cell's text looks like.

    >>> content_of("2.815.173.000"), content_of("200 org"), content_of("X.XX.01")
    (<Content.MONEY: 'money'>, <Content.QUANTITY: 'quantity'>, <Content.CODE: 'code'>)
    """
    if not text:
        return Content.EMPTY
    for kind, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return kind
    return Content.WORDS


def is_wording(text: str) -> bool:
    """Whether a text is words rather than figures or codes."""
    return content_of(text) in {Content.WORDS, Content.TITLE}


def is_money(text: str) -> bool:
    """Whether a text is certainly an amount of money."""
    return content_of(text) is Content.MONEY


_ORDER: Final = (
    Content.MONEY, Content.SUM, Content.SMALL, Content.PERCENT, Content.QUANTITY, Content.DASH,
    Content.CODE, Content.WORDS, Content.TITLE,
)  # fmt: skip
# How well a content suits a column, -4 to 3. Only differences count: a row is moved when it
# suits the columns beside its own much better.
_SUITS: Final = {
    Role.NUMBER:      (-4, -2,  2, -3, -3,  1,  1, -4, -4),
    Role.CODE:        (-4, -1,  2, -3, -3,  1,  3, -4, -4),
    Role.NAME:        (-4, -3, -2, -4, -1,  0, -2,  2,  3),
    Role.INDICATOR:   (-4, -2, -1, -3, -1,  0, -2,  2, -3),
    Role.TARGET:      (-3,  1,  2,  3,  3,  1, -1, -1, -4),
    Role.SATUAN:      (-4, -3, -1,  1, -1,  0, -2,  1, -4),
    Role.LOKASI:      (-4, -3, -2, -4, -1,  0, -2,  1, -3),
    Role.AMOUNT:      ( 3,  2,  0, -4, -3,  1, -2, -4, -4),
    Role.REALISATION: ( 3,  2,  0, -4, -3,  1, -2, -4, -4),
    Role.DIFFERENCE:  ( 3,  2,  0, -4, -3,  1, -2, -4, -4),
    Role.PERCENT:     (-4, -1,  2,  3, -2,  1, -1, -3, -4),
    Role.SUMBER_DANA: (-4, -3, -2, -4, -1,  0,  0,  1, -3),
    Role.NOTE:        (-2, -1, -1, -2, -1,  0, -1,  1, -2),
    Role.OFFICE:      (-4, -3, -1, -4, -1,  0,  0,  1, -2),
}  # fmt: skip
_SCORES: Final = {
    (role, content): score
    for role, scores in _SUITS.items()
    for content, score in zip(_ORDER, scores, strict=True)
}
NO_COLUMN: Final = -3
"""The score of a cell beyond every heading."""


def suits(role: Role | None, text: str) -> int:
    """How well a text suits a column: positive if it belongs there, negative if it does not."""
    if role is None:
        return NO_COLUMN
    return _SCORES.get((role, content_of(text)), 0)
