"""What a cell of a page holds: the text shown, or the number that a spreadsheet stored."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from nomenklatur.tables.flow import plain
from nomenklatur.tables.numbers import GENERAL, number_text, read_format
from nomenklatur.tables.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENGLISH: Final = frozenset({"1033", "2057", "0"})
_SWAPPED: Final = frozenset({"1057"})
_SWAP: Final = str.maketrans(".,", ",.")
_STYLE_FORMAT = re.compile(r"mso-number-format:\s*(\"[^\"]*\"|'[^']*'|[^;]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([^0-9a-fA-F\s])")
_NOT_DIGITS = re.compile(r"\D")
_INSET = re.compile(
    r"(?:padding|margin)-left\s*:\s*(\d{1,4}(?:\.\d+)?)\s*(px|pt|em|rem|cm|mm|in)\b", re.IGNORECASE
)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_BLANKS: Final = {
    "px": 0.25, "pt": 1 / 3, "em": 4.0, "rem": 4.0, "cm": 9.45, "mm": 0.945, "in": 24.0
}  # fmt: skip
"""About how many blanks are as wide as each unit of length."""
_BOLD: Final = frozenset({"bold", "bolder", "600", "700", "800", "900"})


def cell_of(shown: str, attributes: Mapping[str, str]) -> Cell:
    """A cell.

    Excel writes the number of a cell as ``x:num``, LibreOffice as ``sdval``: what is shown may be
    rounded, or ``###`` where the column was too narrow. A date is left as it is shown, and a text
    with more zeros than the number (``1.10``) is a code.

    Args:
        shown: The text that the page shows.
        attributes: The attributes of the cell.
    """
    text = plain(shown)
    raw = (attributes.get("sdval") or attributes.get("x:num") or "").strip()
    if not raw:
        return Cell(text)
    code = _format(attributes)
    shape = read_format(code)
    exact = number_text(raw, code)
    if exact is None or shape.date or shape.time:
        return Cell(text)
    if code == GENERAL and _shows_more(text, exact):
        return Cell(text)
    return Cell(exact, number=True, number_format="" if code == GENERAL else code)


@functools.lru_cache(maxsize=1024)
def inset(style: str) -> int:
    """How far a style moves a text in from the left, in widths of a blank.

    >>> inset("padding-left: 24px; margin-left:3pt")
    7
    """
    return round(sum(float(size) * _BLANKS[unit.lower()] for size, unit in _INSET.findall(style)))


def is_bold(tag: str, style: str) -> bool:
    """Whether an element makes its text bold; its style has the last word."""
    if style and (weight := _WEIGHT.search(style)):
        return weight[1].lower() in _BOLD
    return tag in {"b", "strong"}


def leading_hard_blanks(shown: str) -> int:
    """How many blanks that are no spaces of the markup stand before a text."""
    blanks = shown[: len(shown) - len(shown.lstrip())]
    return sum(not blank.isascii() for blank in blanks)


def _format(attributes: Mapping[str, str]) -> str:
    """The number format of a cell as Excel's English version writes it."""
    parts = attributes.get("sdnum", "").split(";", 2)
    if len(parts) == 3 and parts[2]:  # noqa: PLR2004 - language, language of the format, format
        language = parts[1] if parts[1] not in {"", "0"} else parts[0]
        if language in _SWAPPED:
            return parts[2].translate(_SWAP)
        if language in _ENGLISH:
            return parts[2]
    if match := _STYLE_FORMAT.search(attributes.get("style", "")):
        return _ESCAPED.sub(r"\1", match[1].strip("\"' ")) or GENERAL
    return GENERAL


def _shows_more(text: str, exact: str) -> bool:
    """Whether a text is the number with more zeros behind its point."""
    if len(text) <= len(exact) or "," in text or text.count(".") > 1:
        return False
    return _NOT_DIGITS.sub("", text).rstrip("0") == _NOT_DIGITS.sub("", exact).rstrip("0")
