"""Numbers of workbook cells as text: exact, with the zeros that their format shows.

A workbook stores 1.1 where a planner typed the code ``1.10``; only the number format ``0.00``
still knows. Dates are numbers too, told apart by their format alone (ECMA-376-1, 18.8.30).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.remembered import remembers

if TYPE_CHECKING:
    from collections.abc import Mapping

GENERAL: Final = "General"

BUILTIN_FORMATS: Final[Mapping[int, str]] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that a workbook names by number alone (ECMA-376-1, 18.8.30)."""

_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;])*')
_PIECES = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|[#0?]|.', re.DOTALL)
_DIGITS = re.compile(r"[#0?,]*[#0?](?:\.([#0?]*))?")
_PLAIN = re.compile(r"-?\d+", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_SHOWN_DIGITS = 15
_LONGEST = 400


@frozen
class Format:
    """What a number format says about the text of a number.

    Attributes:
        whole: Digits shown at least before the decimal point.
        decimals: Digits shown at least after it.
        percent: Whether a hundredth is shown as 1 %.
        date: Whether the number is a day.
        time: Whether the number is, or has, a time of day.
    """

    whole: int = 0
    decimals: int = 0
    percent: bool = False
    date: bool = False
    time: bool = False


@remembers
def read_format(code: str) -> Format:
    """What a number format (``#,##0.00``) says; only its section for positive numbers counts."""
    bare = _LITERAL.sub("", code).split(";")[0]
    lower = re.sub(r"am/pm|a/p", "", bare.lower()).strip()
    if lower in {"", "general", "standard", "@"} or re.search(r"[0#?]e[+-]", lower):
        return Format()
    if re.search(r"[dmyhs]", lower):
        time = bool(re.search(r"[hs]", lower))
        return Format(date=bool(re.search(r"[dy]|mmm", lower)) or not time, time=time)
    if (digits := _DIGITS.search(bare)) is None or bare[digits.end() :].startswith(","):
        return Format()
    whole, _, decimals = digits[0].partition(".")
    if whole.endswith(","):
        return Format()  # a trailing comma shows thousands: the zeros are of another number
    return Format(whole.count("0"), decimals.count("0"), percent="%" in bare)


def exact(raw: str) -> str | None:
    """A stored number as plain digits; None if the text is no number.

    A number with a fraction or an exponent is given with the 15 significant digits that
    spreadsheets show, so that the binary noise of ``1.1000000000000001`` does not appear.

    >>> exact("1.0268007E10")
    '10268007000'
    """
    if len(raw) > _LONGEST or not _NUMBER.fullmatch(raw):
        return None
    if _PLAIN.fullmatch(raw):
        return str(int(raw))
    value = Decimal(raw)
    if value:
        if abs(value.adjusted()) > _LONGEST:
            return None
        value = value.quantize(Decimal(1).scaleb(value.adjusted() - _SHOWN_DIGITS + 1))
    return _trim(format(value, "f"))


def number_text(raw: str, code: str = GENERAL) -> str | None:
    """A stored number as its cell's text; None if the raw text is no number.

    No digit of the number is lost: zeros and the percent sign of its format are added, nothing
    is rounded to it.

    >>> number_text("1.1", "0.00"), number_text("0.885", "0%"), number_text("7", "000")
    ('1.10', '88.5%', '007')
    """
    text = exact(raw)
    if text is None:
        return None
    shape = read_format(code)
    if shape.percent:
        text = _trim(format(Decimal(text).scaleb(2), "f"))
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = body.partition(".")
    whole = whole.zfill(shape.whole)
    decimals = decimals.ljust(shape.decimals, "0")
    joined = f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
    return f"{joined}%" if shape.percent else joined


def shown_text(text: str, code: str) -> str:
    """A number's text with the words that its format puts around it.

    >>> shown_text("12", '#,##0" bulan"')
    '12 bulan'
    """
    section = _SECTION.match(code)
    if section is None or "@" in code:
        return text
    parts = [part for part in _PIECES.findall(section[0]) if part]
    digits = [index for index, part in enumerate(parts) if part[0] in "#0?"]
    if not digits:
        return text
    before = "".join(_literal(part) for part in parts[: digits[0]])
    after = "".join(_literal(part) for part in parts[digits[-1] + 1 :])
    return f"{before}{text}{after}".strip()


def moment_text(raw: str, shape: Format, *, from_1904: bool = False) -> str | None:
    """A stored number as the moment that its format makes of it, ISO 8601.

    Args:
        raw: Days since the workbook's epoch.
        shape: Its format.
        from_1904: Whether the workbook counts from 1904 (old Macintosh files).

    Returns:
        ``2021-01-31``, ``2021-01-31 08:30:00`` or ``08:30:00``; None if the number is no
        moment that a spreadsheet can show.
    """
    text = exact(raw)
    if text is None:
        return None
    days = Decimal(text)
    if not 0 <= days < _LAST_DAY:
        return None
    seconds = int((days * 86400).to_integral_value())
    if days < 1 and not shape.date:
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if not from_1904 and days < _FIRST_OF_MARCH_1900:
        seconds += 86400  # spreadsheets believe in a 29 February 1900
    try:
        moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(seconds=seconds)
    except OverflowError:
        return None
    if shape.time or not shape.date or seconds % 86400:
        return moment.isoformat(sep=" ")
    return moment.date().isoformat()


_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone known
_FIRST_OF_MARCH_1900, _LAST_DAY = 60, 2958466


def _trim(text: str) -> str:
    trimmed = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if trimmed in {"-0", ""} else trimmed


def _literal(piece: str) -> str:
    """What a piece of a format prints of itself."""
    if piece.startswith('"'):
        return piece[1:-1]
    if piece.startswith("\\"):
        return piece[1]
    if currency := re.fullmatch(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", piece):
        return currency[1]
    return piece if piece in {" ", "-", "+", "(", ")", ":"} else ""
